package dev.sshwhy.checks.config;

import dev.sshwhy.checks.config.HostPatterns.Decorated;
import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigBlock.Line;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** HostName holds a port, a user, a path or a URL: ssh looks all of it up as one name (ssh_config(5), HostName). */
public final class PortInHostname implements LintCheck {
    @Override
    public Outcome check(Snapshot facts) {
        Optional<ConfigValue> setting = facts.configuration().first("hostname");
        // Through a ProxyCommand the name is whatever that command makes of it.
        boolean looksUp = facts.configuration().text("proxycommand", "none").equals("none");
        if (setting.isEmpty() || !looksUp) {
            return Outcome.clear();
        }
        Span at = setting.get().setAt();
        if (!ConfigLines.isInFile(at)) {
            boolean typed = at.text().equals(facts.target().typedHost());
            return typed
                    ? Outcome.clear()
                    : HostNameValue.meant(setting.get().value())
                            .map(it ->
                                    Outcome.of(onCommandLine(at, setting.get().value(), it)))
                            .orElseGet(Outcome::clear);
        }
        return facts.configuration()
                .blockOf(at)
                .flatMap(block -> block.lines().stream()
                        .filter(it -> it.at().equals(at))
                        .findFirst()
                        .flatMap(it -> finding(facts.machine(), block, it)))
                .map(Outcome::of)
                .orElseGet(Outcome::clear);
    }

    @Override
    public Outcome lint(ConfigTree tree) {
        List<Finding> findings = new ArrayList<>();
        for (BlockMatch match : tree.configuration().blocks()) {
            ConfigBlock block = match.block();
            for (Line line : block.lines()) {
                if (line.option().equals("hostname")
                        && HostNameValue.meant(line.value()).isPresent()
                        && block.first("proxycommand").isEmpty()) {
                    finding(tree.machine(), block, line).ifPresent(findings::add);
                }
            }
        }
        return ConfigLines.limited(findings);
    }

    private static Finding onCommandLine(Span at, String value, Decorated meant) {
        return Finding.of(Certainty.PROVEN, Subject.host(), words("The command line", value, meant))
                .seen(at, "is looked up as one name")
                .withFix(Fix.manual("Write -o HostName=" + meant.host()
                        + meant.port().map(it -> " and -p " + it).orElse("")
                        + meant.user().map(it -> " and -l " + it).orElse("") + "."));
    }

    private static Optional<Finding> finding(Machine machine, ConfigBlock block, Line line) {
        String place = ConfigLines.place(machine, line.at());
        return HostNameValue.meant(line.value())
                .map(meant -> Finding.of(
                                Certainty.PROVEN,
                                Subject.host(),
                                words(ConfigLines.capital(place), line.value(), meant))
                        .seen(line.at(), "is looked up as one name")
                        .withFix(fix(machine, block, line, meant)));
    }

    private static String words(String place, String value, Decorated meant) {
        String more = meant.port()
                        .map(it -> "; the port " + it + " goes into Port")
                        .orElse("")
                + meant.user().map(it -> "; the user " + it + " goes into User").orElse("");
        return place + " sets HostName " + value + ", which no name server knows: HostName takes " + meant.host()
                + " and no more" + more + ".";
    }

    private static Fix fix(Machine machine, ConfigBlock block, Line line, Decorated meant) {
        Span at = line.at();
        List<String> more = new ArrayList<>();
        meant.port().filter(it -> block.first("port").isEmpty()).ifPresent(it -> more.add("Port " + it));
        meant.user().filter(it -> block.first("user").isEmpty()).ifPresent(it -> more.add("User " + it));
        boolean agrees = agrees(block.first("port"), meant.port()) && agrees(block.first("user"), meant.user());
        String summary = "Write HostName " + meant.host() + " in " + ConfigLines.place(machine, at)
                + (more.isEmpty() ? "." : ", and below it " + String.join(" and ", more) + ".");
        boolean own = at.source().startsWith(machine.home() + "/");
        String text = HostLine.withLines(block, ConfigLines.withValue(at.text(), meant.host()), more);
        return ConfigLines.replaceLine(own && agrees ? Fix.safe(summary) : Fix.ask(summary), at, text);
    }

    /** Whether a line of its own says nothing else. */
    private static boolean agrees(Optional<Line> line, Optional<String> meant) {
        return line.isEmpty() || meant.isEmpty() || line.get().value().equals(meant.get());
    }
}
