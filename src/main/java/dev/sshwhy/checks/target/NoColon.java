package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;

/** {@code scp file root@host}: without a colon that is a file here, and ssh is not run. */
final class NoColon {
    /** The commands of git that are mostly given an address; the others have names of remotes and branches. */
    private static final List<String> GOES = List.of("clone", "ls-remote");

    private NoColon() {}

    static Optional<Slip> find(Snapshot facts) {
        List<String> command = facts.target().command();
        boolean git = facts.target().program() == Program.GIT;
        boolean mayMissIt = facts.target().sshWords().isEmpty()
                && command.stream().noneMatch(it -> it.indexOf(':') >= 0)
                && (!git || command.stream().anyMatch(GOES::contains));
        if (!mayMissIt) {
            return Optional.empty();
        }
        for (int at = command.size() - 1; at > 0; at--) {
            String word = command.get(at);
            int slash = word.indexOf('/');
            String place = slash < 0 ? word : word.substring(0, slash);
            String path = slash < 0 ? "" : word.substring(git ? slash + 1 : slash);
            boolean isAlias = !git && slash < 0 && isHostOfTheConfig(facts, word);
            boolean isMeant = isAlias || (isPlace(place) && !(git && slash < 0));
            if (!word.startsWith("-") && isMeant) {
                return Optional.of(new Slip(
                        Certainty.LIKELY,
                        Subject.host(),
                        facts.target().program().command() + " takes \"" + word + "\" for a file on this machine, since"
                                + " no colon follows the host: it does not run ssh at all.",
                        at,
                        "has no colon",
                        "Put a colon behind the host:",
                        TypedCommand.with(command, at, place + ":" + path)));
            }
        }
        return Optional.empty();
    }

    private static boolean isPlace(String word) {
        int at = word.indexOf('@');
        boolean isUserAtHost = at > 0 && at + 1 < word.length();
        boolean isAddress = word.chars().filter(it -> it == '.').count() == 3
                && word.chars().allMatch(it -> it == '.' || (it >= '0' && it <= '9'));
        return isUserAtHost || isAddress;
    }

    private static boolean isHostOfTheConfig(Snapshot facts, String word) {
        return facts.configuration().blocks().stream()
                .anyMatch(it -> it.block().kind() == ConfigBlock.Kind.HOST
                        && it.block().conditions().contains(word));
    }
}
