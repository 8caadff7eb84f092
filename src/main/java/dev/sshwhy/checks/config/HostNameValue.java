package dev.sshwhy.checks.config;

import dev.sshwhy.checks.config.HostPatterns.Decorated;
import java.util.Optional;

/** The value of a HostName line, taken apart where it is more than a host. */
final class HostNameValue {
    private HostNameValue() {}

    /** What a value means that holds more than a host; empty for names, addresses and what nobody can read. */
    static Optional<Decorated> meant(String value) {
        if (value.chars().allMatch(it -> Character.isLetterOrDigit(it) || it == '.' || it == '-')) {
            return Optional.empty();
        }
        int scheme = value.indexOf("://");
        String rest = scheme > 0 ? value.substring(scheme + 3) : value;
        int path = rest.indexOf('/');
        rest = path >= 0 ? rest.substring(0, path) : rest;
        int end = rest.length();
        while (end > 0 && ",;:".indexOf(rest.charAt(end - 1)) >= 0 && !rest.endsWith("::")) {
            end--;
        }
        rest = rest.substring(0, end);
        Optional<Decorated> inner = isSixAddress(rest) ? Optional.empty() : HostPatterns.decorated(rest);
        Decorated meant = inner.orElse(new Decorated(Optional.empty(), withoutPort(rest), portOf(rest)));
        boolean same = meant.host().equals(value);
        // In brackets there stands a whole name or address, as in known_hosts, or the name of what is to be filled in.
        boolean placeholder = rest.indexOf('[') >= 0
                && meant.host().indexOf(':') < 0
                && meant.host().indexOf('.') < 0;
        return same || placeholder || !isHost(meant.host()) ? Optional.empty() : Optional.of(meant);
    }

    /** 2001:db8::1:2222 is an address, not one with a port; only five digits are too long for a part of it. */
    private static boolean isSixAddress(String text) {
        return text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[") && text.indexOf('@') < 0;
    }

    private static Optional<String> portOf(String text) {
        String last = text.substring(text.lastIndexOf(':') + 1);
        return isSixAddress(text) && last.length() == 5 && HostPatterns.isPort(last)
                ? Optional.of(last)
                : Optional.empty();
    }

    private static String withoutPort(String text) {
        return portOf(text).isPresent() ? text.substring(0, text.lastIndexOf(':')) : text;
    }

    private static boolean isHost(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(it -> Character.isLetterOrDigit(it) || ".-_:%".indexOf(it) >= 0);
    }
}
