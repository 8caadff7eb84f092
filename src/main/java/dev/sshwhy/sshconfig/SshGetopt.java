package dev.sshwhy.sshconfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** getopt(3) as OpenBSD wrote it: it stops at the first word that is no option, and ssh calls it again behind the host. */
final class SshGetopt {
    private static final String LETTERS_9_4 = "1246ab:c:e:fgi:kl:m:no:p:qstvxAB:CD:E:F:GI:J:KL:MNO:P:Q:R:S:TVw:W:XYy";
    private static final String LETTERS_BEFORE = "1246ab:c:e:fgi:kl:m:no:p:qstvxAB:CD:E:F:GI:J:KL:MNO:PQ:R:S:TVw:W:XYy";

    private final List<String> words;
    private final String letters;
    private final List<SshCommandLine.Option> options = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int at;

    SshGetopt(List<String> words, SshRelease release) {
        this.words = List.copyOf(words);
        this.letters = release.isAtLeast(904) ? LETTERS_9_4 : LETTERS_BEFORE;
    }

    SshCommandLine read() {
        boolean ended = options();
        String destination = "";
        if (at < words.size()) {
            destination = destination(words.get(at++));
            if (!ended && at < words.size()) {
                options();
            }
        } else {
            problems.add("no host is named");
        }
        List<String> command = words.subList(Math.min(at, words.size()), words.size());
        return new SshCommandLine(words, options, destination, command, problems);
    }

    /** Takes options up to the first other word; true when "--" ended them. */
    private boolean options() {
        while (at < words.size()) {
            String word = words.get(at);
            if (!word.startsWith("-") || word.length() == 1) {
                return false;
            }
            at++;
            if (word.equals("--")) {
                return true;
            }
            bundle(word);
        }
        return false;
    }

    /** One word of options: letters in a row, the last one perhaps with its argument. */
    private void bundle(String word) {
        for (int i = 1; i < word.length(); i++) {
            char letter = word.charAt(i);
            int place = letter == ':' ? -1 : letters.indexOf(letter);
            if (place < 0) {
                problems.add("ssh has no option -" + letter);
                continue;
            }
            boolean takesArgument = place + 1 < letters.length() && letters.charAt(place + 1) == ':';
            if (!takesArgument) {
                if (letter == '1') {
                    problems.add("-1: SSH protocol 1 is no longer supported");
                }
                options.add(new SshCommandLine.Option(letter, ""));
                continue;
            }
            if (i + 1 < word.length()) {
                options.add(new SshCommandLine.Option(letter, word.substring(i + 1)));
            } else if (at < words.size()) {
                options.add(new SshCommandLine.Option(letter, words.get(at++)));
            } else {
                problems.add("-" + letter + " needs an argument");
            }
            return;
        }
    }

    private String destination(String word) {
        if (HostSpec.isUri(word)) {
            Optional<HostSpec> spec = HostSpec.parseUri(word, new Ports(new NoFiles()));
            if (spec.isEmpty()) {
                problems.add("\"" + word + "\" is not ssh://[user@]host[:port]");
                return "";
            }
            spec.get().user().ifPresent(it -> options.add(new SshCommandLine.Option('l', it)));
            if (spec.get().port().isPresent()) {
                options.add(new SshCommandLine.Option(
                        'p', Integer.toString(spec.get().port().getAsInt())));
            }
            return spec.get().host();
        }
        int separator = word.lastIndexOf('@');
        if (separator == 0) {
            problems.add("\"" + word + "\" has no user before the @");
        }
        if (separator > 0) {
            options.add(new SshCommandLine.Option('l', word.substring(0, separator)));
        }
        String host = word.substring(separator + 1);
        if (host.isEmpty()) {
            problems.add("\"" + word + "\" names no host");
        }
        return host;
    }
}
