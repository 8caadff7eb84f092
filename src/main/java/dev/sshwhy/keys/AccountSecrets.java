package dev.sshwhy.keys;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Tells letters of a private key from others, so that they are never shown again. */
final class AccountSecrets {
    private static final Pattern OPENSSH = Pattern.compile("(?<![A-Za-z0-9+/])b3BlbnNzaC1rZXktdj[A-Za-z0-9+/]{2,}");
    /** A whole file, encoded once more: {@code -----BEGIN }. */
    private static final Pattern FILE = Pattern.compile("(?<![A-Za-z0-9+/])LS0tLS1CRUdJTi[A-Za-z0-9+/]{8,}");
    /** The beginning of a DER sequence. */
    private static final Pattern SEQUENCE = Pattern.compile("(?<![A-Za-z0-9+/])M[A-Za-z0-9+/]{23,}");
    /** The private numbers of a JSON web key (RFC 7518 §6) and of XML signatures' key form. */
    private static final Pattern OTHER_FORMS = Pattern.compile(
            "\"(?:d|p|q|dp|dq|qi)\"\\s*:\\s*\"[A-Za-z0-9_-]{40,}|<(?:D|Q|DP|DQ|InverseQ)>\\s*[A-Za-z0-9+/=]{40,}");

    private static final Pattern ARMOUR =
            Pattern.compile("-{3,5} ?BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)? ?-{3,5}", Pattern.CASE_INSENSITIVE);
    private static final Pattern PUTTY = Pattern.compile("PuTTY-User-Key-File-\\d|Private-Lines: ?\\d");
    private static final Pattern PIECE = Pattern.compile("[A-Za-z0-9+/]{40,}");
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9+/]{24,}");
    /** Letters of anything, also in RFC 4648's other alphabet. */
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/_-]{20,}");

    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{48,}");
    private static final Pattern MIXED =
            Pattern.compile("(?=[^a-z]*+[a-z])(?=[^A-Z]*+[A-Z])(?=[^0-9]*+[0-9]).*", Pattern.DOTALL);
    private static final Pattern ROWS = Pattern.compile("[A-Za-z0-9+/=\\s-]+(?:END [A-Z ]+[\\s-]+)?");
    private static final Pattern CAPITALS = Pattern.compile("[a-z][A-Z]");
    /** A name in camel case has fewer of them. */
    private static final int MOST_CAPITALS = 3;

    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9+/]{1,40}={0,2}");
    private static final int FEWEST_GROUPS = 4;
    /** Base64 of base64 of base64: nobody goes further. */
    private static final int DEEPEST = 3;

    private static final int HEAD = 48;
    private static final int LONGEST = 40_000;
    /** Where a public key's name may stand: behind its length. */
    private static final int LATEST_NAME = 4;

    private static final List<Byte> BEHIND_VERSION = List.of((byte) 0x02, (byte) 0x04, (byte) 0x30);

    /**
     * What stands inside private keys and in no public one: the numbers of an RSA key (half the modulus long) in DER and in
     * SSH's form, an elliptic key's public half as DER's field 1, the length of Ed25519's private half.
     */
    private static final List<byte[]> MARKS = List.of(
            bytes("02818100"),
            bytes("0281c100"),
            bytes("0000008100"),
            bytes("000000c100"),
            bytes("a144034200"),
            bytes("a164036200"),
            bytes("a18189038186"),
            bytes("00000040"));

    /** The names that openssh-key-v1 says twice; a public key says its name at its very beginning. */
    private static final List<String> NAMES = List.of("ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp");

    private AccountSecrets() {}

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** Whether a private key, whole or only its beginning, stands in a line, with or without blanks in between. */
    static boolean isPrivate(String line) {
        return isPrivateInOnePiece(line) || (line.indexOf(' ') >= 0 && isPrivateInOnePiece(line.replace(" ", "")));
    }

    private static boolean isPrivateInOnePiece(String line) {
        if (OPENSSH.matcher(line).find() || OTHER_FORMS.matcher(line).find()) {
            return true;
        }
        Matcher file = FILE.matcher(line);
        if (file.find() && text(file.group()).contains("PRIVATE")) {
            return true;
        }
        Matcher sequence = SEQUENCE.matcher(line);
        while (sequence.find()) {
            if (isPrivateDer(head(sequence.group()))) {
                return true;
            }
        }
        return false;
    }

    /** Letters in groups of the same size; the first and the last may be shorter. */
    static boolean isSpaced(String line) {
        String[] groups = line.split(" ", -1);
        if (groups.length < FEWEST_GROUPS) {
            return false;
        }
        int size = groups[1].length();
        for (int i = 0; i < groups.length; i++) {
            boolean outer = i == 0 || i == groups.length - 1;
            boolean fits = groups[i].length() == size || (outer && groups[i].length() < size);
            if (!fits || !GROUP.matcher(groups[i]).matches()) {
                return false;
            }
        }
        return true;
    }

    /** Whether there are letters in a line that could be of a private key. */
    static boolean holdsLetters(String line) {
        return RUN.matcher(line).results().anyMatch(it -> isTelling(it.group()));
    }

    /** A line without the letters in it that could be of a private key; those of a public one stay. */
    static String masked(String line) {
        String letters = line.replace(" ", "");
        if (letters.length() > HEAD && isSpaced(line.strip()) && isTelling(letters)) {
            return "(" + letters.length() + " letters, not shown)";
        }
        return RUN.matcher(line)
                .replaceAll(it -> isTelling(it.group()) ? "(" + it.group().length() + " letters, not shown)" : "$0");
    }

    /** Random letters of that number hold small ones, capitals and digits; names and paths do so rarely. */
    private static boolean isTelling(String run) {
        return ((MIXED.matcher(run).matches() || CAPITALS.matcher(run).results().count() >= MOST_CAPITALS)
                        && !AccountScan.startsWithKey(afterSmall(run)))
                || HEX.matcher(run).find();
    }

    /** What follows a type that is glued to its key. */
    private static String afterSmall(String run) {
        int start = 0;
        while (start < run.length() && run.charAt(start) != 'A') {
            if (Character.isUpperCase(run.charAt(start))) {
                return run;
            }
            start++;
        }
        return run.substring(start);
    }

    /** Where a private key, or a piece that only a private key has, begins in a text; -1 where there is none. */
    static int startIn(String text) {
        IntStream.Builder starts = IntStream.builder();
        Matcher armour = ARMOUR.matcher(text);
        if (armour.find()
                && LETTERS.matcher(text).region(armour.end(), text.length()).find()) {
            starts.add(armour.start());
        }
        Matcher putty = PUTTY.matcher(text);
        if (putty.find() && holdsLetters(text.substring(putty.end()))) {
            starts.add(putty.start());
        }
        for (Pattern form : List.of(OPENSSH, OTHER_FORMS)) {
            first(form, text, it -> true).ifPresent(starts::add);
        }
        first(FILE, text, it -> text(it).contains("PRIVATE")).ifPresent(starts::add);
        first(SEQUENCE, text, it -> isPrivateDer(head(it))).ifPresent(starts::add);
        first(PIECE, text, it -> !AccountScan.startsWithKey(afterSmall(it)) && holdsPieceOfPrivate(it))
                .ifPresent(starts::add);
        return starts.build().min().orElse(-1);
    }

    private static OptionalInt first(Pattern pattern, String text, Predicate<String> isMeant) {
        return pattern.matcher(text)
                .results()
                .filter(it -> isMeant.test(it.group()))
                .mapToInt(MatchResult::start)
                .findFirst();
    }

    private static byte[] head(String letters) {
        return AuthorizedKeysBase64.decode(letters.substring(0, Math.min(HEAD, letters.length()) / 4 * 4))
                .orElse(new byte[0]);
    }

    private static String text(String letters) {
        return new String(head(letters), StandardCharsets.US_ASCII);
    }

    /** A sequence that begins with a version (PKCS#1, SEC1, PKCS#8, PKCS#12), or with a cipher of PKCS#5 or PKCS#12. */
    private static boolean isPrivateDer(byte[] der) {
        int content = content(der, 0);
        if (content < 0 || content + 2 >= der.length) {
            return false;
        }
        if (der[content] == 2 && der[content + 1] == 1) {
            boolean pkcs12 = der[content + 2] == 3 && der[content + 3] == 0x30;
            return pkcs12
                    || ((der[content + 2] == 0 || der[content + 2] == 1) && BEHIND_VERSION.contains(der[content + 3]));
        }
        int identifier = der[content] == 0x30 ? content(der, content) : -1;
        byte[] pkcs = bytes("2a864886f70d01");
        return identifier >= 0
                && startsWith(der, identifier + 2, pkcs)
                && (der[identifier + 2 + pkcs.length] == 5 || der[identifier + 2 + pkcs.length] == 12);
    }

    /** Where the content of an element begins; -1 when its length cannot be read. */
    private static int content(byte[] der, int at) {
        if (at + 2 > der.length || der[at] != 0x30) {
            return -1;
        }
        int length = der[at + 1] & 0xff;
        int content = length < 0x80 ? at + 2 : length >= 0x81 && length <= 0x83 ? at + 2 + length - 0x80 : -1;
        return content + 12 < der.length ? content : -1;
    }

    /** Whether letters hold what only a private key holds, wherever they were cut. */
    static boolean holdsPieceOfPrivate(String letters) {
        return holdsPieceOfPrivate(letters, 1);
    }

    private static boolean holdsPieceOfPrivate(String letters, int depth) {
        String plain = AccountLocalKeys.unpadded(letters.substring(0, Math.min(letters.length(), LONGEST)));
        for (int cut = 0; cut < 4 && cut < plain.length(); cut++) {
            String rest = plain.substring(cut);
            Optional<byte[]> decoded = AuthorizedKeysBase64.decode(rest.substring(0, rest.length() / 4 * 4));
            if (decoded.filter(AccountSecrets::isPieceOfPrivate).isPresent()
                    || decoded.filter(it -> depth < DEEPEST && isEncodedPiece(it, depth))
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the bytes are themselves rows of letters, of a private key. */
    private static boolean isEncodedPiece(byte[] bytes, int depth) {
        String rows = new String(bytes, StandardCharsets.ISO_8859_1);
        return ROWS.matcher(rows).matches()
                && (isPrivate(rows) || holdsPieceOfPrivate(rows.replaceAll("[^A-Za-z0-9+/]", ""), depth + 1));
    }

    private static boolean isPieceOfPrivate(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        boolean named = NAMES.stream().anyMatch(it -> text.indexOf(it) > LATEST_NAME);
        if (named) {
            return true;
        }
        for (int i = 0; i < bytes.length; i++) {
            for (byte[] mark : MARKS) {
                if (startsWith(bytes, i, mark)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if (at + i >= bytes.length || bytes[at + i] != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
