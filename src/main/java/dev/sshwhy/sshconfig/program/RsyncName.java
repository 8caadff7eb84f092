package dev.sshwhy.sshconfig.program;

import java.util.Locale;
import java.util.Optional;

/**
 * A name on another machine as rsync writes it (rsync options.c check_for_hostspec).
 *
 * @param place the host, with "user@" in front where that is typed, without brackets
 * @param path the path, or module and path
 * @param daemon whether an rsync daemon is meant: {@code host::module} or {@code rsync://host/module}
 */
record RsyncName(String place, String path, boolean daemon) {
    private static final String SCHEME = "rsync://";

    /** The name; empty for a local file. */
    static Optional<RsyncName> of(String word) {
        if (word.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            Optional<RsyncName> name = split(word.substring(SCHEME.length()), true);
            if (name.isPresent()) {
                return name;
            }
        }
        return split(word, false)
                .map(it -> it.path().startsWith(":")
                        ? new RsyncName(it.place(), it.path().substring(1), true)
                        : it);
    }

    private static Optional<RsyncName> split(String text, boolean url) {
        int hostStart = 0;
        int hostEnd = -1;
        int at = 0;
        while (at < text.length() && text.charAt(at) != ':' && text.charAt(at) != '/') {
            if (text.charAt(at) == '@') {
                hostStart = at + 1;
            } else if (text.charAt(at) == '[') {
                int close = text.indexOf(']', at);
                int slash = text.indexOf('/', at);
                boolean closed = close > at + 1 && (slash < 0 || close < slash);
                boolean ends = closed && (close + 1 == text.length() || ":/".indexOf(text.charAt(close + 1)) >= 0);
                if (at != hostStart || !ends) {
                    return Optional.empty();
                }
                hostEnd = close;
                at = close;
            }
            at++;
        }
        boolean colon = text.startsWith(":", at);
        if (!url && !colon) {
            return Optional.empty();
        }
        String place = text.substring(0, hostStart)
                + (hostEnd < 0 ? text.substring(hostStart, at) : text.substring(hostStart + 1, hostEnd));
        int path = Math.min(at + 1, text.length());
        if (url && colon) {
            while (path < text.length() && text.charAt(path) >= '0' && text.charAt(path) <= '9') {
                path++;
            }
            if (path < text.length() && text.charAt(path++) != '/') {
                return Optional.empty();
            }
        }
        return Optional.of(new RsyncName(place, text.substring(path), url));
    }
}
