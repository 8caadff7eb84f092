package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A placeholder that was left in the command or in a line of the configuration that counts.
 *
 * @param text the word
 * @param what what belongs there
 * @param certainty how sure it is that the word is none of the user's own
 * @param at where it stands
 * @param subject what depends on it
 */
record LeftWord(String text, String what, Certainty certainty, Span at, Subject subject) {
    static List<LeftWord> all(Snapshot facts) {
        return Stream.of(host(facts), port(facts), user(facts), keys(facts))
                .flatMap(Collection::stream)
                .toList();
    }

    boolean isKey() {
        return subject.kind() == Subject.Kind.KEY;
    }

    private static List<LeftWord> host(Snapshot facts) {
        String typed = facts.target().typedHost();
        // A name that nothing replaces is the command line's own, in lower case.
        Optional<ConfigValue> setting =
                facts.configuration().first("hostname").filter(it -> !it.value().equalsIgnoreCase(typed));
        String written = setting.map(it -> written(facts, "hostname", it)).orElse(typed);
        String host = written.contains("%h") ? facts.target().host() : written;
        Span at = setting.map(ConfigValue::setAt)
                .filter(it -> it.line() > 0)
                .orElseGet(() -> TypedCommand.at(facts, TypedCommand.wordWithHost(facts)));
        return certaintyOfHost(facts, host).stream()
                .map(it -> new LeftWord(host, "the machine's real name or address", it, at, Subject.host()))
                .toList();
    }

    private static Optional<Certainty> certaintyOfHost(Snapshot facts, String host) {
        boolean unknown = Trial.foundNoName(facts);
        if (Stopgap.isMarked(host) && !Trial.foundName(facts)) {
            return Optional.of(Certainty.PROVEN);
        }
        if (Stopgap.isWorded(host)) {
            boolean isReal = Trial.foundName(facts) || isNamedByABlock(facts, host);
            return isReal ? Optional.empty() : Optional.of(unknown ? Certainty.PROVEN : Certainty.LIKELY);
        }
        if (Stopgap.isDocumentation(
                host.toLowerCase(Locale.ROOT), facts.target().port())) {
            return Trial.metNobody(facts) ? Optional.of(Certainty.POSSIBLE) : Optional.empty();
        }
        return Stopgap.isCommonName(host) && unknown && !facts.completesNames()
                ? Optional.of(Certainty.LIKELY)
                : Optional.empty();
    }

    /** Who writes a Host block for a name has a machine of that name. */
    private static boolean isNamedByABlock(Snapshot facts, String host) {
        return facts.configuration().blocks().stream()
                .anyMatch(it -> it.applies()
                        && it.block().kind() == ConfigBlock.Kind.HOST
                        && it.block().conditions().contains(host)
                        && it.block().first("hostname").isEmpty());
    }

    /** A port that is no number stops ssh, so that one of a block for other hosts is left to config/bad-value. */
    private static List<LeftWord> port(Snapshot facts) {
        List<LeftWord> left = new ArrayList<>();
        if (facts.target().program() == Program.SSH) {
            OptionWords.of(facts)
                    .first('p')
                    .filter(it -> isNoPort(it.value()))
                    .ifPresent(it ->
                            left.add(port(it.value(), TypedCommand.at(facts, it.at() + (it.valueApart() ? 1 : 0)))));
        }
        for (ConfigProblem problem : facts.configuration().problems()) {
            String[] words = problem.at().text().strip().split("[ \t=]+", 2);
            if (words.length == 2
                    && words[0].equalsIgnoreCase("Port")
                    && isNoPort(words[1])
                    && isInABlockThatCounts(facts.configuration(), problem.at())) {
                left.add(port(words[1], problem.at()));
            }
        }
        return left;
    }

    private static boolean isInABlockThatCounts(Configuration configuration, Span at) {
        Optional<ConfigBlock> block = configuration.blockOf(at);
        return configuration.blocks().stream().anyMatch(it -> it.applies() && block.equals(Optional.of(it.block())));
    }

    private static boolean isNoPort(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return Stopgap.isMarked(word)
                || Stopgap.isWorded(word)
                || lower.contains("port")
                || (!lower.isEmpty() && lower.chars().allMatch(it -> it == 'x'));
    }

    private static LeftWord port(String word, Span at) {
        return new LeftWord(word, "the port's number", Certainty.PROVEN, at, Subject.host());
    }

    private static List<LeftWord> user(Snapshot facts) {
        Optional<ConfigValue> setting = facts.configuration().first("user");
        String user = setting.map(it -> written(facts, "user", it)).orElse("");
        boolean marked = Stopgap.isMarked(user);
        if (Trial.worked(facts) || !(marked || Stopgap.isWorded(user))) {
            return List.of();
        }
        Span at = setting.map(ConfigValue::setAt)
                .filter(it -> it.line() > 0)
                .orElseGet(() -> TypedCommand.at(facts, TypedCommand.wordWithHost(facts)));
        return List.of(
                new LeftWord(user, "the login name", marked ? Certainty.PROVEN : Certainty.LIKELY, at, Subject.host()));
    }

    private static List<LeftWord> keys(Snapshot facts) {
        boolean othersMayDo = !facts.offered().isEmpty() && !facts.everyOfferedKeyRefused();
        return facts.identities().stream()
                .filter(it -> it.file() instanceof Observed.Absent && Stopgap.isPath(it.path()))
                .map(it -> new LeftWord(
                        shortened(it.path()),
                        "the path of a private key",
                        othersMayDo ? Certainty.POSSIBLE : Certainty.LIKELY,
                        it.namedAt().filter(span -> span.line() > 0).orElseGet(() -> typed(facts, it)),
                        Subject.key(it)))
                .toList();
    }

    /** What ssh makes absolute, as it was typed. */
    private static String shortened(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return Stopgap.isMarked(last) ? last : path;
    }

    private static Span typed(Snapshot facts, Identity identity) {
        List<String> command = facts.target().command();
        for (int i = 1; i < command.size(); i++) {
            if (!command.get(i).isEmpty() && identity.path().endsWith(command.get(i))) {
                return TypedCommand.at(facts, i);
            }
        }
        return TypedCommand.whole(facts);
    }

    /** The value as its line has it; options are resolved in lower case. */
    private static String written(Snapshot facts, String option, ConfigValue value) {
        return facts.configuration()
                .blockOf(value.setAt())
                .flatMap(block -> block.lines().stream()
                        .filter(it -> it.option().equals(option) && it.at().equals(value.setAt()))
                        .findFirst())
                .map(ConfigBlock.Line::value)
                .orElse(value.value());
    }
}
