package dev.sshwhy.collect;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Route.Hop;
import dev.sshwhy.evidence.Span;
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

    /**
     * The way.
     *
     * @param route as checks see it
     * @param legs the jump hosts in the order in which they are reached, those of a ProxyCommand {@code ssh -W} too
     * @param isWhole whether the first of them is where ssh begins; else there are more than anybody means
     */
    record Way(Route route, List<Leg> legs, boolean isWhole) {}

    Way find(Leg to, List<Integer> knownPorts) {
        Set<String> seen = new HashSet<>();
        seen.add(name(to));
        List<Hop> hops = new ArrayList<>();
        List<Leg> legs = new ArrayList<>();
        Optional<Span> namedBy = jumpLine(to);
        boolean loops = false;
        Optional<List<String>> words = before(to);
        while (words.isPresent() && legs.size() < MOST_HOPS && !loops) {
            Leg leg = Leg.of(SshCommandLine.parse(words.get(), local.release()), resolver, local);
            Tokens tokens = leg.tokens();
            legs.add(leg);
            if (namedBy.isPresent()) {
                hops.add(new Hop(
                        leg.line().destination(),
                        tokens.host(),
                        tokens.port(),
                        tokens.user(),
                        namedBy.get(),
                        writtenFor(leg.configuration())));
            }
            loops = !seen.add(name(leg));
            words = before(leg);
            // Further hops of one chain stand in one line; a hop's own ProxyJump is another.
            Optional<Span> own = jumpLine(leg);
            namedBy = own.isPresent() && own.get().source().equals(Span.COMMAND_LINE) ? namedBy : own;
        }
        Collections.reverse(hops);
        Collections.reverse(legs);
        return new Way(new Route(hops, loops, proxyProgram(to.configuration()), knownPorts), legs, words.isEmpty());
    }

    /** The words of the ssh that is started first, to get over the jump host next to this leg; empty where it goes straight. */
    private static Optional<List<String>> before(Leg leg) {
        Tokens tokens = leg.tokens();
        Optional<ConfigValue> chain = leg.configuration().first("proxyjump");
        return chain.isPresent() && !chain.get().value().equals("none")
                ? JumpCommand.words(
                        expanded(chain.get().value(), tokens), leg.line().configFile(), tokens.host(), tokens.port())
                : leg.configuration()
                        .first("proxycommand")
                        .flatMap(it -> JumpCommand.ofProxy(it.value()))
                        .map(words ->
                                words.stream().map(it -> expanded(it, tokens)).toList());
    }

    /** ssh makes a ProxyCommand of ProxyJump too, and expands %h, %n, %p and %r in either (ssh_config(5), TOKENS). */
    private static String expanded(String value, Tokens tokens) {
        return tokens.percent(value).orElse(value);
    }

    private static Optional<Span> jumpLine(Leg leg) {
        return leg.configuration().first("proxyjump").map(ConfigValue::setAt);
    }

    /** Two names of one machine are no circle: each has its own lines in the configuration. */
    private static String name(Leg leg) {
        return leg.line().destination() + " [" + leg.tokens().host() + "]:"
                + leg.tokens().port();
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
