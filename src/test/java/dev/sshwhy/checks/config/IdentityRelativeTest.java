package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Setup;
import dev.sshwhy.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityRelativeTest {
    private static final IdentityRelative CHECK = new IdentityRelative();

    @TempDir
    private Path home;

    /** ~/.ssh/id_pod is there; ssh is started in the home directory. */
    private Setup setup(String... lines) throws IOException {
        return new Setup(home)
                .environment(Map.of("HOME", home.toString()))
                .key("~/.ssh/id_pod", 1, 0600, "")
                .file("~/.ssh/config", "Host gpu\n  HostName 203.0.113.7\n  " + String.join("\n  ", lines) + "\n", 0600)
                .command(List.of("gpu"));
    }

    private static List<Finding> findings(Snapshot facts) {
        Outcome outcome = CHECK.check(facts);
        return outcome instanceof Outcome.Clear
                ? List.of()
                : assertInstanceOf(Outcome.Problems.class, outcome).findings();
    }

    private Finding only(String... lines) throws IOException {
        List<Finding> findings = findings(setup(lines).facts());
        assertEquals(1, findings.size(), findings::toString);
        assertEquals(Certainty.PROVEN, findings.get(0).certainty());
        assertTrue(findings.get(0).message().endsWith("."), findings.get(0).message());
        return findings.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "id_pod                        | not in ~/.ssh",
                "./id_pod                      | in the current directory",
                ".ssh/keys/id_pod              | in the current directory (~ now)",
                "$HOME/.ssh/id_pod             | does not fill in $HOME",
                "$env:USERPROFILE\\.ssh\\id_pod  | does not fill in $env:USERPROFILE",
                "~/$KEYS/id_pod                | does not fill in $KEYS",
                "C:\\Users\\me\\.ssh\\id_pod      | a path of Windows",
                "c:/Users/me/.ssh/id_pod       | a path of Windows",
                "\\\\server\\keys\\id_pod         | a path of Windows",
                "\u201c~/.ssh/id_pod\u201d     | quotation marks",
                "\\\"~/.ssh/id_pod\\\"         | quotation marks",
            })
    void firesWhenSshLooksElsewhereAndHasNoOtherKey(String value, String saying) throws IOException {
        Finding finding = only("IdentityFile " + value);
        assertTrue(finding.message().contains(saying), finding.message());
        assertEquals(Optional.empty(), finding.effect());
        assertEquals(Subject.host(), finding.subject(), "accounts for what the server says of other keys");
        assertEquals(Fix.Safety.SAFE, finding.fix().orElseThrow().safety(), "the key is in ~/.ssh");
        String edit = Lines.edit(finding);
        assertTrue(edit.endsWith("\n+  IdentityFile ~/.ssh/id_pod"), edit);
        setup("IdentityFile ~/.ssh/id_pod");
        assertEquals(List.of(), findings(setup("IdentityFile ~/.ssh/id_pod").facts()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "~\\.ssh\\id_pod               | of a user \"\\.ssh\\id_pod\"",
                "~.ssh/id_pod                  | of a user \".ssh\"",
                "~nobody-here-has-this-name/x  | of a user \"nobody-here-has-this-name\"",
                "${NOT_SET_HERE}/id_pod        | variable NOT_SET_HERE is not set",
                "%USERPROFILE%\\.ssh\\id_pod   | does not know the token %U",
                "~/.ssh/100%                   | does not know the token %,",
            })
    void firesThatSshStopsWhateverOtherKeysThereAre(String value, String saying) throws IOException {
        Setup setup = setup("IdentityFile ~/.ssh/id_pod", "IdentityFile " + value);
        List<Finding> findings = findings(setup.facts());
        assertEquals(1, findings.size(), findings::toString);
        assertTrue(findings.get(0).message().contains(saying), findings.get(0).message());
        assertTrue(findings.get(0).message().endsWith("and ssh stops.")
                || findings.get(0).message().endsWith("and stops."));
        assertEquals(Subject.start(), findings.get(0).subject(), "a login of sshwhy's own takes nothing back");
        assertEquals(Optional.empty(), findings.get(0).effect());
    }

    @Test
    void writesWhatWasMeantEvenWhereNoSuchKeyIsSeen() throws IOException {
        Finding finding = only("IdentityFile $HOME/keys/pod.pem");
        assertEquals(Fix.Safety.ASK, finding.fix().orElseThrow().safety());
        assertTrue(Lines.edit(finding).endsWith("+  IdentityFile ~/keys/pod.pem"), Lines.edit(finding));
        Finding blank = only("IdentityFile \"$HOME/my keys/pod\"");
        assertTrue(Lines.edit(blank).endsWith("+  IdentityFile \"~/my keys/pod\""), Lines.edit(blank));
        Finding unknown = only("IdentityFile ${NOT_SET_HERE}/pod");
        assertTrue(Lines.edit(unknown).endsWith("+  IdentityFile ~/.ssh/pod"), Lines.edit(unknown));
    }

    @Test
    void doesNoHarmWhileTheFileIsInTheCurrentDirectory() throws IOException {
        Setup setup = setup("IdentityFile .ssh/id_pod");
        Finding finding = findings(setup.facts()).get(0);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        assertEquals(Fix.Safety.SAFE, finding.fix().orElseThrow().safety());
    }

    @Test
    void doesNoHarmWhereSshOffersAnotherKey() throws IOException {
        Setup setup = setup("IdentityFile ~/.ssh/id_pod", "IdentityFile keys/old");
        Finding finding = findings(setup.facts()).get(0);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
        assertTrue(finding.message().contains("keys/old"), finding.message());
    }

    @Test
    void isLikelyToBlockWhereTheServerRefusesTheOtherKeys() throws IOException {
        Snapshot it =
                setup("IdentityFile ~/.ssh/id_pod", "IdentityFile keys/new").facts();
        Handshake refused =
                Facts.answers(List.of(Facts.refused(TestKeys.publicKey(1))), new Login.NotTried("no key was accepted"));
        Facts facts = Facts.healthy()
                .withMachine(it.machine())
                .withConfiguration(it.configuration())
                .withIdentities(it.identities().toArray(Identity[]::new))
                .withLocalKeys(it.localKeys().toArray(KeyFile[]::new))
                .withHandshake(refused);
        Finding finding = fires(CHECK, facts, Certainty.LIKELY);
        assertEquals(Optional.empty(), finding.effect());
    }

    @Test
    void tellsOfCertificatesWithoutEffect() throws IOException {
        List<Finding> findings =
                findings(setup("IdentityFile ~/.ssh/id_pod", "CertificateFile $HOME/.ssh/id_pod-cert.pub")
                        .facts());
        assertEquals(1, findings.size());
        assertEquals(Optional.of(Effect.NONE), findings.get(0).effect());
        List<Finding> stops = findings(setup("IdentityFile ~/.ssh/id_pod", "CertificateFile ~\\cert.pub")
                .facts());
        assertEquals(Optional.empty(), stops.get(0).effect(), "ssh stops at a certificate's path as well");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IdentityFile ~/.ssh/id_pod",
                "IdentityFile \"~/.ssh/id_pod\"",
                "IdentityFile '~/.ssh/id_pod'",
                "IdentityFile = ~/.ssh/\"id_pod\"",
                "IdentityFile %d/.ssh/id_pod",
                "IdentityFile ${HOME}/.ssh/id_pod",
                "IdentityFile /does/not/exist",
                "IdentityFile ~/.ssh/%h-%r-%%",
                "IdentityFile none",
                "IdentityFile ~root/.ssh/id_pod",
                "User $HOME",
            })
    void silentOnPathsThatSshTakesAsTheyAreMeant(String line) throws IOException {
        assertEquals(List.of(), findings(setup(line).facts()));
    }

    @Test
    void silentOnAFileWhoseNameReallyHoldsADollar() throws IOException {
        assertEquals(
                List.of(),
                findings(setup("IdentityFile ~/.ssh/key$old")
                        .key("~/.ssh/key$old", 2, 0600, "")
                        .facts()));
    }

    @Test
    void silentOnTheCommandLine() throws IOException {
        Setup setup = setup("User root").command(List.of("-i", "id_nowhere", "-o", "IdentityFile=id_other", "gpu"));
        assertEquals(List.of(), findings(setup.facts()));
    }

    @Test
    void silentOnPathsOfWindowsOnWindows() {
        Machine it = Facts.MACHINE;
        Machine windows = new Machine(
                "C:\\Users\\me",
                "me",
                false,
                OperatingSystem.WINDOWS,
                Map.of(),
                it.sshPrograms(),
                Optional.of("OpenSSH_for_Windows_9.5p1"));
        for (String path : List.of("C:\\Users\\me\\.ssh\\id_pod", "~\\.ssh\\id_pod", "~/.ssh/id_pod")) {
            silent(CHECK, Facts.healthy().withMachine(windows).withConfigFile("IdentityFile " + path + "\n", "gpu"));
        }
    }

    @Test
    void silentOnHealthySetups() {
        silent(CHECK, Facts.healthy());
        silent(CHECK, Facts.offline());
        silent(CHECK, Facts.refused());
    }

    @Test
    void lintsEveryBlock() throws IOException {
        String config = """
                Host a
                  IdentityFile id_pod
                Host b
                  IdentityFile ~/.ssh/id_%h
                  IdentityFile "~/$KEYS/id_pod"
                Match exec false
                  IdentityFile C:\\Users\\me\\id_pod
                Host c
                  IdentityFile ~\\.ssh\\id_pod
                  CertificateFile $HOME/cert.pub
                  IdentityFile ${KEYS}/id_pod
                Host *
                  IdentityFile ~/.ssh/id_pod
                """;
        List<Finding> findings = new Trees(home).lint(CHECK, config);
        assertEquals(
                List.of(2, 5, 7, 9, 10),
                findings.stream().map(it -> it.evidence().get(0).span().line()).toList());
        assertTrue(Lines.edit(findings.get(3)).endsWith("+  IdentityFile ~/.ssh/id_pod"), Lines.edit(findings.get(3)));
    }
}
