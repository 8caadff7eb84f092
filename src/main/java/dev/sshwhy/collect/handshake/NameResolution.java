package dev.sshwhy.collect.handshake;

import dev.sshwhy.collect.handshake.HandshakePlan.AddressFamily;
import dev.sshwhy.evidence.Handshake.Failure.Kind;
import dev.sshwhy.evidence.Visible;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** From the host's name to its addresses, in the system's order (getaddrinfo(3)). */
final class NameResolution {
    private NameResolution() {}

    static Step<List<InetAddress>> resolve(String host, AddressFamily family, Duration limit) {
        String shown = "\"" + Visible.text(host, 300) + "\"";
        if (host.isEmpty()) {
            // Java takes an empty name for this machine.
            return Step.failed(Kind.NAME_UNRESOLVED, "the host name is empty");
        }
        FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> InetAddress.getAllByName(host));
        if (isLiteral(host)) {
            lookup.run();
        } else {
            // A resolver cannot be interrupted: it is left behind when it takes too long.
            Thread thread = new Thread(lookup, "sshwhy-resolver");
            thread.setDaemon(true);
            thread.start();
        }
        try {
            List<InetAddress> addresses = ofFamily(lookup.get(limit.toMillis(), TimeUnit.MILLISECONDS), family);
            return addresses.isEmpty()
                    ? Step.failed(
                            Kind.NAME_UNRESOLVED,
                            "the name " + shown + " has no " + (family == AddressFamily.INET ? "IPv4" : "IPv6")
                                    + " address, and only such are wanted")
                    : Step.done(addresses);
        } catch (TimeoutException e) {
            return Step.timedOut("the name " + shown + " was not resolved", "", limit);
        } catch (ExecutionException e) {
            String reason = reason(e, host);
            return Step.failed(Kind.NAME_UNRESOLVED, "the name " + shown + " cannot be resolved: " + reason, reason);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Step.failed(Kind.TOOL_LIMIT, "the look-up of " + shown + " was interrupted");
        }
    }

    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(it -> it == '.' || (it >= '0' && it <= '9'));
    }

    private static List<InetAddress> ofFamily(InetAddress[] addresses, AddressFamily family) {
        List<InetAddress> wanted = new ArrayList<>();
        for (InetAddress address : addresses) {
            boolean fits = switch (family) {
                case ANY -> true;
                case INET -> address instanceof Inet4Address;
                case INET6 -> address instanceof Inet6Address;
            };
            if (fits) {
                wanted.add(address);
            }
        }
        return wanted;
    }

    private static String reason(ExecutionException problem, String host) {
        String message = Optional.ofNullable(problem.getCause())
                .filter(UnknownHostException.class::isInstance)
                .flatMap(it -> Optional.ofNullable(it.getMessage()))
                .orElse(host);
        if (message.equals(host)) {
            return "unknown host";
        }
        String prefix = host + ": ";
        return Visible.text(message.startsWith(prefix) ? message.substring(prefix.length()) : message, 200);
    }
}
