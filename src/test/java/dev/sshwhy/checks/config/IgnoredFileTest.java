package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.ConfigProblem.Kind;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.testing.Facts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IgnoredFileTest {
    private static final IgnoredFile CHECK = new IgnoredFile();

    @Test
    void firesWithoutEffectWhenAFileCannotBeRead() {
        assertEquals(
                Optional.of(Effect.NONE),
                fires(
                                CHECK,
                                Facts.healthy()
                                        .withConfiguration(new Lines()
                                                .configuration(Lines.problem(
                                                        Kind.UNREADABLE,
                                                        Span.of(Lines.FILE, ""),
                                                        "cannot be read: permission denied",
                                                        ""))),
                                Certainty.PROVEN)
                        .effect());
    }

    @Test
    void silentWhenEveryFileIsRead() {
        silent(CHECK, Facts.healthy());
    }
}
