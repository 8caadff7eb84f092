package dev.sshwhy.sshconfig.program;

import java.util.OptionalInt;

/** The numbers that scp and sftp take. */
final class Quantity {
    private static final int HIGHEST_PORT = 65535;
    private static final int MOST_KILOBITS = 100 * 1024 * 1024;

    private Quantity() {}

    /** A port; a service's name from /etc/services is not known here (OpenSSH misc.c a2port). */
    static OptionalInt port(String text) {
        return upTo(HIGHEST_PORT, text);
    }

    /** Whether it is a limit for {@code -l}, in Kbit/s. */
    static boolean isLimit(String text) {
        return upTo(MOST_KILOBITS, text).isPresent();
    }

    static boolean isCount(String text) {
        return upTo(Integer.MAX_VALUE, text).isPresent();
    }

    /** Whether {@code -X} knows the name in front of the "="; the number behind it is not looked at. */
    static boolean isTransferSetting(String text) {
        return text.startsWith("buffer=") || text.startsWith("nrequests=");
    }

    /** A number from 1 to {@code most}, after blanks and a sign as strtonum(3) has it. */
    private static OptionalInt upTo(int most, String text) {
        int start = 0;
        while (start < text.length()
                && (text.charAt(start) == ' ' || (text.charAt(start) >= '\t' && text.charAt(start) <= '\r'))) {
            start++;
        }
        String digits = text.substring(text.startsWith("+", start) ? start + 1 : start);
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return OptionalInt.empty();
            }
            number = Math.min(number * 10 + digits.charAt(i) - '0', most + 1L);
        }
        return number > 0 && number <= most ? OptionalInt.of((int) number) : OptionalInt.empty();
    }
}
