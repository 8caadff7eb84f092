package dev.sshwhy.checks.network;

import dev.sshwhy.evidence.Handshake.Failure.Kind;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;

/** No way leads to the address (ENETUNREACH, EHOSTUNREACH). */
public final class Unreachable implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return ConnectionFailures.of(
                facts,
                (handshake, failure) -> failure.kind() == Kind.UNREACHABLE || failure.kind() == Kind.NOT_BOUND,
                (handshake, failure) -> failure.kind() == Kind.NOT_BOUND
                        ? "The connection to " + handshake.address() + " cannot start where " + nearEnd(facts)
                                + " says."
                        : "Your network knows no way to " + handshake.address() + ".",
                (handshake, failure) ->
                        failure.kind() == Kind.NOT_BOUND ? unbound(facts) : fix(facts, handshake.address()));
    }

    private static Fix unbound(Snapshot facts) {
        return Fix.manual("Leave out " + nearEnd(facts) + ", or give it an "
                + (isAddress(facts)
                        ? "address that this machine has now, of the same kind as the server's (IPv4 or IPv6)"
                        : "interface that is up now, and has an address of the same kind as the server's")
                + ": ip -br address lists them (ifconfig on a Mac).");
    }

    /** BindAddress goes before BindInterface (OpenSSH sshconnect.c ssh_create_socket). */
    private static boolean isAddress(Snapshot facts) {
        return facts.configuration().first("bindaddress").isPresent();
    }

    private static String nearEnd(Snapshot facts) {
        return isAddress(facts)
                ? "BindAddress " + facts.configuration().text("bindaddress", "")
                : "BindInterface " + facts.configuration().text("bindinterface", "");
    }

    private static Fix fix(Snapshot facts, String address) {
        if (address.startsWith("[")) {
            return Fix.manual("That is an IPv6 address, and this network has no IPv6: try ssh -4, or the machine's"
                    + " IPv4 address.");
        }
        if (isPrivate(address)) {
            return Fix.manual("That is a private address, which exists only inside its own network: connect to its VPN,"
                    + " or use the machine's public address and port.");
        }
        return ConnectionFailures.withCurrentAddress(
                facts, Fix.manual("Check your network connection, the VPN and the address."));
    }

    /** RFC 1918, RFC 6598. */
    private static boolean isPrivate(String address) {
        if (address.startsWith("10.") || address.startsWith("192.168.")) {
            return true;
        }
        return (address.startsWith("172.") && isBetween(address, 16, 31))
                || (address.startsWith("100.") && isBetween(address, 64, 127));
    }

    private static boolean isBetween(String address, int low, int high) {
        int start = address.indexOf('.') + 1;
        int end = address.indexOf('.', start);
        if (end <= start
                || end - start > 3
                || !address.substring(start, end).chars().allMatch(Character::isDigit)) {
            return false;
        }
        int second = Integer.parseInt(address.substring(start, end));
        return second >= low && second <= high;
    }
}
