package dev.sshwhy.report.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets of which each piece by itself would mean nothing: they are known by how the pieces stand together. */
final class ShapedSecrets {
    private static final int MOST_DIGITS = 6;
    private static final String SIGNS = "[=!;*?&$^|]+";
    private static final String PIECE = "(?:[A-Za-z]|\\d{1,5})";

    /** Three or more, each short enough to be a number that means nothing, such as of a telephone or a card. */
    private static final Pattern NUMBERS = Pattern.compile(
            "(?<![\\p{L}\\p{N}_.:/-])\\+?\\(?\\d{1,6}\\)?(?:[ -]\\(?\\d{1,6}\\)?){2,40}+(?![\\p{L}\\p{N}_:/])");

    /** Single letters and numbers with signs between them, such as {@code x=1;y=2!}. */
    private static final Pattern MIXTURE = Pattern.compile("(?<![\\p{L}\\p{N}%!;*?&$^|@#~_./-])" + PIECE + "(?:" + SIGNS
            + PIECE + "(?![\\p{L}\\p{N}_.@/-])){1,99}+(?:" + SIGNS + ")?");

    /** What is said to be a secret; behind a blank it is only a number, since a sentence goes on there. */
    private static final Pattern NAMED =
            Pattern.compile("(?i)(?<![\\p{L}\\p{N}])(?:pin|pw|pwd|otp|pass|passcode|passwd|passwor[dt]|passphrase)"
                    + "(?:[\"']?[=:][\"']?(" + PIECE + ")|[\"']?(?: is|[=:])? [\"']?(\\d{3,5}))(?![\\p{L}\\p{N}_])");

    /** What joins on to an unknown word: more pieces behind signs. */
    private static final Pattern TAIL = Pattern.compile("(?:" + SIGNS + PIECE + "(?![\\p{L}\\p{N}_.@/-])){1,99}+");

    private ShapedSecrets() {}

    /** A secret and where it stands. */
    record Place(int start, int end) {}

    /** Those of a part of a text, in order. */
    static List<Place> in(String text, int from, int to) {
        List<Place> places = new ArrayList<>();
        numbers(text, from, to, places);
        all(MIXTURE, text, from, to).forEach(it -> add(it.start(), it.end(), places));
        all(NAMED, text, from, to).forEach(it -> add(Math.max(it.start(1), it.start(2)), it.end(), places));
        places.sort((a, b) -> Integer.compare(a.start(), b.start()));
        return places;
    }

    /** Where an unknown word really ends, which may be a piece of something longer such as {@code PIN=4711}. */
    static int end(String text, int end) {
        Matcher tail = TAIL.matcher(text).region(end, text.length());
        tail.useTransparentBounds(true);
        return tail.lookingAt() ? tail.end() : end;
    }

    private static void numbers(String text, int from, int to, List<Place> places) {
        for (MatchResult it : all(NUMBERS, text, from, to)) {
            boolean isMany = it.group().chars().filter(Character::isDigit).count() > MOST_DIGITS;
            if (isMany && !SafeWords.has(it.group())) {
                add(it.start(), it.end(), places);
            }
        }
    }

    private static void add(int start, int end, List<Place> places) {
        if (places.stream().noneMatch(it -> it.start() < end && start < it.end())) {
            places.add(new Place(start, end));
        }
    }

    private static List<MatchResult> all(Pattern pattern, String text, int from, int to) {
        Matcher matcher = pattern.matcher(text).region(from, to);
        matcher.useTransparentBounds(true);
        return matcher.results().toList();
    }
}
