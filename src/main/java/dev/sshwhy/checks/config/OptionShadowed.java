package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A general block set an option before the host's own block does: the first value counts (ssh_config(5)). The other order
 * is how defaults are written, and no fault.
 */
public final class OptionShadowed implements Check {
    /** What decides where ssh goes, as whom and with which keys. */
    private static final Map<String, String> SPELLING = Map.of(
            "hostname", "HostName",
            "port", "Port",
            "user", "User",
            "pubkeyauthentication", "PubkeyAuthentication",
            "preferredauthentications", "PreferredAuthentications",
            "identitiesonly", "IdentitiesOnly",
            "identityagent", "IdentityAgent",
            "proxyjump", "ProxyJump");

    private static final List<String> ORDER =
            SPELLING.keySet().stream().sorted().toList();

    private static final Set<Failure.Kind> WRONG_PLACE = EnumSet.of(
            Failure.Kind.NAME_UNRESOLVED,
            Failure.Kind.REFUSED,
            Failure.Kind.TIMED_OUT,
            Failure.Kind.UNREACHABLE,
            Failure.Kind.NOT_SSH);

    @Override
    public Outcome check(Snapshot facts) {
        List<Finding> findings = new ArrayList<>();
        for (String option : ORDER) {
            facts.configuration().first(option).ifPresent(it -> judge(facts, option, it, findings));
        }
        if (findings.isEmpty()) {
            for (ConfigProblem problem : facts.configuration().problems()) {
                if (problem.kind() == ConfigProblem.Kind.NOT_EVALUATED) {
                    return Outcome.cannotTell(ConfigLines.place(facts, problem.at()), problem.message());
                }
            }
        }
        return Outcome.of(findings);
    }

    private static void judge(Snapshot facts, String option, ConfigValue setting, List<Finding> findings) {
        if (!ConfigLines.isInFile(setting.setAt())) {
            return; // who types an option means it
        }
        for (Span late : setting.shadowed()) {
            String meant = ConfigLines.value(late.text());
            if (!ConfigLines.isInFile(late) || isSame(option, setting.value(), meant)) {
                continue;
            }
            Optional<Boolean> isMeant = isMeantForThisHost(facts, option, setting.setAt(), late);
            boolean hurts = hurts(facts, option, setting.value(), meant);
            if (isMeant.orElse(hurts)) {
                findings.add(finding(facts, option, setting.setAt(), late, isMeant.isPresent(), hurts));
                return;
            }
        }
    }

    private static boolean isSame(String option, String value, String other) {
        boolean isSwitch = option.equals("pubkeyauthentication") || option.equals("identitiesonly");
        return isSwitch ? isOff(value) == isOff(other) : value.equalsIgnoreCase(other) || other.contains("%");
    }

    private static boolean isOff(String value) {
        return value.equalsIgnoreCase("no") || value.equalsIgnoreCase("false");
    }

    /**
     * Whether the later line is the host's own and the earlier one is not. The host's own block is where its HostName
     * stands; nothing at all is known where no line gives a HostName.
     */
    private static Optional<Boolean> isMeantForThisHost(Snapshot facts, String option, Span early, Span late) {
        if (option.equals("hostname")) {
            return Optional.of(early.source().equals(late.source()) && isGlobal(early) && !isGlobal(late));
        }
        Optional<Span> own =
                facts.configuration().first("hostname").map(ConfigValue::setAt).filter(ConfigLines::isInFile);
        if (own.isEmpty()) {
            boolean sameFile = early.source().equals(late.source());
            return sameFile && isGlobal(early) && !isGlobal(late)
                    ? Optional.of(true)
                    : sameFile ? Optional.empty() : Optional.of(false);
        }
        Span name = own.get();
        if (!late.source().equals(name.source()) || !early.source().equals(name.source())) {
            return Optional.of(late.source().equals(name.source()));
        }
        return ownsLaterLine(facts, name, early.line(), late.line());
    }

    /** Where blocks cannot be told apart, the nearer line counts. */
    private static Optional<Boolean> ownsLaterLine(Snapshot facts, Span name, int early, int late) {
        if (early > name.line()) {
            return Optional.of(false);
        }
        boolean withLate = ConfigLines.isOneBlock(facts, name.source(), name.line(), late);
        boolean withEarly = ConfigLines.isOneBlock(facts, name.source(), name.line(), early);
        if (withLate != withEarly) {
            return Optional.of(withLate);
        }
        int distance = Integer.compare(Math.abs(late - name.line()), name.line() - early);
        return distance == 0 ? Optional.empty() : Optional.of(distance < 0);
    }

    /** A line that is not indented mostly stands before the first Host block, and so counts for every host. */
    private static boolean isGlobal(Span line) {
        return !line.text().isEmpty() && !Character.isWhitespace(line.text().charAt(0));
    }

    /** Whether what happened is what the wrong value of this option leads to. */
    private static boolean hurts(Snapshot facts, String option, String value, String meant) {
        return switch (option) {
            case "pubkeyauthentication" -> isOff(value) && !isOff(meant);
            case "preferredauthentications" -> !allowsKeys(value) && allowsKeys(meant);
            case "hostname", "port", "proxyjump" ->
                facts.handshake()
                        .seen()
                        .flatMap(Handshake::failure)
                        .filter(it -> WRONG_PLACE.contains(it.kind()))
                        .isPresent();
            case "user" -> facts.everyOfferedKeyRefused() && !accountIsToBlame(facts);
            default -> false;
        };
    }

    private static boolean allowsKeys(String methods) {
        return ConfigLines.commaList(methods).contains("publickey");
    }

    /** The account's field is known, and holds none of the keys that ssh offers. */
    private static boolean accountIsToBlame(Snapshot facts) {
        return facts.account()
                .seen()
                .filter(field -> facts.offered().stream()
                        .noneMatch(it -> it.publicKey().filter(field::accepts).isPresent()))
                .isPresent();
    }

    private static Finding finding(
            Snapshot facts, String option, Span early, Span late, boolean isClear, boolean hurts) {
        String name = SPELLING.getOrDefault(option, option);
        String first = ConfigLines.place(facts, early);
        String second = ConfigLines.place(facts, late);
        boolean blocks = isClear && hurts && !isAboutKeys(option);
        Certainty certainty = !isClear ? Certainty.POSSIBLE : blocks ? Certainty.LIKELY : Certainty.PROVEN;
        Finding finding = Finding.of(
                        certainty,
                        Subject.host(),
                        ConfigLines.capital(second) + " says " + name + " " + ConfigLines.value(late.text()) + ", but "
                                + first + " said " + name + " " + ConfigLines.value(early.text())
                                + " before, and the first value counts.")
                .seen(early, "counts, since it comes first")
                .seen(late, "comes too late")
                .withFix(Fix.manual("Move the block of " + second + " above the block of " + first
                                + ": what is special first, Host * last.")
                        .byHand("Or take " + first + " out."));
        return blocks ? finding : finding.withEffect(Effect.NONE);
    }

    /** That ssh uses no keys is a finding of its own, which accounts for this one. */
    private static boolean isAboutKeys(String option) {
        return option.equals("pubkeyauthentication") || option.equals("preferredauthentications");
    }
}
