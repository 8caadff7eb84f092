package dev.sshwhy.keys;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The options in front of a key, as sshd checks them (OpenSSH auth-options.c sshauthopt_parse).
 *
 * @param problem why sshd refuses the line for them; empty when they are well-formed
 * @param certAuthority whether the key is to sign certificates, so that it never logs in itself
 * @param principals whether certificate names are listed
 * @param from the address patterns that the client must match
 * @param command what runs in place of a shell
 * @param validBefore when the line expires, in seconds since 1970
 */
record AuthorizedKeysOptions(
        Optional<String> problem,
        boolean certAuthority,
        boolean principals,
        Optional<String> from,
        Optional<String> command,
        OptionalLong validBefore) {
    static final AuthorizedKeysOptions NONE = new AuthorizedKeysOptions(
            Optional.empty(), false, false, Optional.empty(), Optional.empty(), OptionalLong.empty());

    private static final List<String> FLAGS = List.of("restrict", "cert-authority");
    private static final List<String> SWITCHES = List.of(
            "port-forwarding",
            "agent-forwarding",
            "x11-forwarding",
            "touch-required",
            "verify-required",
            "pty",
            "user-rc");
    private static final List<String> SETTINGS = List.of(
            "command", "principals", "from", "expiry-time", "environment", "permitopen", "permitlisten", "tunnel");
    /** The service names that stand for a port in permitopen; sshd asks the server's own table. */
    private static final Set<String> SERVICES =
            Set.of("ssh", "http", "https", "domain", "smtp", "imap", "imaps", "ldap", "ldaps", "mysql", "postgresql");

    private static final int LONGEST_HOST = 1024;
    private static final long LARGEST_TUNNEL = 0x7fff_fffdL;
    private static final int MOST_ENVIRONMENT = 1025;
    private static final int MOST_PERMITS = 4097;

    /** Whether a text begins with the name of an option, so that somebody meant options by it. */
    static boolean looksLikeOptions(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String word = lower.startsWith("no-") ? lower.substring(3) : lower;
        return FLAGS.stream().anyMatch(word::startsWith)
                || SWITCHES.stream().anyMatch(it -> word.startsWith(it))
                || SETTINGS.stream().anyMatch(it -> word.startsWith(it + "=") || word.equals(it));
    }

    /**
     * The same options as one word, where nothing but blanks and commas between them keeps sshd from reading them; it takes
     * the first blank outside quotes for the end.
     */
    static Optional<String> joined(String text) {
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean parted = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (!quoted && " \t,".indexOf(letter) >= 0) {
                parted = true;
                continue;
            }
            if (parted && !word.isEmpty()) {
                word.append(',');
            }
            parted = false;
            quoted ^= letter == '"' && (i == 0 || text.charAt(i - 1) != '\\');
            word.append(letter);
        }
        boolean isGood =
                !word.isEmpty() && !quoted && parse(word.toString()).problem().isEmpty();
        return isGood ? Optional.of(word.toString()) : Optional.empty();
    }

    /** Reads options up to the first blank outside quotes. */
    static AuthorizedKeysOptions parse(String text) {
        return new Reader(text).read();
    }

    /** Walks over the options as sshd's pointer does. */
    private static final class Reader {
        private final String text;
        private int at;
        private boolean certAuthority;
        private Optional<String> principals = Optional.empty();
        private Optional<String> from = Optional.empty();
        private Optional<String> command = Optional.empty();
        private OptionalLong validBefore = OptionalLong.empty();
        private Optional<String> problem = Optional.empty();
        private final Set<String> environment = new HashSet<>();
        private int permits;
        private int listens;

        Reader(String text) {
            this.text = text;
        }

        AuthorizedKeysOptions read() {
            while (!isEnd() && problem.isEmpty()) {
                int start = at;
                option();
                if (isEnd() || problem.isPresent()) {
                    break;
                }
                if (text.charAt(at) != ',') {
                    problem = Optional.of("\"" + word(start) + "\" is no option that sshd knows");
                    break;
                }
                at++;
                if (at == text.length()) {
                    problem = Optional.of("the options end with a comma");
                }
            }
            return new AuthorizedKeysOptions(
                    problem, certAuthority, principals.isPresent(), from, command, validBefore);
        }

        private boolean isEnd() {
            return at >= text.length() || text.charAt(at) == ' ' || text.charAt(at) == '\t';
        }

        private String word(int start) {
            int end = start;
            while (end < text.length() && end < start + 60 && " \t,".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            return text.substring(start, end);
        }

        private void option() {
            for (String flag : FLAGS) {
                if (startsWith(at, flag)) {
                    at += flag.length();
                    certAuthority |= flag.equals("cert-authority");
                    return;
                }
            }
            int name = startsWith(at, "no-") ? at + 3 : at;
            for (String it : SWITCHES) {
                if (startsWith(name, it)) {
                    at = name + it.length();
                    return;
                }
            }
            for (String setting : SETTINGS) {
                if (startsWith(at, setting + "=")) {
                    at += setting.length() + 1;
                    quoted(setting).ifPresent(value -> set(setting, value));
                    return;
                }
            }
        }

        private boolean startsWith(int position, String word) {
            return text.regionMatches(true, position, word, 0, word.length());
        }

        private Optional<String> quoted(String name) {
            if (at >= text.length() || text.charAt(at) != '"') {
                problem = Optional.of(name + "= needs its value in double quotes");
                return Optional.empty();
            }
            StringBuilder value = new StringBuilder();
            int i = at + 1;
            for (; i < text.length() && text.charAt(i) != '"'; i++) {
                if (text.charAt(i) == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    i++;
                }
                value.append(text.charAt(i));
            }
            if (i >= text.length()) {
                problem = Optional.of("the quotes after " + name + "= are not closed");
                return Optional.empty();
            }
            at = i + 1;
            return Optional.of(value.toString());
        }

        private void set(String name, String value) {
            switch (name) {
                case "command" -> command = once(name, command, value);
                case "principals" -> principals = once(name, principals, value);
                case "from" -> from = once(name, from, value);
                case "expiry-time" -> {
                    OptionalLong time = time(value);
                    if (time.isEmpty()) {
                        complain(name, value, "a time such as 20301231");
                    } else if (validBefore.isEmpty() || time.getAsLong() < validBefore.getAsLong()) {
                        validBefore = time;
                    }
                }
                case "environment" -> environment(value);
                case "permitopen" -> {
                    permits++;
                    if (permits > MOST_PERMITS || !isPermit(value)) {
                        complain(name, value, "host:port");
                    }
                }
                case "permitlisten" -> {
                    listens++;
                    if (listens > MOST_PERMITS || !isPermit(value.indexOf(':') < 0 ? "*:" + value : value)) {
                        complain(name, value, "host:port");
                    }
                }
                default -> {
                    if (!value.equalsIgnoreCase("any") && !isNumber(value, 0, LARGEST_TUNNEL)) {
                        complain(name, value, "a number or any");
                    }
                }
            }
        }

        private Optional<String> once(String name, Optional<String> before, String value) {
            if (before.isPresent()) {
                problem = Optional.of(name + "= stands there twice");
            }
            return Optional.of(value);
        }

        private void environment(String value) {
            int equals = value.indexOf('=');
            String name = value.substring(0, Math.max(equals, 0));
            boolean good = !name.isEmpty()
                    && name.chars().allMatch(it -> it == '_' || (it < 128 && Character.isLetterOrDigit(it)));
            if (!good || (environment.add(name) && environment.size() > MOST_ENVIRONMENT)) {
                complain("environment", value, "NAME=value");
            }
        }

        private void complain(String name, String value, String expected) {
            String shown = value.length() > 60 ? value.substring(0, 60) + "..." : value;
            problem = Optional.of(name + "=\"" + shown + "\" is not " + expected);
        }
    }

    /** As misc.c hpdelim2 and a2port take {@code host:port}. */
    private static boolean isPermit(String value) {
        int delimiter;
        if (value.startsWith("[")) {
            delimiter = value.indexOf(']') + 1;
        } else {
            delimiter = 0;
            while (delimiter < value.length() && ":/".indexOf(value.charAt(delimiter)) < 0) {
                delimiter++;
            }
        }
        boolean delimited = delimiter > 0 || !value.startsWith("[");
        if (!delimited || delimiter >= value.length() || delimiter > LONGEST_HOST) {
            return false;
        }
        String port = value.substring(delimiter + 1);
        return ":/".indexOf(value.charAt(delimiter)) >= 0
                && (port.equals("*") || isNumber(port, 1, 65535) || SERVICES.contains(port));
    }

    private static boolean isNumber(String text, long least, long most) {
        try {
            long number = Long.parseLong(text.strip());
            return number >= least && number <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * As misc.c parse_absolute_time: 8, 12 or 14 digits, Z or UTC behind them. Other times count in the server's zone; UTC is
     * taken here, which is what containers run in.
     */
    private static OptionalLong time(String value) {
        String upper = value.toUpperCase(Locale.ROOT);
        String digits = upper.endsWith("UTC") && upper.length() > 3
                ? value.substring(0, value.length() - 3)
                : upper.endsWith("Z") && upper.length() > 1 ? value.substring(0, value.length() - 1) : value;
        if (digits.length() != 8 && digits.length() != 12 && digits.length() != 14) {
            return OptionalLong.empty();
        }
        int[] parts = {0, 1, 1, 0, 0, 0};
        int[] most = {9999, 12, 31, 23, 59, 61};
        for (int i = 0, from = 0; from < digits.length(); i++) {
            int width = i == 0 ? 4 : 2;
            // strptime(3) passes over blanks before a number
            String part = digits.substring(from, from + width).stripLeading();
            boolean number = !part.isEmpty() && part.chars().allMatch(it -> it >= '0' && it <= '9');
            int least = parts[i];
            parts[i] = number ? Integer.parseInt(part) : -1;
            if (parts[i] < least || parts[i] > most[i]) {
                return OptionalLong.empty();
            }
            from += width;
        }
        // mktime(3) carries 31 February over into March
        long seconds = LocalDateTime.of(parts[0], parts[1], 1, parts[3], parts[4])
                .plusDays(parts[2] - 1L)
                .plusSeconds(parts[5])
                .toEpochSecond(ZoneOffset.UTC);
        return seconds > 0 ? OptionalLong.of(seconds) : OptionalLong.empty();
    }
}
