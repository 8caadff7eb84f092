package dev.sshwhy.sshconfig.program;

import dev.sshwhy.sshconfig.program.Typed.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** getopt(3) as OpenBSD wrote it, which scp and sftp use everywhere: it stops at the first word that is no option. */
final class ShortOptions {
    private final String program;
    private final String letters;
    private final List<String> words;
    private final List<Option> options = new ArrayList<>();
    private Optional<String> problem = Optional.empty();
    private int at;

    /** @param letters every letter, followed by ":" when it takes an argument */
    ShortOptions(String program, String letters, List<String> words) {
        this.program = program;
        this.letters = letters;
        this.words = words;
    }

    Typed read() {
        boolean more = true;
        while (more && at < words.size() && problem.isEmpty()) {
            String word = words.get(at);
            if (word.equals("--")) {
                at++;
                break;
            }
            more = word.startsWith("-") && word.length() > 1 && bundle(word);
        }
        return new Typed(options, words.subList(at, words.size()), problem);
    }

    /** Takes one word of options; false when it turns out to be none. */
    private boolean bundle(String word) {
        for (int i = 1; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (letter == '-' && i + 1 == word.length()) {
                return false; // "-v-": getopt does not move on, so that the word becomes an operand as well
            }
            int place = letter == ':' ? -1 : letters.indexOf(letter);
            if (place < 0) {
                problem = Optional.of(program + " has no option -" + letter);
                return true;
            }
            if (place + 1 == letters.length() || letters.charAt(place + 1) != ':') {
                options.add(new Option(String.valueOf(letter), ""));
                continue;
            }
            at++;
            if (i + 1 < word.length()) {
                options.add(new Option(String.valueOf(letter), word.substring(i + 1)));
            } else if (at < words.size()) {
                options.add(new Option(String.valueOf(letter), words.get(at++)));
            } else {
                problem = Optional.of(program + " -" + letter + " needs an argument");
            }
            return true;
        }
        at++;
        return true;
    }
}
