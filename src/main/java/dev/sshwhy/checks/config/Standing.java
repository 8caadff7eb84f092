package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What became of the login, held against options that are perhaps not as they were meant. */
enum Standing {
    /** Nobody knows: the server was not asked. */
    UNHEARD,
    /** It went wrong in the way that wrong values of these options lead to. */
    FITS,
    /** It worked, or went wrong in another way. */
    OTHERWISE;

    private static final List<String> PLACE = List.of("hostname", "port", "proxyjump", "proxycommand");
    private static final List<String> NAME = List.of("hostname", "proxyjump", "proxycommand");
    private static final List<String> KEYS = List.of("identityfile", "certificatefile");

    /**
     * Whether the login went wrong in the way that these options lead to.
     *
     * @param options lower-case names; of identityfile and certificatefile only where their keys may be the right ones
     */
    static Standing of(Snapshot facts, Collection<String> options) {
        Optional<Handshake> handshake = facts.handshake().seen();
        Optional<Failure.Kind> failure = handshake.flatMap(Handshake::failure).map(Failure::kind);
        boolean unheard = handshake.isEmpty()
                || failure.filter(it -> it == Failure.Kind.PROXY || it == Failure.Kind.TOOL_LIMIT)
                        .isPresent();
        if (unheard) {
            return UNHEARD;
        }
        boolean works = handshake.get().loggedIn() || facts.acceptedAndUsable().isPresent();
        boolean fits = !works
                && (failure.filter(it -> leadsTo(it, options)).isPresent()
                        || facts.authentication()
                                .filter(it -> leadsToRefusal(facts, it, options))
                                .isPresent());
        return fits ? FITS : OTHERWISE;
    }

    /** Whether wrong values of these options end in this failure to connect. */
    private static boolean leadsTo(Failure.Kind failure, Collection<String> options) {
        return switch (failure) {
            case NAME_UNRESOLVED -> anyOf(options, NAME);
            case REFUSED, TIMED_OUT, UNREACHABLE, NOT_SSH -> anyOf(options, PLACE);
            case NOT_BOUND, CLOSED_EARLY, NO_COMMON_ALGORITHM, DISCONNECTED, FORWARDING_REFUSED, PROXY, TOOL_LIMIT ->
                false;
        };
    }

    private static boolean leadsToRefusal(Snapshot facts, Handshake handshake, Collection<String> options) {
        boolean wrongPlaceOrUser = (facts.everyOfferedKeyRefused() && !accountIsToBlame(facts))
                || (!handshake.methods().isEmpty() && !handshake.methods().contains("publickey"));
        boolean wrongKeys = handshake.cutOff() || facts.offered().isEmpty() || facts.everyOfferedKeyRefused();
        return (wrongPlaceOrUser && (options.contains("user") || anyOf(options, PLACE)))
                || (wrongKeys && anyOf(options, KEYS))
                || (handshake.cutOff() && options.contains("identitiesonly"));
    }

    /** The account's field is known, and holds none of the keys that ssh offers. */
    private static boolean accountIsToBlame(Snapshot facts) {
        return facts.account().seen().isPresent() && !accountHoldsOfferedKey(facts);
    }

    /** Whether the account's field is known to hold a key that ssh offers. */
    static boolean accountHoldsOfferedKey(Snapshot facts) {
        return facts.offered().stream().flatMap(it -> it.publicKey().stream()).anyMatch(it -> accountHolds(facts, it));
    }

    static boolean accountHolds(Snapshot facts, PublicKey key) {
        return facts.account()
                .seen()
                .filter((AccountField it) -> it.accepts(key))
                .isPresent();
    }

    private static boolean anyOf(Collection<String> options, List<String> wanted) {
        return options.stream().anyMatch(wanted::contains);
    }
}
