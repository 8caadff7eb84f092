package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** ssh is told not to use keys: PubkeyAuthentication no, or PreferredAuthentications without publickey (ssh_config(5)). */
public final class PublickeyDisabled implements Check {
    /** Beside publickey (OpenSSH sshconnect2.c, authmethods). */
    private static final Set<String> METHODS =
            Set.of("gssapi-with-mic", "gssapi-keyex", "hostbased", "keyboard-interactive", "password", "none");

    @Override
    public Outcome check(Snapshot facts) {
        List<Finding> findings = new ArrayList<>();
        facts.configuration()
                .first("pubkeyauthentication")
                .filter(it -> isOff(it.value()))
                .ifPresent(it -> findings.add(finding(
                        facts, it, "PubkeyAuthentication", it.value().equals("false") ? "no" : it.value(), "yes")));
        facts.configuration()
                .first("preferredauthentications")
                .filter(it -> !allowsKeys(it.value()))
                .ifPresent(it ->
                        findings.add(finding(facts, it, "PreferredAuthentications", it.value(), withKeys(it.value()))));
        return Outcome.of(findings);
    }

    /** The methods that ssh knows, keys first; pubkey and the like are none. */
    private static String withKeys(String methods) {
        List<String> good = new ArrayList<>(List.of("publickey"));
        ConfigLines.commaList(methods).stream().filter(METHODS::contains).forEach(good::add);
        return String.join(",", good);
    }

    private static boolean isOff(String value) {
        return value.equalsIgnoreCase("no") || value.equalsIgnoreCase("false");
    }

    private static boolean allowsKeys(String methods) {
        return ConfigLines.commaList(methods).contains("publickey");
    }

    private static Finding finding(Snapshot facts, ConfigValue setting, String option, String value, String good) {
        Span at = setting.setAt();
        Optional<Span> meant = setting.shadowed().stream()
                .filter(it -> turnsKeysOn(option, ConfigLines.value(it.text())))
                .findFirst();
        String late = meant.map(it -> "; " + ConfigLines.place(facts.machine(), it) + " says "
                        + ConfigLines.value(it.text()) + ", but the first value counts")
                .orElse("");
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        ConfigLines.capital(ConfigLines.place(facts.machine(), at)) + " sets " + option + " " + value
                                + " for this host, so ssh offers no key at all" + late + ".")
                .seen(at, "keeps ssh from using keys");
        if (meant.isPresent()) {
            finding = finding.seen(meant.get(), "comes too late");
        }
        return finding.withFix(fix(facts, at, option, good));
    }

    private static boolean turnsKeysOn(String option, String value) {
        return option.equals("PubkeyAuthentication") ? !isOff(value) : allowsKeys(value);
    }

    private static Fix fix(Snapshot facts, Span at, String option, String good) {
        Optional<Fix> elsewhere = ConfigLines.overruled(facts, at, option, good);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        return ConfigLines.replaceLine(
                Fix.safe("Let ssh use keys again: change " + ConfigLines.place(facts.machine(), at) + "."),
                at,
                ConfigLines.withValue(at.text(), good));
    }
}
