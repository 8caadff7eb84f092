package dev.sshwhy.report.redaction;

import dev.sshwhy.report.redaction.WordJudge.Found;
import dev.sshwhy.report.redaction.WordJudge.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private static final int SHORTEST_PHRASE = 5;
    private static final Pattern OPTION = Pattern.compile("^\\s*([A-Za-z0-9]+)(?=[\\s=\"]|$)");
    private static final Pattern PUBLIC_KEY = Pattern.compile("AAAA[A-Za-z0-9+/]{8,}|^\\s*#");
    private static final Pattern EXEC = Pattern.compile("(?i)\\bexec\\b");

    private final Vocabulary own;
    private final Pseudonyms pseudonyms;
    private final Set<String> kept;
    private final String home;
    private final WordJudge judge;
    private final ManyValues phrases;

    /**
     * @param own the words of sshwhy's own sentences
     * @param pages those and the words of the rules' pages
     * @param pseudonyms the personal values that are known already; more are added
     * @param kept what stays, whatever it is: fingerprints, and what the user wants to tell
     * @param home the home directory, which becomes {@code ~}
     */
    Rewriter(Vocabulary own, Vocabulary pages, Pseudonyms pseudonyms, Set<String> kept, String home) {
        this.own = own;
        this.pseudonyms = pseudonyms;
        this.kept = kept;
        this.home = ManyValues.folded(home);
        this.judge = new WordJudge(own, pages, pseudonyms, kept);
        Stream<String> values = Stream.concat(
                        kept.stream(), pseudonyms.all().stream().map(Replacement::value))
                .filter(Rewriter::isSeveralChunks);
        this.phrases = new ManyValues(Stream.concat(Stream.of(home).filter(it -> it.length() > 1), values)
                .collect(Collectors.toSet()));
    }

    private static boolean isSeveralChunks(String value) {
        return value.length() >= SHORTEST_PHRASE && !Chunks.isOne(value);
    }

    /** A sentence of sshwhy's, or of a server's. */
    String own(String text) {
        return said(text).text();
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
        Optional<Replacement> known = pseudonyms.known(text).filter(it -> it.isMeant(text, kind));
        return known.isPresent() ? known.get().pseudonym() : foreign(text, kind).text();
    }

    /** The value of an option of ssh_config(5). */
    String optionValue(String option, String text) {
        if (ConfigKinds.isSecret(option)) {
            Optional<Replacement> known = pseudonyms.known(text);
            return known.isPresent()
                    ? known.get().pseudonym()
                    : rewrite(text, Origin.SECRET, ConfigKinds.of(option)).text();
        }
        return value(text, ConfigKinds.of(option));
    }

    /** A line that somebody else wrote, whose unknown words are of a kind. */
    Rewriting foreign(String text, Kind kind) {
        return rewrite(text, Origin.FOREIGN, kind);
    }

    /** Lines to be pasted: keys, which are somebody's, or a command, which is sshwhy's. */
    String pasted(String text) {
        return Arrays.stream(text.split("\n", -1))
                .map(it ->
                        PUBLIC_KEY.matcher(it).find() ? foreign(it, Kind.TEXT).text() : own(it))
                .collect(Collectors.joining("\n"));
    }

    /** A line of ssh_config, whose first word says what the others are. */
    Rewriting configLine(String text) {
        Matcher first = OPTION.matcher(text);
        if (!first.find() || !own.has(first.group(1))) {
            return foreign(text, Kind.TEXT);
        }
        String option = first.group(1);
        Kind kind = ConfigKinds.of(option);
        Matcher exec = EXEC.matcher(text);
        boolean runs = option.equalsIgnoreCase("match") && exec.find();
        int secret = ConfigKinds.isSecret(option) ? first.end() : runs ? exec.end() : text.length();
        List<Found> found = new ArrayList<>();
        find(text, first.end(), secret, Origin.FOREIGN, kind, found);
        find(text, secret, text.length(), Origin.SECRET, runs ? Kind.TEXT : kind, found);
        return replaced(text, joined(text, found), Kind.TEXT);
    }

    private Rewriting rewrite(String text, Origin origin, Kind kind) {
        List<Found> found = new ArrayList<>();
        find(text, 0, text.length(), origin, kind, found);
        return replaced(text, joined(text, found), kind);
    }

    /** First what consists of several words, then the others. */
    private void find(String text, int from, int to, Origin origin, Kind kind, List<Found> found) {
        String folded = ManyValues.folded(text);
        int at = from;
        for (int place = from; place < to; place++) {
            if (place == 0 || !Character.isLetterOrDigit(text.charAt(place - 1))) {
                int start = place;
                Optional<String> phrase = phrases.at(folded, place).stream()
                        .filter(it -> start + it.length() <= to && !isInsideWord(text, start + it.length()))
                        .filter(it -> it.equals(home) || !judge.isOwnWording(it, origin))
                        .findFirst();
                if (phrase.isPresent()) {
                    pieces(text, at, start, origin, kind, found);
                    at = start + phrase.get().length();
                    String value = text.substring(start, at);
                    if (!kept.contains(value)) {
                        String by = phrase.get().equals(home) ? "~" : pseudonyms.of(kind, value);
                        found.add(new Found(start, at, Optional.of(by)));
                    }
                    place = at - 1;
                }
            }
        }
        pieces(text, at, to, origin, kind, found);
    }

    private static boolean isInsideWord(String text, int place) {
        return place < text.length() && Character.isLetterOrDigit(text.charAt(place));
    }

    /** What is a secret as a whole, and between those the words one by one. */
    private void pieces(String text, int from, int to, Origin origin, Kind kind, List<Found> found) {
        int at = from;
        if (origin != Origin.PAGE) {
            for (ShapedSecrets.Place secret : ShapedSecrets.in(text, from, to)) {
                words(text, at, secret.start(), origin, kind, found);
                String by = pseudonyms.of(Kind.TOKEN, text.substring(secret.start(), secret.end()));
                found.add(new Found(secret.start(), secret.end(), Optional.of(by)));
                at = secret.end();
            }
        }
        words(text, at, to, origin, kind, found);
    }

    private void words(String text, int from, int to, Origin origin, Kind kind, List<Found> found) {
        Matcher chunks = Chunks.in(text).region(from, to);
        chunks.useTransparentBounds(true);
        while (chunks.find()) {
            String core = Chunks.core(chunks.group());
            judge.judge(core, origin, kind, chunks.start(), chunks.start() + core.length(), found);
            Found last = found.isEmpty() ? new Found(0, 0, Optional.of("")) : found.get(found.size() - 1);
            int end = Math.min(to, ShapedSecrets.end(text, last.end()));
            if (last.pseudonym().isEmpty() && end > last.end()) {
                found.set(found.size() - 1, new Found(last.start(), end, Optional.empty()));
                chunks.region(end, to);
            }
        }
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
}
