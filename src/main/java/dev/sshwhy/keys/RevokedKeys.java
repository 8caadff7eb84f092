package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A file of RevokedHostKeys: public keys, one a line, or a key revocation list (OpenSSH authfile.c sshkey_check_revoked). */
public final class RevokedKeys {
    private static final byte[] KRL_MAGIC = "SSHKRL\n\0".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_SHOWN = 200;

    private RevokedKeys() {}

    /** What a list says of a key. */
    public enum Verdict {
        NOT_LISTED,
        LISTED,
        /** A line that ssh cannot read ends its look-up, and the connection. */
        DAMAGED,
        /** A binary list with something in it that is not read here. */
        BINARY
    }

    /**
     * The answer.
     *
     * @param verdict what the list says
     * @param at the line that decides
     */
    public record Answer(Verdict verdict, Optional<Span> at) {}

    /**
     * Looks a key up, line by line.
     *
     * @param shown a certificate is revoked too where its authority is
     */
    public static Answer lookUp(String path, byte[] bytes, PublicKey shown) {
        if (bytes.length >= KRL_MAGIC.length && Arrays.equals(Arrays.copyOf(bytes, KRL_MAGIC.length), KRL_MAGIC)) {
            return RevocationList.revokes(bytes, shown)
                    .map(it -> new Answer(
                            it ? Verdict.LISTED : Verdict.NOT_LISTED,
                            it ? Optional.of(Span.of(path, "")) : Optional.empty()))
                    .orElseGet(() -> new Answer(Verdict.BINARY, Optional.empty()));
        }
        Optional<String> authority = Certificates.of(shown).map(it -> it.authority());
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int number = 1;
        for (int start = 0; start < text.length(); number++) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(start, end);
            int first = AuthorizedKeysLine.skipBlanks(line, 0);
            if (first < line.length() && line.charAt(first) != '#' && line.charAt(first) != '\0') {
                Optional<PublicKey> key =
                        AuthorizedKeysLine.readKey(line, first).map(it -> it.key());
                Optional<Span> at = Optional.of(Span.line(path, number, Visible.text(line, LONGEST_SHOWN)));
                if (key.isEmpty()) {
                    return new Answer(Verdict.DAMAGED, at);
                }
                String listed = key.get().fingerprint();
                if (listed.equals(shown.fingerprint()) || authority.equals(Optional.of(listed))) {
                    return new Answer(Verdict.LISTED, at);
                }
            }
            start = end + 1;
        }
        return new Answer(Verdict.NOT_LISTED, Optional.empty());
    }
}
