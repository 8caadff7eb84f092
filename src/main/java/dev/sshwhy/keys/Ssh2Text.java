package dev.sshwhy.keys;

import java.nio.charset.StandardCharsets;

/** The text form of ssh.com's keys (RFC 4716 §3): marker lines, headers that may go on after a backslash, base64. */
final class Ssh2Text {
    private Ssh2Text() {}

    /** The decoded body, as far as it is base64. */
    static byte[] body(String text) {
        StringBuilder letters = new StringBuilder();
        boolean continued = false;
        for (String line : text.lines().map(String::strip).toList()) {
            boolean header = continued || line.contains(":");
            continued = header && line.endsWith("\\");
            if (line.startsWith("---- END")) {
                break;
            }
            if (!header && !line.startsWith("----")) {
                letters.append(line);
            }
        }
        return Base64Text.beginning(letters.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The Comment header without its quotes; empty when there is none. */
    static String comment(String text) {
        StringBuilder value = new StringBuilder();
        boolean continued = false;
        for (String line : text.lines().map(String::strip).toList()) {
            boolean start = line.regionMatches(true, 0, "Comment:", 0, 8);
            if (continued || start) {
                String part = continued ? line : line.substring(8).strip();
                continued = part.endsWith("\\");
                value.append(continued ? part.substring(0, part.length() - 1) : part);
                if (!continued) {
                    break;
                }
            }
        }
        String all = value.toString();
        boolean quoted = all.length() >= 2 && all.startsWith("\"") && all.endsWith("\"");
        return quoted ? all.substring(1, all.length() - 1) : all;
    }
}
