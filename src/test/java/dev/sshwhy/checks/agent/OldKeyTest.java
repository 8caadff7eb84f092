package dev.sshwhy.checks.agent;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.testing.Facts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OldKeyTest {
    private static final OldKey CHECK = new OldKey();
    private static final PublicKey OLD = Facts.key(7, Facts.MINE.comment());
    private static final PublicKey OLD_BY_PATH = Facts.key(7, Facts.PATH);

    @Test
    void firesAsLikelyWhenTheAgentsKeyCarriesThePathOfAFileThatIsAnother() {
        assertEquals(
                Optional.of(Effect.NONE),
                fires(CHECK, Facts.healthy().withAgent(Facts.agent(OLD_BY_PATH)), Certainty.LIKELY)
                        .effect());
    }

    @Test
    void isOnlyPossibleWhenBothHaveTheSameComment() {
        fires(CHECK, Facts.healthy().withAgent(Facts.agent(OLD)), Certainty.POSSIBLE);
    }

    @Test
    void blocksWhenTheRegisteredKeysOtherHalfWasToBeInTheAgent() {
        KeyFile half = Facts.publicFile(Facts.PATH + ".pub", Facts.MINE);
        Facts facts = Facts.offline().withAgent(Facts.agent(OLD)).withLocalKeys(half);
        assertEquals(Optional.empty(), fires(CHECK, facts, Certainty.LIKELY).effect());
    }

    @Test
    void silentWhenTheAgentHoldsTheNewKeyToo() {
        silent(CHECK, Facts.healthy().withAgent(Facts.agent(Facts.MINE, OLD)));
        silent(CHECK, Facts.healthy().withAgent(Facts.agent(Facts.MINE)));
    }

    @Test
    void silentWhenTheCommentIsAnothersOrTwoFilesShareIt() {
        silent(CHECK, Facts.healthy().withAgent(Facts.agent(Facts.OTHER)));
        silent(
                CHECK,
                Facts.healthy()
                        .withAgent(Facts.agent(OLD))
                        .withLocalKeys(
                                Facts.file(Facts.PATH, Facts.MINE),
                                Facts.file(Facts.HOME + "/.ssh/work", Facts.key(8, Facts.MINE.comment()))));
    }

    @Test
    void cannotTellWhenTheFileShowsItsPublicHalfToNobody() {
        cannotTell(
                CHECK, Facts.healthy().withAgent(Facts.agent(OLD_BY_PATH)).withLocalKeys(Facts.closedFile(Facts.PATH)));
    }
}
