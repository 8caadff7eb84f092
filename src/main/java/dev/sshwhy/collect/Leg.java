package dev.sshwhy.collect;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.sshconfig.ConfigResolver;
import dev.sshwhy.sshconfig.LocalSide;
import dev.sshwhy.sshconfig.SshCommandLine;
import dev.sshwhy.sshconfig.Tokens;
import java.util.List;
import java.util.Optional;

/**
 * One ssh on the way: the one that was asked for, or one that it starts to get over a jump host.
 *
 * @param line what it is told
 * @param configuration what it makes of the configuration files
 * @param tokens what %h, ~ and the like mean to it
 */
record Leg(SshCommandLine line, Configuration configuration, Tokens tokens) {
    static Leg of(SshCommandLine line, ConfigResolver resolver, LocalSide local) {
        Configuration configuration = resolver.resolve(line);
        return new Leg(line, configuration, Tokens.of(local, line.destination(), configuration));
    }

    /** Where it goes, as the command line that somebody would type for it. */
    Target target() {
        return target(Program.SSH, line.words(), line.words(), Optional.empty());
    }

    /**
     * The same for what was really typed.
     *
     * @param sshWords the words that ssh gets from that; the leg's own may have the {@code -F} of sshwhy's --config before them
     */
    Target target(Program program, List<String> command, List<String> sshWords, Optional<String> sshProgram) {
        Optional<String> provider = tokens.host().equals("ssh.runpod.io") ? Optional.of("runpod") : Optional.empty();
        return new Target(
                program,
                command,
                sshWords,
                sshProgram,
                line.destination(),
                tokens.host(),
                tokens.port(),
                tokens.user(),
                provider);
    }

    /** The file of an option's value. */
    String path(String value, Surroundings surroundings) {
        return surroundings.absolute(tokens.path(value).orElse(value));
    }
}
