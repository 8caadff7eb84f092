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
            Pattern.compile("-{2,5} {0,2}(BEGIN|END) ([A-Z0-9 ]{3,40}?) {0,2}-{2,5}", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRIVATE_NAME =
            Pattern.compile("(?:.* )?PRIVATE KEY(?: BLOCK)?|PKCS12", Pattern.CASE_INSENSITIVE);
    private static final Pattern PUTTY = Pattern.compile("PuTTY-User-Key-File-\\d");
    private static final Pattern PUTTY_LINE = Pattern.compile(
            "(?:PuTTY-User-Key-File-\\d|Encryption|Comment|Public-Lines|Private-Lines|Private-MAC|Private-Hash|Key-Derivation|Argon2-[A-Za-z]+): ?.*");
    private static final Pattern PRIVATE_LINES = Pattern.compile("Private-Lines: ?\\d.*");
    private static final Pattern PEM_HEADER =
            Pattern.compile("(?:Proc-Type|DEK-Info|Comment|Subject|[Xx]-[A-Za-z-]+): .*");
    private static final Pattern BODY = Pattern.compile("[A-Za-z0-9+/]{1,20000}={0,2}");
    /** What stands in front of each line when it was printed with numbers: {@code cat -n}, {@code grep -n}. */
    private static final Pattern NUMBERED =
            Pattern.compile("(?:[^\\s:]{1,60}:)?\\d{1,5}[:|)\\s]\\s*(?=[A-Za-z0-9+/=-]*$)");

    private static final Pattern ENDS_IN_LETTERS =
            Pattern.compile("(?:[A-Za-z0-9+/]{20}|(?<![A-Za-z0-9+/])(?:A{1,3}|AAAA[A-Za-z0-9+/]*))[=-]*$");
    private static final int LONGEST = 400;
    /** As "-- END ABC --"; what is shorter begins no block. */
    private static final int SHORTEST_MARK = 13;

    private static final int SHORTEST_SECRET = 16;
    private static final int SHORTEST_ROW = 48;

    private AccountBlocks() {}

    /** What a block holds. */
    enum Kind {
        PRIVATE,
        PUTTY_PRIVATE,
        /** A public key in another format. */
        PUBLIC,
        /** Something else between such lines: PGP, an X.509 certificate. */
        OTHER,
        /** Lines of letters from the middle of something; a private key's cannot be told from a public one's. */
        MIDDLE
    }

    /**
     * A block.
     *
     * @param first the index of its first line
     * @param last the index of its last line
     * @param name what it calls itself; the letters of what has no name
     * @param key the public key in it; for a private one only to find the local file it belongs to
     */
    record Block(Kind kind, int first, int last, String name, Optional<PublicKey> key) {}

    /** Where what stands behind the end of a block begins in its last line; its length when nothing does. */
    static int behindEnd(String line) {
        Matcher armour = ARMOUR.matcher(line);
        int end = line.length();
        while (armour.find()) {
            end = armour.group(1).equalsIgnoreCase("END") ? armour.end() : line.length();
        }
        return end;
    }

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
        if (line.length() < SHORTEST_MARK) {
            return Optional.empty();
        }
        if (line.stripLeading().startsWith("#")) {
            return commentedOut(lines, index);
        }
        if (PUTTY.matcher(line).find() || PRIVATE_LINES.matcher(noiseless(line)).matches()) {
            return Optional.of(putty(lines, index));
        }
        Matcher armour = ARMOUR.matcher(line);
        if (armour.find()) {
            String name = armour.group(2).toUpperCase(Locale.ROOT);
            return Optional.of(
                    armour.group(1).equalsIgnoreCase("BEGIN")
                            ? armoured(lines, index, armour.end(), name)
                            : headless(lines, index, floor, name));
        }
        if (AccountSecrets.isPrivate(noiseless(line))) {
            int last = endOfBody(lines, index, false);
            return Optional.of(new Block(Kind.PRIVATE, index, last, "PRIVATE KEY", publicHalf(lines, index, last)));
        }
        return middle(lines, index, floor);
    }

    private static Block putty(List<String> lines, int index) {
        int last = end(lines, index, "Private-MAC", "Private-Hash");
        boolean secret = lines.subList(index, last + 1).stream()
                .anyMatch(it -> noiseless(it).contains("Private-"));
        boolean typed = lines.subList(index, last + 1).stream()
                .anyMatch(it -> noiseless(it).contains("Public-Lines"));
        boolean onlyPublic = typed && !secret;
        Optional<PublicKey> key =
                onlyPublic ? AccountOtherFormats.putty(lines.subList(index, last + 1)) : Optional.empty();
        return new Block(onlyPublic ? Kind.PUBLIC : Kind.PUTTY_PRIVATE, index, last, "PuTTY", key);
    }

    /** A private key behind # is no less readable for whoever sees the field, however its lines are dressed. */
    private static Optional<Block> commentedOut(List<String> lines, int index) {
        if (!mayBeginSecret(uncommented(lines.get(index)))) {
            return commentedPiece(lines, index);
        }
        int last = -1;
        for (int i = index; i < Math.min(lines.size(), index + LONGEST); i++) {
            String line = lines.get(i).stripLeading();
            if (!line.startsWith("#") || line.equals(AccountFields.A_KEY)) {
                break;
            }
            if (i > index && last < 0 && isFirstLine(line)) {
                break; // nothing came behind the first beginning; this one is looked at for itself
            }
            String plain = noiseless(uncommented(line));
            boolean body =
                    plain.length() >= SHORTEST_SECRET && BODY.matcher(plain).matches();
            boolean end = last >= 0 && ARMOUR.matcher(plain).find();
            if (body || end || AccountSecrets.holdsLetters(plain)) {
                last = i;
            }
            if (end) {
                break;
            }
        }
        if (last < 0) {
            return Optional.empty();
        }
        List<String> bare = lines.subList(index, last + 1).stream()
                .map(AccountBlocks::uncommented)
                .toList();
        return Optional.of(new Block(Kind.PRIVATE, index, last, "PRIVATE KEY", publicHalf(bare, 0, bare.size() - 1)));
    }

    /** Rows behind # from the middle of a key; of those that could be anything else nothing is said. */
    private static Optional<Block> commentedPiece(List<String> lines, int index) {
        boolean goesOn = index > 0 && isCommentedRow(lines.get(index - 1));
        if (goesOn || !isCommentedRow(lines.get(index))) {
            return Optional.empty();
        }
        StringBuilder letters = new StringBuilder();
        int last = index;
        for (int i = index; i < Math.min(lines.size(), index + LONGEST) && isCommentedRow(lines.get(i)); i++) {
            letters.append(noiseless(uncommented(lines.get(i))));
            last = i;
        }
        return AccountSecrets.holdsPieceOfPrivate(letters.toString())
                ? Optional.of(new Block(Kind.PRIVATE, index, last, "PRIVATE KEY", Optional.empty()))
                : Optional.empty();
    }

    private static boolean isCommentedRow(String line) {
        return line.stripLeading().startsWith("#") && isRow(uncommented(line));
    }

    private static String uncommented(String line) {
        int start = 0;
        while (start < line.length() && "# \t".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        return line.substring(start);
    }

    private static boolean mayBeginSecret(String line) {
        Matcher armour = ARMOUR.matcher(line);
        boolean named = armour.find() && PRIVATE_NAME.matcher(armour.group(2)).matches();
        return named || PUTTY.matcher(line).find() || AccountSecrets.isPrivate(noiseless(line));
    }

    private static boolean isFirstLine(String line) {
        Matcher armour = ARMOUR.matcher(line);
        return PUTTY.matcher(line).find() || (armour.find() && armour.group(1).equalsIgnoreCase("BEGIN"));
    }

    /** Lines of letters alone that go on from nothing. */
    private static Optional<Block> middle(List<String> lines, int index, int floor) {
        boolean first = index == floor || !isRow(lines.get(index - 1));
        if (!first || !isRow(lines.get(index)) || continuesLetters(lines, index, floor)) {
            return Optional.empty();
        }
        StringBuilder letters = new StringBuilder();
        int last = index - 1;
        for (int i = index; i < Math.min(lines.size(), index + LONGEST) && isBody(lines.get(i)); i++) {
            if (i > index && AccountSecrets.isPrivate(noiseless(lines.get(i)))) {
                break; // that one says what it is
            }
            letters.append(noiseless(lines.get(i)));
            last = i;
            if (!isRow(lines.get(i))) {
                break; // the last line of such letters is shorter
            }
        }
        Optional<PublicKey> encoded = AccountOtherFormats.encoded(letters.toString());
        if (encoded.isPresent()) {
            return Optional.of(new Block(Kind.PUBLIC, index, last, "base64", encoded));
        }
        if (AccountSecrets.holdsPieceOfPrivate(letters.toString())) {
            return Optional.of(new Block(Kind.PRIVATE, index, last, "PRIVATE KEY", Optional.empty()));
        }
        return last > index
                ? Optional.of(new Block(Kind.MIDDLE, index, last, letters.toString(), Optional.empty()))
                : Optional.empty();
    }

    private static boolean isRow(String line) {
        return isBody(line) && noiseless(line).length() >= SHORTEST_ROW;
    }

    /** Whether the line above ends in letters of a key, of which these are the rest. */
    private static boolean continuesLetters(List<String> lines, int index, int floor) {
        int above = index - 1;
        while (above >= floor && lines.get(above).isBlank()) {
            above--;
        }
        return above >= floor
                && ENDS_IN_LETTERS.matcher(noiseless(lines.get(above))).find();
    }

    private static Block armoured(List<String> lines, int index, int from, String name) {
        Matcher sameLine = ARMOUR.matcher(lines.get(index));
        int last = sameLine.find(from) && sameLine.group(1).equalsIgnoreCase("END")
                ? index
                : endOfBody(lines, index, name.contains("PUBLIC"));
        boolean secret = name.contains("PRIVATE") || name.equals("PKCS12");
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
        if (name.contains("PRIVATE")) {
            return new Block(Kind.PRIVATE, first, index, name, Optional.empty());
        }
        Optional<PublicKey> key = Optional.empty();
        if (name.contains("PUBLIC KEY")) {
            while (first > floor && (isPublicBody(lines.get(first - 1)) || isHeader(lines.get(first - 1)))) {
                first--;
            }
            key = AccountOtherFormats.publicKey(name, lines.subList(first, index + 1));
        }
        return new Block(key.isPresent() ? Kind.PUBLIC : Kind.OTHER, first, index, name, key);
    }

    private static boolean isPublicBody(String line) {
        return BODY.matcher(noiseless(line)).matches();
    }

    private static boolean isHeader(String line) {
        return PEM_HEADER.matcher(noiseless(line)).matches();
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
                    && !(!isPublic && AccountSecrets.isSpaced(plain))
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
        while (start < end && " \t>\"'|`,[\u2502".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && " \t\r\"'|`,]\\\u2502".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        String plain = line.substring(start, end).replace("\\n", "");
        Matcher numbered = NUMBERED.matcher(plain);
        return numbered.lookingAt() ? plain.substring(numbered.end()) : plain;
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
