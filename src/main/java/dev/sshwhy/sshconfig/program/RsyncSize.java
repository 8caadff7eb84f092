package dev.sshwhy.sshconfig.program;

import java.util.OptionalLong;

/** A size such as {@code 1.5m} or {@code 2kB+1} (rsync options.c parse_size_arg). */
final class RsyncSize {
    private static final String SUFFIXES = "bkmgtp";
    private static final long LARGEST = Long.MAX_VALUE;

    private RsyncSize() {}

    /**
     * The size in bytes; empty when rsync refuses it.
     *
     * @param usualSuffix the unit of a bare number: b, k or so on
     */
    static OptionalLong bytes(String text, char usualSuffix) {
        int end = digits(text, 0);
        end = text.startsWith(".", end) ? digits(text, end + 1) : end;
        String number = text.substring(0, end);
        boolean bare = end == text.length() || "+-".indexOf(text.charAt(end)) >= 0;
        int power = SUFFIXES.indexOf(Character.toLowerCase(bare ? usualSuffix : text.charAt(end)));
        int at = bare ? end : end + 1;
        double unit = 1024;
        if (text.regionMatches(true, at, "ib", 0, 2)) {
            at += 2;
        } else if (text.regionMatches(true, at, "b", 0, 1)) {
            unit = 1000;
            at++;
        }
        String rest = text.substring(at);
        boolean adjusted = at > 0 && (rest.equals("+1") || rest.equals("-1"));
        if (power < 0 || (!rest.isEmpty() && !adjusted)) {
            return OptionalLong.empty();
        }
        double size = (number.isEmpty() || number.equals(".") ? 0 : Double.parseDouble(number)) * Math.pow(unit, power);
        if (size >= LARGEST) {
            return OptionalLong.empty();
        }
        long bytes = (long) size + (rest.equals("+1") ? 1 : rest.equals("-1") ? -1 : 0);
        return bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
