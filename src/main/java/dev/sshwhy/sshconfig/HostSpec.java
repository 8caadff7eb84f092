package dev.sshwhy.sshconfig;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A place to log in to: {@code user@host:port} or {@code ssh://user@host:port}.
 *
 * @param port empty when none is named
 */
record HostSpec(Optional<String> user, String host, OptionalInt port) {
    private static final String SCHEME = "ssh://";

    /** Whether the text is meant as a URI. */
    static boolean isUri(String text) {
        return text.startsWith(SCHEME);
    }

    /** {@code [user@]host[:port]} (OpenSSH parse_user_host_port). */
    static Optional<HostSpec> parse(String text, Ports ports) {
        int at = text.lastIndexOf('@');
        if (at == 0) {
            return Optional.empty();
        }
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(text.substring(0, at));
        String place = text.substring(at + 1);
        int end = endOfHost(place);
        if (end <= 0 || (end < place.length() && place.charAt(end) == '/')) {
            return Optional.empty();
        }
        return withPort(user, withoutBrackets(place.substring(0, end)), place, end, place.length(), ports);
    }

    /** {@code ssh://[user[;parameters]@]host[:port]}; a path is refused (OpenSSH parse_ssh_uri). */
    static Optional<HostSpec> parseUri(String uri, Ports ports) {
        String text = uri.substring(SCHEME.length());
        int at = text.indexOf('@');
        Optional<String> user = Optional.empty();
        if (at >= 0) {
            int parameters = text.substring(0, at).indexOf(';');
            user = decoded(text.substring(0, parameters < 0 ? at : parameters));
            if (user.isEmpty() || user.get().isEmpty()) {
                return Optional.empty();
            }
        }
        String place = text.substring(at + 1);
        int end = endOfHost(place);
        if (end <= 0) {
            return Optional.empty();
        }
        String host = withoutBrackets(place.substring(0, end));
        Optional<String> domain = domain(host);
        if (domain.isEmpty()) {
            return Optional.empty();
        }
        int slash = place.indexOf('/', end);
        if (slash >= 0 && slash + 1 < place.length()) {
            return Optional.empty();
        }
        int stop = slash < 0 ? place.length() : slash;
        boolean trailingDot = host.endsWith(".");
        return withPort(user, trailingDot ? host.substring(0, host.length() - 1) : host, place, end, stop, ports);
    }

    private static Optional<HostSpec> withPort(
            Optional<String> user, String host, String place, int end, int stop, Ports ports) {
        if (end + 1 >= stop) {
            return Optional.of(new HostSpec(user, host, OptionalInt.empty()));
        }
        OptionalInt port = ports.port(place.substring(end + 1, stop));
        return port.isPresent() && port.getAsInt() > 0 ? Optional.of(new HostSpec(user, host, port)) : Optional.empty();
    }

    /** Where the host ends: at ":" or "/" or behind its brackets (hpdelim2); -1 when the brackets are wrong. */
    static int endOfHost(String place) {
        if (place.startsWith("[")) {
            int close = place.indexOf(']');
            boolean ends = close >= 0 && (close + 1 == place.length() || ":/".indexOf(place.charAt(close + 1)) >= 0);
            return ends ? close + 1 : -1;
        }
        for (int i = 0; i < place.length(); i++) {
            if (place.charAt(i) == ':' || place.charAt(i) == '/') {
                return i;
            }
        }
        return place.length();
    }

    static String withoutBrackets(String host) {
        return host.length() > 1 && host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    /** A domain name in lower case without its last dot; empty when it is none (OpenSSH valid_domain). */
    static Optional<String> domain(String name) {
        String lower = Bytes.lowerCase(name);
        if (lower.isEmpty() || !isAlphanumeric(lower.charAt(0)) || lower.contains("..")) {
            return Optional.empty();
        }
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c != '.' && c != '-' && c != '_' && !isAlphanumeric(c)) {
                return Optional.empty();
            }
        }
        return Optional.of(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower);
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static Optional<String> decoded(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0 || (high == 0 && low == 0)) {
                    return Optional.empty();
                }
                out.append((char) (high * 16 + low));
                i += 2;
            } else {
                out.append(c == '+' ? ' ' : c);
            }
        }
        return Optional.of(out.toString());
    }
}
