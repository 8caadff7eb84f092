/** Bytes to key facts: key files, authorized_keys lines, known_hosts lines. Pure; imports {@code evidence} alone. */
package dev.sshwhy.keys;
