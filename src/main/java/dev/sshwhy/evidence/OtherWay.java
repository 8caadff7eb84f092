package dev.sshwhy.evidence;

/**
 * A way in that ssh tries by itself, without a question, and that sshwhy cannot try.
 *
 * @param method the server's method that it goes by: "gssapi-with-mic", "hostbased", or "publickey" for keys on a token
 * @param what what ssh tries there, in words
 * @param isFirst whether ssh tries it before the keys that sshwhy tries
 */
public record OtherWay(String method, String what, boolean isFirst) {}
