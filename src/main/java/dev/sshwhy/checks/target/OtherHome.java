package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;

/** ssh runs where the user's keys, config and agent are not: under sudo, with another HOME, in WSL, on Windows. */
final class OtherHome {
    private static final String ENVIRONMENT = "environment";

    private OtherHome() {}

    static Optional<Finding> find(Snapshot facts) {
        if (Trial.worked(facts)) {
            return Optional.empty();
        }
        return facts.machine().operatingSystem() == OperatingSystem.WINDOWS
                ? windows(facts)
                : sudo(facts).or(() -> home(facts)).or(() -> wsl(facts));
    }

    private static Optional<Finding> sudo(Snapshot facts) {
        String user = variable(facts, "SUDO_USER");
        if (!facts.machine().superuser() || user.isEmpty() || user.equals("root")) {
            return Optional.empty();
        }
        String program = facts.target().program().command();
        return Optional.of(weighed(
                facts,
                Finding.of(
                                facts.offered().isEmpty() ? Certainty.LIKELY : Certainty.PROVEN,
                                Subject.host(),
                                "With sudo, " + program + " runs as root: it looks for keys and config in "
                                        + facts.machine().home() + "/.ssh, not in " + user + "'s home directory.")
                        .seen(Span.of(ENVIRONMENT, "SUDO_USER=" + user), "tells that sudo started it")
                        .withFix(Fix.manual("Leave sudo out; " + program + " needs no root.")
                                .byHand("If it must be: sudo -u " + user + " " + program
                                        + " …, or name the key by -i."))));
    }

    /** OpenSSH takes the home directory from the password database (misc.c tilde_expand), others mostly from $HOME. */
    private static Optional<Finding> home(Snapshot facts) {
        String home = withoutSlash(variable(facts, "HOME"));
        String real = withoutSlash(facts.machine().home());
        if (home.isEmpty() || home.equals(real)) {
            return Optional.empty();
        }
        return Optional.of(weighed(
                facts,
                Finding.of(
                                facts.offered().isEmpty() ? Certainty.LIKELY : Certainty.PROVEN,
                                Subject.host(),
                                "HOME is " + home + ", but ssh does not look at it: its keys and config are those in "
                                        + real
                                        + "/.ssh, the home directory of "
                                        + facts.machine().localUser()
                                        + " in the password database.")
                        .seen(Span.of(ENVIRONMENT, "HOME=" + home), "is not where ssh looks")
                        .withFix(Fix.manual("Put the key and the config into " + real + "/.ssh, or name them:")
                                .paste("ssh -F " + home + "/.ssh/config -i " + home + "/.ssh/id_ed25519"))));
    }

    private static Optional<Finding> wsl(Snapshot facts) {
        String name = variable(facts, "WSL_DISTRO_NAME");
        if (name.isEmpty() || !(facts.offered().isEmpty() || facts.everyOfferedKeyRefused())) {
            return Optional.empty();
        }
        return Optional.of(told(Finding.of(
                        Certainty.POSSIBLE,
                        Subject.host(),
                        "This is WSL (" + name + "), whose ssh has its own keys and agent; those of Windows lie in"
                                + " C:\\Users\\…\\.ssh.")
                .seen(Span.of(ENVIRONMENT, "WSL_DISTRO_NAME=" + name), "tells that this is WSL")
                .withFix(Fix.manual("If the right key is in Windows, copy it here and let nobody else read it:")
                        .paste("cp /mnt/c/Users/NAME/.ssh/id_ed25519 ~/.ssh/ && chmod 600 ~/.ssh/id_ed25519"))));
    }

    /** Git for Windows brings an ssh of its own, and puts it first wherever git runs. */
    private static Optional<Finding> windows(Snapshot facts) {
        List<String> programs = facts.machine().sshPrograms();
        boolean refused = facts.offered().isEmpty() || facts.everyOfferedKeyRefused();
        if (programs.size() < 2 || !(refused || facts.target().program() == Program.GIT)) {
            return Optional.empty();
        }
        return Optional.of(told(Finding.of(
                        Certainty.POSSIBLE,
                        Subject.host(),
                        "There are " + programs.size() + " ssh programs here, and they do not share an agent: "
                                + String.join(", ", programs) + ".")
                .seen(Span.of("PATH", String.join(", ", programs)), "the first one runs in this window")
                .withFix(Fix.manual("Let git use the one that works in your terminal:")
                        .paste("git config --global core.sshCommand "
                                + programs.get(0).replace('\\', '/')))));
    }

    private static String variable(Snapshot facts, String name) {
        return facts.machine().variables().getOrDefault(name, "");
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Another home directory matters where ssh finds no key at all in the one it takes. */
    private static Finding weighed(Snapshot facts, Finding finding) {
        return facts.offered().isEmpty() ? finding : told(finding);
    }

    private static Finding told(Finding finding) {
        return finding.withEffect(Effect.NONE);
    }
}
