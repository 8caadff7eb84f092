package dev.sshwhy.report.redaction;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that are made of several: paths, and {@code user@host}. Each part is judged by where it stands. */
final class Compounds {
    private static final Pattern PATH_PART = Pattern.compile("([^/\\\\]*)([/\\\\]?)");
    private static final Pattern PART = Pattern.compile("([^/\\\\@]*)([/\\\\@]?)");
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]{2,}([_-][A-Z]+){0,9}|[a-z]{2,}(_[a-z]+){2,9}");

    /** Logins that every machine and every provider of repositories has; personal only where the user logs in as such. */
    private static final Set<String> EVERYBODYS = Set.of("root", "git");

    private final Vocabulary own;
    private final Pseudonyms pseudonyms;
    private final Set<String> kept;

    Compounds(Vocabulary own, Pseudonyms pseudonyms, Set<String> kept) {
        this.own = own;
        this.pseudonyms = pseudonyms;
        this.kept = kept;
    }

    static boolean isPath(String word) {
        return word.indexOf('/') >= 0 || word.indexOf('\\') >= 0 || word.startsWith("~");
    }

    /** Whether a path that sshwhy's sentences use has a part that is somebody's name here, such as the root of /root. */
    boolean hasKnownPart(String word) {
        return (isPath(word) || word.indexOf('@') > 0) && !knownParts(word).equals(word);
    }

    /** Whether it is a word to be filled in, such as SSH_PORT; ssh makes small letters of a host's name. */
    boolean isPlaceholder(String word) {
        return PLACEHOLDER.matcher(word).matches()
                && Arrays.stream(word.split("[_-]", -1)).allMatch(it -> own.has(it) || it.matches("X+"));
    }

    /** {@code user@host}; what is neither known as one nor the other is an e-mail address. */
    String atHost(String word) {
        int at = word.lastIndexOf('@');
        int slashes = word.startsWith("//") ? 2 : 0; // ssh://user@host
        String user = word.substring(slashes, at);
        String host = word.substring(at + 1);
        boolean stranger = pseudonyms.known(user).isEmpty()
                && pseudonyms.known(host).isEmpty()
                && !kept.contains(host)
                && !SafeWords.has(host)
                && !Chunks.isAddress(host);
        if (stranger && !user.isEmpty() && host.indexOf('.') > 0) {
            return pseudonyms.of(Kind.EMAIL, word);
        }
        return word.substring(0, slashes) + side(user, Kind.USER) + "@" + side(host, Kind.HOST);
    }

    private String side(String name, Kind kind) {
        if (Chunks.isAddress(name) && !kept.contains(name)) {
            return pseudonyms.of(Kind.ADDRESS, name);
        }
        boolean stays = name.isEmpty()
                || kept.contains(name)
                || (EVERYBODYS.contains(name) && pseudonyms.known(name).isEmpty())
                || (kind != Kind.USER && SafeWords.has(name))
                || isPlaceholder(name)
                || name.matches("%[A-Za-z]");
        return stays ? name : pseudonyms.of(kind, name);
    }

    /** A path, part by part; an address of the web begins with its host. */
    String path(String path) {
        StringBuilder shown = new StringBuilder();
        boolean web = path.startsWith("//");
        String before = "";
        int count = 0;
        Matcher parts = PATH_PART.matcher(path);
        while (parts.find() && parts.end() > parts.start()) {
            boolean host = web && count == 2;
            Kind kind = host ? Kind.HOST : before.equals("home") || before.equals("Users") ? Kind.USER : Kind.PATH;
            shown.append(part(parts.group(1), kind)).append(parts.group(2));
            before = parts.group(1);
            count++;
        }
        return shown.toString();
    }

    String part(String part, Kind kind) {
        if (kept.contains(part)) {
            return part;
        }
        Optional<Replacement> known = pseudonyms.known(part);
        if (known.isPresent()) {
            return known.get().pseudonym();
        }
        int stem = PathParts.stem(part);
        String ending = part.substring(stem);
        String name = part.substring(0, stem);
        boolean stays = PathParts.isUsual(part)
                || PathParts.isUsual(name)
                || own.has("~/.ssh/" + name + ".pub") // a name that sshwhy proposes
                || isPlaceholder(part)
                || (kind == Kind.HOST && SafeWords.has(part))
                || (name.startsWith("~") && name.length() == 1);
        if (stays) {
            return part;
        }
        return name.startsWith("~")
                ? "~" + pseudonyms.of(Kind.USER, name.substring(1)) + ending
                : pseudonyms.of(Chunks.isAddress(name) ? Kind.ADDRESS : kind, name) + ending;
    }

    /** In a page, only what is known for certain to be of this setup. */
    String knownParts(String word) {
        StringBuilder shown = new StringBuilder();
        Matcher parts = PART.matcher(word);
        while (parts.find() && parts.end() > parts.start()) {
            String part = parts.group(1);
            boolean usual = PathParts.isUsual(part) && !parts.group(2).equals("@");
            shown.append(pseudonyms
                            .known(part)
                            .filter(it -> !usual)
                            .map(Replacement::pseudonym)
                            .orElse(part))
                    .append(parts.group(2));
        }
        return shown.toString();
    }
}
