package dev.sshwhy.collect;

import dev.sshwhy.evidence.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a diagnosis is asked about.
 *
 * @param sshWords the words after {@code ssh}
 * @param surroundings the home directory, the environment and the like
 * @param configFile a configuration in place of {@code ~/.ssh/config}, or "none"
 * @param account the text of the account's public-key field
 * @param online whether the server is asked
 * @param sign whether a login may be made
 * @param batchMode whether nobody is there to answer a question
 * @param runConfigCommands whether commands in the configuration may run (Match exec)
 * @param stepLimit how long each step of the handshake may take
 * @param now the time, for keys and certificates that expire
 */
public record Question(
        List<String> sshWords,
        Surroundings surroundings,
        Optional<String> configFile,
        Observed<AccountSource.Text> account,
        boolean online,
        boolean sign,
        boolean batchMode,
        boolean runConfigCommands,
        Duration stepLimit,
        Instant now) {
    public Question {
        sshWords = List.copyOf(sshWords);
    }
}
