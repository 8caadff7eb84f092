package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A word of the documentation, such as [POD_IP_ADDRESS] or YOUR_IP, stands where a real value belongs. */
public final class Placeholder implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        List<LeftWord> all = LeftWord.all(facts);
        return all.isEmpty() ? Outcome.clear() : Outcome.of(finding(facts, all));
    }

    private static Finding finding(Snapshot facts, List<LeftWord> all) {
        LeftWord surest =
                all.stream().min(Comparator.comparing(LeftWord::certainty)).orElseThrow();
        String words =
                all.stream().map(it -> "\"" + it.text() + "\"").distinct().collect(Collectors.joining(", "));
        String message = all.size() == 1
                ? words + " is a placeholder: " + surest.what() + " belongs there."
                : words + " are placeholders: your own values belong there.";
        boolean onlyKeys = all.stream().allMatch(LeftWord::isKey);
        Finding finding = Finding.of(surest.certainty(), onlyKeys ? surest.subject() : Subject.host(), message);
        for (LeftWord it : all) {
            finding = finding.seen(it.at(), "here belongs " + it.what());
        }
        return finding.withFix(fix(facts, all));
    }

    private static Fix fix(Snapshot facts, List<LeftWord> all) {
        Fix fix = Fix.manual("Put the real values in, without any brackets.");
        if (!all.stream().allMatch(LeftWord::isKey)) {
            fix = fix.byHand(
                    "Your provider's console shows the whole command for your machine; Runpod's does on the page"
                            + " Pods, under Connect, SSH over exposed TCP.");
        }
        Optional<String> key = facts.localKeys().stream()
                .filter(it -> it.format().isPrivate())
                .map(it -> facts.shown(it.path()))
                .findFirst();
        return all.stream().anyMatch(LeftWord::isKey) && key.isPresent()
                ? fix.byHand("A private key of this machine:\n  -i " + key.get())
                : fix;
    }
}
