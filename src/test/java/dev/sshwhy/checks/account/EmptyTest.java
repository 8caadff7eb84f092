package dev.sshwhy.checks.account;

import static dev.sshwhy.testing.CheckAssert.cannotTell;
import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.Observed;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.testing.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmptyTest {
    private static final Empty CHECK = new Empty();

    @Test
    void pastesTheLineAnewWhereItStandsBehindANumberSign() {
        String comment = "# " + Facts.MINE.line() + "\n";
        Finding finding = fires(CHECK, Facts.refused().withAccount(Fields.read(comment)), Certainty.PROVEN);
        assertEquals(Optional.of(comment + Facts.MINE.line() + "\n"), pasted(finding));
    }

    @Test
    void firesProvenWhenTheServerRefusesEveryKeyAndPastesTheLineOfTheOfferedOne() {
        Finding finding = fires(CHECK, Facts.refused().withAccount(Fields.read("")), Certainty.PROVEN);
        assertEquals(Optional.of(Facts.MINE.line() + "\n"), pasted(finding));
    }

    @Test
    void firesAsLikelyWhenAllLinesAreCommentsAndKeepsThem() {
        Finding finding = fires(CHECK, Facts.offline().withAccount(Fields.read("# my laptop\n")), Certainty.LIKELY);
        assertEquals(Optional.of("# my laptop\n" + Facts.MINE.line() + "\n"), pasted(finding));
    }

    @Test
    void advisesToMakeAKeyWhereThereIsNone() {
        Finding finding =
                fires(CHECK, Facts.offline().withIdentities().withAccount(Fields.read("\n")), Certainty.LIKELY);
        assertEquals(Fix.Safety.MANUAL, finding.fix().orElseThrow().safety());
    }

    @Test
    void firesWithoutEffectWhenTheServerAcceptsTheKeyAllTheSame() {
        Finding finding = fires(CHECK, Facts.healthy().withAccount(Fields.read("")), Certainty.LIKELY);
        assertEquals(Optional.of(Effect.NONE), finding.effect());
    }

    @Test
    void silentWhenTheFieldHoldsAKey() {
        silent(CHECK, Facts.offline().withAccount(Fields.read("@OTHER@")));
    }

    @Test
    void cannotTellWhenTheFieldCannotBeRead() {
        cannotTell(CHECK, Facts.offline().withAccount(Observed.unreadable("field.txt", "permission denied")));
    }

    private static Optional<String> pasted(Finding finding) {
        List<Fix.Step> steps = finding.fix().orElseThrow().steps();
        return steps.stream().flatMap(it -> it.text().stream()).findFirst();
    }
}
