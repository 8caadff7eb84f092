package dev.sshwhy.checks.server;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What sshd remarks, on a login, on the options of the key's line (OpenSSH auth.c auth_log_authopts; before 7.7 a sentence
 * for each). Options that are left to the key are named, and "command" where the line names one.
 *
 * @param remark the remark that tells of a command
 * @param named what it names
 */
record KeyLine(String remark, Set<String> named) {
    private static final String MARK = "key options:";
    /**
     * What cloud-init leaves of no-port-forwarding, no-agent-forwarding, no-X11-forwarding and a command, which it sets before
     * root's keys (cloud-init ssh_util.py, DISABLE_USER_OPTS).
     */
    private static final Set<String> OF_CLOUD_IMAGES = Set.of("command", "pty", "user-rc");

    /** Not "do not log in as root", and not "login as root is disabled". */
    private static final Pattern ANOTHER_USER = Pattern.compile(
            "(?i)(?<!not |never |n't )\\blog ?in as (?:the )?"
                    + "(?:user )?[\"'“]?([a-z_](?:[a-z0-9_.-]{0,30}[a-z0-9_-])?)(?![a-z0-9_-])[\"'”]?(?! (?:is|was|has|will)\\b)");

    /** What follows "log in as" in house rules and warnings, and is nobody's name. */
    private static final Set<String> NOBODY = Set.of(
            "a",
            "an",
            "another",
            "any",
            "anyone",
            "different",
            "normal",
            "one",
            "other",
            "regular",
            "somebody",
            "someone",
            "such",
            "that",
            "this",
            "user",
            "usual",
            "you",
            "your",
            "yourself");

    /** The line that let this login in, where it names a command. */
    static Optional<KeyLine> withCommand(Handshake handshake) {
        if (!(handshake.login() instanceof Login.Succeeded)) {
            return Optional.empty();
        }
        return ofNow(handshake.remarks()).or(() -> ofOld(handshake.remarks()));
    }

    private static Optional<KeyLine> ofNow(List<String> remarks) {
        return remarks.stream()
                .filter(it -> it.contains(MARK))
                .map(it -> new KeyLine(
                        it,
                        new TreeSet<>(Arrays.asList(it.substring(it.indexOf(MARK) + MARK.length())
                                .strip()
                                .split(" +", -1)))))
                .filter(it -> it.named().contains("command"))
                .findFirst();
    }

    private static Optional<KeyLine> ofOld(List<String> remarks) {
        if (!remarks.contains("Forced command.")) {
            return Optional.empty();
        }
        Set<String> named = new TreeSet<>(Set.of("command", "user-rc"));
        Stream.of(
                        "Pty allocation disabled./pty",
                        "Agent forwarding disabled./agent-forwarding",
                        "Port forwarding disabled./port-forwarding",
                        "X11 forwarding disabled./x11-forwarding")
                .map(it -> it.split("/", -1))
                .filter(it -> !remarks.contains(it[0]))
                .forEach(it -> named.add(it[1]));
        return Optional.of(new KeyLine("Forced command.", named));
    }

    /** How sure it is that the command does nothing but name another user; empty where it may do any work. */
    Optional<Certainty> sendsAway(Snapshot facts, Handshake handshake) {
        boolean isRoot = facts.target().user().equals("root");
        boolean isOfAnImage = isRoot && named.equals(OF_CLOUD_IMAGES);
        boolean isTold = anotherUser(facts, handshake).isPresent();
        if (isTold) {
            return Optional.of(isOfAnImage ? Certainty.PROVEN : Certainty.LIKELY);
        }
        // Backups by rsync and the like go through such keys on purpose.
        return isOfAnImage
                ? Optional.of(facts.target().program() == Program.SSH ? Certainty.LIKELY : Certainty.POSSIBLE)
                : Optional.empty();
    }

    /** The user that the server's own words name. */
    static Optional<String> anotherUser(Snapshot facts, Handshake handshake) {
        return Stream.concat(handshake.banner().stream(), handshake.remarks().stream())
                .map(ANOTHER_USER::matcher)
                .filter(Matcher::find)
                .map(it -> it.group(1))
                .filter(it -> !it.equals(facts.target().user()) && !NOBODY.contains(it.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
