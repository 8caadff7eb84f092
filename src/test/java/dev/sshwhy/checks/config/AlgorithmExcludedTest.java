package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlgorithmExcludedTest {
    private static final AlgorithmExcluded CHECK = new AlgorithmExcluded();
    private static final String OPTION = "pubkeyacceptedalgorithms";
    private static final Identity OFFERED = Facts.identity(Facts.HOME + "/.ssh/id_rsa", Facts.OTHER);

    @Test
    void firesProvenWhenTheServerWasHeardAndTheAccountHoldsTheKey() {
        Finding finding = fires(CHECK, onlineWith(List.of(), leftOut()), Certainty.PROVEN);
        assertEquals(Subject.key(Facts.MINE), finding.subject());
        assertTrue(finding.message().startsWith("Line 2 of ~/.ssh/config"), finding.message());
        assertTrue(finding.message().contains("leaves out ssh-ed25519"), finding.message());
        assertEquals("-  " + OPTION + " ssh-rsa\n+  " + OPTION + " +ssh-rsa,ssh-ed25519", Lines.edit(finding));
        assertEquals(Fix.Safety.ASK, finding.fix().orElseThrow().safety());
    }

    @Test
    void firesProvenWhenTheServerRefusesEveryOtherKey() {
        Finding finding =
                fires(CHECK, onlineWith(List.of(Facts.refused(Facts.OTHER)), OFFERED, leftOut()), Certainty.PROVEN);
        assertEquals(4, finding.evidence().size());
    }

    @Test
    void firesAsLikelyWhenAnotherKeyWasNotAsked() {
        fires(CHECK, onlineWith(List.of(Facts.notAsked(Facts.OTHER)), OFFERED, leftOut()), Certainty.LIKELY);
    }

    @Test
    void firesAsLikelyOffline() {
        fires(CHECK, with(Facts.offline(), leftOut()), Certainty.LIKELY);
    }

    @Test
    void firesAsLikelyWithoutTheAccountWhenNothingElseIsOffered() {
        Finding finding = fires(CHECK, with(Facts.offline(), leftOut()).withoutAccount(), Certainty.LIKELY);
        assertTrue(finding.message().endsWith("does not offer ~/.ssh/id_ed25519."), finding.message());
    }

    @Test
    void firesAsPossibleWithoutTheAccountWhenEveryOtherKeyIsRefused() {
        fires(
                CHECK,
                onlineWith(List.of(Facts.refused(Facts.OTHER)), OFFERED, leftOut())
                        .withoutAccount(),
                Certainty.POSSIBLE);
    }

    @Test
    void firesForAKeyOfTheAgent() {
        Identity it = withWhy(Facts.inAgent(Facts.MINE, 0));
        Finding finding = fires(CHECK, with(Facts.offline(), it), Certainty.LIKELY);
        assertTrue(finding.message().contains("the agent's SHA256:"), finding.message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PubkeyAcceptedAlgorithms ssh-rsa | PubkeyAcceptedAlgorithms +ssh-rsa,ssh-ed25519",
                "PubkeyAcceptedKeyTypes=rsa-sha2-* # old | PubkeyAcceptedKeyTypes=+rsa-sha2-*,ssh-ed25519 # old",
                "PubkeyAcceptedAlgorithms +ssh-rsa | PubkeyAcceptedAlgorithms +ssh-rsa,ssh-ed25519",
                "PubkeyAcceptedAlgorithms -ssh-ed25519,ssh-rsa | PubkeyAcceptedAlgorithms -ssh-rsa",
                "PubkeyAcceptedAlgorithms -ssh-ed25519 | #PubkeyAcceptedAlgorithms -ssh-ed25519",
                "PubkeyAcceptedAlgorithms -*25519* | #PubkeyAcceptedAlgorithms -*25519*"
            })
    void changesTheLineSoThatItTakesTheKey(String line, String changed) {
        assertEquals("-" + line + "\n+" + changed, Lines.edit(foundAt(Lines.line(2, line))));
    }

    @Test
    void leavesTheSystemsFileAndTheCommandLineAlone() {
        assertEquals(
                "+PubkeyAcceptedAlgorithms +ssh-ed25519",
                Lines.edit(foundAt(Span.line("/etc/ssh/ssh_config", 20, "PubkeyAcceptedAlgorithms ssh-rsa"))));
        Finding finding = foundAt(Span.of(Span.COMMAND_LINE, "-o PubkeyAcceptedAlgorithms=ssh-rsa"));
        assertEquals(Fix.Safety.MANUAL, finding.fix().orElseThrow().safety());
    }

    @Test
    void silentWhenTheOptionIsNotSetOrTakesTheKey() {
        silent(CHECK, Facts.healthy());
        silent(CHECK, Facts.healthy().withConfiguration(Facts.configuration(OPTION, "ssh-ed25519", 2)));
    }

    @Test
    void silentWhenAnotherOfferedKeyIsRegisteredOrAccepted() {
        silent(CHECK, with(Facts.offline(), OFFERED, leftOut()).withAccount(Facts.field(Facts.OTHER.line())));
        silent(CHECK, onlineWith(List.of(Facts.accepted(Facts.OTHER)), OFFERED, leftOut()));
    }

    @Test
    void silentWhenTheAccountHoldsAnotherKeyOnly() {
        silent(CHECK, with(Facts.offline(), leftOut()).withAccount(Facts.field(Facts.OTHER.line())));
    }

    /** What cannot be told: without the account and the server, the key that is offered may be the right one. */
    @Test
    void silentWithoutTheAccountWhenAnotherKeyIsOffered() {
        silent(CHECK, with(Facts.offline(), OFFERED, leftOut()).withoutAccount());
    }

    @Test
    void silentWhenNoKeyWouldHelp() {
        silent(
                CHECK,
                with(Facts.offline(), leftOut())
                        .withConfiguration(new Lines()
                                .with(OPTION, "ssh-rsa", Lines.line(2, "PubkeyAcceptedAlgorithms ssh-rsa"))
                                .with("pubkeyauthentication", "no", Lines.line(3, "PubkeyAuthentication no"))
                                .configuration()));
        silent(
                CHECK,
                with(Facts.healthy(), leftOut())
                        .withHandshake(Facts.handshake(
                                HostKey.Known.YES, List.of("password"), List.of(), new Login.NotTried("no"), false)));
    }

    private static Finding foundAt(Span at) {
        return fires(
                CHECK,
                with(Facts.offline(), leftOut())
                        .withConfiguration(
                                new Lines().with(OPTION, "ssh-rsa", at).configuration()),
                Certainty.LIKELY);
    }

    private static Facts with(Facts facts, Identity... identities) {
        return facts.withIdentities(identities).withConfiguration(Facts.configuration(OPTION, "ssh-rsa", 2));
    }

    private static Facts onlineWith(List<KeyAnswer> answers, Identity... identities) {
        return with(Facts.healthy(), identities)
                .withHandshake(Facts.answers(answers, new Login.NotTried("no key was accepted")));
    }

    private static Identity leftOut() {
        return withWhy(Facts.identity(Facts.file(Facts.PATH, Facts.MINE), Facts.MINE, Identity.NamedBy.DEFAULT, 0));
    }

    private static Identity withWhy(Identity it) {
        return new Identity(
                it.path(),
                it.namedBy(),
                it.namedAt(),
                it.file(),
                it.publicFile(),
                it.publicKey(),
                it.publicFrom(),
                it.pair(),
                it.inAgent(),
                0,
                "not offered: PubkeyAcceptedAlgorithms leaves out ssh-ed25519");
    }
}
