package dev.sshwhy.collect;

import dev.sshwhy.collect.handshake.HandshakePlan;
import dev.sshwhy.collect.handshake.Onward;
import dev.sshwhy.collect.handshake.TrialHandshake;
import dev.sshwhy.collect.handshake.Wire;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The way that ssh goes to the target: over its ProxyCommand, or over jump hosts, of which one leads on to the next. */
final class Journey {
    private final List<Stop> stops;
    private final Function<Stop, HandshakePlan> plans;
    private final List<Observed<Handshake>> jumps = new ArrayList<>();
    private Optional<Observed<Handshake>> arrival = Optional.empty();

    /**
     * Where it led.
     *
     * @param jumps what the jump hosts said that were asked, in the order in which they are reached
     * @param arrival what the target said
     */
    record Outcome(List<Observed<Handshake>> jumps, Observed<Handshake> arrival) {}

    /**
     * A way to go.
     *
     * @param stops the jump hosts and, last, the target
     * @param plans what to try at each
     */
    Journey(List<Stop> stops, Function<Stop, HandshakePlan> plans) {
        this.stops = stops;
        this.plans = plans;
    }

    /** Goes as far as it leads; the first leg may start with a ProxyCommand of its own. */
    Outcome go(ProxyCommand proxy) {
        if (proxy.isNeeded()) {
            String address = address(stops.get(0).leg()) + " through ProxyCommand";
            proxy.over(address, wire -> from(0, Optional.of(wire), proxy::told), why -> arrived(0, why));
        } else {
            from(0, Optional.empty(), Observed::present);
        }
        return new Outcome(jumps, arrival.orElseGet(() -> Observed.notLookedAt("the server was not asked")));
    }

    private void from(int at, Optional<Wire> way, Function<Handshake, Observed<Handshake>> told) {
        HandshakePlan plan = plans.apply(stops.get(at));
        arrived(at, told.apply(TrialHandshake.run(plan, way, onward(at))));
    }

    private Optional<Onward> onward(int at) {
        if (isTarget(at)) {
            return Optional.empty();
        }
        Leg next = stops.get(at + 1).leg();
        return Optional.of(new Onward(
                next.tokens().host(),
                next.tokens().port(),
                wire -> from(at + 1, Optional.of(named(wire, stops.get(at).leg())), Observed::present),
                why -> missed(at + 1, why)));
    }

    private static Wire named(Wire wire, Leg over) {
        return new Wire(through(wire.address(), over), wire.in(), wire.out(), wire.closing());
    }

    private static String address(Leg leg) {
        return leg.tokens().host() + ":" + leg.tokens().port();
    }

    private static String through(String address, Leg over) {
        return address + " through " + over.line().destination();
    }

    /** The jump host before got no connection to it; where it forwards nothing at all, that is its own fault. */
    private void missed(int at, Failure why) {
        if (why.kind() != Failure.Kind.FORWARDING_REFUSED) {
            String address =
                    through(address(stops.get(at).leg()), stops.get(at - 1).leg());
            arrived(at, Observed.present(TrialHandshake.missed(address, why)));
        }
    }

    /** What a leg said. Whatever lies behind it has been told before. */
    private void arrived(int at, Observed<Handshake> said) {
        Stop stop = stops.get(at);
        if (isTarget(at)) {
            arrival = Optional.of(said);
            return;
        }
        jumps.add(0, said);
        if (arrival.isEmpty()) {
            arrival = Optional.of(Observed.notLookedAt(
                    "the way ends at the jump host " + stop.leg().line().destination()));
        }
    }

    private boolean isTarget(int at) {
        return at == stops.size() - 1;
    }
}
