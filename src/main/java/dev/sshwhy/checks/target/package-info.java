/** Checks on the command line itself. They import {@code evidence}, {@code rule} and the pure helpers of {@code sshconfig}. */
package dev.sshwhy.checks.target;
