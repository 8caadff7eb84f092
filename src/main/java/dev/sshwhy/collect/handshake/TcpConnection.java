package dev.sshwhy.collect.handshake;

import dev.sshwhy.collect.handshake.HandshakePlan.AddressFamily;
import dev.sshwhy.collect.handshake.HandshakePlan.LocalEnd;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Failure.Kind;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the TCP connection: each address in order, as OpenSSH's ssh_connect_direct does. */
final class TcpConnection {
    private final int port;
    private final LocalEnd local;
    private final Duration limit;
    private final Transcript transcript;

    TcpConnection(HandshakePlan plan, Transcript transcript) {
        this.port = plan.port();
        this.local = plan.local();
        this.limit = plan.stepLimit();
        this.transcript = transcript;
    }

    /**
     * What became of one address.
     *
     * @param address with its port
     * @param kind how it failed
     * @param reason in the system's words
     * @param waited how long it was waited for
     */
    private record Attempt(String address, Kind kind, String reason, Duration waited) {
        Failure asFailure(String saying) {
            return kind == Kind.TIMED_OUT ? Failure.timedOut(saying, "", waited) : new Failure(kind, saying, "");
        }
    }

    /** The near end is not there, or not in the far end's family. */
    private static final class NotBound extends IOException {
        private static final long serialVersionUID = 1;

        NotBound(String message) {
            super(message);
        }
    }

    Step<Socket> open(List<InetAddress> addresses) {
        List<Attempt> attempts = new ArrayList<>();
        long end = System.nanoTime() + limit.toNanos();
        for (int i = 0; i < addresses.size(); i++) {
            long left = (end - System.nanoTime()) / 1_000_000;
            String address = AddressText.of(addresses.get(i), port);
            if (left <= 0) {
                transcript.missed(address, "not tried, the time was over");
                continue;
            }
            // An address that swallows packets must not eat the time of those behind it.
            long share = Math.min(left, Math.max(left / (addresses.size() - i), 1000));
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                Optional<InetAddress> near = nearEnd(addresses.get(i), Duration.ofMillis(left));
                if (near.isPresent()) {
                    bind(socket, near.get());
                }
                socket.connect(new InetSocketAddress(addresses.get(i), port), (int) share);
                return Step.done(socket);
            } catch (IOException e) {
                closeQuietly(socket);
                Duration waited = rounded(share);
                Attempt missed = new Attempt(address, kindOf(e), reasonOf(e, waited), waited);
                transcript.missed(address, missed.reason());
                attempts.add(missed);
            }
        }
        Attempt decisive = decisive(attempts);
        transcript.triedInVain(decisive.address());
        return new Step.Failed<>(decisive.asFailure(saying(attempts)));
    }

    /** Where BindAddress or BindInterface has the connection start (OpenSSH sshconnect.c ssh_create_socket). */
    private Optional<InetAddress> nearEnd(InetAddress far, Duration left) throws IOException {
        if (local.address().isPresent()) {
            String name = local.address().get();
            AddressFamily family = far instanceof Inet6Address ? AddressFamily.INET6 : AddressFamily.INET;
            if (NameResolution.resolve(name, family, left) instanceof Step.Done<List<InetAddress>> found) {
                return Optional.of(found.value().get(0));
            }
            throw new NotBound("BindAddress " + name + " is no address of the same family");
        }
        if (local.networkInterface().isEmpty()) {
            return Optional.empty();
        }
        String name = local.networkInterface().get();
        NetworkInterface card = NetworkInterface.getByName(name);
        if (card == null || !card.isUp()) {
            throw new NotBound("BindInterface " + name + " is not there, or down");
        }
        List<InetAddress> fits = card.inetAddresses()
                .filter(it -> it instanceof Inet6Address == far instanceof Inet6Address)
                .toList();
        if (fits.isEmpty()) {
            throw new NotBound("BindInterface " + name + " has no address of the same family");
        }
        // sshconnect.c check_ifaddrs: the ones that only this link knows come second
        return fits.stream()
                .filter(it -> !it.isLinkLocalAddress() && !it.isLoopbackAddress())
                .findFirst()
                .or(() -> Optional.of(fits.get(0)));
    }

    private static void bind(Socket socket, InetAddress near) throws NotBound {
        try {
            socket.bind(new InetSocketAddress(near, 0));
        } catch (IOException e) {
            throw new NotBound("bind " + AddressText.of(near) + ": " + shortened(String.valueOf(e.getMessage())));
        }
    }

    /** The last one that says something about the host, rather than about our own network. */
    private static Attempt decisive(List<Attempt> attempts) {
        Attempt decisive = attempts.get(attempts.size() - 1);
        for (Attempt attempt : attempts) {
            if (attempt.kind() != Kind.UNREACHABLE && attempt.kind() != Kind.NOT_BOUND) {
                decisive = attempt;
            }
        }
        return decisive;
    }

    private static String saying(List<Attempt> attempts) {
        StringBuilder saying = new StringBuilder();
        for (Attempt attempt : attempts) {
            saying.append(saying.isEmpty() ? "" : "; ")
                    .append(attempt.address())
                    .append(": ")
                    .append(attempt.reason());
        }
        return saying.toString();
    }

    private static Kind kindOf(IOException problem) {
        if (problem instanceof NotBound) {
            return Kind.NOT_BOUND;
        }
        String message = String.valueOf(problem.getMessage());
        if (problem instanceof SocketTimeoutException || message.contains("timed out")) {
            return Kind.TIMED_OUT;
        }
        if (message.contains("reset")) {
            // A closed port refuses; who resets has taken the connection first.
            return Kind.CLOSED_EARLY;
        }
        boolean refused = message.contains("refused") && !(problem instanceof NoRouteToHostException);
        return refused ? Kind.REFUSED : Kind.UNREACHABLE;
    }

    /** To a tenth of a second, which is enough to tell. */
    private static Duration rounded(long millis) {
        return millis < 100 ? Duration.ofMillis(millis) : Duration.ofMillis((millis + 50) / 100 * 100);
    }

    private static String reasonOf(IOException problem, Duration waited) {
        return problem instanceof SocketTimeoutException
                ? "no answer within " + Wording.seconds(waited)
                : shortened(String.valueOf(problem.getMessage()));
    }

    private static String shortened(String message) {
        int suffix = message.indexOf(" (");
        return suffix > 0 ? message.substring(0, suffix) : message;
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing more can be done about it.
        }
    }
}
