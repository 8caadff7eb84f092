package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** rsync has letters of its own: what is meant for ssh goes into -e 'ssh …' (rsync(1)). */
final class RsyncSlips {
    private static final Pattern SSH_WITH_CAPITAL_P =
            Pattern.compile("((?:--rsh=)?(?:\\S*/)?ssh (?:.* )?)-P *(\\d+)( .*)?");

    private RsyncSlips() {}

    static Optional<Slip> find(Snapshot facts) {
        List<String> command = facts.target().command();
        boolean isTyped = Trial.portIsTyped(facts) || facts.target().sshWords().isEmpty();
        for (int at = 1; at < command.size(); at++) {
            String word = command.get(at);
            String next = at + 2 < command.size() ? command.get(at + 1) : ""; // the last word is where the files go
            boolean isBundle = word.length() > 1 && word.startsWith("-") && !word.startsWith("--");
            if (!isTyped
                    && isBundle
                    && "pP".indexOf(word.charAt(word.length() - 1)) >= 0
                    && isFileLike(command, at, next)) {
                return Optional.of(slip(facts, CopySlips.certainty(facts, next), at, 2, "-p " + next, meaning(word)));
            }
            if (!isTyped && word.equals("--port") && HostAndPort.isPort(next)) {
                return Optional.of(slip(facts, Certainty.PROVEN, at, 2, "-p " + next, "is for rsync's own daemon"));
            }
            if (!isTyped && word.startsWith("--port=") && HostAndPort.isPort(word.substring(7))) {
                return Optional.of(
                        slip(facts, Certainty.PROVEN, at, 1, "-p " + word.substring(7), "is for rsync's own daemon"));
            }
            if (word.equals("-i") && isKeyPath(next)) {
                return Optional.of(
                        slip(facts, Certainty.LIKELY, at, 2, "-i " + next, "lists changes, and takes no file"));
            }
            Optional<Slip> capital = isTyped ? Optional.empty() : capitalP(facts, at);
            if (capital.isPresent()) {
                return capital;
            }
        }
        return Optional.empty();
    }

    /** {@code -e 'ssh -P 2222'}: that letter is scp's. */
    private static Optional<Slip> capitalP(Snapshot facts, int at) {
        List<String> command = facts.target().command();
        String before = command.get(at - 1);
        boolean isShell = before.equals("--rsh")
                || before.matches("-[A-Za-z]*e")
                || command.get(at).startsWith("--rsh=");
        Matcher matcher = SSH_WITH_CAPITAL_P.matcher(command.get(at));
        if (!isShell || !matcher.matches() || !HostAndPort.isPort(matcher.group(2))) {
            return Optional.empty();
        }
        String corrected = matcher.group(1) + "-p " + matcher.group(2)
                + Optional.ofNullable(matcher.group(3)).orElse("");
        return Optional.of(new Slip(
                Certainty.PROVEN,
                Subject.host(),
                "With -P, ssh does not take " + matcher.group(2)
                        + " for the port: ssh's own letter for it is -p, and -P is scp's.",
                at,
                "is not the port",
                "Use -p:",
                TypedCommand.with(command, at, corrected)));
    }

    private static boolean isFileLike(List<String> command, int at, String next) {
        return HostAndPort.isPort(next) && command.size() > at + 3 && !HostAndPort.isPort(command.get(at + 2));
    }

    private static String meaning(String word) {
        return word.endsWith("P") ? "shows progress, and takes no port" : "keeps permissions, and takes no port";
    }

    private static boolean isKeyPath(String word) {
        String name = word.substring(word.lastIndexOf('/') + 1);
        return word.contains("/.ssh/") || name.startsWith("id_") || name.endsWith(".pem");
    }

    /** @param words how many words from {@code at} on are taken out */
    private static Slip slip(Snapshot facts, Certainty certainty, int at, int words, String forSsh, String saying) {
        List<String> command = facts.target().command();
        String word = command.get(at);
        List<String> corrected = new ArrayList<>(command.subList(0, at));
        boolean keeps = word.endsWith("P") || (word.length() > 2 && !word.startsWith("--"));
        if (keeps) {
            corrected.add(word);
        }
        corrected.addAll(command.subList(at + words, command.size()));
        String shown = words == 2 ? word + " " + command.get(at + 1) : word;
        return new Slip(
                certainty,
                Subject.host(),
                "\"" + shown + "\" does not reach ssh: rsync keeps the option for itself.",
                at,
                saying,
                "Say it to ssh, within -e:",
                withSsh(corrected, forSsh));
    }

    /** The command with words for ssh in -e, in the one that is there or in a new one. */
    private static List<String> withSsh(List<String> command, String words) {
        for (int i = 1; i + 1 < command.size(); i++) {
            String word = command.get(i);
            boolean isShell = word.equals("--rsh")
                    || (word.matches("-[A-Za-z]*e") && command.get(i + 1).startsWith("ssh"));
            if (isShell) {
                return TypedCommand.with(command, i + 1, command.get(i + 1) + " " + words);
            }
        }
        return TypedCommand.inserted(command, 1, "-e", "ssh " + words);
    }
}
