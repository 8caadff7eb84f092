package dev.sshwhy.checks.target;

import dev.sshwhy.checks.target.OptionWords.Option;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;

/** What is typed for ssh as scp would want it: {@code -P 2222}, {@code host:/path}. */
final class SshSlips {
    private SshSlips() {}

    static Optional<Slip> find(Snapshot facts) {
        return capitalP(facts).or(() -> path(facts));
    }

    private static Optional<Slip> capitalP(Snapshot facts) {
        OptionWords words = OptionWords.of(facts);
        Optional<Option> option = words.first('P');
        if (option.isEmpty() || Trial.portIsTyped(facts)) {
            return Optional.empty();
        }
        List<String> command = facts.target().command();
        int at = option.get().at();
        String word = command.get(at);
        boolean isTag = OptionWords.withValue(facts.target().program(), OptionWords.release(facts))
                .contains("P");
        // Before 9.4 it takes no value: the number becomes the host, the command, or ("-P22") more options.
        boolean next = word.endsWith("P")
                && at + 1 < command.size()
                && words.operands().stream().limit(2).anyMatch(it -> it == at + 1);
        String number =
                isTag ? option.get().value() : next ? command.get(at + 1) : word.substring(word.indexOf('P') + 1);
        if (!HostAndPort.isPort(number) || (isTag && isKnownTag(facts, number))) {
            return Optional.empty();
        }
        String taken = isTag
                ? "a tag for Match lines of the config"
                : !next
                        ? "more options"
                        : at + 1 == words.operands().get(0) ? "the host's name" : "a command to run on the server";
        return Optional.of(new Slip(
                Certainty.PROVEN,
                Subject.host(),
                "With -P, ssh takes " + number + " for " + taken + ": ssh's own letter for the port is -p, and -P is"
                        + " scp's.",
                at,
                "is not the port",
                "Use -p:",
                TypedCommand.with(command, at, word.replace('P', 'p'))));
    }

    /** Whether a Match line asks for it, so that it is a tag indeed. */
    private static boolean isKnownTag(Snapshot facts, String tag) {
        return facts.configuration().blocks().stream()
                .flatMap(it -> it.block().conditions().stream())
                .anyMatch(it -> it.contains("tagged ") && it.contains(tag));
    }

    /** {@code ssh root@host:/workspace}. */
    private static Optional<Slip> path(Snapshot facts) {
        String typed = facts.target().typedHost();
        int colon = typed.indexOf(':');
        boolean isName = colon < 1
                || typed.startsWith("[")
                || colon != typed.lastIndexOf(':')
                || HostAndPort.of(typed).isPresent()
                || Stopgap.isMarked(typed)
                || !Trial.seeksTypedName(facts);
        int at = TypedCommand.wordWithHost(facts);
        if (isName || at == 0) {
            return Optional.empty();
        }
        List<String> command = facts.target().command();
        String plain = command.get(at).replace(typed, typed.substring(0, colon));
        return Optional.of(new Slip(
                Trial.goesByProxy(facts) ? Certainty.LIKELY : Certainty.PROVEN,
                Subject.host(),
                "ssh takes \"" + typed + "\" as a whole for the host's name: a colon and a path are for scp.",
                at,
                "names a host that is called so, colon included",
                "Leave the colon out, and what follows it:",
                TypedCommand.with(command, at, plain)));
    }
}
