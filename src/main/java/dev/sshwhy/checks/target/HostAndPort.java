package dev.sshwhy.checks.target;

import java.util.Optional;

/** A host and a port written as one: {@code 203.0.113.7:17445}, {@code [2001:db8::7]:17445}. */
record HostAndPort(String host, String port) {
    /** Takes them apart; empty where it is none, such as an IPv6 address. */
    static Optional<HostAndPort> of(String word) {
        int colon = word.lastIndexOf(':');
        if (colon < 1 || !isPort(word.substring(colon + 1))) {
            return Optional.empty();
        }
        String host = word.substring(0, colon);
        boolean bracketed = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
        return bracketed || host.indexOf(':') < 0
                ? Optional.of(new HostAndPort(
                        bracketed ? host.substring(1, host.length() - 1) : host, word.substring(colon + 1)))
                : Optional.empty();
    }

    /** Whether a number may as well be the name of a folder for a year. */
    static boolean isYear(String port) {
        return port.length() == 4 && (port.startsWith("19") || port.startsWith("20"));
    }

    /** A number from 1 to 65535 and nothing else. */
    static boolean isPort(String word) {
        return !word.isEmpty()
                && word.length() <= 5
                && word.chars().allMatch(it -> it >= '0' && it <= '9')
                && Integer.parseInt(word) > 0
                && Integer.parseInt(word) <= 65535;
    }
}
