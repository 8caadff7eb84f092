package dev.sshwhy.collect.handshake;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * An open way to the server.
 *
 * @param address what it leads to, as shown in reports
 * @param in what the server sends
 * @param out what it receives
 * @param closing ends both, also while another thread waits in them
 */
public record Wire(String address, InputStream in, OutputStream out, Closeable closing) {}
