package dev.sshwhy.sshconfig.program;

import java.util.List;
import java.util.Optional;

/** Where a repository is (git transport.c transport_get, connect.c parse_connect_url and get_host_and_port). */
sealed interface GitUrl {
    /**
     * A repository that git reaches through ssh.
     *
     * @param host the host as ssh gets it, "user@" included
     * @param port the port as written
     */
    record Ssh(String host, Optional<String> port, String path) implements GitUrl {}

    /** Any other place, or none. */
    record Other(Answer answer) implements GitUrl {}

    /**
     * Tells what an address means to git.
     *
     * @param windows whether "C:\x" is a file
     */
    static GitUrl of(String text, boolean windows) {
        int schemeEnd = schemeEnd(text);
        String scheme = text.substring(0, schemeEnd);
        if (text.startsWith("::", schemeEnd)) {
            return without("git hands this address to the helper git-remote-" + shown(scheme) + ", not to ssh");
        }
        boolean url = schemeEnd > 0 && text.startsWith("://", schemeEnd);
        if (text.startsWith("rsync:")) {
            return refused("git no longer supports rsync");
        }
        if (!url && text.contains("://")) {
            return refused("git does not know the protocol of " + Answer.quoted(text));
        }
        if (!url) {
            return isLocal(text, windows)
                    ? without("git takes " + Answer.quoted(text) + " for a folder on this machine: no host and colon "
                            + "stand in front of its first slash")
                    : place(text, ':');
        }
        if (List.of("ssh", "git+ssh", "ssh+git").contains(scheme)) {
            return place(UrlText.decoded(text).substring(schemeEnd + "://".length()), '/');
        }
        return without(
                scheme.equals("file")
                        ? "git takes a file:// address from this machine, without ssh"
                        : "git goes there by " + shown(scheme) + "://, without ssh and its keys");
    }

    private static GitUrl without(String why) {
        return new Other(new Answer.WithoutSsh(why));
    }

    private static GitUrl refused(String why) {
        return new Other(new Answer.Refused(why));
    }

    private static String shown(String scheme) {
        return scheme.substring(0, Math.min(scheme.length(), 20));
    }

    /** The end of what may be a scheme (git url.c is_urlschemechar). */
    private static int schemeEnd(String text) {
        int end = 0;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && (end == 0 || "+-.".indexOf(c) < 0)) {
                break;
            }
            end++;
        }
        return end;
    }

    private static boolean isLocal(String text, boolean windows) {
        int colon = text.indexOf(':');
        int slash = text.indexOf('/');
        boolean drive = windows && colon == 1 && Character.isLetter(text.charAt(0));
        return colon < 0 || (slash >= 0 && slash < colon) || drive;
    }

    private static GitUrl place(String text, char separator) {
        int pathStart = text.indexOf(separator, Math.max(0, closingBracket(text)));
        if (pathStart < 0) {
            return refused("git finds no path to a repository in that address");
        }
        String path = text.substring(separator == ':' ? pathStart + 1 : pathStart);
        // "/~user" is that user's home; git looks at the second character only, whatever the first one is
        path = path.length() > 1 && path.charAt(1) == '~' ? path.substring(1) : path;
        String hostAndPort = text.substring(0, pathStart);
        Ssh place = hostAndPort(hostAndPort, path);
        if (place.host().startsWith("-") || path.startsWith("-")) {
            return refused("git refuses a host or path that starts with a dash");
        }
        return place;
    }

    /** Where the bracket of {@code [host]} or {@code user@[host]} closes; -1 when there is none. */
    private static int closingBracket(String text) {
        int start = openingBracket(text);
        return text.startsWith("[", start) ? text.indexOf(']', start + 1) : -1;
    }

    private static int openingBracket(String text) {
        return text.indexOf("@[") + 1;
    }

    private static Ssh hostAndPort(String text, String path) {
        int close = closingBracket(text);
        if (close < 0) {
            return withPort(text, text.indexOf(':'), path, true);
        }
        int open = openingBracket(text);
        String host = text.substring(0, open) + text.substring(open + 1, close);
        String rest = text.substring(close + 1);
        Ssh outer = withPort(rest, rest.indexOf(':'), path, true);
        // git's own odd form, [host:port]:path, which is not an IPv6 address by its one colon
        return outer.port().isPresent()
                ? new Ssh(host, outer.port(), path)
                : withPort(host, host.indexOf(':'), path, false);
    }

    private static Ssh withPort(String text, int colon, String path, boolean dropsBareColon) {
        if (colon >= 0 && isPort(text.substring(colon + 1))) {
            return new Ssh(text.substring(0, colon), Optional.of(text.substring(colon + 1)), path);
        }
        boolean bare = dropsBareColon && colon >= 0 && colon + 1 == text.length();
        return new Ssh(bare ? text.substring(0, colon) : text, Optional.empty(), path);
    }

    /** A number from 0 to 65535, after blanks and a sign as strtol(3) has it. */
    private static boolean isPort(String text) {
        String digits = text.stripLeading();
        digits = digits.startsWith("+") || digits.startsWith("-") ? digits.substring(1) : digits;
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
            number = Math.min(number * 10 + digits.charAt(i) - '0', 65536);
        }
        boolean negative = text.stripLeading().startsWith("-");
        return !digits.isEmpty() && number < 65536 && (!negative || number == 0);
    }
}
