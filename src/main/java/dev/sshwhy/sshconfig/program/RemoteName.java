package dev.sshwhy.sshconfig.program;

import dev.sshwhy.sshconfig.SshRelease;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A name on another machine as scp and sftp write it, {@code [user@]host:path} or {@code
 * scp://[user@]host[:port]/path}.
 *
 * @param port empty when none is named
 * @param path "." when none is named
 */
record RemoteName(Optional<String> user, String host, OptionalInt port, String path) {
    private static final int UNDERSCORE_MAY_LEAD = 1000;

    /** {@code [user@]host:path}; empty for a local file (OpenSSH misc.c parse_user_host_path). */
    static Optional<RemoteName> of(String word, SshRelease release) {
        int colon = colon(word, release.vendor() == SshRelease.Vendor.WINDOWS);
        if (colon < 0) {
            return Optional.empty();
        }
        String place = word.substring(0, colon);
        String path = word.substring(colon + 1);
        int at = place.lastIndexOf('@');
        return Optional.of(new RemoteName(
                at > 0 ? Optional.of(place.substring(0, at)) : Optional.empty(),
                withoutBrackets(place.substring(at + 1)),
                OptionalInt.empty(),
                path.isEmpty() ? "." : path));
    }

    /** The colon that ends the host; -1 for a local file, such as one with a slash before its first colon. */
    static int colon(String word, boolean windows) {
        if (word.startsWith(":") || (windows && hasDrive(word))) {
            return -1;
        }
        boolean bracketed = word.startsWith("[");
        for (int i = 0; i < word.length(); i++) {
            bracketed |= word.startsWith("@[", i);
            if (bracketed && word.startsWith("]:", i)) {
                return i + 1;
            }
            if (!bracketed && word.charAt(i) == ':') {
                return i;
            }
            if (word.charAt(i) == '/') {
                return -1;
            }
        }
        return -1;
    }

    /** {@code C:} or {@code /C:}, which Microsoft's scp takes for a drive. */
    private static boolean hasDrive(String word) {
        return word.indexOf(':') == 1 || (word.startsWith("/") && word.indexOf(':', 2) == 2);
    }

    static boolean isUri(String word, String scheme) {
        return word.startsWith(scheme + "://");
    }

    /** {@code scheme://[user[;parameters]@]host[:port][/path]}; empty when it is none (OpenSSH misc.c parse_uri). */
    static Optional<RemoteName> ofUri(String word, String scheme, SshRelease release) {
        String text = word.substring(scheme.length() + "://".length());
        int at = text.indexOf('@');
        Optional<String> user = Optional.empty();
        if (at >= 0) {
            int parameters = text.substring(0, at).indexOf(';');
            user = UrlText.strictlyDecoded(text.substring(0, parameters < 0 ? at : parameters));
            if (user.isEmpty() || user.get().isEmpty()) {
                return Optional.empty();
            }
        }
        String place = text.substring(at + 1);
        int end = endOfHost(place);
        if (end < 0) {
            return Optional.empty();
        }
        Optional<String> host = domain(withoutBrackets(place.substring(0, end)), release);
        OptionalInt port = OptionalInt.empty();
        String path = place.substring(Math.min(end + 1, place.length()));
        if (place.startsWith(":", end) && !path.isEmpty()) {
            int slash = path.indexOf('/');
            port = Quantity.port(slash < 0 ? path : path.substring(0, slash));
            if (port.isEmpty()) {
                return Optional.empty();
            }
            path = slash < 0 ? "" : path.substring(slash + 1);
        }
        Optional<String> file = UrlText.strictlyDecoded(path);
        if (host.isEmpty() || file.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RemoteName(user, host.get(), port, file.get().isEmpty() ? "." : file.get()));
    }

    /** {@code [user@]host}, which sftp also takes; a port is read over (OpenSSH misc.c parse_user_host_port). */
    static RemoteName ofHost(String word) {
        int at = word.lastIndexOf('@');
        String place = word.substring(at + 1);
        int end = endOfHost(place);
        boolean readable = at != 0 && end > 0 && !place.startsWith("/", end);
        String rest = readable ? place.substring(Math.min(end + 1, place.length())) : "";
        if (!readable || (!rest.isEmpty() && Quantity.port(rest).isEmpty())) {
            return new RemoteName(Optional.empty(), withoutBrackets(word), OptionalInt.empty(), ".");
        }
        return new RemoteName(
                at < 0 ? Optional.empty() : Optional.of(word.substring(0, at)),
                withoutBrackets(place.substring(0, end)),
                OptionalInt.empty(),
                ".");
    }

    /** Where the host ends: at ":" or "/" or behind its brackets; -1 when the brackets are wrong (hpdelim2). */
    private static int endOfHost(String place) {
        if (place.startsWith("[")) {
            int end = place.indexOf(']') + 1;
            boolean ends = end == place.length() || place.startsWith(":", end) || place.startsWith("/", end);
            return end > 0 && ends ? end : -1;
        }
        int end = 0;
        while (end < place.length() && place.charAt(end) != ':' && place.charAt(end) != '/') {
            end++;
        }
        return end;
    }

    private static String withoutBrackets(String host) {
        return host.length() > 1 && host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    /** The name without its last dot, where it is a domain's (OpenSSH misc.c valid_domain). */
    private static Optional<String> domain(String name, SshRelease release) {
        if (name.isEmpty() || name.contains("..")) {
            return Optional.empty();
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            boolean inner = (i > 0 && (c == '.' || c == '-' || c == '_'))
                    || (c == '_' && release.isAtLeast(UNDERSCORE_MAY_LEAD));
            if (!alphanumeric && !inner) {
                return Optional.empty();
            }
        }
        return Optional.of(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }
}
