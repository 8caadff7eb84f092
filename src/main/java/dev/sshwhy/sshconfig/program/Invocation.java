package dev.sshwhy.sshconfig.program;

import dev.sshwhy.evidence.Program;
import dev.sshwhy.sshconfig.SshRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line that runs ssh, and the words that ssh gets from it. For every program but ssh itself exactly one of
 * {@code sshWords}, {@code withoutSsh} and {@code problems} says something. A program that connects more than once is
 * followed to its first connection.
 *
 * @param program the program typed
 * @param typed the words as typed, the program's name first
 * @param sshWords exactly the words after {@code ssh} that the program would run, the remote command included; empty
 *     when none is run
 * @param sshProgram the program it would run when that is not plain {@code ssh} (scp and sftp {@code -S}, the first
 *     word of rsync's {@code -e} or git's {@code core.sshCommand}), as written
 * @param withoutSsh why ssh is not run at all, in words for a user
 * @param problems what the program refuses, or what sshwhy cannot follow, in words for a user
 */
public record Invocation(
        Program program,
        List<String> typed,
        List<String> sshWords,
        Optional<String> sshProgram,
        Optional<String> withoutSsh,
        List<String> problems) {
    public Invocation {
        typed = List.copyOf(typed);
        sshWords = List.copyOf(sshWords);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a command line as the program itself does. Never fails: what is wrong stands in {@link #problems}.
     *
     * @param words the words after the program's name
     * @param release which scp and sftp they are; rsync and git are taken as their newest known releases
     */
    public static Invocation parse(Program program, List<String> words, SshRelease release, Around around) {
        List<String> typed = new ArrayList<>(List.of(program.command()));
        typed.addAll(words);
        Answer answer = switch (program) {
            case SSH -> new Answer.Runs("ssh", words);
            case SCP -> new ScpCommand(release, around).read(words);
            case SFTP -> new SftpCommand(release, around).read(words);
            case RSYNC -> new RsyncCommand(around).read(words);
            case GIT -> new GitCommand(release, around).read(words);
        };
        if (answer instanceof Answer.Runs runs) {
            Optional<String> other = Optional.of(runs.sshProgram()).filter(it -> !it.equals("ssh"));
            return new Invocation(program, typed, runs.words(), other, Optional.empty(), List.of());
        }
        if (answer instanceof Answer.WithoutSsh without) {
            return new Invocation(program, typed, List.of(), Optional.empty(), Optional.of(without.why()), List.of());
        }
        String problem = ((Answer.Refused) answer).problem();
        return new Invocation(program, typed, List.of(), Optional.empty(), Optional.empty(), List.of(problem));
    }
}
