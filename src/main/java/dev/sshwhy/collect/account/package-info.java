/** The account's public keys from the web. The only HTTP client; imports nothing of ours but {@code evidence}. */
package dev.sshwhy.collect.account;
