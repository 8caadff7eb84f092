/** Checks on the account's public-key field. They import {@code evidence}, {@code rule} and the pure helpers of {@code keys} and {@code sshconfig}. */
package dev.sshwhy.checks.account;
