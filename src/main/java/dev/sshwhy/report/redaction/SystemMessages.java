package dev.sshwhy.report.redaction;

import java.util.List;

/** What operating systems, Java and OpenSSH's server say when something fails: nobody's words, and support needs them. */
final class SystemMessages {
    static final List<String> ALL = List.of(
            // strerror(3) and gai_strerror(3), of Linux, macOS and Windows
            "Address already in use",
            "Address family not supported by protocol",
            "Broken pipe",
            "Cannot assign requested address",
            "Can't assign requested address",
            "Connection refused",
            "Connection reset by peer",
            "Connection timed out",
            "File name too long",
            "Host is down",
            "Input/output error",
            "Invalid argument",
            "Is a directory",
            "Name or service not known",
            "Network is down",
            "Network is unreachable",
            "No address associated with hostname",
            "No route to host",
            "No such file or directory",
            "No such host is known",
            "Non-recoverable failure in name resolution",
            "Not a directory",
            "nodename nor servname provided, or not known",
            "Operation not permitted",
            "Operation timed out",
            "Permission denied",
            "Protocol family unavailable",
            "Read-only file system",
            "Software caused connection abort",
            "Stale file handle",
            "Temporary failure in name resolution",
            "Too many levels of symbolic links",
            "Too many open files",
            "command not found",
            "unexpected end of file",
            "invalid IPv6 address literal",
            // OpenSSH's server
            "Change of username or service not allowed",
            "Connection closed by remote host",
            "Exceeded MaxStartups",
            "administratively prohibited",
            "connect failed",
            "open failed",
            "Not allowed at this time",
            "This account is currently not available",
            "Too many authentication failures",
            "no matching key exchange method found",
            "no matching host key type found");

    private SystemMessages() {}
}
