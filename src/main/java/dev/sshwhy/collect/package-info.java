/**
 * Everything that is read from outside, turned into a {@link dev.sshwhy.evidence.Snapshot}. The only package that opens
 * files and sockets; an {@link java.io.IOException} becomes a fact here, and goes no further.
 */
package dev.sshwhy.collect;
