/** Checks on what Runpod's machines and proxy want. They import {@code evidence}, {@code rule} and the pure helpers of {@code sshconfig}. */
package dev.sshwhy.checks.runpod;
