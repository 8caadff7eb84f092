package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds keys in letters. A key's bytes begin with the length and name of its type, so that base64 shows where it begins; and
 * they say how long each part is, so that it shows where it ends (RFC 4253 §6.6), be it wrapped, glued or cut.
 */
final class AccountScan {
    /** The parts of each type behind its name: s a string, 4 a uint32, 8 a uint64. */
    private static final Map<String, String> LAYOUTS = new LinkedHashMap<>();

    private static final Map<String, String> HEADS = new LinkedHashMap<>();
    private static final String CERTIFICATE_TAIL = "84ss88sssss";
    private static final int LONGEST_PART = 4096;
    private static final String LINE_MARKS = " >|\u2502";
    private static final int LONGEST_MARKS = 12;
    private static final String LETTERS_AND_PLUS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int SHORTEST_BEGINNING = 8;
    /** Checking a key against its curve takes as long as reading so many letters. */
    private static final int COST_OF_A_CHECK = 5000;

    private static final Pattern TYPE = Pattern.compile("ssh-|ecdsa-sha2-|sk-");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]?[a-z]*|[A-Z]+|[0-9]+");
    private static final int LONGEST_WORD = 10;
    /** Words that stand alone on a line; with fewer letters than that, chance makes any four look like one. */
    private static final Set<String> LINES = Set.of(
            "test", "none", "null", "true", "this", "that", "here", "mine", "keys", "root", "user", "host", "name",
            "work", "home", "desk", "laptop", "server", "ubuntu", "default", "temp", "main", "key", "me", "my", "end",
            "new", "old", "pod");

    static {
        layout("ssh-ed25519", "s");
        layout("ssh-rsa", "ss");
        layout("ssh-dss", "ssss");
        layout("ecdsa-sha2-nistp256", "ss");
        layout("ecdsa-sha2-nistp384", "ss");
        layout("ecdsa-sha2-nistp521", "ss");
        layout("sk-ssh-ed25519@openssh.com", "ss");
        layout("sk-ecdsa-sha2-nistp256@openssh.com", "sss");
    }

    private static void layout(String type, String parts) {
        String stem = type.endsWith("@openssh.com") ? type.substring(0, type.indexOf('@')) : type;
        String certificate = stem + "-cert-v01@openssh.com";
        LAYOUTS.put(type, parts);
        LAYOUTS.put(certificate, "s" + parts + CERTIFICATE_TAIL);
        HEADS.put(type, head(type));
        HEADS.put(certificate, head(certificate));
    }

    private static String head(String type) {
        byte[] bytes = WireWriter.of(type).bytes();
        String letters = Base64.getEncoder().encodeToString(bytes);
        return letters.substring(0, bytes.length * 8 / 6); // the next letter holds bits of what follows
    }

    private final AccountLetters text;
    private final String whole;
    private final Predicate<PublicKey> isLocal;
    /** The text without blanks, line ends and the marks of mail at a line's beginning; and where each character stands. */
    private final String compact;

    private final int[] places;
    /** Keeps a hostile text from being read over and over. */
    private long budget = 20_000_000;

    AccountScan(AccountLetters text, Predicate<PublicKey> isLocal) {
        this.text = text;
        whole = text.text();
        this.isLocal = isLocal;
        StringBuilder letters = new StringBuilder(text.length());
        places = new int[text.length()];
        boolean atStart = true;
        for (int i = 0; i < text.length(); i++) {
            char it = text.charAt(i);
            atStart = it == '\n' || (atStart && LINE_MARKS.indexOf(it) >= 0);
            if (!atStart && !isGap(it)) {
                places[letters.length()] = i;
                letters.append(it);
            }
        }
        compact = letters.toString();
    }

    static boolean isGap(char it) {
        return it == ' ' || it == '\n' || it == AccountLetters.SOFT_BREAK;
    }

    /** The letters that every key of a type begins with; empty for a type that is not known. */
    static Optional<String> headOf(String type) {
        return Optional.ofNullable(HEADS.get(type));
    }

    /** Whether letters begin as some key's do. */
    static boolean startsWithKey(String letters) {
        return HEADS.values().stream().anyMatch(letters::startsWith);
    }

    /** Whether letters stop before they have said their type. */
    static boolean isCutBeginning(String letters) {
        return letters.length() > SHORTEST_BEGINNING && HEADS.values().stream().anyMatch(it -> it.startsWith(letters));
    }

    List<AccountFind> finds() {
        List<AccountFind> finds = new ArrayList<>();
        int at = compact.indexOf("AAAA");
        while (at >= 0) {
            int place = at;
            Optional<String> type = typeAt(at).or(() -> brokenTypeAt(place));
            int next = at + 1;
            if (type.isPresent()) {
                Attempt best = best(at, type.get());
                finds.add(best.find());
                next = Math.max(best.next, at + 4);
            }
            at = compact.indexOf("AAAA", next);
        }
        return finds;
    }

    private Optional<String> typeAt(int at) {
        if (at + 4 >= compact.length() || compact.charAt(at + 4) == 'A') {
            return Optional.empty(); // the length of a name is never that small
        }
        return HEADS.entrySet().stream()
                .filter(it -> compact.startsWith(it.getValue(), at))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The type of letters that break off before they have said it, and go on in the next line behind some marks. */
    private Optional<String> brokenTypeAt(int at) {
        return HEADS.entrySet().stream()
                .filter(it -> isHeadBroken(at, it.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private boolean isHeadBroken(int at, String head) {
        int place = at;
        for (int i = 0; i < head.length(); i++) {
            if (place >= compact.length()) {
                return false;
            }
            if (compact.charAt(place) != head.charAt(i)) {
                place = i < SHORTEST_BEGINNING ? -1 : behindMarks(place);
                if (place < 0 || compact.charAt(place) != head.charAt(i)) {
                    return false;
                }
            }
            place++;
        }
        return true;
    }

    /**
     * Where the letters go on behind what stands at the end of a line and at the beginning of the next: quoted-printable's
     * or a shell's line break, quotes, the marks of mail and boxes. -1 when something else stands there.
     */
    private int behindMarks(int from) {
        int behind = from;
        boolean broken = false;
        while (behind < compact.length() && behind - from < LONGEST_MARKS) {
            char it = compact.charAt(behind);
            boolean literal = it == '\\' && isNext(behind, "nr");
            broken |= literal || breaksBefore(behind);
            boolean joint = it == '+' && behind > from && (!broken || !isNext(behind, LETTERS_AND_PLUS));
            if (!literal && !joint && (Character.isLetterOrDigit(it) || it == '+' || it == '/' || it == '#')) {
                break;
            }
            behind += literal ? 2 : 1;
        }
        return broken && behind > from && behind < compact.length() ? behind : -1;
    }

    /** Whether one of these characters stands right behind a place. */
    private boolean isNext(int place, String characters) {
        return place + 1 < compact.length()
                && places[place + 1] == places[place] + 1
                && characters.indexOf(compact.charAt(place + 1)) >= 0;
    }

    /** Whether a line ends between this character and the one before. */
    private boolean breaksBefore(int index) {
        for (int i = places[index - 1] + 1; i < places[index]; i++) {
            if (text.charAt(i) != ' ') {
                return true;
            }
        }
        return false;
    }

    private Attempt best(int at, String type) {
        Attempt plain = new Attempt(at, type, AccountFind.How.PLAIN).run();
        if ((plain.isWhole() && plain.isFree()) || budget <= 0) {
            return plain;
        }
        Optional<Attempt> joined = List.of(
                        AccountFind.How.PLUS, AccountFind.How.SPACED, AccountFind.How.WRAPPED, AccountFind.How.URL_SAFE)
                .stream()
                .map(how -> new Attempt(at, type, how).run())
                .filter(it -> it.isWhole() && it.isFree() && it.isCredible())
                .findFirst();
        if (plain.isWhole() && (plain.isCredible() || joined.isEmpty())) {
            return plain;
        }
        return joined.orElse(plain);
    }

    /** One way of reading the letters from a place on. */
    private final class Attempt {
        private final int start;
        private final String type;
        private final AccountFind.How how;
        private final StringBuilder letters = new StringBuilder();
        private int next;
        private int pieceStart;
        private int crossed;
        private boolean crossedBreak;
        private boolean stuck;
        private boolean unreadable;
        private boolean quotedPrintable;
        private int size;
        private int wanted;
        private int end;
        private int padding;
        private Optional<PublicKey> key = Optional.empty();

        Attempt(int start, String type, AccountFind.How how) {
            this.start = start;
            this.type = type;
            this.how = how;
            next = start;
        }

        Attempt run() {
            want(4 + type.length());
            for (char part : LAYOUTS.getOrDefault(type, "").toCharArray()) {
                if (part == 's') {
                    int at = size;
                    want(4);
                    want(stuck ? 0 : number(at));
                } else {
                    want(part - '0');
                }
            }
            end = next > start ? places[next - 1] + 1 : places[start];
            budget -= letters.length();
            if (!stuck) {
                takePadding();
                key = PublicKeys.fromBlob(bytes(), "");
            }
            return this;
        }

        /** Takes letters until so many further bytes are there. */
        private void want(int count) {
            if (stuck) {
                return;
            }
            if (count < 0 || count > LONGEST_PART) {
                stuck = true;
                unreadable = true;
                return;
            }
            size += count;
            wanted = (size * 8 + 5) / 6;
            while (!stuck && letters.length() < wanted) {
                letter();
            }
        }

        private void letter() {
            if (next >= compact.length()) {
                stuck = true;
                return;
            }
            boolean gap = next > start && places[next] != places[next - 1] + 1;
            if (gap && !cross()) {
                stuck = true;
                return;
            }
            if (letters.length() >= wanted) {
                return; // the blanks were letters enough
            }
            char it = compact.charAt(next);
            boolean breaks = next + 1 < compact.length() && text.charAt(places[next] + 1) == '\n';
            quotedPrintable |= it == '=' && breaks;
            if (how == AccountFind.How.WRAPPED && !AuthorizedKeysBase64.isLetter(it) && crossMarks()) {
                return;
            }
            char meant = how == AccountFind.How.URL_SAFE && it == '-'
                    ? '+'
                    : how == AccountFind.How.URL_SAFE && it == '_' ? '/' : it;
            if (!AuthorizedKeysBase64.isLetter(meant)) {
                stuck = true;
                return;
            }
            letters.append(meant);
            next++;
        }

        /** Passes the marks between two lines. */
        private boolean crossMarks() {
            int behind = behindMarks(next);
            if (behind < 0 || typeAt(behind).isPresent()) {
                return false;
            }
            next = behind;
            crossed++;
            crossedBreak = true;
            pieceStart = letters.length();
            return true;
        }

        /** Whether the letters may go on behind these blanks. */
        private boolean cross() {
            int from = places[next - 1] + 1;
            String gap = whole.substring(from, places[next]);
            boolean breaks = gap.indexOf('\n') >= 0 || gap.indexOf(AccountLetters.SOFT_BREAK) >= 0;
            boolean allowed = switch (how) {
                case PLAIN, URL_SAFE -> false;
                case PLUS, SPACED -> !breaks;
                case WRAPPED -> true;
            };
            if (!allowed || typeAt(next).isPresent()) {
                return false;
            }
            crossed++;
            crossedBreak = breaks;
            pieceStart = letters.length();
            if (how == AccountFind.How.PLUS) {
                letters.append("+".repeat(Math.min(gap.length(), wanted + 1 - letters.length())));
            }
            return true;
        }

        private int number(int at) {
            long value = 0;
            for (int i = at; i < at + 4; i++) {
                value = value << 8 | byteAt(i);
            }
            return (int) Math.min(value, Integer.MAX_VALUE);
        }

        private int byteAt(int index) {
            int bit = index * 8;
            int two = AuthorizedKeysBase64.value(letters.charAt(bit / 6)) << 6
                    | AuthorizedKeysBase64.value(letters.charAt(bit / 6 + 1));
            return two >> (4 - bit % 6) & 0xff;
        }

        private byte[] bytes() {
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) byteAt(i);
            }
            return bytes;
        }

        private int expectedPadding() {
            return (3 - size % 3) % 3;
        }

        private void takePadding() {
            while (padding < expectedPadding() && next < compact.length() && compact.charAt(next) == '=') {
                boolean adjacent = places[next] == places[next - 1] + 1;
                if (!adjacent && how != AccountFind.How.WRAPPED) {
                    break;
                }
                padding++;
                next += quotedPrintable && compact.startsWith("=3D", next) ? 3 : 1;
            }
            end = places[next - 1] + 1;
        }

        boolean isWhole() {
            return !stuck && letters.length() == wanted && key.isPresent();
        }

        /** Whether nothing is glued to the end. Pieces may be followed by what closes quotes. */
        boolean isFree() {
            if (crossed == 1
                    && letters.length() > 0
                    && how == AccountFind.How.PLUS
                    && letters.charAt(letters.length() - 1) == '+') {
                return false; // a letter that was cut off is likelier than a + that became a blank
            }
            if (end >= text.length() || isGap(text.charAt(end))) {
                return how == AccountFind.How.PLAIN || crossed > 0 || how == AccountFind.How.URL_SAFE;
            }
            return how != AccountFind.How.PLAIN
                    && ("\"',;)}]>|<`\\".indexOf(text.charAt(end)) >= 0
                            || TYPE.matcher(whole).region(end, whole.length()).lookingAt());
        }

        boolean isCredible() {
            if (key.isEmpty()) {
                return false;
            }
            if (isLocal.test(key.get())) {
                return true;
            }
            String last = letters.substring(pieceStart);
            boolean word = crossed > 0
                    && (crossedBreak
                            ? LINES.contains(last.toLowerCase(Locale.ROOT))
                            : last.length() <= LONGEST_WORD
                                    && WORD.matcher(last).matches());
            budget -= COST_OF_A_CHECK;
            return !(word && type.endsWith("ed25519")) && AccountPlausibility.isPlausible(key.get());
        }

        AccountFind find() {
            boolean whole = isWhole();
            int glueEnd = end;
            while (whole && glueEnd < text.length() && !isGap(text.charAt(glueEnd)) && glueEnd < end + 4096) {
                glueEnd++;
            }
            boolean credible =
                    whole && (glueEnd == end || isCredible() || !AuthorizedKeysBase64.isLetter(text.charAt(end)));
            int missing = whole ? 0 : unreadable ? 0 : Math.max(0, wanted - letters.length());
            return new AccountFind(
                    type,
                    credible ? key : Optional.empty(),
                    places[start],
                    end,
                    letters.toString(),
                    how,
                    !stuck && padding < expectedPadding(),
                    glueEnd - end,
                    missing);
        }
    }

    /** The name that a run of letters begins with, where it is one: printable, and as long as the letters say. */
    static Optional<String> innerName(String letters) {
        int whole = Math.min(letters.length(), 120) / 4 * 4;
        Optional<byte[]> bytes = AuthorizedKeysBase64.decode(letters.substring(0, whole));
        return bytes.flatMap(PublicKeys::innerType)
                .filter(it -> it.length() >= 4 && it.length() <= 64)
                .filter(it -> StandardCharsets.US_ASCII.newEncoder().canEncode(it))
                .filter(it -> it.chars().allMatch(c -> c > ' ' && c < 0x7f));
    }
}
