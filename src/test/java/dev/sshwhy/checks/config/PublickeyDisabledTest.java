package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublickeyDisabledTest {
    private static final PublickeyDisabled CHECK = new PublickeyDisabled();

    @Test
    void firesProvenWhenALineTurnsKeysOff() {
        Finding finding = found(new Lines()
                .with("pubkeyauthentication", "false", Lines.line(2, "  PubkeyAuthentication no"))
                .configuration());
        assertEquals("-  PubkeyAuthentication no\n+  PubkeyAuthentication yes", Lines.edit(finding));
        assertTrue(finding.message().contains("PubkeyAuthentication no"), finding.message());
    }

    @Test
    void firesAndTellsTheLaterLineThatSaysOtherwise() {
        Finding finding = found(new Lines()
                .with(
                        "pubkeyauthentication",
                        "no",
                        Lines.line(2, "  PubkeyAuthentication no"),
                        Lines.line(8, "  PubkeyAuthentication yes"))
                .configuration());
        assertTrue(finding.message().contains("line 8 of ~/.ssh/config says yes"), finding.message());
        assertEquals(2, finding.evidence().size());
    }

    @Test
    void firesWhenTheMethodsLackPublickey() {
        Finding finding = found(new Lines()
                .with("preferredauthentications", "password", Lines.line(1, "PreferredAuthentications=password"))
                .configuration());
        assertEquals(
                "-PreferredAuthentications=password\n+PreferredAuthentications=publickey,password",
                Lines.edit(finding));
    }

    @Test
    void theFixLeavesOutWhatIsNoMethod() {
        Finding finding = found(new Lines()
                .with(
                        "preferredauthentications",
                        "pubkey,password",
                        Lines.line(1, "PreferredAuthentications pubkey,password"))
                .configuration());
        assertEquals(
                "-PreferredAuthentications pubkey,password\n+PreferredAuthentications publickey,password",
                Lines.edit(finding));
    }

    @Test
    void firesForTheCommandLineWithoutAnEdit() {
        Finding finding = found(new Lines()
                .with("pubkeyauthentication", "no", Span.of(Span.COMMAND_LINE, "-o PubkeyAuthentication=no"))
                .configuration());
        assertEquals(Fix.Safety.MANUAL, finding.fix().orElseThrow().safety());
    }

    @Test
    void firesForTheSystemsFileWithAnEditOfTheUsersOwn() {
        Finding finding = found(new Lines()
                .with("pubkeyauthentication", "no", Span.line("/etc/ssh/ssh_config", 20, "    PubkeyAuthentication no"))
                .configuration());
        assertEquals("+PubkeyAuthentication yes", Lines.edit(finding));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "true", "unbound", "host-bound"})
    void silentWhenKeysAreOn(String value) {
        silent(
                CHECK,
                Facts.healthy()
                        .withConfiguration(new Lines()
                                .with("pubkeyauthentication", value, Lines.line(2, "PubkeyAuthentication " + value))
                                .with(
                                        "preferredauthentications",
                                        "password,publickey",
                                        Lines.line(3, "PreferredAuthentications password,publickey"))
                                .configuration()));
    }

    private static Finding found(Configuration configuration) {
        return fires(CHECK, Facts.offline().withConfiguration(configuration), Certainty.PROVEN);
    }
}
