package dev.sshwhy.keys;

import dev.sshwhy.evidence.Patterns;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A line of known_hosts that names a host (OpenSSH hostfile.c hostkeys_foreach_file).
 *
 * @param marker what the line says of its key
 * @param key the key
 * @param at where it stands
 */
record KnownHostsEntry(Marker marker, PublicKey key, Span at) {
    private static final String HASH_MAGIC = "|1|";
    private static final int SALT_SIZE = 20;
    private static final int LONGEST_SALT = 1024;
    private static final int LONGEST_MARKER = 31;
    private static final int LONGEST_SHOWN = 4096;

    /** The word in front of the names. */
    enum Marker {
        NONE,
        CERT_AUTHORITY,
        REVOKED
    }

    /** The lines of a file that name this host and hold a key, in order; others are passed over, as ssh does. */
    static List<KnownHostsEntry> of(KnownHosts.KnownHostsFile file, String host) {
        List<KnownHostsEntry> entries = new ArrayList<>();
        String text = file.text();
        int number = 1;
        for (int start = 0; start < text.length(); number++) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            parse(file.path(), number, text.substring(start, end), host).ifPresent(entries::add);
            start = end + 1;
        }
        return entries;
    }

    private static Optional<KnownHostsEntry> parse(String path, int number, String raw, String host) {
        int nul = raw.indexOf('\0');
        String line = nul < 0 ? raw : raw.substring(0, nul); // C strings end there
        int start = AuthorizedKeysLine.skipBlanks(line, 0);
        if (start == line.length() || line.charAt(start) == '#') {
            return Optional.empty();
        }
        Marker marker = Marker.NONE;
        if (line.charAt(start) == '@') {
            int end = endOfMarker(line, start);
            Optional<Marker> found = marker(line.substring(start, end));
            start = AuthorizedKeysLine.skipBlanks(line, end);
            if (found.isEmpty() || line.startsWith("@", start)) {
                return Optional.empty();
            }
            marker = found.get();
        }
        int namesEnd = AuthorizedKeysLine.endOfWord(line, start);
        int keyStart = AuthorizedKeysLine.skipBlanks(line, namesEnd);
        if (keyStart == line.length()
                || line.charAt(keyStart) == '#'
                || !isNamed(host, line.substring(start, namesEnd))) {
            return Optional.empty();
        }
        Marker found = marker;
        String shown = raw.substring(0, Math.min(raw.length(), LONGEST_SHOWN)).stripTrailing();
        return AuthorizedKeysLine.readKey(line, keyStart)
                .map(it -> new KnownHostsEntry(found, it.key(), Span.line(path, number, shown)));
    }

    /** Hostfile.c check_markers looks for a space first, and for a tab only when the line has none. */
    private static int endOfMarker(String line, int start) {
        int space = line.indexOf(' ', start);
        int end = space >= 0 ? space : line.indexOf('\t', start);
        return end < 0 || end - start > LONGEST_MARKER ? start : end;
    }

    private static Optional<Marker> marker(String word) {
        return switch (word) {
            case "@cert-authority" -> Optional.of(Marker.CERT_AUTHORITY);
            case "@revoked" -> Optional.of(Marker.REVOKED);
            default -> Optional.empty();
        };
    }

    /** Whether a list of names, or a hashed one, means this host (hostfile.c match_maybe_hashed). */
    static boolean isNamed(String host, String names) {
        return names.startsWith("|")
                ? isHashOf(host, names)
                : Patterns.listMatches(host.toLowerCase(Locale.ROOT), lowerCase(names));
    }

    private static boolean isHashOf(String host, String names) {
        int delimiter = names.startsWith(HASH_MAGIC) ? names.indexOf('|', HASH_MAGIC.length()) : -1;
        if (delimiter <= HASH_MAGIC.length() || delimiter - HASH_MAGIC.length() > LONGEST_SALT) {
            return false;
        }
        return AuthorizedKeysBase64.decode(names.substring(HASH_MAGIC.length(), delimiter))
                .filter(it -> it.length == SALT_SIZE)
                .filter(it -> names.equals(hash(host, it)))
                .isPresent();
    }

    private static String hash(String host, byte[] salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            Base64.Encoder encoder = Base64.getEncoder();
            byte[] result = mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
            return HASH_MAGIC + encoder.encodeToString(salt) + "|" + encoder.encodeToString(result);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks HmacSHA1", e);
        }
    }

    private static String lowerCase(String names) {
        StringBuilder lower = new StringBuilder(names.length());
        for (int i = 0; i < names.length(); i++) {
            char it = names.charAt(i);
            lower.append(it >= 'A' && it <= 'Z' ? (char) (it + 32) : it);
        }
        return lower.toString();
    }
}
