package dev.sshwhy.keys;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of the field as somebody meant them: what does not show is taken away, look-alikes and encodings are undone, and each
 * character remembers where it stood and what had to be undone there.
 */
final class AccountLetters {
    /** Something invisible, or a look-alike. */
    static final int STRAY = 1;
    /** HTML, URL, JSON or another encoding. */
    static final int ENCODED = 2;

    /** A line break that is none for sshd: {@code <br>}, a literal backslash and n, CR, U+2028. */
    static final char SOFT_BREAK = '\u000b';

    private static final int SMALL = 16;
    private static final int MOST_STRAYS = 10_000;
    private static final String TYPE = "(?:ssh-|ecdsa-|sk-|rsa-sha2|webauthn)";
    private static final Pattern FORM_ENCODED =
            Pattern.compile("[A-Za-z0-9@.-]{3,60}\\+AAAA[A-Za-z0-9%+]+", Pattern.DOTALL);
    private static final Pattern PERCENT = Pattern.compile("%(?:25)*(?:2[BbFf0]|3[AaDd]|0[AaDd])");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:amp;){0,3}(#[0-9]{1,5}|#[xX][0-9A-Fa-f]{1,5}|[A-Za-z]{2,16});");
    /** Where a browser may break a word; it shows nothing. */
    private static final Pattern BREAK_HINT = Pattern.compile("<wbr\\s{0,3}/?>", Pattern.CASE_INSENSITIVE);

    private static final Pattern BREAK_TAG = Pattern.compile("<(?:br|p)\\s{0,3}/?>|</p>", Pattern.CASE_INSENSITIVE);
    private static final Pattern LITERAL_BREAK =
            Pattern.compile("(?:\\\\r)?\\\\[nr](?=[\\s\"',\\]}\\\\]*(?:$|" + TYPE + "|AAAA))");
    private static final Pattern TERMINAL_SEQUENCE = Pattern.compile("\u001b\\[[0-9;?]{0,12}[A-Za-z~]");
    private static final Pattern PASTE_MARK =
            Pattern.compile("\\s{0,8}(?:\\^\\[)?\\[?(?:2?0[01])~(?=" + TYPE + "|AAAA)");

    private final StringBuilder text = new StringBuilder();
    private int[] lines = new int[SMALL];
    private int[] columns = new int[SMALL];
    private byte[] notes = new byte[SMALL];
    private int pending;
    private int strayColumn;
    private char straySeen;

    /** The strays behind the places that have one; of more than a person looks at, only the first ones. */
    private final Map<Integer, Stray> strays = new HashMap<>();

    /**
     * Something invisible, or a look-alike.
     *
     * @param column counted from 1
     * @param seen what stands there
     */
    record Stray(int column, char seen) {}

    String text() {
        return text.toString();
    }

    int length() {
        return text.length();
    }

    char charAt(int index) {
        return text.charAt(index);
    }

    int lineOf(int index) {
        return lines[index];
    }

    /** Counted from 1. */
    int columnOf(int index) {
        return columns[index];
    }

    /** What is stray at a place with such a note, or was taken away right before it. */
    Stray strayAt(int index) {
        return strays.getOrDefault(index, new Stray(columns[index], text.charAt(index)));
    }

    /** All that had to be undone between two places. */
    int notes(int from, int to) {
        int all = 0;
        for (int i = Math.max(0, from); i < Math.min(to, text.length()); i++) {
            all |= notes[i];
        }
        return all;
    }

    /** The first place with such a note, or {@code otherwise}. */
    int firstNote(int from, int to, int note, int otherwise) {
        for (int i = Math.max(0, from); i < Math.min(to, text.length()); i++) {
            if ((notes[i] & note) != 0) {
                return i;
            }
        }
        return otherwise;
    }

    /**
     * Adds a line and the LF behind it.
     *
     * @param from the index of the first character that counts
     */
    void add(AccountText.Line line, int from) {
        String raw = line.text();
        int end = raw.length();
        while (end > 0 && raw.charAt(end - 1) == '\r') {
            end--; // harmless before LF
        }
        boolean form = raw.indexOf('+') >= 0
                && raw.indexOf(' ') < 0
                && FORM_ENCODED.matcher(raw).lookingAt();
        boolean percent = raw.indexOf('%') >= 0 && PERCENT.matcher(raw).find();
        pending = line.isUtf16() ? STRAY : 0;
        int at = Math.min(from, end);
        strayColumn = at + 1;
        straySeen = at < end ? raw.charAt(at) : ' ';
        Matcher mark = PASTE_MARK.matcher(raw).region(at, end);
        if (mark.lookingAt()) {
            pending |= STRAY;
            at = mark.end();
        }
        Undo undo = new Undo(raw, end, line.number(), percent, form);
        while (at < end) {
            at = undo.step(at);
        }
        put('\n', line.number(), end, 0);
    }

    /** A line as it is meant, breaks as blanks. */
    static String meant(AccountText.Line line) {
        AccountLetters letters = new AccountLetters();
        letters.add(line, 0);
        return letters.text.substring(0, letters.length() - 1).replace(SOFT_BREAK, ' ');
    }

    private void put(char character, int line, int index, int note) {
        if (text.length() == lines.length) {
            int larger = lines.length * 2;
            lines = Arrays.copyOf(lines, larger);
            columns = Arrays.copyOf(columns, larger);
            notes = Arrays.copyOf(notes, larger);
        }
        lines[text.length()] = line;
        columns[text.length()] = index + 1;
        notes[text.length()] = (byte) (note | pending);
        if ((notes[text.length()] & STRAY) != 0 && strays.size() < MOST_STRAYS) {
            strays.put(text.length(), new Stray(strayColumn, straySeen));
        }
        pending = 0;
        text.append(character);
    }

    /** Undoes one line, a step at a time. */
    private final class Undo {
        private final String raw;
        private final int end;
        private final int line;
        private final boolean percent;
        private final boolean form;

        Undo(String raw, int end, int line, boolean percent, boolean form) {
            this.raw = raw;
            this.end = end;
            this.line = line;
            this.percent = percent;
            this.form = form;
        }

        /** Takes what stands at an index; answers where the next thing begins. */
        int step(int at) {
            char it = raw.charAt(at);
            if ((pending & STRAY) == 0) {
                strayColumn = at + 1;
                straySeen = it;
            }
            if (isOverstruck(at, it)) {
                return drop(at + 2);
            }
            return switch (it) {
                case '&' -> entity(at);
                case '%' -> percent(at);
                case '<' -> tag(at);
                case '\\' -> backslash(at);
                case '\u001b' -> {
                    pending |= STRAY;
                    yield Math.max(at + 1, endOf(TERMINAL_SEQUENCE, at));
                }
                case '+' -> form ? put(' ', at, at + 1, ENCODED) : plain(at);
                case '\t' -> put(' ', at, at + 1, 0);
                case '\r', '\u000b', '\f', '\u0085', '\u2028', '\u2029' -> put(SOFT_BREAK, at, at + 1, STRAY);
                case '\u00ef' -> raw.startsWith("\u00ef\u00bb\u00bf", at) ? drop(at + 3) : plain(at);
                case '\u00c2' -> raw.startsWith("\u00c2\u00a0", at) ? put(' ', at, at + 2, STRAY) : plain(at);
                default -> it >= ' ' && it < 0x7f ? plain(at) : unusual(at, it);
            };
        }

        /** Bold and underlined letters as printers made them: the letter, or a line, and back. */
        private boolean isOverstruck(int at, char it) {
            boolean again = at + 2 < end && raw.charAt(at + 1) == '\b' && (it == '_' || raw.charAt(at + 2) == it);
            return again && (isBackspace(at - 2) || isBackspace(at + 4));
        }

        private boolean isBackspace(int at) {
            return at >= 0 && at < end && raw.charAt(at) == '\b';
        }

        private int put(char character, int at, int next, int note) {
            AccountLetters.this.put(character, line, at, note);
            return next;
        }

        private int plain(int at) {
            return put(raw.charAt(at), at, at + 1, 0);
        }

        private int drop(int next) {
            pending |= STRAY;
            return next;
        }

        /** Where what begins at an index ends; -1 when it is something else. */
        private int endOf(Pattern pattern, int at) {
            Matcher matcher = pattern.matcher(raw).region(at, end);
            return matcher.lookingAt() ? matcher.end() : -1;
        }

        private int tag(int at) {
            int hint = endOf(BREAK_HINT, at);
            if (hint >= 0) {
                pending |= ENCODED;
                return hint;
            }
            int tag = endOf(BREAK_TAG, at);
            return tag >= 0 ? put(SOFT_BREAK, at, tag, ENCODED) : plain(at);
        }

        private int unusual(int at, char it) {
            boolean accent = Character.getType(it) == Character.NON_SPACING_MARK;
            if (isInvisible(it) || accent) {
                return drop(at + 1);
            }
            char meant = AccountLookalikes.meant(it);
            boolean quote = meant == '"' || meant == '\'' || meant == '`' || meant == '<' || meant == '>';
            return put(meant, at, at + 1, meant == it || quote ? 0 : STRAY);
        }

        private int entity(int at) {
            Matcher entity = ENTITY.matcher(raw).region(at, end);
            if (!entity.lookingAt()) {
                return plain(at);
            }
            int meant = AccountLookalikes.entity(entity.group(1));
            if (meant < 0 || meant > 0xffff) {
                return plain(at);
            }
            if (meant >= 0x80 && isInvisible((char) meant)) {
                pending |= ENCODED | STRAY;
                return entity.end();
            }
            if (meant == '\n' || meant == '\r') {
                return put(SOFT_BREAK, at, entity.end(), ENCODED);
            }
            boolean space = Character.isSpaceChar(meant) || meant == '\t';
            return put(space ? ' ' : (char) meant, at, entity.end(), space ? ENCODED | STRAY : ENCODED);
        }

        /** {@code %25} is the sign itself: what was encoded twice is decoded twice. */
        private int percent(int at) {
            int from = at + 1;
            while (percent && hex(from, 2) == '%' && hex(from + 2, 2) >= 0) {
                from += 2;
            }
            int value = percent ? hex(from, 2) : -1;
            if (value == '\n' || value == '\r') {
                return put(SOFT_BREAK, at, from + 2, ENCODED);
            }
            if (value < ' ' || value >= 0x7f) {
                return plain(at);
            }
            return put((char) value, at, from + 2, ENCODED);
        }

        private int backslash(int at) {
            int literal = endOf(LITERAL_BREAK, at);
            if (literal >= 0) {
                return put(SOFT_BREAK, at, literal, ENCODED);
            }
            char next = at + 1 < end ? raw.charAt(at + 1) : ' ';
            if (next == '/' || next == '"' || next == '+') {
                return put(next, at, at + 2, next == '"' ? 0 : ENCODED);
            }
            int digits = next == 'u' ? 4 : next == 'x' ? 2 : 0;
            int value = digits == 0 ? -1 : hex(at + 2, digits);
            if (value == '\n' || value == '\r') {
                return put(SOFT_BREAK, at, at + 2 + digits, ENCODED);
            }
            if (value > ' ' && value < 0x7f) {
                return put((char) value, at, at + 2 + digits, ENCODED);
            }
            return plain(at);
        }

        private int hex(int from, int digits) {
            int value = 0;
            for (int i = from; i < from + digits; i++) {
                int digit = i < end ? Character.digit(raw.charAt(i), 16) : -1;
                if (digit < 0) {
                    return -1;
                }
                value = value << 4 | digit;
            }
            return value;
        }
    }

    /** Whether a character leaves no trace on a screen, or is no character at all. */
    static boolean isInvisible(char it) {
        return switch (Character.getType(it)) {
            case Character.CONTROL, Character.FORMAT, Character.UNASSIGNED, Character.PRIVATE_USE -> it != '\t';
            default ->
                it == '\ufffd'
                        || it == '\u034f'
                        || it == '\u115f'
                        || it == '\u3164'
                        || (it >= '\ufe00' && it <= '\ufe0f');
        };
    }
}
