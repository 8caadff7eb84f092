package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;

/** That another login name is wanted: what shows it, and where it belongs. */
final class OtherUser {
    private OtherUser() {}

    /**
     * The finding.
     *
     * @param wanted the name that is wanted, where it can be told
     * @param safe whether the line that sets the name may be changed unasked
     */
    static Finding finding(Snapshot facts, Certainty certainty, String message, Optional<String> wanted, boolean safe) {
        Optional<Span> set = facts.configuration().first("user").map(ConfigValue::setAt);
        Span typed = Span.of(Span.COMMAND_LINE, String.join(" ", facts.target().command()));
        Finding finding = Finding.of(certainty, Subject.host(), message)
                .seen(
                        set.filter(ConfigLines::isInFile).orElse(typed),
                        set.isPresent() ? "names this user" : "names no user");
        if (facts.everyOfferedKeyRefused()) {
            finding = finding.seen(Span.of(Span.SERVER, ""), "refuses every key for this user");
        }
        return finding.withFix(fix(facts, set.filter(ConfigLines::isInFile), wanted, safe));
    }

    private static Fix fix(Snapshot facts, Optional<Span> setAt, Optional<String> wanted, boolean safe) {
        if (wanted.isEmpty()) {
            return CorrectedCommand.pasted(
                    Fix.manual(
                            "Name the user that the host wants: root on a Pod; ubuntu, debian, ec2-user or another on"
                                    + " a cloud image."),
                    facts.target(),
                    CorrectedCommand.withUser(facts.target(), "root"));
        }
        String user = wanted.get();
        boolean own = setAt.filter(it -> it.source().startsWith(facts.machine().home() + "/"))
                .isPresent();
        if (own) {
            String summary = "Write User " + user + " in " + ConfigLines.place(facts.machine(), setAt.get()) + ".";
            return ConfigLines.replaceLine(
                    safe ? Fix.safe(summary) : Fix.ask(summary),
                    setAt.get(),
                    ConfigLines.withValue(setAt.get().text(), user));
        }
        Optional<ConfigBlock> block =
                facts.configuration().first("user").isPresent() ? Optional.empty() : UnjudgedBlocks.own(facts);
        Fix fix = block.isPresent()
                ? Fix.ask("Log in as " + user + ": add User " + user + " to the block of "
                        + ConfigLines.place(facts.machine(), block.get().header()) + ".")
                : Fix.manual("Log in as " + user + ".");
        Fix changed = block.map(it -> HostLine.change(
                        fix,
                        it.header(),
                        Optional.of(HostLine.withLines(it, it.header().text(), List.of("User " + user)))))
                .orElse(fix);
        return CorrectedCommand.pasted(changed, facts.target(), CorrectedCommand.withUser(facts.target(), user));
    }
}
