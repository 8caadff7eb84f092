package dev.sshwhy.report.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.report.redaction.Redaction.Redacted;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.RulePage;
import dev.sshwhy.testing.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionTest {
    private static final Vocabulary OWN = Vocabulary.of(List.of(
            "Line of ~/.ssh/config stops ssh for every host: no ssh option is called",
            "names which is not there the key file its public half",
            "host hostname user port identityfile identitiesonly setenv, owner",
            "localcommand proxycommand remotecommand"));

    @TempDir
    private Path folder;

    private Setup setup;

    @BeforeEach
    void makeAHome() throws IOException {
        setup = new Setup(Files.createDirectories(folder.resolve("home/marinella")))
                .key("~/.ssh/zelda_work", 1, 0644, "")
                .file("~/.ssh/config", """
                        Host gpu-of-zelda
                          HostName gpu.zelda.example
                          User marinella
                          IdentityFile ~/.ssh/zelda_work
                          SetEnv PIN=12345 TOKEN=tok77
                          Zeldas option
                        """, 0600)
                .command(List.of("gpu-of-zelda"));
    }

    private Redacted redacted(Keep... keep) {
        Set<Keep> kept = EnumSet.noneOf(Keep.class);
        kept.addAll(List.of(keep));
        return Redaction.of(setup.diagnosis(), OWN, kept);
    }

    @Test
    void theProgramKeepsItsNameAlsoWhereTheLoginNameIsTheSame() throws IOException {
        setup.command(List.of("ssh@gpu-of-zelda", "ssh", "-V"));
        List<String> command = redacted().diagnosis().facts().target().command();
        assertEquals("ssh", command.get(0));
        assertTrue(command.get(1).matches("user-\\d@host-\\d"), command.get(1));
    }

    @Test
    void numbersOptionsByTheirNamesSoThatTwoTicketsOfOneSetupAreAlike() throws IOException {
        setup.file("~/.ssh/config", """
                Host gpu-of-zelda
                  ProxyCommand nc zelda 22
                  RemoteCommand tmux new zelda
                  LocalCommand notify zelda
                """, 0600);
        Configuration configuration = redacted().diagnosis().facts().configuration();
        assertEquals(
                List.of("text-1", "text-2", "text-3"),
                Stream.of("localcommand", "proxycommand", "remotecommand")
                        .map(it -> configuration.text(it, ""))
                        .toList());
    }

    private static void assertClean(String text) {
        for (String secret : List.of("marinella", "zelda", "12345", "tok77")) {
            assertFalse(text.toLowerCase(Locale.ROOT).contains(secret), secret + " in " + text);
        }
    }

    @Test
    void leavesNoPersonalTextInAnyRecord() {
        Redacted redacted = redacted();
        String all = redacted.diagnosis().toString();
        assertClean(all);
        assertEquals(List.of(), redacted.scan().leaks(all));
    }

    @Test
    void findsWhatALaterHandPutBackIn() {
        Redacted redacted = redacted();
        Diagnosis clean = redacted.diagnosis();
        Diagnosis open = setup.diagnosis();
        for (Diagnosis tampered : List.of(
                new Diagnosis(clean.facts(), clean.verdict(), "ask marinella", clean.findings(), clean.notChecked()),
                new Diagnosis(
                        clean.facts(),
                        clean.verdict(),
                        "look at " + setup.home() + "/notes",
                        clean.findings(),
                        clean.notChecked()),
                new Diagnosis(clean.facts(), clean.verdict(), clean.summary(), open.findings(), clean.notChecked()),
                new Diagnosis(open.facts(), clean.verdict(), clean.summary(), clean.findings(), clean.notChecked()),
                new Diagnosis(
                        clean.facts(),
                        clean.verdict(),
                        "token qX7tR2mK9pL4wZ8vB1nC6sD3",
                        clean.findings(),
                        clean.notChecked()))) {
            assertFalse(redacted.scan().leaks(tampered.toString()).isEmpty(), tampered.toString());
        }
    }

    @Test
    void keepsWhatSupportNeeds() {
        Diagnosis diagnosis = redacted().diagnosis();
        Identity identity = diagnosis.facts().identities().get(0);
        Identity before = setup.diagnosis().facts().identities().get(0);
        assertEquals(
                before.publicKey().orElseThrow().fingerprint(),
                identity.publicKey().orElseThrow().fingerprint());
        assertEquals("ssh-ed25519", identity.publicKey().orElseThrow().type());
        FileFacts file = identity.file().seen().orElseThrow().file();
        assertEquals("0644", file.modeText());
        assertEquals("you", file.owner());
        assertTrue(file.path().startsWith("~/.ssh/path-"), file.path());
        assertEquals(22, diagnosis.facts().target().port());
        Diagnosed cause = diagnosis.firstCause().orElseThrow();
        assertEquals("config/unknown-option", cause.rule());
        Span place = cause.finding().evidence().get(0).span();
        assertEquals(6, place.line());
        assertTrue(place.source().endsWith("/.ssh/config"), place.source());
    }

    @Test
    void callsTheSameByTheSameName() {
        Redacted redacted = redacted();
        String user = redacted.replacements().stream()
                .filter(it -> it.value().equals("marinella"))
                .map(Replacement::pseudonym)
                .findFirst()
                .orElseThrow();
        assertEquals(user, redacted.diagnosis().facts().target().user());
        assertEquals(redacted.replacements(), redacted().replacements());
        assertEquals(
                redacted.replacements().size(),
                redacted.replacements().stream()
                        .map(Replacement::pseudonym)
                        .distinct()
                        .count());
    }

    @Test
    void whatIsMetLateIsReplacedWhereItStandsBefore() {
        Diagnosis diagnosis = setup.diagnosis();
        Diagnosed first = diagnosis.findings().get(0);
        RulePage page = first.page();
        RulePage earlier = new RulePage(
                page.id(),
                page.title(),
                page.severity(),
                page.effect(),
                List.of(),
                page.since(),
                "Look at /solaria/a.");
        Finding later = Finding.of(Certainty.PROVEN, first.finding().subject(), "names /solaria/keys");
        Diagnosed both = new Diagnosed(earlier, later, first.effect(), Optional.empty(), Optional.empty());
        Redacted redacted = Redaction.of(
                new Diagnosis(diagnosis.facts(), diagnosis.verdict(), "", List.of(both), List.of()), OWN, Set.of());
        Diagnosed shown = redacted.diagnosis().findings().get(0);
        assertTrue(
                shown.page().body().matches("Look at /path-\\d+/a\\."),
                shown.page().body());
        assertEquals(List.of(), redacted.scan().leaks(redacted.diagnosis().toString()));
    }

    @Test
    void keepsTheTargetWhenAskedAndNothingElse() {
        Redacted redacted = redacted(Keep.TARGET);
        assertEquals("gpu.zelda.example", redacted.diagnosis().facts().target().host());
        String rest = redacted.diagnosis().toString().replace("gpu.zelda.example", "");
        assertClean(rest);
        assertEquals(List.of(), redacted.scan().leaks(redacted.diagnosis().toString()));
    }

    @Test
    void knowsWhichPseudonymsStandInADocument() {
        Redacted redacted = redacted();
        List<Replacement> some = redacted.replacements();
        assertEquals(List.of(), redacted.standingIn(List.of("nothing, user-1000 and my-user-1x")));
        assertEquals(
                List.of(some.get(0)),
                redacted.standingIn(List.of("a", "(" + some.get(0).pseudonym() + ")")));
    }
}
