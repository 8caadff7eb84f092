/**
 * The trial handshake: asks a server, key by key, what ssh would ask it, and writes down the answers. Nothing else of
 * sshwhy imports sshj; of sshwhy, this imports the evidence alone.
 */
package dev.sshwhy.collect.handshake;
