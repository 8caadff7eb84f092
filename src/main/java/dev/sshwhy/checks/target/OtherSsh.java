package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.OperatingSystem;
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
import java.util.List;
import java.util.Optional;

/** Another program than the terminal's ssh runs, or it runs as somebody else, with another home, config and agent. */
public final class OtherSsh implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        Machine machine = facts.machine();
        if (machine.operatingSystem() != OperatingSystem.WINDOWS
                && (machine.localUser().isEmpty() || machine.localUser().equals("?"))) {
            return Outcome.of(nobody());
        }
        List<Finding> findings = new ArrayList<>();
        ShellProgram.of(facts).flatMap(it -> otherProgram(facts, it)).ifPresent(findings::add);
        OtherHome.find(facts).ifPresent(findings::add);
        return Outcome.of(findings);
    }

    /** OpenSSH ssh.c, main: getpwuid(3) finds nothing. */
    private static Finding nobody() {
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.start(),
                        "The user that ssh runs as has no entry in the password database, so ssh ends at once:"
                                + " \"No user exists for uid …\".")
                .seen(Span.of("/etc/passwd", ""), "has no line for this user's number (id -u)")
                .withFix(Fix.manual("Give that user an entry, or run as one that has one.")
                        .byHand("In a container, if /etc/passwd may be written:"
                                + "\n  echo \"pod:x:$(id -u):0::/home/pod:/bin/sh\" >> /etc/passwd"));
    }

    private static Optional<Finding> otherProgram(Snapshot facts, ShellProgram it) {
        String program = facts.target().program().command();
        List<String> known = facts.machine().sshPrograms();
        boolean isSsh = it.name().equals("ssh");
        boolean isFirst =
                known.isEmpty() || it.path().equals("ssh") || it.path().equals(known.get(0));
        if (isSsh && (isFirst || Trial.worked(facts))) {
            return Optional.empty();
        }
        String message = isSsh
                ? program + " runs " + it.path() + ", while the terminal runs " + known.get(0) + "."
                : program + " runs " + it.path()
                        + " in place of ssh, and what sshwhy tells is how OpenSSH's ssh works.";
        String saying = it.name().contains("plink")
                ? "names PuTTY's plink, which reads neither ~/.ssh nor ssh-agent: it has Pageant and .ppk files"
                : "names the program that " + program + " runs";
        return Optional.of(Finding.of(Certainty.PROVEN, Subject.host(), message)
                .seen(it.namedAt(), saying)
                .withFix(fix(program, it.namedAt().source()))
                .withEffect(Effect.NONE));
    }

    private static Fix fix(String program, String place) {
        Fix fix = Fix.manual("Let " + program + " run ssh itself, unless the other program is wanted:");
        return switch (place) {
            case Span.COMMAND_LINE -> fix.byHand("Leave it out of the command.");
            case "core.sshCommand" ->
                fix.paste("git config --unset core.sshCommand").byHand("(With --global, if it stands there.)");
            default -> fix.paste("unset " + place);
        };
    }
}
