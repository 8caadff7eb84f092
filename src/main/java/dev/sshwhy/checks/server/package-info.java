/** Checks on what the server says about keys and logins. They import {@code evidence}, {@code rule} and the pure helpers of {@code keys} and {@code sshconfig}. */
package dev.sshwhy.checks.server;
