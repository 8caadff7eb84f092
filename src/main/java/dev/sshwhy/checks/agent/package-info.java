/** Checks on the ssh-agent. They import {@code evidence}, {@code rule} and the pure helpers of {@code keys} and {@code sshconfig}. */
package dev.sshwhy.checks.agent;
