package dev.sshwhy.report.redaction;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Says of each word of a text whether it stays, and why. */
final class WordJudge {
    /** Where a text comes from. */
    enum Origin {
        /** A sentence of sshwhy's, with values in it, or of a server's, which speaks of the same things. */
        OWN,
        /** A line that somebody else wrote. */
        FOREIGN,
        /** What nobody but its owner needs, such as a command's arguments: no word of it stays. */
        SECRET,
        /** A rule's page, in which no value of this setup can be, but by chance. */
        PAGE
    }

    /** A piece to replace; without a pseudonym it is not known what it is. */
    record Found(int start, int end, Optional<String> pseudonym) {}

    private static final int SHORT_NAME = 5;
    private static final int LONGEST_NAME = 255; // of a host (RFC 1035 §2.3.4) as of a file
    private static final Pattern KEY_BODY = Pattern.compile("(AAAA[A-Za-z0-9+/]{8,}|[A-Za-z0-9+/]{40,})");
    private static final Pattern TOKEN =
            Pattern.compile("(rpa|gh[pousr]|github_pat|glpat|sk|pk|hf|xox[abp]|AKIA|eyJ)[-_A-Za-z0-9.]{8,}"
                    + "|[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern LONG_MIXTURE = Pattern.compile("(?=[^ ]*\\d)(?=[^ ]*[A-Za-z])[A-Za-z0-9_+/.-]{16,}");
    private static final Pattern HOST_NAME =
            Pattern.compile("\\.?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+){0,99}\\.[A-Za-z]{2,}");
    private static final Pattern CAMEL_CASE = Pattern.compile("([A-Z][A-Za-z0-9]*[a-z0-9]){2,9}");

    private final Vocabulary own;
    private final Vocabulary pages;
    private final Pseudonyms pseudonyms;
    private final Set<String> kept;
    private final Compounds compounds;

    /**
     * @param own the words of sshwhy's own sentences
     * @param pages those and the words of the rules' pages
     */
    WordJudge(Vocabulary own, Vocabulary pages, Pseudonyms pseudonyms, Set<String> kept) {
        this.own = own;
        this.pages = pages;
        this.pseudonyms = pseudonyms;
        this.kept = kept;
        this.compounds = new Compounds(own, pseudonyms, kept);
    }

    /** Adds what is to be replaced of a word, if anything. */
    void judge(String word, Origin origin, Kind kind, int start, int end, List<Found> found) {
        if (kept.contains(word)) {
            return;
        }
        if (origin == Origin.PAGE) {
            judgeInPage(word, start, end, found);
            return;
        }
        if (origin == Origin.SECRET) {
            judgeSecret(word, kind, start, end, found);
            return;
        }
        Optional<Replacement> known = pseudonyms.known(word).filter(it -> it.isMeant(word, kind));
        boolean ordinary = origin == Origin.OWN && own.has(word);
        String bare = bare(word);
        if (known.isPresent() && !ordinary) {
            found.add(new Found(start, end, known.map(Replacement::pseudonym)));
        } else if (Chunks.FINGERPRINT.matcher(word).matches()) {
            found.add(new Found(start, end, Optional.of(pseudonyms.of(Kind.FINGERPRINT, word))));
        } else if (Chunks.isAddress(word)) {
            found.add(new Found(start, end, Optional.of(pseudonyms.of(Kind.ADDRESS, word))));
        } else if ((ordinary && !compounds.hasKnownPart(word)) || SafeWords.has(word) || isTerm(word)) {
            return;
        } else if (!bare.equals(word) && !bare.isEmpty() && !isOption(word)) {
            int from = start + word.indexOf(bare); // behind a sign, such as of a list, a change or a frame
            judge(bare, origin, kind, from, from + bare.length(), found);
        } else if (isOption(word)) {
            judge(word.substring(2), origin, kind, start + 2, end, found); // with its value behind it
        } else if (KEY_BODY.matcher(word).matches()) {
            found.add(new Found(start, end, Optional.of(pseudonyms.of(Kind.KEY_BODY, word))));
        } else if (word.indexOf('@') >= 0) {
            change(start, end, word, compounds.atHost(word), found);
        } else if (Compounds.isPath(word)) {
            change(start, end, word, compounds.path(word), found);
        } else if (TOKEN.matcher(word).matches()) {
            found.add(new Found(start, end, Optional.of(pseudonyms.of(Kind.TOKEN, word))));
        } else if (kind != Kind.TEXT) {
            String by = kind == Kind.PATH ? compounds.part(word, Kind.PATH) : pseudonyms.of(kind, word);
            change(start, end, word, by, found);
        } else if (isHostName(word) && PathParts.stem(word) == word.length()) {
            found.add(new Found(start, end, Optional.of(pseudonyms.of(Kind.HOST, word))));
        } else if (LONG_MIXTURE.matcher(word).matches()) {
            found.add(new Found(start, end, Optional.of(pseudonyms.of(Kind.TOKEN, word))));
        } else if (!PathParts.isUsual(word)) {
            found.add(new Found(start, end, Optional.empty()));
        }
    }

    /** "none" turns an option off, and ssh's own tokens (ssh_config(5), TOKENS) say only what it would put there. */
    private void judgeSecret(String word, Kind kind, int start, int end, List<Found> found) {
        if (!word.equalsIgnoreCase("none") && !word.matches("%[A-Za-z%]|-+")) {
            Optional<Replacement> known = pseudonyms.known(word);
            Optional<String> token =
                    kind == Kind.TEXT ? Optional.empty() : Optional.of(kind).map(it -> pseudonyms.of(it, word));
            found.add(new Found(start, end, known.map(Replacement::pseudonym).or(() -> token)));
        }
    }

    private void judgeInPage(String word, int start, int end, List<Found> found) {
        Optional<Replacement> known = pseudonyms.known(word);
        if (known.isPresent() && !isOrdinary(word, pages)) {
            found.add(new Found(start, end, known.map(Replacement::pseudonym)));
        } else if (word.indexOf('@') > 0 || Compounds.isPath(word)) {
            change(start, end, word, compounds.knownParts(word), found);
        }
    }

    /** Whether it can be one of ssh's options with its value behind it, such as -p22; a changed line begins with a sign as well. */
    private boolean isOption(String word) {
        return word.matches("-[A-Za-z].+")
                && !own.has(word.substring(1))
                && !KEY_BODY.matcher(word.substring(1)).matches();
    }

    private static boolean isHostName(String word) {
        return word.length() <= LONGEST_NAME && HOST_NAME.matcher(word).matches();
    }

    /** A word without the signs before it, such as of a list, a change or a frame, and the lines behind it. */
    private static String bare(String word) {
        int start = 0;
        while (start < word.length() && "-+^#%".indexOf(word.charAt(start)) >= 0) {
            start++;
        }
        int end = word.length();
        while (end > start && word.charAt(end - 1) == '-') {
            end--;
        }
        return word.substring(start, end);
    }

    /** Whether it is a name of OpenSSH's that sshwhy knows: of an algorithm, of an option, of a place to fill in. */
    private boolean isTerm(String word) {
        return compounds.isPlaceholder(word)
                || (own.has(word)
                        && (SafeWords.looksLikeAlgorithm(word)
                                || (word.length() <= LONGEST_NAME
                                        && CAMEL_CASE.matcher(word).matches())));
    }

    private static void change(int start, int end, String word, String by, List<Found> found) {
        if (!by.equals(word)) {
            found.add(new Found(start, end, Optional.of(by)));
        }
    }

    /** Whether a text of several words is one that a sentence of this origin may be made of, such as a key's comment "the key". */
    boolean isOwnWording(String text, Origin origin) {
        return switch (origin) {
            case OWN -> own.isMadeOf(text);
            case PAGE -> pages.isMadeOf(text);
            case FOREIGN, SECRET -> false;
        };
    }

    /** Whether a name is so short or so ordinary that it says nothing where it stands alone. */
    static boolean isOrdinary(String name, Vocabulary own) {
        String word = Chunks.core(name);
        return !Chunks.isAddress(word) && (word.length() < SHORT_NAME || own.isMadeOf(word));
    }
}
