package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigBlock.Line;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What would be otherwise for this host, were a block to count that does not. */
final class BlockSettings {
    private static final List<String> FIRST_WINS =
            List.of("hostname", "port", "user", "proxyjump", "proxycommand", "identitiesonly");
    private static final List<String> CUMULATIVE = List.of("identityfile", "certificatefile");

    private BlockSettings() {}

    /** The lines that would change where ssh goes, as whom and with which keys; none that the command line decides. */
    static List<Line> missed(Snapshot facts, ConfigBlock block) {
        List<Line> missed = new ArrayList<>();
        for (String option : FIRST_WINS) {
            block.first(option)
                    .filter(it -> !isDecided(facts, option, block) && !isSame(facts, block, it))
                    .ifPresent(missed::add);
        }
        for (Line line : block.lines()) {
            if (CUMULATIVE.contains(line.option()) && isMissedFile(facts, line)) {
                missed.add(line);
            }
        }
        return missed;
    }

    /** The keys that the block's IdentityFile lines name and that lie on this machine. */
    static List<PublicKey> keys(Snapshot facts, ConfigBlock block) {
        return block.lines().stream()
                .filter(it -> it.option().equals("identityfile"))
                .map(it -> path(facts.machine(), it.value()))
                .flatMap(path -> facts.localKeys().stream()
                        .filter(it -> it.file().path().equals(path)
                                || it.file().path().equals(path + ".pub")))
                .flatMap(it -> it.publicKey().stream())
                .toList();
    }

    /** The address that a block stands for: its HostName, with the name in the place of {@code %h}. */
    static Optional<String> hostName(ConfigBlock block, String name) {
        return block.first("hostname").map(it -> it.value().replace("%h", name));
    }

    /** A block above, or the command line, has the first say. */
    private static boolean isDecided(Snapshot facts, String option, ConfigBlock block) {
        Configuration configuration = facts.configuration();
        Optional<Span> setAt = configuration.first(option).map(ConfigValue::setAt);
        if (setAt.isEmpty()) {
            return false;
        }
        if (!ConfigLines.isInFile(setAt.get())) {
            // The host as typed, in lower case, is told as a HostName of the command line.
            return !(option.equals("hostname")
                    && setAt.get().text().equals(facts.target().typedHost()));
        }
        Optional<ConfigBlock> decider = configuration.blockOf(setAt.get());
        return decider.isPresent() && place(configuration, decider.get()) < place(configuration, block);
    }

    private static int place(Configuration configuration, ConfigBlock block) {
        return configuration.blocks().stream().map(BlockMatch::block).toList().indexOf(block);
    }

    private static boolean isSame(Snapshot facts, ConfigBlock block, Line line) {
        String now = switch (line.option()) {
            case "hostname" -> facts.target().host();
            case "port" -> Integer.toString(facts.target().port());
            case "user" -> facts.target().user();
            default -> facts.configuration().text(line.option(), line.option().startsWith("proxy") ? "none" : "no");
        };
        String then = line.option().equals("hostname")
                ? hostName(block, facts.target().typedHost()).orElse(line.value())
                : line.value();
        return line.option().equals("user") ? now.equals(then) : now.equalsIgnoreCase(then);
    }

    private static boolean isMissedFile(Snapshot facts, Line line) {
        boolean typed = facts.identities().stream().anyMatch(it -> it.namedBy() == Identity.NamedBy.COMMAND_LINE);
        String path = path(facts.machine(), line.value());
        boolean present = Stream.concat(
                        facts.identities().stream().map(Identity::path),
                        facts.configuration().all(line.option()).stream().map(it -> path(facts.machine(), it.value())))
                .anyMatch(path::equals);
        return !typed && !present && !line.value().equals("none");
    }

    private static String path(Machine machine, String value) {
        boolean inHome = value.startsWith("~/") || value.startsWith("%d/");
        return inHome ? machine.home() + value.substring(1 + (value.charAt(0) == '%' ? 1 : 0)) : value;
    }
}
