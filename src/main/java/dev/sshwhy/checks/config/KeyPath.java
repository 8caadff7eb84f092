package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The value of an IdentityFile or CertificateFile line that leads elsewhere than it seems to (OpenSSH ssh.c
 * load_public_identity_files).
 *
 * @param value as the line has it
 * @param fault what is wrong with it
 * @param detail the part that is wrong: a variable, a token, a user's name; empty where the whole is
 */
record KeyPath(String value, Fault fault, String detail) {
    /** What is wrong with a path, and whether ssh stops at it, whatever other keys there are. */
    enum Fault {
        RELATIVE(false),
        VARIABLE_WITHOUT_BRACES(false),
        WINDOWS_PATH(false),
        QUOTATION_MARKS(false),
        NO_SUCH_USER(true),
        UNKNOWN_TOKEN(true),
        VARIABLE_NOT_SET(true);

        private final boolean stops;

        Fault(boolean stops) {
            this.stops = stops;
        }

        boolean stopsSsh() {
            return stops;
        }
    }

    /** ssh_config(5), TOKENS, for CertificateFile and IdentityFile; %j since OpenSSH 9.6. */
    private static final String TOKENS = "%CdhijkLlnpru";

    private static final String QUOTES = "\"'\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb`";

    /**
     * What is wrong with a value, where anything is.
     *
     * @param path the absolute path that it came to, where that is known; it then ends in what could not be filled in
     */
    static Optional<KeyPath> faulty(String value, Optional<String> path, Machine machine) {
        boolean isWindows = machine.operatingSystem() == OperatingSystem.WINDOWS;
        boolean unfilled = path.filter(it -> it.endsWith(value)).isPresent();
        if (value.isEmpty() || value.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        Optional<String> token = unknownToken(value);
        if (token.isPresent()) {
            return Optional.of(new KeyPath(value, Fault.UNKNOWN_TOKEN, token.get()));
        }
        if (value.startsWith("~") && !isWindows) {
            int slash = value.indexOf('/');
            String user = value.substring(1, slash < 0 ? value.length() : slash);
            boolean nobody = user.indexOf('\\') >= 0 || user.startsWith(".") || (unfilled && !user.isEmpty());
            if (nobody) {
                return Optional.of(new KeyPath(value, Fault.NO_SUCH_USER, user));
            }
        }
        if (value.contains("${")) {
            int start = value.indexOf("${") + 2;
            int end = value.indexOf('}', start);
            return unfilled && end >= 0
                    ? Optional.of(new KeyPath(value, Fault.VARIABLE_NOT_SET, value.substring(start, end)))
                    : Optional.empty();
        }
        return byLook(value, isWindows);
    }

    private static Optional<KeyPath> byLook(String value, boolean isWindows) {
        if (QUOTES.indexOf(value.charAt(0)) >= 0) {
            return Optional.of(new KeyPath(value, Fault.QUOTATION_MARKS, ""));
        }
        Optional<String> variable = variable(value);
        if (variable.isPresent()) {
            return Optional.of(new KeyPath(value, Fault.VARIABLE_WITHOUT_BRACES, variable.get()));
        }
        boolean drive = value.length() > 2
                && Character.isLetter(value.charAt(0))
                && value.charAt(1) == ':'
                && (value.charAt(2) == '\\' || value.charAt(2) == '/');
        boolean unc = value.startsWith("\\");
        if (drive || unc) {
            return isWindows ? Optional.empty() : Optional.of(new KeyPath(value, Fault.WINDOWS_PATH, ""));
        }
        boolean absolute = value.startsWith("/") || value.startsWith("~") || value.startsWith("%d");
        return absolute ? Optional.empty() : Optional.of(new KeyPath(value, Fault.RELATIVE, ""));
    }

    /** A token that ssh does not know; a lone % at the end is one too. */
    private static Optional<String> unknownToken(String value) {
        for (int at = value.indexOf('%'); at >= 0; at = value.indexOf('%', at + 2)) {
            if (at + 1 == value.length() || TOKENS.indexOf(value.charAt(at + 1)) < 0) {
                return Optional.of(value.substring(at, Math.min(at + 2, value.length())));
            }
        }
        return Optional.empty();
    }

    /** A shell's variable, {@code $HOME}, or PowerShell's, {@code $env:USERPROFILE}. */
    private static Optional<String> variable(String value) {
        int dollar = value.indexOf('$');
        int end = dollar + 1;
        while (dollar >= 0
                && end < value.length()
                && (Character.isLetterOrDigit(value.charAt(end)) || "_:".indexOf(value.charAt(end)) >= 0)) {
            end++;
        }
        boolean named = dollar >= 0 && end > dollar + 1 && !Character.isDigit(value.charAt(dollar + 1));
        return named ? Optional.of(value.substring(dollar, end)) : Optional.empty();
    }

    /** What was meant, most probable first, in the form in which people write it; empty when nobody can know. */
    List<String> meant() {
        String plain = withoutQuotes().replace('\\', '/');
        String name = plain.substring(plain.lastIndexOf('/') + 1);
        List<String> all = new ArrayList<>();
        switch (fault) {
            case VARIABLE_WITHOUT_BRACES -> {
                boolean isHome = detail.equals("$HOME") || detail.equalsIgnoreCase("$env:USERPROFILE");
                all.add(isHome && plain.startsWith(detail + "/") ? "~" + plain.substring(detail.length()) : "");
            }
            case NO_SUCH_USER -> {
                String rest = plain.substring(1);
                all.add(rest.startsWith("/") ? "~" + rest : rest.startsWith(".ssh/") ? "~/" + rest : "");
            }
            case UNKNOWN_TOKEN -> {
                String profile = "%USERPROFILE%/";
                boolean isHome = plain.regionMatches(true, 0, profile, 0, profile.length());
                all.add(isHome ? "~/" + plain.substring(profile.length()) : "");
            }
            case QUOTATION_MARKS -> all.add(plain.startsWith("~/") || plain.startsWith("/") ? plain : "");
            case RELATIVE -> all.add(plain.startsWith(".ssh/") ? "~/" + plain : "");
            case WINDOWS_PATH, VARIABLE_NOT_SET -> {
                // The name alone may be the same here.
            }
        }
        all.add(name.isEmpty() ? "" : "~/.ssh/" + name);
        return all.stream()
                .filter(it -> !it.isEmpty() && it.indexOf('$') < 0)
                .filter(it -> fault != Fault.UNKNOWN_TOKEN || it.indexOf('%') < 0)
                .distinct()
                .toList();
    }

    private String withoutQuotes() {
        int start = 0;
        int end = value.length();
        while (start < end && QUOTES.indexOf(value.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && QUOTES.indexOf(value.charAt(end - 1)) >= 0) {
            end--;
        }
        return value.substring(start, end);
    }
}
