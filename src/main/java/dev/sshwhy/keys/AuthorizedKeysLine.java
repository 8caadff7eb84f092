package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of authorized_keys, read exactly as sshd reads it (OpenSSH 9.2 auth2-pubkeyfile.c auth_check_authkey_line, sshkey.c
 * sshkey_read).
 *
 * @param state what sshd makes of it
 * @param key the key that it reads from it, be it refused afterwards
 * @param options the options in front of the key
 * @param refusal why a key that could be read is refused, in words; empty otherwise
 * @param keyOffset where the type begins, in bytes from the start of the line
 * @param commentOffset where the comment begins; the line's length when there is none
 */
record AuthorizedKeysLine(
        State state,
        Optional<PublicKey> key,
        AuthorizedKeysOptions options,
        Optional<String> refusal,
        int keyOffset,
        int commentOffset) {
    private static final int SMALLEST_RSA = 1024;
    private static final int LARGEST_RSA = 16384;

    /** What sshd makes of a line. */
    enum State {
        BLANK,
        COMMENT,
        /** No key can be read from it. */
        NO_KEY,
        /** The key is read and not taken: options, its type, its size. */
        REFUSED,
        ACCEPTED
    }

    /** Whether sshd takes the key for a login. */
    boolean isAccepted() {
        return state == State.ACCEPTED;
    }

    /** Reads a line without its LF; options that depend on the client's address count as met. */
    static AuthorizedKeysLine read(byte[] line, Instant now) {
        String text = new String(line, StandardCharsets.ISO_8859_1); // a character is a byte
        int nul = text.indexOf('\0');
        text = nul >= 0 ? text.substring(0, nul) : text; // C strings end there
        int start = skipBlanks(text, 0);
        if (start == text.length()) {
            return without(State.BLANK, line.length);
        }
        if (text.charAt(start) == '#') {
            return without(State.COMMENT, line.length);
        }
        Optional<Word> plain = readKey(text, start).map(it -> it.withComment(line));
        if (plain.isPresent()) {
            return judge(plain.get(), AuthorizedKeysOptions.NONE, start, now);
        }
        int end = endOfOptions(text, start);
        int keyStart = end < 0 ? text.length() : skipBlanks(text, end);
        Optional<Word> behind =
                end < 0 ? Optional.empty() : readKey(text, keyStart).map(it -> it.withComment(line));
        if (behind.isEmpty()) {
            return without(State.NO_KEY, line.length);
        }
        return judge(behind.get(), AuthorizedKeysOptions.parse(text.substring(start)), keyStart, now);
    }

    private static AuthorizedKeysLine without(State state, int length) {
        return new AuthorizedKeysLine(
                state, Optional.empty(), AuthorizedKeysOptions.NONE, Optional.empty(), length, length);
    }

    /** A key that was read, and where the comment behind it begins. */
    record Word(PublicKey key, int commentOffset) {
        private Word withComment(byte[] line) {
            int end = line.length;
            while (end > commentOffset && line[end - 1] == '\r') {
                end--;
            }
            int length = Math.max(0, end - commentOffset);
            String comment = new String(line, commentOffset, length, StandardCharsets.UTF_8).strip();
            return new Word(
                    new PublicKey(key.type(), key.bits(), key.fingerprint(), key.blob(), comment), commentOffset);
        }
    }

    private static AuthorizedKeysLine judge(Word word, AuthorizedKeysOptions options, int keyOffset, Instant now) {
        Optional<String> refusal =
                options.problem().or(() -> refusalOfType(word.key())).or(() -> refusalOfOptions(options, now));
        return new AuthorizedKeysLine(
                refusal.isPresent() ? State.REFUSED : State.ACCEPTED,
                Optional.of(word.key()),
                options,
                refusal,
                keyOffset,
                word.commentOffset());
    }

    private static Optional<String> refusalOfType(PublicKey key) {
        if (key.isCertificate()) {
            return Optional.of("a certificate (" + key.type() + ") stands where a plain public key belongs");
        }
        if (key.type().equals("ssh-dss")) {
            return Optional.of("DSA keys are refused by OpenSSH since 7.0 and unknown to it since 10.0");
        }
        return Optional.empty();
    }

    private static Optional<String> refusalOfOptions(AuthorizedKeysOptions options, Instant now) {
        if (options.certAuthority()) {
            return Optional.of("cert-authority: the key only vouches for certificates and never logs in itself");
        }
        if (options.validBefore().isPresent() && options.validBefore().getAsLong() < now.getEpochSecond()) {
            return Optional.of(
                    "expired at " + Instant.ofEpochSecond(options.validBefore().getAsLong()));
        }
        if (options.principals()) {
            return Optional.of("principals= stands there without cert-authority");
        }
        return options.from()
                .filter(AuthorizedKeysLine::isBrokenPatternList)
                .map(it -> "from=\"" + it + "\" holds an empty pattern, so that no client matches");
    }

    /** addrmatch.c addr_match_list gives up on an empty pattern. */
    private static boolean isBrokenPatternList(String from) {
        return List.of(from.split(",", -1)).stream().anyMatch(it -> it.isEmpty() || it.equals("!"));
    }

    /** As sshkey.c sshkey_read: type, blanks, blob; the key has no comment yet. */
    static Optional<Word> readKey(String text, int start) {
        int typeEnd = endOfWord(text, start);
        int blobStart = skipBlanks(text, typeEnd);
        Optional<String> type = innerTypeOf(text.substring(start, typeEnd));
        if (type.isEmpty() || blobStart == text.length()) {
            return Optional.empty();
        }
        int blobEnd = endOfWord(text, blobStart);
        return AuthorizedKeysBase64.decode(text.substring(blobStart, blobEnd))
                .flatMap(it -> PublicKeys.fromBlob(it, ""))
                .filter(it -> it.type().equals(type.get()) && isSizeTaken(it))
                .map(it -> new Word(it, skipBlanks(text, blobEnd)));
    }

    /** What must stand inside a blob for this word in front of it (sshkey.c keyimpls: two names share a type). */
    private static Optional<String> innerTypeOf(String word) {
        String type = switch (word) {
            case "rsa-sha2-256", "rsa-sha2-512" -> "ssh-rsa";
            case "rsa-sha2-256-cert-v01@openssh.com", "rsa-sha2-512-cert-v01@openssh.com" ->
                "ssh-rsa-cert-v01@openssh.com";
            case "webauthn-sk-ecdsa-sha2-nistp256@openssh.com" -> "sk-ecdsa-sha2-nistp256@openssh.com";
            default -> word;
        };
        return Optional.of(type).filter(PublicKeys::isKnownType);
    }

    private static boolean isSizeTaken(PublicKey key) {
        return !PublicKeys.plainType(key.type()).equals("ssh-rsa")
                || (key.bits() >= SMALLEST_RSA && key.bits() <= LARGEST_RSA);
    }

    /** Authfile.c sshkey_advance_past_options: the first blank outside quotes; -1 when quotes stay open. */
    private static int endOfOptions(String text, int start) {
        boolean quoted = false;
        int at = start;
        for (; at < text.length() && (quoted || !isBlank(text.charAt(at))); at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                at++;
            } else if (text.charAt(at) == '"') {
                quoted = !quoted;
            }
        }
        return at >= text.length() && quoted ? -1 : Math.min(at, text.length());
    }

    static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length() && !isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
