package dev.sshwhy.collect;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Route.Hop;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.sshconfig.ConfigResolver;
import dev.sshwhy.sshconfig.JumpCommand;
import dev.sshwhy.sshconfig.LocalSide;
import dev.sshwhy.sshconfig.SshCommandLine;
import dev.sshwhy.sshconfig.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the way to the target: every jump host as its own ssh would resolve it, and the program of ProxyCommand. */
final class RouteFinder {
    /** Longer chains are somebody's mistake. */
    private static final int MOST_HOPS = 16;

    private final ConfigResolver resolver;
    private final LocalSide local;
    private final ProgramPath programs;

    RouteFinder(ConfigResolver resolver, LocalSide local, ProgramPath programs) {
        this.resolver = resolver;
        this.local = local;
        this.programs = programs;
    }

    Route find(Configuration configuration, SshCommandLine line, Target target, List<Integer> knownPorts) {
        Set<String> seen = new HashSet<>();
        seen.add(name(target.host(), target.port()));
        List<Hop> hops = new ArrayList<>();
        Optional<ConfigValue> chain = configuration.first("proxyjump");
        Optional<Span> namedBy = chain.map(ConfigValue::setAt);
        String host = target.host();
        int port = target.port();
        boolean loops = false;
        while (chain.isPresent() && hops.size() < MOST_HOPS && !loops) {
            Optional<List<String>> words = JumpCommand.words(chain.get().value(), line.configFile(), host, port);
            if (words.isEmpty()) {
                break;
            }
            SshCommandLine next = SshCommandLine.parse(words.get(), local.release());
            Configuration own = resolver.resolve(next);
            Tokens tokens = Tokens.of(local, next.destination(), own);
            Span at = namedBy.orElse(chain.get().setAt());
            hops.add(new Hop(next.destination(), tokens.host(), tokens.port(), tokens.user(), at, writtenFor(own)));
            loops = !seen.add(name(tokens.host(), tokens.port()));
            chain = own.first("proxyjump");
            // Further hops of one chain stand in one line; a hop's own ProxyJump is another.
            namedBy = chain.map(ConfigValue::setAt).filter(it -> !it.source().equals(Span.COMMAND_LINE));
            namedBy = namedBy.isPresent() ? namedBy : Optional.of(at);
            host = tokens.host();
            port = tokens.port();
        }
        Collections.reverse(hops);
        return new Route(hops, loops, proxyProgram(configuration), knownPorts);
    }

    private static String name(String host, int port) {
        return "[" + host + "]:" + port;
    }

    private static Optional<Span> writtenFor(Configuration configuration) {
        return configuration.blocks().stream()
                .filter(BlockMatch::applies)
                .map(BlockMatch::block)
                .filter(it -> it.kind() == ConfigBlock.Kind.HOST && !it.isGeneral())
                .map(ConfigBlock::header)
                .findFirst();
    }

    private Observed<String> proxyProgram(Configuration configuration) {
        String command = configuration.text("proxycommand", "none").strip();
        if (command.equals("none")) {
            return Observed.notLookedAt("there is no ProxyCommand");
        }
        String rest = command.startsWith("exec ") ? command.substring(5).strip() : command;
        int end = 0;
        while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
            end++;
        }
        return programs.find(rest.substring(0, end));
    }
}
