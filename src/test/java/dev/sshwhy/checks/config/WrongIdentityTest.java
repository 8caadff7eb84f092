package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Identity.NamedBy;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrongIdentityTest {
    private static final WrongIdentity CHECK = new WrongIdentity();
    /** Facts' own line for an identity of the config, as it stands there and as the fix writes it. */
    private static final String NAMED_LINE = "+  IdentityFile ~/.ssh/id_ed25519";

    private static final String WORK = Facts.HOME + "/.ssh/id_work";
    private static final KeyFile WORK_FILE = Facts.file(WORK, Facts.OTHER);
    private static final Identity NAMED = Facts.identity(WORK_FILE, Facts.OTHER, NamedBy.CONFIG, 1);
    private static final Facts WRONG = Facts.offline()
            .withIdentities(NAMED)
            .withLocalKeys(Facts.file(Facts.PATH, Facts.MINE), WORK_FILE)
            .withAccount(Facts.field(Facts.MINE.line()));

    @Test
    void firesProvenWhenTheServerRefusesTheNamedKeyAndTheAccountHoldsTheOther() {
        Finding finding = fires(
                CHECK,
                WRONG.withHandshake(refusal())
                        .withConfiguration(new Lines()
                                .with("hostname", "203.0.113.7", Lines.line(1, "  HostName 203.0.113.7"))
                                .with("identityfile", "~/.ssh/id_work", Lines.line(2, "  IdentityFile ~/.ssh/id_work"))
                                .configuration()),
                Certainty.PROVEN);
        assertEquals(NAMED_LINE.replace('+', '-') + "\n" + NAMED_LINE, Lines.edit(finding));
        assertEquals(Fix.Safety.SAFE, finding.fix().orElseThrow().safety());
    }

    @Test
    void firesAndKeepsALineThatOtherHostsMayNeed() {
        Finding finding = fires(CHECK, WRONG.withHandshake(refusal()), Certainty.PROVEN);
        assertEquals(NAMED_LINE.replace('+', '-') + "\n" + NAMED_LINE + "\n" + NAMED_LINE, Lines.edit(finding));
    }

    @Test
    void firesAsLikelyWhenTheServerWasNotAsked() {
        assertEquals(
                Fix.Safety.ASK,
                fires(CHECK, WRONG, Certainty.LIKELY).fix().orElseThrow().safety());
    }

    @Test
    void firesAsPossibleWithoutTheAccountWhenTheServerRefusesTheNamedKey() {
        fires(CHECK, WRONG.withAccount(Observed.notLookedAt("not given")).withHandshake(refusal()), Certainty.POSSIBLE);
    }

    @Test
    void silentWhenTheAccountHoldsTheNamedKeyToo() {
        silent(CHECK, WRONG.withAccount(Facts.field(Facts.MINE.line(), Facts.OTHER.line())));
    }

    @Test
    void silentWhenTheServerAcceptsTheNamedKey() {
        silent(
                CHECK,
                WRONG.withHandshake(
                        Facts.answers(List.of(Facts.accepted(Facts.OTHER)), new Login.NotTried("nothing was signed"))));
    }

    @Test
    void silentWhenTheKeyIsNamedOnTheCommandLine() {
        silent(CHECK, WRONG.withIdentities(Facts.identity(WORK_FILE, Facts.OTHER, NamedBy.COMMAND_LINE, 1)));
    }

    @Test
    void silentWhenTheConfigNamesAFileThatIsNotThere() {
        silent(CHECK, WRONG.withIdentities(Facts.missing(WORK, NamedBy.CONFIG)));
    }

    @Test
    void silentWhenTheNamedFileItselfIsRegisteredAndItsPublicHalfIsStale() {
        Identity stale = Facts.identity(Facts.file(Facts.PATH, Facts.MINE), Facts.OTHER, NamedBy.CONFIG, 1);
        silent(CHECK, WRONG.withIdentities(stale).withLocalKeys(Facts.file(Facts.PATH, Facts.MINE)));
    }

    @Test
    void silentWhenOnlyThePublicHalfOfTheRegisteredKeyIsHere() {
        silent(CHECK, WRONG.withLocalKeys(Facts.publicFile(Facts.PATH + ".pub", Facts.MINE), WORK_FILE));
    }

    @Test
    void cannotTellWithoutTheAccountAndTheServer() {
        cannotTell(CHECK, WRONG.withAccount(Observed.notLookedAt("not given")));
    }

    private static Handshake refusal() {
        return Facts.answers(List.of(Facts.refused(Facts.OTHER)), new Login.NotTried("no key was accepted"));
    }
}
