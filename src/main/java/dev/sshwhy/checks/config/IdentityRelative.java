package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.LintCheck;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A line names a key by a path that ssh does not take as it was meant: relative, with $HOME, one of Windows. */
public final class IdentityRelative implements LintCheck {
    private static final List<String> OPTIONS = List.of("identityfile", "certificatefile");

    @Override
    public Outcome check(Snapshot facts) {
        List<Finding> findings = new ArrayList<>();
        for (String option : OPTIONS) {
            for (ConfigValue value : facts.configuration().all(option)) {
                Optional<Identity> identity = facts.identities().stream()
                        .filter(it -> it.namedAt().equals(Optional.of(value.setAt())))
                        .findFirst();
                if (ConfigLines.isInFile(value.setAt())) {
                    KeyPath.faulty(value.value(), identity.map(Identity::path), facts.machine())
                            .flatMap(it -> weighed(facts, value.setAt(), it, identity))
                            .ifPresent(findings::add);
                }
            }
        }
        return ConfigLines.limited(findings);
    }

    @Override
    public Outcome lint(ConfigTree tree) {
        List<Finding> findings = new ArrayList<>();
        Set<Span> told = new HashSet<>();
        for (BlockMatch match : tree.configuration().blocks()) {
            for (ConfigBlock.Line line : match.block().lines()) {
                if (OPTIONS.contains(line.option()) && told.add(line.at())) {
                    KeyPath.faulty(line.value(), Optional.empty(), tree.machine())
                            .filter(it -> !isAbsolute(it)
                                    || tree.missingIdentities().stream()
                                            .anyMatch(missing -> missing.at().contains(line.at())))
                            .map(it -> finding(tree.machine(), line.at(), it, Optional.empty())
                                    .withFix(fix(tree.machine(), line.at(), it, List.of())))
                            .ifPresent(findings::add);
                }
            }
        }
        return ConfigLines.limited(findings);
    }

    /** A file's name may really hold a dollar sign. */
    private static boolean isAbsolute(KeyPath path) {
        return path.value().startsWith("/") || path.value().startsWith("~/");
    }

    private static Optional<Finding> weighed(Snapshot facts, Span at, KeyPath path, Optional<Identity> identity) {
        Finding finding =
                finding(facts.machine(), at, path, identity).withFix(fix(facts.machine(), at, path, facts.localKeys()));
        if (path.fault().stopsSsh()) {
            return Optional.of(finding); // whichever other keys there are
        }
        boolean absent =
                identity.filter(it -> it.file() instanceof Observed.Absent).isPresent();
        if (!absent && isAbsolute(path)) {
            return Optional.empty();
        }
        if (identity.isPresent()) {
            finding = finding.seen(
                    Span.of(identity.get().path(), ""), absent ? "no such file" : "is where ssh looks now");
        }
        if (!absent || identity.get().isOffered() || anotherKeyMayDo(facts)) {
            return Optional.of(finding.withEffect(Effect.NONE));
        }
        // Where other keys were refused, this one may be refused as well, once ssh finds it.
        return Optional.of(facts.offered().isEmpty() ? finding : sure(finding, Certainty.LIKELY));
    }

    /** A missing key keeps nobody out while ssh offers another one that is not known to be useless. */
    private static boolean anotherKeyMayDo(Snapshot facts) {
        boolean takesNoKeys = facts.authentication()
                .filter(it -> !it.methods().isEmpty() && !it.methods().contains("publickey"))
                .isPresent();
        return takesNoKeys
                || (!facts.offered().isEmpty() && !facts.everyOfferedKeyRefused())
                || facts.acceptedAndUsable().isPresent();
    }

    private static Finding sure(Finding it, Certainty certainty) {
        return new Finding(it.subject(), it.message(), certainty, it.effect(), it.evidence(), it.fix());
    }

    private static Finding finding(Machine machine, Span at, KeyPath path, Optional<Identity> identity) {
        String said = switch (path.fault()) {
            case RELATIVE ->
                ", which ssh looks for in the current directory" + directory(machine, path, identity)
                        + ", not in ~/.ssh.";
            case VARIABLE_WITHOUT_BRACES ->
                ", but ssh does not fill in " + path.detail()
                        + ": it knows ~ and ${…}, and takes the rest for the name of a folder.";
            case WINDOWS_PATH -> ", a path of Windows, which leads to nothing on this system.";
            case QUOTATION_MARKS -> ", with quotation marks that ssh takes for a part of the name.";
            case NO_SUCH_USER ->
                ", which ssh takes for the home directory of a user \"" + path.detail()
                        + "\"; there is none, and ssh stops.";
            case UNKNOWN_TOKEN -> ", but ssh does not know the token " + path.detail() + ", and stops.";
            case VARIABLE_NOT_SET -> ", but the variable " + path.detail() + " is not set here, and ssh stops.";
        };
        Subject subject = path.fault().stopsSsh() ? Subject.start() : Subject.host();
        String message = ConfigLines.capital(ConfigLines.place(machine, at)) + " names " + path.value() + said;
        return Finding.of(Certainty.PROVEN, subject, message).seen(at, "names " + path.value());
    }

    private static String directory(Machine machine, KeyPath path, Optional<Identity> identity) {
        return identity.map(Identity::path)
                .filter(it -> it.endsWith("/" + path.value()))
                .map(it -> " ("
                        + machine.shown(
                                it.substring(0, it.length() - path.value().length() - 1)) + " now)")
                .orElse("");
    }

    private static Fix fix(Machine machine, Span at, KeyPath path, List<KeyFile> keys) {
        String place = ConfigLines.place(machine, at);
        Optional<String> here = path.meant().stream()
                .filter(it ->
                        keys.stream().anyMatch(key -> machine.shown(key.path()).equals(it)))
                .findFirst();
        Optional<String> best = here.or(() -> path.meant().stream().findFirst());
        if (best.isEmpty()) {
            return Fix.manual("Write the whole path in " + place + ", such as ~/.ssh/id_ed25519.");
        }
        String summary = "Write " + best.get() + " in " + place + (here.isPresent() ? "." : ", if the key is there.");
        return ConfigLines.replaceLine(
                here.isPresent() ? Fix.safe(summary) : Fix.ask(summary),
                at,
                ConfigLines.withValue(at.text(), best.get()));
    }
}
