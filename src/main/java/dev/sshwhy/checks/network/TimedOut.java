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
        String within = ConnectionFailures.within(failure);
        return switch (handshake.reached()) {
            case NOTHING ->
                "No name server says" + within + " which address \""
                        + facts.target().host() + "\" has.";
            case NAME -> handshake.address() + " does not answer at all" + within + ".";
            case TCP ->
                isTarpit(handshake)
                        ? handshake.address() + " sends one line after another, and no SSH server greets" + within + "."
                        : handshake.address() + " takes the connection, but no SSH server greets" + within + ".";
            case GREETING, KEX ->
                handshake.address() + " begins to speak SSH, and does not finish the key exchange" + within + ".";
            case HOSTKEY, AUTH, LOGIN ->
                handshake.address() + " exchanges keys, and then gives no answer to the login" + within + ".";
        };
    }

    /** Lines that never end are a trap for robots; a server that has something to say before it greets has little. */
    private static boolean isTarpit(Handshake handshake) {
        return handshake.linesBefore().size() > 1;
    }

    private static Fix fix(Snapshot facts, Handshake handshake) {
        return switch (handshake.reached()) {
            case NOTHING -> Fix.manual("Check your own network and VPN, or use the machine's address.");
            case NAME ->
                ConnectionFailures.withCurrentAddress(
                                facts,
                                Fix.manual("Check that the machine runs, and that the address and port are right."))
                        .byHand(
                                "If they are, something on the way drops the packets: a firewall or security group there"
                                        + " (perhaps a ban of your address), or a network here that lets only web traffic out. Try another network.");
            case TCP ->
                ConnectionFailures.withCurrentAddress(
                        facts,
                        Fix.manual(
                                isTarpit(handshake)
                                        ? "Use the port of the SSH server: a trap for robots (a tarpit such as endlessh)"
                                                + " behaves like this, and stands on port 22 in its place."
                                        : "Something between you and the SSH server took the connection, and the server behind it"
                                                + " does not answer: check that it runs, and that this is its port."));
            case GREETING, KEX ->
                Fix.manual("Try again, then from another network or without the VPN; if"
                        + " that helps, large packets get lost on the way: lower the MTU of your network card or VPN to"
                        + " 1400.");
            case HOSTKEY, AUTH, LOGIN ->
                Fix.manual("Try again with more time (--connect-timeout 60): a server that looks up names or accounts"
                        + " elsewhere first can be slow. If it stays so, look into the server's log.");
        };
    }
}
