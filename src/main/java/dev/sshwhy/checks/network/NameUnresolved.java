package dev.sshwhy.checks.network;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;

/** The host's name has no address (getaddrinfo(3); OpenSSH ssh.c resolve_host). */
public final class NameUnresolved implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        String host = facts.target().host();
        boolean isMissing = facts.handshake()
                .seen()
                .flatMap(Handshake::failure)
                .filter(it -> it.kind() == Failure.Kind.NAME_UNRESOLVED)
                .isPresent();
        if (isMissing && facts.completesNames()) {
            return Outcome.cannotTell(
                    "which address \"" + host + "\" has",
                    "ssh completes the name by CanonicalDomains, which sshwhy does not do");
        }
        return ConnectionFailures.of(
                facts,
                Failure.Kind.NAME_UNRESOLVED,
                (handshake, failure) -> words(facts, host, failure),
                (handshake, failure) -> !facts.jumps().isEmpty()
                        ? Fix.manual("The jump host looks the name up, not this machine: name the target as "
                                + jump(facts) + " knows it, or by its address there, with HostName.")
                        : isPassing(failure) ? retry() : fix(facts, host));
    }

    private static String words(Snapshot facts, String host, Failure failure) {
        if (!facts.jumps().isEmpty()) {
            return "The jump host " + jump(facts) + " finds no address for the name \"" + host + "\".";
        }
        return isPassing(failure)
                ? "No name server could say which address \"" + host + "\" has, so ssh has nowhere to go."
                : "The name \"" + host + "\" has no address, so ssh has nowhere to go.";
    }

    private static String jump(Snapshot facts) {
        return facts.jumps().get(facts.jumps().size() - 1).target().typedHost();
    }

    /** EAI_AGAIN: whether the name exists is open (getaddrinfo(3)). */
    private static boolean isPassing(Failure failure) {
        return failure.seen().startsWith("Temporary failure");
    }

    private static Fix retry() {
        return Fix.manual("Check your own network and VPN, and the name servers that your system asks (on Linux in"
                + " /etc/resolv.conf); then try again, or use the machine's address.");
    }

    private static Fix fix(Snapshot facts, String host) {
        int colon = host.lastIndexOf(':');
        if (colon > 0 && isPort(host.substring(colon + 1))) {
            return Fix.manual("Give the port on its own: ssh " + facts.target().user() + "@" + host.substring(0, colon)
                    + " -p " + host.substring(colon + 1) + ", or in the config HostName "
                    + host.substring(0, colon) + " and Port " + host.substring(colon + 1) + ".");
        }
        if (host.indexOf('@') >= 0) {
            return Fix.manual("Give the login name on its own: User " + host.substring(0, host.indexOf('@'))
                    + " and HostName " + host.substring(host.indexOf('@') + 1) + ".");
        }
        if (host.indexOf('[') >= 0 || host.indexOf('<') >= 0 || host.startsWith("YOUR")) {
            return Fix.manual("Put the machine's real address in the place of \"" + host + "\".");
        }
        if (facts.configuration().first("hostname").isEmpty() && host.indexOf('.') < 0) {
            return Fix.manual(
                    "Correct the name, or say in " + facts.shown(facts.machine().home() + "/.ssh/config")
                            + " which address it stands for: a line \"Host " + host
                            + "\", and below it HostName, Port and User.");
        }
        return Fix.manual("Correct the name; connect to the VPN if only that knows it; or use the machine's address.");
    }

    private static boolean isPort(String text) {
        return !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(it -> it >= '0' && it <= '9');
    }
}
