/** A diagnosis as text or JSON. Pure: no file, no terminal, no clock. */
package dev.sshwhy.report;
