package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys in formats that span lines: private keys, PEM, RFC 4716 and PuTTY files. */
final class AccountBlocks {
    private static final Pattern ARMOUR =
            Pattern.compile("-{3,5} {0,2}(BEGIN|END) ([A-Z0-9 ]{3,40}?) {0,2}-{3,5}", Pattern.CASE_INSENSITIVE);
    private static final Pattern PUTTY = Pattern.compile("PuTTY-User-Key-File-\\d");
    private static final Pattern PUTTY_LINE = Pattern.compile(
            "(?:PuTTY-User-Key-File-\\d|Encryption|Comment|Public-Lines|Private-Lines|Private-MAC|Private-Hash|Key-Derivation|Argon2-[A-Za-z]+): ?.*");
    private static final Pattern PRIVATE_LINES = Pattern.compile("Private-Lines: ?\\d.*");
    private static final Pattern PEM_HEADER =
            Pattern.compile("(?:Proc-Type|DEK-Info|Comment|Subject|[Xx]-[A-Za-z-]+): .*");
    private static final Pattern BODY = Pattern.compile("[A-Za-z0-9+/]{1,1000}={0,2}");
    /** The beginning of openssh-key-v1, of PKCS#1 and SEC1, and of PKCS#8 with version 0 or encryption. */
    private static final Pattern PRIVATE_BODY = Pattern.compile(
            "b3BlbnNzaC1rZXktdj[A-Za-z0-9+/]{4,}.*|M[A-Za-z0-9+/]{3,8}(?:IBAA|CAQAC|CAQEE|CAQAw|AgEA|AgEBB|BgkqhkiG9w0BBQ)[A-Za-z0-9+/=]{16,}.*");

    private static final int LONGEST = 400;

    private AccountBlocks() {}

    /** What a block holds. */
    enum Kind {
        PRIVATE,
        PUTTY_PRIVATE,
        /** A public key in another format. */
        PUBLIC,
        /** Something else between such lines: PGP, an X.509 certificate. */
        OTHER
    }

    /**
     * A block.
     *
     * @param first the index of its first line
     * @param last the index of its last line
     * @param name what it calls itself
     * @param key the public key in it; for a private one only to find the local file it belongs to
     */
    record Block(Kind kind, int first, int last, String name, Optional<PublicKey> key) {}

    /** All blocks, in order; {@code lines} are readable texts. */
    static List<Block> find(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Optional<Block> block = at(
                    lines,
                    i,
                    blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).last() + 1);
            if (block.isPresent()) {
                blocks.add(block.get());
                i = block.get().last();
            }
        }
        return blocks;
    }

    private static Optional<Block> at(List<String> lines, int index, int floor) {
        String line = lines.get(index);
        if (line.stripLeading().startsWith("#")) {
            return Optional.empty();
        }
        if (PUTTY.matcher(line).find() || PRIVATE_LINES.matcher(noiseless(line)).matches()) {
            int last = end(lines, index, "Private-MAC", "Private-Hash");
            return Optional.of(new Block(Kind.PUTTY_PRIVATE, index, last, "PuTTY", Optional.empty()));
        }
        Matcher armour = ARMOUR.matcher(line);
        if (armour.find()) {
            String name = armour.group(2).toUpperCase(Locale.ROOT);
            return Optional.of(
                    armour.group(1).equalsIgnoreCase("BEGIN")
                            ? armoured(lines, index, armour.end(), name)
                            : headless(lines, index, floor, name));
        }
        if (isPrivateBody(line)) {
            int last = endOfBody(lines, index, false);
            return Optional.of(new Block(Kind.PRIVATE, index, last, "PRIVATE KEY", publicHalf(lines, index, last)));
        }
        return Optional.empty();
    }

    private static boolean isPrivateBody(String line) {
        String letters = noiseless(line);
        return PRIVATE_BODY.matcher(letters).matches();
    }

    private static Block armoured(List<String> lines, int index, int from, String name) {
        Matcher sameLine = ARMOUR.matcher(lines.get(index));
        int last = sameLine.find(from) && sameLine.group(1).equalsIgnoreCase("END")
                ? index
                : endOfBody(lines, index, name.contains("PUBLIC"));
        boolean secret = name.contains("PRIVATE");
        if (secret) {
            return new Block(Kind.PRIVATE, index, last, name, publicHalf(lines, index, last));
        }
        if (!name.contains("PUBLIC KEY") || name.contains("PGP")) {
            return new Block(Kind.OTHER, index, last, name, Optional.empty());
        }
        Optional<PublicKey> key = AccountOtherFormats.publicKey(name, lines.subList(index, last + 1));
        return new Block(Kind.PUBLIC, index, last, name, key);
    }

    /** An END line whose BEGIN was lost: what stands above it and looks like a body belongs to it. */
    private static Block headless(List<String> lines, int index, int floor, String name) {
        int first = index;
        while (first > floor && isBody(lines.get(first - 1))) {
            first--;
        }
        Kind kind = name.contains("PRIVATE") ? Kind.PRIVATE : Kind.OTHER;
        return new Block(kind, first, index, name, Optional.empty());
    }

    private static boolean isBody(String line) {
        return BODY.matcher(noiseless(line)).matches() && !noiseless(line).startsWith("AAAA");
    }

    /** The last line of a block: its END line, or the last one that looks like a body. */
    private static int endOfBody(List<String> lines, int index, boolean isPublic) {
        int last = index;
        boolean continued = false;
        for (int i = index + 1; i < Math.min(lines.size(), index + LONGEST); i++) {
            String line = lines.get(i);
            Matcher armour = ARMOUR.matcher(line);
            if (armour.find()) {
                return armour.group(1).equalsIgnoreCase("END") ? i : last;
            }
            String plain = noiseless(line);
            if (!isPublic && plain.startsWith("AAAA") && AccountScan.startsWithKey(plain)) {
                return last; // a public key of its own
            }
            boolean header = PEM_HEADER.matcher(plain).matches()
                    || PUTTY_LINE.matcher(plain).matches();
            if (!plain.isEmpty()
                    && !continued
                    && !header
                    && !BODY.matcher(plain).matches()
                    && !plain.startsWith("=")) {
                return last;
            }
            continued = (header || continued) && line.strip().endsWith("\\");
            last = plain.isEmpty() ? last : i;
        }
        return last;
    }

    private static int end(List<String> lines, int index, String... marks) {
        int last = index;
        for (int i = index; i < Math.min(lines.size(), index + LONGEST); i++) {
            String plain = noiseless(lines.get(i));
            for (String mark : marks) {
                if (plain.contains(mark)) {
                    return i;
                }
            }
            boolean part = i == index
                    || PUTTY_LINE.matcher(plain).matches()
                    || BODY.matcher(plain).matches();
            boolean typeOfKey = i == index + 1 && plain.length() < 40; // pasted without its first words
            if (!plain.isEmpty() && !part && !typeOfKey) {
                return last;
            }
            last = plain.isEmpty() ? last : i;
        }
        return last;
    }

    /** A line without indentation, quote marks of mail, quotes and commas of lists, and literal line ends. */
    static String noiseless(String line) {
        int start = 0;
        int end = line.length();
        while (start < end && " \t>\"'|`,[".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && " \t\r\"'|`,]\\".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(start, end).replace("\\n", "");
    }

    /** The public half that openssh-key-v1 shows without the passphrase (OpenSSH PROTOCOL.key). */
    private static Optional<PublicKey> publicHalf(List<String> lines, int first, int last) {
        StringBuilder letters = new StringBuilder();
        for (String line : lines.subList(first, last + 1)) {
            letters.append(ARMOUR.matcher(noiseless(line)).replaceAll(""));
        }
        String body = letters.toString().replaceAll("[^A-Za-z0-9+/]", "");
        if (!body.startsWith("b3BlbnNzaC1rZXktdj")) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getDecoder().decode(body.substring(0, body.length() / 4 * 4));
        byte[] rest = Arrays.copyOfRange(bytes, Math.min(15, bytes.length), bytes.length);
        Wire wire = new Wire(rest);
        boolean head = true;
        for (int i = 0; i < 3; i++) { // cipher, derivation and its options
            head &= wire.string().isPresent();
        }
        head &= wire.number().filter(it -> it == 1).isPresent();
        return head ? wire.string().flatMap(it -> PublicKeys.fromBlob(it, "")) : Optional.empty();
    }
}
