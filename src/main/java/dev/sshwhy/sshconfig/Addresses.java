package dev.sshwhy.sshconfig;

import java.util.Optional;

/** Numeric addresses in the form in which getnameinfo(3) writes them, which is what ssh connects to and looks up. */
public final class Addresses {
    private Addresses() {}

    /** The canonical form; empty when the text is no numeric address. Scoped addresses are left to the caller. */
    public static Optional<String> canonical(String text) {
        return text.indexOf(':') >= 0 ? six(text) : four(text).map(Addresses::dotted);
    }

    /** Whether a name can only be an address (OpenSSH is_addr_fast). */
    static boolean looksNumeric(String name) {
        return name.indexOf('%') >= 0
                || name.indexOf(':') >= 0
                || name.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }

    /** inet_aton(3): one to four parts, decimal, octal or hexadecimal, the last one filling what is left. */
    private static Optional<Long> four(String text) {
        long value = 0;
        int parts = 0;
        int at = 0;
        while (at <= text.length()) {
            int dot = text.indexOf('.', at);
            int end = dot < 0 ? text.length() : dot;
            long part = part(text.substring(at, end));
            parts++;
            boolean last = dot < 0;
            long most = last ? (1L << (8 * (5 - parts))) - 1 : 255;
            if (parts > 4 || part < 0 || part > most) {
                return Optional.empty();
            }
            value |= last ? part : part << (8 * (4 - parts));
            if (last) {
                return Optional.of(value);
            }
            at = dot + 1;
        }
        return Optional.empty();
    }

    private static long part(String text) {
        if (text.isEmpty() || text.length() > 12 || text.charAt(0) < '0' || text.charAt(0) > '9') {
            return -1;
        }
        try {
            return Long.decode(text);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    private static String dotted(long value) {
        return (value >> 24 & 255) + "." + (value >> 16 & 255) + "." + (value >> 8 & 255) + "." + (value & 255);
    }

    private static Optional<String> six(String text) {
        int[] groups = new int[8];
        int count = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            int colon = text.indexOf(':', at);
            int end = colon < 0 ? text.length() : colon;
            String group = text.substring(at, end);
            if (colon < 0 && group.indexOf('.') >= 0) {
                Optional<Long> tail = four(group);
                if (tail.isEmpty()
                        || count > 6
                        || group.chars().filter(c -> c == '.').count() != 3) {
                    return Optional.empty();
                }
                groups[count++] = (int) (tail.get() >> 16);
                groups[count++] = (int) (tail.get() & 0xffff);
                break;
            }
            if (group.isEmpty()
                    || group.length() > 4
                    || count == 8
                    || !group.chars().allMatch(Addresses::isHex)) {
                return Optional.empty();
            }
            groups[count++] = Integer.parseInt(group, 16);
            if (colon < 0) {
                break;
            }
            at = colon + 1;
            if (at < text.length() && text.charAt(at) == ':') {
                if (gap >= 0) {
                    return Optional.empty();
                }
                gap = count;
                at++;
            } else if (at == text.length()) {
                return Optional.empty();
            }
        }
        if (gap < 0 ? count != 8 : count > 7) {
            return Optional.empty();
        }
        if (gap >= 0) {
            System.arraycopy(groups, gap, groups, 8 - (count - gap), count - gap);
            for (int i = gap; i < 8 - (count - gap); i++) {
                groups[i] = 0;
            }
        }
        return Optional.of(written(groups));
    }

    /** inet_ntop(3): the longest run of two or more zero groups, the first of equals, becomes "::". */
    private static String written(int[] groups) {
        int best = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                best = i;
                length = run;
            }
            i += run;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == best) {
                out.append("::");
                i += length - 1;
                continue;
            }
            if (i > 0 && i != best + length) {
                out.append(':');
            } else if (i > 0 && best < 0) {
                out.append(':');
            }
            if (i == 6 && best == 0 && (length == 6 || (length == 5 && groups[5] == 0xffff))) {
                return out.append(dotted((long) groups[6] << 16 | groups[7])).toString();
            }
            out.append(Integer.toHexString(groups[i]));
        }
        return out.toString();
    }

    private static boolean isHex(int c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }
}
