package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake.Failure.Kind;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Opens the TCP connection: each address in order, as OpenSSH's ssh_connect_direct does. */
final class TcpConnection {
    private TcpConnection() {}

    /**
     * What became of one address.
     *
     * @param address with its port
     * @param kind how it failed
     * @param reason in the system's words
     */
    private record Attempt(String address, Kind kind, String reason) {}

    /** The address as reports show it: {@code 192.0.2.1:22}, {@code [2001:db8::1]:22}. */
    static String shown(InetAddress address, int port) {
        String text = address.getHostAddress();
        return (address instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port;
    }

    static Step<Socket> open(List<InetAddress> addresses, int port, Duration limit) {
        List<Attempt> attempts = new ArrayList<>();
        long end = System.nanoTime() + limit.toNanos();
        for (int i = 0; i < addresses.size(); i++) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            // An address that swallows packets must not eat the time of those behind it.
            long share = Math.min(left, Math.max(left / (addresses.size() - i), 1000));
            String address = shown(addresses.get(i), port);
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(addresses.get(i), port), (int) share);
                return Step.done(socket);
            } catch (IOException e) {
                closeQuietly(socket);
                attempts.add(new Attempt(address, kindOf(e), reasonOf(e, share)));
            }
        }
        return Step.failed(decisive(attempts).kind(), saying(attempts));
    }

    /** The last one that says something about the host, rather than about our own network. */
    private static Attempt decisive(List<Attempt> attempts) {
        Attempt decisive = attempts.get(attempts.size() - 1);
        for (Attempt attempt : attempts) {
            if (attempt.kind() != Kind.UNREACHABLE) {
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
        String message = String.valueOf(problem.getMessage());
        if (problem instanceof SocketTimeoutException || message.contains("timed out")) {
            return Kind.TIMED_OUT;
        }
        boolean refused = message.contains("refused") || message.contains("reset");
        return refused && !(problem instanceof NoRouteToHostException) ? Kind.REFUSED : Kind.UNREACHABLE;
    }

    private static String reasonOf(IOException problem, long millis) {
        if (problem instanceof SocketTimeoutException) {
            return "no answer within " + Wording.seconds(Duration.ofMillis(millis));
        }
        String message = String.valueOf(problem.getMessage());
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
