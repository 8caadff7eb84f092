package dev.sshwhy.collect.handshake;

/** The message numbers that matter here (RFC 4250 §4.1.2, RFC 8308). */
final class MessageNumber {
    static final int DISCONNECT = 1;
    static final int DEBUG = 4;
    static final int EXT_INFO = 7;
    static final int KEXINIT = 20;
    static final int NEWKEYS = 21;
    static final int USERAUTH_REQUEST = 50;

    private MessageNumber() {}
}
