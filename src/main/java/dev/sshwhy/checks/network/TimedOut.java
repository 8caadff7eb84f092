package dev.sshwhy.checks.network;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;

/** No answer in time: to the connection itself, to the greeting, or during the key exchange. */
public final class TimedOut implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return ConnectionFailures.of(
                facts,
                Failure.Kind.TIMED_OUT,
                (handshake, failure) -> words(facts, handshake, failure),
                (it, failure) -> fix(facts, it));
    }

    private static String words(Snapshot facts, Handshake handshake, Failure failure) {
        String within =
                ConnectionFailures.limit(failure).map(it -> " within " + it).orElse(" in time");
        return switch (handshake.reached()) {
            case NOTHING ->
                "No name server says" + within + " which address \""
                        + facts.target().host() + "\" has.";
            case NAME -> handshake.address() + " does not answer at all" + within + ".";
            case TCP -> handshake.address() + " takes the connection, but no SSH server greets" + within + ".";
            case GREETING, KEX, HOSTKEY ->
                handshake.address() + " begins to speak SSH, and falls silent during the key exchange" + within + ".";
            case AUTH, LOGIN -> handshake.address() + " falls silent during the login" + within + ".";
        };
    }

    private static Fix fix(Snapshot facts, Handshake handshake) {
        return switch (handshake.reached()) {
            case NOTHING -> Fix.manual("Check your own network and VPN, or use the machine's address.");
            case NAME ->
                ConnectionFailures.withCurrentAddress(
                                facts,
                                Fix.manual("Check that the machine runs, and that the address and port are right."))
                        .byHand(
                                "If they are, something on the way drops the packets: a firewall or security group there,"
                                        + " or a network here that lets only web traffic out. Try another network.");
            case TCP ->
                ConnectionFailures.withCurrentAddress(
                        facts,
                        Fix.manual(
                                "Something between you and the SSH server took the connection, and the server behind it"
                                        + " does not answer: check that it runs, and that this is its port."));
            case GREETING, KEX, HOSTKEY ->
                Fix.manual("Try again, then from another network or without the VPN; if"
                        + " that helps, large packets get lost on the way: lower the MTU of your network card or VPN to"
                        + " 1400.");
            case AUTH, LOGIN -> Fix.manual("Try again; if it stays so, look into the server's log.");
        };
    }
}
