package dev.sshwhy.report.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts pseudonyms into a text. A word stays only when there is a reason for it: that sshwhy said it itself, or that OpenSSH
 * did. So what nobody thought of is replaced, not shown.
 */
final class Rewriter {
    /** Where a text comes from. */
    enum Origin {
        /** A sentence of sshwhy's, with values in it. */
        OWN,
        /** A line that somebody else wrote. */
        FOREIGN,
        /** A rule's page, in which no value of this setup can be, but by chance. */
        PAGE
    }

    private static final int SHORT_NAME = 5;
    private static final Pattern KEY_BODY = Pattern.compile("(AAAA[A-Za-z0-9+/]{8,}|[A-Za-z0-9+/]{40,})");
    private static final Pattern TOKEN =
            Pattern.compile("(rpa|gh[pousr]|github_pat|glpat|sk|pk|hf|xox[abp]|AKIA|eyJ)[-_A-Za-z0-9.]{8,}"
                    + "|[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
                    + "|(?=[^ ]*\\d)(?=[^ ]*[A-Za-z])[A-Za-z0-9_+/.-]{16,}");

    private final Vocabulary own;
    private final Vocabulary pages;
    private final Pseudonyms pseudonyms;
    private final Set<String> kept;
    private final String home;
    private final Optional<Pattern> several;

    /**
     * @param own the words of sshwhy's own sentences
     * @param pages those and the words of the rules' pages
     * @param pseudonyms the personal values that are known already; more are added
     * @param kept what stays, whatever it is: fingerprints, and what the user wants to tell
     * @param home the home directory, which becomes {@code ~}
     */
    Rewriter(Vocabulary own, Vocabulary pages, Pseudonyms pseudonyms, Set<String> kept, String home) {
        this.own = own;
        this.pages = pages;
        this.pseudonyms = pseudonyms;
        this.kept = kept;
        this.home = home;
        Stream<String> values =
                pseudonyms.all().stream().map(Replacement::value).filter(Rewriter::isSeveralChunks);
        String alternatives = Stream.concat(Stream.of(home).filter(it -> it.length() > 1), values)
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        this.several = alternatives.isEmpty()
                ? Optional.empty()
                : Optional.of(Pattern.compile(
                        "(?<![\\p{L}\\p{N}])(?:" + alternatives + ")(?![\\p{L}\\p{N}])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    private static boolean isSeveralChunks(String value) {
        Matcher chunks = Chunks.in(value);
        return value.length() >= SHORT_NAME && !(chunks.find() && chunks.group().length() == value.length());
    }

    String own(String text) {
        return rewrite(text, Origin.OWN, Kind.TEXT).text();
    }

    /** What a server says. */
    Rewriting said(String text) {
        return rewrite(text, Origin.OWN, Kind.TEXT);
    }

    /** A name that this program or the protocol gave; any other is somebody's. */
    String name(String text) {
        boolean stays = text.isEmpty() || kept.contains(text) || SafeWords.has(text) || own.has(text);
        return stays ? text : value(text, Kind.TEXT);
    }

    String page(String text) {
        return rewrite(text, Origin.PAGE, Kind.TEXT).text();
    }

    /** A value that stands for itself, such as a name or a comment. */
    String value(String text, Kind kind) {
        if (text.isEmpty() || kept.contains(text)) {
            return text;
        }
        Optional<Replacement> known = pseudonyms.known(text);
        return known.isPresent() ? known.get().pseudonym() : foreign(text, kind).text();
    }

    /** A line that somebody else wrote, whose unknown words are of a kind. */
    Rewriting foreign(String text, Kind kind) {
        return rewrite(text, Origin.FOREIGN, kind);
    }

    /** A line of ssh_config, whose first word says what the others are. */
    Rewriting configLine(String text) {
        Matcher first = Pattern.compile("^\\s*([A-Za-z0-9]+)(?=[\\s=\"]|$)").matcher(text);
        if (!first.find() || !own.has(first.group(1))) {
            return foreign(text, Kind.TEXT);
        }
        int end = first.end();
        Rewriting rest = foreign(text.substring(end), ConfigKinds.of(first.group(1)));
        List<Rewriting.Piece> moved = rest.pieces().stream()
                .map(it -> new Rewriting.Piece(it.start() + end, it.end() + end, it.by()))
                .toList();
        return new Rewriting(text.substring(0, end) + rest.text(), moved);
    }

    private Rewriting rewrite(String text, Origin origin, Kind kind) {
        List<Found> found = new ArrayList<>();
        int at = 0;
        if (several.isPresent()) {
            Matcher whole = several.get().matcher(text);
            while (whole.find()) {
                chunks(text, at, whole.start(), origin, kind, found);
                String value = whole.group();
                String by = value.equalsIgnoreCase(home) ? "~" : pseudonyms.of(kind, value);
                found.add(new Found(whole.start(), whole.end(), Optional.of(by)));
                at = whole.end();
            }
        }
        chunks(text, at, text.length(), origin, kind, found);
        return replaced(text, joined(text, found), kind);
    }

    /** A piece to replace; without a pseudonym it is not known what it is. */
    private record Found(int start, int end, Optional<String> pseudonym) {}

    private void chunks(String text, int from, int to, Origin origin, Kind kind, List<Found> found) {
        Matcher chunks = Chunks.in(text).region(from, to);
        chunks.useTransparentBounds(true);
        while (chunks.find()) {
            String core = Chunks.core(chunks.group());
            int end = chunks.start() + core.length();
            if (core.equals(chunks.group()) || !core.isEmpty()) {
                judge(core, origin, kind, chunks.start(), end, found);
            }
        }
    }

    private void judge(String word, Origin origin, Kind kind, int start, int end, List<Found> found) {
        if (kept.contains(word)) {
            return;
        }
        if (origin == Origin.PAGE) {
            judgeInPage(word, start, end, found);
            return;
        }
        Optional<Replacement> known = pseudonyms.known(word);
        boolean ordinary = origin == Origin.OWN && own.has(word);
        String bare = word.replaceFirst("^[-+^#]+", "").replaceFirst("-+$", "");
        if (known.isPresent() && !ordinary) {
            found.add(new Found(start, end, known.map(Replacement::pseudonym)));
        } else if (Chunks.FINGERPRINT.matcher(word).matches()) {
            found.add(new Found(start, end, Optional.of(pseudonyms.of(Kind.FINGERPRINT, word))));
        } else if (Chunks.isAddress(word)) {
            found.add(new Found(start, end, Optional.of(pseudonyms.of(Kind.ADDRESS, word))));
        } else if ((ordinary && !hasKnownPart(word)) || SafeWords.has(word) || isTerm(word)) {
            return;
        } else if (!bare.equals(word) && !bare.isEmpty() && !isOption(word)) {
            int from = start + word.indexOf(bare); // behind a sign, such as of a list, a change or a frame
            judge(bare, origin, kind, from, from + bare.length(), found);
        } else if (isOption(word)) {
            judge(word.substring(2), origin, kind, start + 2, end, found); // with its value behind it
        } else if (KEY_BODY.matcher(word).matches()) {
            found.add(new Found(start, end, Optional.of(pseudonyms.of(Kind.KEY_BODY, word))));
        } else if (word.indexOf('@') >= 0) {
            change(start, end, word, atHost(word), found);
        } else if (isPath(word)) {
            change(start, end, word, path(word), found);
        } else if (TOKEN.matcher(word).matches()) {
            found.add(new Found(start, end, Optional.of(pseudonyms.of(Kind.TOKEN, word))));
        } else if (kind != Kind.TEXT) {
            String by = kind == Kind.PATH ? part(word, Kind.PATH) : pseudonyms.of(kind, word);
            change(start, end, word, by, found);
        } else if (word.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}")
                && PathParts.stem(word) == word.length()) {
            found.add(new Found(start, end, Optional.of(pseudonyms.of(Kind.HOST, word))));
        } else if (!PathParts.isUsual(word)) {
            found.add(new Found(start, end, Optional.empty()));
        }
    }

    private void judgeInPage(String word, int start, int end, List<Found> found) {
        Optional<Replacement> known = pseudonyms.known(word);
        if (known.isPresent() && !isOrdinary(word, pages)) {
            found.add(new Found(start, end, known.map(Replacement::pseudonym)));
        } else if (word.indexOf('@') > 0 || isPath(word)) {
            change(start, end, word, knownParts(word), found);
        }
    }

    /** Whether it can be one of ssh's options with its value behind it, such as -p22; a changed line begins with a sign as well. */
    private boolean isOption(String word) {
        return word.matches("-[A-Za-z].+")
                && !own.has(word.substring(1))
                && !KEY_BODY.matcher(word.substring(1)).matches();
    }

    private static boolean isPath(String word) {
        return word.indexOf('/') >= 0 || word.indexOf('\\') >= 0 || word.startsWith("~");
    }

    /** Whether a path that sshwhy's sentences use has a part that is somebody's name here, such as the root of /root. */
    private boolean hasKnownPart(String word) {
        return (isPath(word) || word.indexOf('@') > 0) && !knownParts(word).equals(word);
    }

    /** Whether it is a name of OpenSSH's that sshwhy knows: of an algorithm, of an option, of a place to fill in. */
    private boolean isTerm(String word) {
        return isPlaceholder(word)
                || (own.has(word)
                        && (SafeWords.looksLikeAlgorithm(word) || word.matches("([A-Z][A-Za-z0-9]*[a-z0-9]){2,}")));
    }

    /** Whether it is a word to be filled in, such as SSH_PORT; ssh makes small letters of a host's name. */
    private boolean isPlaceholder(String word) {
        return word.matches("[A-Z]{2,}([_-][A-Z]+)*|[a-z]{2,}(_[a-z]+){2,}")
                && Arrays.stream(word.split("[_-]", -1)).allMatch(own::has);
    }

    private static void change(int start, int end, String word, String by, List<Found> found) {
        if (!by.equals(word)) {
            found.add(new Found(start, end, Optional.of(by)));
        }
    }

    /** {@code user@host}; what is neither known as one nor the other is an e-mail address. */
    private String atHost(String word) {
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
                || (kind != Kind.USER && SafeWords.has(name))
                || isPlaceholder(name)
                || name.matches("%[A-Za-z]");
        return stays ? name : pseudonyms.of(kind, name);
    }

    /** A path, part by part; an address of the web begins with its host. */
    private String path(String path) {
        StringBuilder shown = new StringBuilder();
        boolean web = path.startsWith("//");
        String before = "";
        int count = 0;
        Matcher parts = Pattern.compile("([^/\\\\]*)([/\\\\]?)").matcher(path);
        while (parts.find() && parts.end() > parts.start()) {
            boolean host = web && count == 2;
            Kind kind = host ? Kind.HOST : before.equals("home") || before.equals("Users") ? Kind.USER : Kind.PATH;
            shown.append(part(parts.group(1), kind)).append(parts.group(2));
            before = parts.group(1);
            count++;
        }
        return shown.toString();
    }

    private String part(String part, Kind kind) {
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
    private String knownParts(String word) {
        StringBuilder shown = new StringBuilder();
        Matcher parts = Pattern.compile("([^/\\\\@]*)([/\\\\@]?)").matcher(word);
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

    /** Unknown words with nothing but a blank between them are one text. */
    private static List<Found> joined(String text, List<Found> found) {
        List<Found> joined = new ArrayList<>();
        for (Found it : found) {
            Found last = joined.isEmpty() ? it : joined.get(joined.size() - 1);
            boolean goesOn = !joined.isEmpty()
                    && it.pseudonym().isEmpty()
                    && last.pseudonym().isEmpty()
                    && text.substring(last.end(), it.start()).equals(" ");
            if (goesOn) {
                joined.set(joined.size() - 1, new Found(last.start(), it.end(), Optional.empty()));
            } else {
                joined.add(it);
            }
        }
        return joined;
    }

    private Rewriting replaced(String text, List<Found> found, Kind kind) {
        StringBuilder shown = new StringBuilder();
        List<Rewriting.Piece> pieces = new ArrayList<>();
        int at = 0;
        for (Found it : found) {
            String by = it.pseudonym().orElseGet(() -> pseudonyms.of(kind, text.substring(it.start(), it.end())));
            shown.append(text, at, it.start()).append(by);
            pieces.add(new Rewriting.Piece(it.start(), it.end(), by));
            at = it.end();
        }
        return new Rewriting(shown.append(text.substring(at)).toString(), pieces);
    }

    /** Whether a name is so short or so ordinary that it says nothing where it stands alone. */
    static boolean isOrdinary(String name, Vocabulary own) {
        return name.length() < SHORT_NAME || own.has(name.toLowerCase(Locale.ROOT));
    }
}
