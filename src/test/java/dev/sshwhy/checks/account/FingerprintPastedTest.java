package dev.sshwhy.checks.account;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountFault.Kind;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FingerprintPastedTest {
    private static final FingerprintPasted CHECK = new FingerprintPasted();
    private static final AccountField PASTED =
            Facts.field(Facts.fault(Kind.FINGERPRINT_PASTED, Facts.MINE), Facts.MINE.fingerprint());

    @Test
    void firesProvenWhenTheServerRefusesThatKey() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(PASTED), Certainty.PROVEN);
        assertEquals(Subject.key(Facts.MINE), finding.subject());
    }

    @Test
    void firesAsLikelyWhenTheServerWasNotAsked() {
        fires(CHECK, Facts.offline().withAccount(PASTED), Certainty.LIKELY);
    }

    @Test
    void pastesNoLineOfAStalePubFile() {
        Identity stale = Facts.identity(Facts.file(Facts.PATH, Facts.MINE), Facts.OTHER, Identity.NamedBy.DEFAULT, 1);
        Finding recovered = fires(
                CHECK,
                Facts.offline().withIdentities(stale).withAccount(Fields.read("@MINE FINGERPRINT@")),
                Certainty.LIKELY);
        assertEquals(Optional.of(Facts.MINE.line()), pasted(recovered).map(String::strip));
        Finding lost = fires(CHECK, Facts.offline().withIdentities(stale).withAccount(PASTED), Certainty.LIKELY);
        assertEquals(Optional.of(Facts.MINE.line()), pasted(lost).map(String::strip));
    }

    private static Optional<String> pasted(Finding finding) {
        return finding.fix().orElseThrow().steps().get(0).text();
    }

    @Test
    void silentWhenTheFieldHoldsTheKey() {
        silent(CHECK, Facts.healthy());
    }

    @Test
    void cannotTellWhenTheFieldWasNotGiven() {
        cannotTell(CHECK, Facts.offline().withAccount(Observed.notLookedAt("--account-keys was not given")));
    }

    @Test
    void neverAdvisesToPasteAPrivateFile() {
        AccountFault fault = new AccountFault(
                Kind.FINGERPRINT_PASTED, 1, 1, 0, "seen", List.of(Facts.MINE), Optional.of("~/.ssh/id_ed25519"));
        Facts facts = Facts.refused()
                .withLocalKeys(Facts.file(Facts.PATH, Facts.MINE))
                .withAccount(Facts.field(fault, Facts.MINE.fingerprint()));
        String advice =
                fires(CHECK, facts, Certainty.PROVEN).fix().orElseThrow().summary();
        assertTrue(advice.contains("ssh-keygen -y -f ~/.ssh/id_ed25519"), advice);
    }
}
