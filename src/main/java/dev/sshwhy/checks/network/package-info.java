/** Checks on the way to the server. They import {@code evidence}, {@code rule} and the pure helpers of {@code keys} and {@code sshconfig}. */
package dev.sshwhy.checks.network;
