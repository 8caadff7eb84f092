package dev.sshwhy.collect;

import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a diagnosis is asked about.
 *
 * @param program the program that was typed
 * @param command the words that were typed, the program's name first
 * @param sshWords the words that ssh gets from it, without its name; none when it runs no ssh
 * @param sshProgram the program that it runs in place of {@code ssh}
 * @param surroundings the home directory, the environment and the like
 * @param configFile a configuration in place of {@code ~/.ssh/config}, or "none"
 * @param account the text of the account's public-key field
 * @param online whether the server is asked
 * @param sign whether a login may be made
 * @param batchMode whether nobody is there to answer a question
 * @param asksOtherAgents whether agents that ssh does not ask may be asked which keys they hold
 * @param runConfigCommands whether commands in the configuration may run (Match exec)
 * @param stepLimit how long each step of the handshake may take
 * @param progress hears how it goes on
 * @param now the time, for keys and certificates that expire
 */
public record Question(
        Program program,
        List<String> command,
        List<String> sshWords,
        Optional<String> sshProgram,
        Surroundings surroundings,
        Optional<String> configFile,
        Observed<AccountSource.Text> account,
        boolean online,
        boolean sign,
        boolean batchMode,
        boolean asksOtherAgents,
        boolean runConfigCommands,
        Duration stepLimit,
        Progress progress,
        Instant now) {
    public Question {
        command = List.copyOf(command);
        sshWords = List.copyOf(sshWords);
    }

    /** Whether ssh goes anywhere at all. */
    boolean runsSsh() {
        return program == Program.SSH || !sshWords.isEmpty();
    }
}
