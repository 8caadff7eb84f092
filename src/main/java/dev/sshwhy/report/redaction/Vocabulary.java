package dev.sshwhy.report.redaction;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words that sshwhy itself uses. A word that is not among them came from the user's setup, and is personal. */
public final class Vocabulary {
    /** Names that are not IANA's carry the domain of who made them up (RFC 4251 §6). */
    private static final Pattern ALGORITHM = Pattern.compile(
            "[a-z0-9.-]+@(openssh\\.com|libssh\\.org|lysator\\.liu\\.se|ssh\\.com|matt\\.ucc\\.asn\\.au)");

    private final Set<String> words;

    private Vocabulary(Set<String> words) {
        this.words = words;
    }

    /** The words of sshwhy's own sentences. */
    public static Vocabulary of(Collection<String> sentences) {
        return new Vocabulary(new HashSet<>()).with(sentences);
    }

    /** The same and more. */
    Vocabulary with(Collection<String> sentences) {
        Set<String> all = new HashSet<>(words);
        for (String sentence : sentences) {
            Matcher chunks = Chunks.in(sentence);
            while (chunks.find()) {
                String word = Chunks.core(chunks.group());
                // An address among the examples makes nobody's address an ordinary word.
                boolean example =
                        word.indexOf('@') >= 0 && !ALGORITHM.matcher(word).matches();
                if (!example && !Chunks.isAddress(word)) {
                    all.add(word.toLowerCase(Locale.ROOT));
                }
            }
        }
        return new Vocabulary(all);
    }

    boolean has(String word) {
        return words.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether each of a text's words is one of these or of ssh's, or put together of these, as the names of a report's parts are: host-key. */
    boolean isMadeOf(String text) {
        Matcher chunks = Chunks.in(text);
        boolean isMade = chunks.find();
        for (boolean more = isMade; more && isMade; more = chunks.find()) {
            String word = Chunks.core(chunks.group());
            isMade = !Chunks.isAddress(word)
                    && (has(word)
                            || SafeWords.has(word)
                            || Arrays.stream(word.split("-", -1)).allMatch(this::has));
        }
        return isMade;
    }
}
