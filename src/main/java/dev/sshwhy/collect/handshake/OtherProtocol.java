package dev.sshwhy.collect.handshake;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Recognises what else may listen on a port, by its first bytes. */
final class OtherProtocol {
    private OtherProtocol() {}

    static Optional<String> of(byte[] seen) {
        // RFC 8446 §5.1: content type alert or handshake, then the legacy version 3.x
        if (seen.length >= 2 && (seen[0] == 0x15 || seen[0] == 0x16) && seen[1] == 3) {
            return Optional.of("TLS (an HTTPS port, for instance)");
        }
        String text = new String(seen, StandardCharsets.ISO_8859_1).stripLeading();
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.startsWith("HTTP/") || lower.startsWith("<!doctype") || lower.startsWith("<html")) {
            return Optional.of("HTTP, a web server");
        }
        if (text.startsWith("220")) {
            return Optional.of(lower.contains("smtp") ? "SMTP, a mail server" : "FTP or SMTP");
        }
        if (text.startsWith("RFB ")) {
            return Optional.of("VNC");
        }
        if (text.startsWith("+OK") || text.startsWith("* OK")) {
            return Optional.of("POP3 or IMAP, a mail server");
        }
        if (text.startsWith("-ERR") || text.startsWith("-NOAUTH") || text.startsWith("-DENIED")) {
            return Optional.of("Redis");
        }
        if (lower.contains("mysql") || lower.contains("mariadb")) {
            return Optional.of("MySQL");
        }
        return Optional.empty();
    }
}
