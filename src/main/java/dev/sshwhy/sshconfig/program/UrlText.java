package dev.sshwhy.sshconfig.program;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The {@code %41} of addresses. */
final class UrlText {
    private UrlText() {}

    /** As git decodes: what is no escape stays as it is (git url.c url_decode). */
    static String decoded(String text) {
        return decoded(text, false).orElse(text);
    }

    /** As scp and sftp decode: "+" is a blank, and a bad escape spoils all (OpenSSH misc.c urldecode). */
    static Optional<String> strictlyDecoded(String text) {
        return decoded(text, true);
    }

    private static Optional<String> decoded(String text, boolean strictly) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                if (high >= 0 && low >= 0 && high + low > 0) {
                    out.write(high * 16 + low);
                    i += 2;
                    continue;
                }
                if (strictly) {
                    return Optional.empty();
                }
            }
            out.write(strictly && bytes[i] == '+' ? ' ' : bytes[i]);
        }
        return Optional.of(out.toString(StandardCharsets.UTF_8));
    }
}
