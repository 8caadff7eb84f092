package dev.sshwhy.checks.target;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the trial handshake says about a command line that may be wrong. */
final class Trial {
    private static final Set<Failure.Kind> NOBODY_THERE = EnumSet.of(
            Failure.Kind.NAME_UNRESOLVED,
            Failure.Kind.REFUSED,
            Failure.Kind.TIMED_OUT,
            Failure.Kind.UNREACHABLE,
            Failure.Kind.NOT_SSH,
            Failure.Kind.CLOSED_EARLY);

    private Trial() {}

    /** Whether it met no SSH server, as it goes where a host or port is wrong. */
    static boolean metNobody(Snapshot facts) {
        return failure(facts).filter(it -> NOBODY_THERE.contains(it.kind())).isPresent();
    }

    static boolean foundNoName(Snapshot facts) {
        return failure(facts)
                .filter(it -> it.kind() == Failure.Kind.NAME_UNRESOLVED)
                .isPresent();
    }

    /** Whether the host's name has an address. */
    static boolean foundName(Snapshot facts) {
        return facts.handshake()
                .seen()
                .filter(it -> it.reached().compareTo(Handshake.Reached.NAME) >= 0)
                .isPresent();
    }

    /** Whether ssh looks for a host of the name as typed, which has no address; a Host block may name another. */
    static boolean seeksTypedName(Snapshot facts) {
        String host = facts.target().host().toLowerCase(Locale.ROOT);
        return host.contains(facts.target().typedHost().toLowerCase(Locale.ROOT)) && !foundName(facts);
    }

    /** Whether ssh gets in: the right server, the right user, a good key. */
    static boolean worked(Snapshot facts) {
        return facts.acceptedAndUsable().isPresent()
                || facts.handshake().seen().filter(Handshake::loggedIn).isPresent();
    }

    /** Whether -p, -P, -o Port or an address with a port stands on the command line. */
    static boolean portIsTyped(Snapshot facts) {
        return facts.configuration()
                .first("port")
                .map(ConfigValue::setAt)
                .filter(it -> it.source().equals(Span.COMMAND_LINE))
                .isPresent();
    }

    /** Whether the host is reached by way of another, so that its name means nothing here. */
    static boolean goesByProxy(Snapshot facts) {
        return !facts.configuration().text("proxycommand", "none").equals("none")
                || !facts.configuration().text("proxyjump", "none").equals("none");
    }

    private static Optional<Failure> failure(Snapshot facts) {
        return facts.handshake().seen().flatMap(Handshake::failure);
    }
}
