/** From findings to one answer: what matters here, which finding follows from which, and the verdict. Pure. */
package dev.sshwhy.diagnosis;
