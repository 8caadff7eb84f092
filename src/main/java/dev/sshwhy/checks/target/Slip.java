package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Subject;
import java.util.List;

/**
 * An option that does not do what its writer thinks.
 *
 * @param certainty how sure that is
 * @param subject ssh's start where the program gives up at once, else the host
 * @param message what the program makes of it, in one sentence
 * @param at the word of the command
 * @param saying what the word does there
 * @param advice what to do, before the corrected command
 * @param corrected the command as it should be
 */
record Slip(
        Certainty certainty,
        Subject subject,
        String message,
        int at,
        String saying,
        String advice,
        List<String> corrected) {
    Slip {
        corrected = List.copyOf(corrected);
    }

    Finding finding(Snapshot facts) {
        return Finding.of(certainty, subject, message)
                .seen(TypedCommand.at(facts, at), saying)
                .withFix(TypedCommand.corrected(facts, advice, corrected));
    }
}
