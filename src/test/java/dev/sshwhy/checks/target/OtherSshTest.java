package dev.sshwhy.checks.target;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtherSshTest {
    private static final OtherSsh CHECK = new OtherSsh();

    @ParameterizedTest
    @ValueSource(strings = {"", "?"})
    void firesProvenForAUserWhomNobodyKnows(String user) {
        Finding finding = fires(
                CHECK, Facts.offline().withMachine(machine(user, false, Map.of(), "/usr/bin/ssh")), Certainty.PROVEN);
        assertEquals(Subject.start(), finding.subject());
        assertTrue(finding.effect().isEmpty(), "blocks, as the page says");
    }

    @ParameterizedTest
    @CsvSource({
        "GIT_SSH, C:\\Program Files\\PuTTY\\plink.exe, C:\\Program Files\\PuTTY\\plink.exe",
        "GIT_SSH, /usr/local/bin/my wrapper, /usr/local/bin/my wrapper",
        "GIT_SSH_COMMAND, C:/TortoiseGit/TortoiseGitPlink.exe, '\"C:/TortoiseGit/TortoiseGitPlink.exe\" -batch'"
    })
    void firesWithoutEffectWhenGitRunsAnotherProgram(String variable, String program, String value) {
        Facts facts = running(git("fetch"), program)
                .withMachine(machine("me", false, Map.of(variable, value), "/usr/bin/ssh"));
        Finding finding = fires(CHECK, facts, Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        assertTrue(finding.message().contains("git runs " + program), finding.message());
        assertEquals(variable, finding.evidence().get(0).span().source());
        assertEquals("unset " + variable, step(finding));
    }

    @ParameterizedTest
    @CsvSource({
        "GIT, -c core.sshCommand=plink fetch",
        "SCP, -S plink f gpu:",
        "RSYNC, -a -e plink f gpu:",
        "RSYNC, -a --rsh=plink f gpu:"
    })
    void firesForAProgramOnTheCommandLine(Program program, String words) {
        Facts facts = Facts.offline().withCommand(program, "", List.of(words.split(" ", -1)), List.of("gpu"));
        Finding finding = fires(CHECK, running(facts, "plink"), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        assertEquals(Span.COMMAND_LINE, finding.evidence().get(0).span().source());
    }

    @Test
    void firesForASettingOfGit() {
        Finding finding = fires(CHECK, running(git("fetch"), "plink"), Certainty.PROVEN);
        assertEquals("core.sshCommand", finding.evidence().get(0).span().source());
        assertTrue(step(finding).startsWith("git config --unset"), step(finding));
    }

    @Test
    void firesForAnotherSshThanTheTerminals() {
        Finding finding = fires(CHECK, running(git("fetch"), "/opt/ssh"), Certainty.PROVEN);
        assertTrue(finding.message().contains("git runs /opt/ssh, while the terminal runs /usr/bin/ssh"));
    }

    @Test
    void firesWithoutEffectForSudoWhereRootHasKeys() {
        Finding finding = fires(CHECK, Facts.refused().withMachine(sudo()), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        assertTrue(finding.message().contains("not in alice's home"), finding.message());
    }

    @Test
    void firesLikelyForSudoWhereRootHasNoKey() {
        Finding finding = fires(CHECK, Facts.offline().withIdentities().withMachine(sudo()), Certainty.LIKELY);
        assertTrue(finding.effect().isEmpty(), "blocks, as the page says");
    }

    @Test
    void firesForAHomeThatSshDoesNotLookAt() {
        Machine machine = machine("me", false, Map.of("HOME", "/github/home"), "/usr/bin/ssh");
        Finding refused = fires(CHECK, Facts.refused().withMachine(machine), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.NONE), refused.effect());
        Finding keyless = fires(CHECK, Facts.offline().withIdentities().withMachine(machine), Certainty.LIKELY);
        assertTrue(keyless.message().contains("HOME is /github/home"), keyless.message());
    }

    @Test
    void firesAsAGuessInWslWithoutAGoodKey() {
        Machine machine = machine("me", false, Map.of("WSL_DISTRO_NAME", "Ubuntu"), "/usr/bin/ssh");
        Finding finding = fires(CHECK, Facts.refused().withMachine(machine), Certainty.POSSIBLE);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        silent(CHECK, Facts.offline().withMachine(machine));
    }

    @Test
    void firesAsAGuessForTwoProgramsOnWindows() {
        Machine windows = new Machine(
                "C:\\Users\\me",
                "me",
                false,
                OperatingSystem.WINDOWS,
                Map.of("HOME", "/c/Users/me"),
                List.of("C:\\Windows\\System32\\OpenSSH\\ssh.exe", "C:\\Program Files\\Git\\usr\\bin\\ssh.exe"),
                Optional.of("OpenSSH_for_Windows_9.5p2"));
        Finding finding = fires(CHECK, Facts.refused().withMachine(windows), Certainty.POSSIBLE);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        silent(CHECK, Facts.healthy().withMachine(windows));
        silent(CHECK, Facts.offline().withMachine(windows));
    }

    @Test
    void silentOnEverydayMachines() {
        silent(CHECK, Facts.healthy());
        silent(CHECK, Facts.refused());
        silent(
                CHECK,
                Facts.refused().withMachine(machine("me", false, Map.of("HOME", Facts.HOME + "/"), "/usr/bin/ssh")));
        silent(
                CHECK,
                Facts.refused()
                        .withMachine(machine(
                                "me", false, Map.of("HOME", Facts.HOME), "/opt/homebrew/bin/ssh", "/usr/bin/ssh")));
        silent(CHECK, Facts.refused().withMachine(machine("root", true, Map.of("SUDO_USER", "root"), "/usr/bin/ssh")));
        silent(CHECK, Facts.refused().withMachine(machine("me", false, Map.of("SUDO_USER", "me"), "/usr/bin/ssh")));
    }

    @Test
    void silentForSudoThatWorks() {
        silent(CHECK, Facts.healthy().withMachine(sudo()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "/usr/bin/ssh"})
    void silentWhenGitRunsTheSameSsh(String program) {
        silent(CHECK, running(git("fetch"), program));
    }

    @Test
    void silentForAnotherSshThatWorks() {
        Facts facts = Facts.healthy().withCommand(Program.GIT, "", List.of("fetch"), List.of("git@gpu", "x"));
        silent(CHECK, running(facts, "/opt/ssh"));
    }

    @Test
    void silentForGitsVariablesWhenSshItselfIsTyped() {
        silent(CHECK, Facts.offline().withMachine(machine("me", false, Map.of("GIT_SSH", "plink"), "/usr/bin/ssh")));
    }

    /** The same command, which runs this program in the place of ssh. */
    private static Facts running(Facts facts, String sshProgram) {
        Target it = facts.target();
        return facts.withTarget(new Target(
                it.program(),
                it.command(),
                it.sshWords(),
                Optional.of(sshProgram),
                it.typedHost(),
                it.host(),
                it.port(),
                it.user(),
                it.provider()));
    }

    private static String step(Finding finding) {
        return finding.fix().orElseThrow().steps().get(0).text().orElse("");
    }

    private static Facts git(String words) {
        return Facts.offline().withCommand(Program.GIT, "", List.of(words.split(" ", -1)), List.of("git@gpu", "x"));
    }

    private static Machine sudo() {
        return machine("root", true, Map.of("SUDO_USER", "alice", "HOME", "/home/alice"), "/usr/bin/ssh");
    }

    private static Machine machine(String user, boolean root, Map<String, String> variables, String... programs) {
        return new Machine(
                Facts.HOME,
                user,
                root,
                OperatingSystem.LINUX,
                variables,
                List.of(programs),
                Optional.of("OpenSSH_9.2p1 Debian-2+deb12u10"));
    }
}
