package dev.sshwhy.sshconfig;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Numbers as ssh reads them: times, counts, sizes, service classes, tunnel devices. */
final class Numbers {
    private static final String SCALES = "BKMGTPE";
    private static final int TUNNEL_MAX = Integer.MAX_VALUE - 2;

    private static final Map<String, Integer> SERVICE_CLASSES = Map.ofEntries(
            Map.entry("none", Integer.MAX_VALUE),
            Map.entry("af11", 0x28),
            Map.entry("af12", 0x30),
            Map.entry("af13", 0x38),
            Map.entry("af21", 0x48),
            Map.entry("af22", 0x50),
            Map.entry("af23", 0x58),
            Map.entry("af31", 0x68),
            Map.entry("af32", 0x70),
            Map.entry("af33", 0x78),
            Map.entry("af41", 0x88),
            Map.entry("af42", 0x90),
            Map.entry("af43", 0x98),
            Map.entry("cs0", 0x00),
            Map.entry("cs1", 0x20),
            Map.entry("cs2", 0x40),
            Map.entry("cs3", 0x60),
            Map.entry("cs4", 0x80),
            Map.entry("cs5", 0xa0),
            Map.entry("cs6", 0xc0),
            Map.entry("cs7", 0xe0),
            Map.entry("ef", 0xb8),
            Map.entry("le", 0x04),
            Map.entry("lowdelay", 0x10),
            Map.entry("throughput", 0x08));

    /** What was there before the classes; 10.1 gave it up. */
    private static final Set<String> TYPES_OF_SERVICE = Set.of("lowdelay", "throughput", "reliability");

    private Numbers() {}

    /** Seconds of a time such as "90", "1h30m", "2W" (OpenSSH convtime). */
    static OptionalInt seconds(String text) {
        long total = 0;
        int at = 0;
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && isSpace(text.charAt(at))) {
                at++;
            }
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            int digits = at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            OptionalLong number = digits == at ? OptionalLong.empty() : whole(text.substring(start, at));
            if (number.isEmpty() || number.getAsLong() < 0) {
                return OptionalInt.empty();
            }
            long unit = 1;
            if (at < text.length()) {
                int which = "smhdw".indexOf(Bytes.lowerCase(text.substring(at, at + 1)));
                if (which < 0) {
                    return OptionalInt.empty();
                }
                unit = new long[] {1, 60, 3600, 86400, 604800}[which];
                at++;
            }
            if (number.getAsLong() > Integer.MAX_VALUE / unit) {
                return OptionalInt.empty();
            }
            total += number.getAsLong() * unit;
            if (total > Integer.MAX_VALUE) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of((int) total);
    }

    /** A whole decimal number, as strtonum(3) reads it: blanks before, a sign, nothing behind. */
    static OptionalLong whole(String text) {
        int at = 0;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (at < text.length() && (negative || text.charAt(at) == '+')) {
            at++;
        }
        if (at == text.length()) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (; at < text.length(); at++) {
            if (!isDigit(text.charAt(at))) {
                return OptionalLong.empty();
            }
            // Far beyond every limit here, and far from an overflow.
            value = Math.min(value * 10 + (text.charAt(at) - '0'), Long.MAX_VALUE / 100);
        }
        return OptionalLong.of(negative ? -value : value);
    }

    /** The same within bounds. */
    static OptionalInt whole(String text, int least, int most) {
        OptionalLong value = whole(text);
        return value.isPresent() && value.getAsLong() >= least && value.getAsLong() <= most
                ? OptionalInt.of((int) value.getAsLong())
                : OptionalInt.empty();
    }

    /** Bytes of a size such as "500M" or "1.5G" (scan_scaled). */
    static OptionalLong size(String text) {
        int at = 0;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (at < text.length() && (negative || text.charAt(at) == '+')) {
            at++;
        }
        int start = at;
        int point = -1;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            if (text.charAt(at) == '.') {
                if (point >= 0) {
                    return OptionalLong.empty();
                }
                point = at;
            }
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.length() > 40) {
            return OptionalLong.empty();
        }
        double scale = 1;
        if (at < text.length()) {
            int which = SCALES.indexOf(Character.toUpperCase(text.charAt(at)));
            boolean more = at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1));
            if (which < 0 || more) {
                return OptionalLong.empty();
            }
            scale = Math.pow(1024, which);
        } else if (point >= 0) {
            digits = text.substring(start, point);
        }
        if (digits.isEmpty() || digits.equals(".")) {
            return OptionalLong.of(0);
        }
        BigDecimal value = new BigDecimal(digits).multiply(new BigDecimal(scale));
        if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(negative ? -value.longValue() : value.longValue());
    }

    /** A type-of-service class, as {@code ssh -G} prints it (parse_ipqos, iptos2str). */
    static Optional<String> serviceClass(String text, SshRelease release) {
        String lower = Bytes.lowerCase(text);
        if (TYPES_OF_SERVICE.contains(lower) && release.isAtLeast(1001)) {
            return Optional.of("none"); // taken, and passed over
        }
        Integer named = lower.equals("reliability") ? Integer.valueOf(4) : SERVICE_CLASSES.getOrDefault(lower, -1);
        long value = named;
        if (value < 0) {
            value = integer(text);
            if (value < 0 || value > 255) {
                return Optional.empty();
            }
        }
        for (Map.Entry<String, Integer> entry : SERVICE_CLASSES.entrySet()) {
            if (entry.getValue() == value) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.of(String.format("0x%02x", value));
    }

    /** strtol(3) with base 0 over the whole text: decimal, 0x hexadecimal, 0 octal; -1 when it is none. */
    private static long integer(String text) {
        try {
            String digits = text.strip();
            boolean plus = digits.startsWith("+");
            return digits.endsWith("L") || text.length() > 12 ? -1 : Long.decode(plus ? digits.substring(1) : digits);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    /** A pair of tunnel devices, such as "any:3" (a2tun). */
    static Optional<String> tunnelDevice(String text) {
        int colon = text.indexOf(':');
        String local = colon < 0 ? text : text.substring(0, colon);
        String remote = colon < 0 ? "any" : text.substring(colon + 1);
        Optional<String> one = tunnelUnit(local);
        Optional<String> other = tunnelUnit(remote);
        return one.isPresent() && other.isPresent() ? Optional.of(one.get() + ":" + other.get()) : Optional.empty();
    }

    private static Optional<String> tunnelUnit(String text) {
        if (text.equalsIgnoreCase("any")) {
            return Optional.of("any");
        }
        OptionalInt unit = whole(text, 0, TUNNEL_MAX);
        return unit.isPresent() ? Optional.of(Integer.toString(unit.getAsInt())) : Optional.empty();
    }

    /** A file-creation mask in octal, as {@code ssh -G} prints it; what follows the digits is passed over, as by strtol(3). */
    static Optional<String> mask(String text) {
        int at = text.startsWith("+") ? 1 : 0;
        int value = 0;
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '7' && value <= 0777) {
            value = value * 8 + text.charAt(at) - '0';
            at++;
        }
        return at == digits || value > 0777 ? Optional.empty() : Optional.of("0" + Integer.toOctalString(value));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
