package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Visible;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a server what ssh would ask it, over one connection: greeting, key exchange, host key, the methods it offers, and
 * for each key "would you accept this one?" (RFC 4252 §7). It logs in with the first key that is accepted and signs
 * silently, where the plan says so, and opens no channel.
 */
public final class TrialHandshake {
    private TrialHandshake() {}

    /** Connects and asks. Whatever the network or the server does is part of the result, never an exception. */
    public static Handshake run(HandshakePlan plan) {
        Transcript transcript = new Transcript(plan.host() + ":" + plan.port());
        Step<List<InetAddress>> named = NameResolution.resolve(plan.host(), plan.addressFamily(), plan.stepLimit());
        if (!(named instanceof Step.Done<List<InetAddress>> addresses)) {
            return ended(transcript, named);
        }
        transcript.resolved(
                TcpConnection.shown(addresses.value().get(addresses.value().size() - 1), plan.port()));
        Step<Socket> opened = TcpConnection.open(addresses.value(), plan.port(), plan.stepLimit());
        if (!(opened instanceof Step.Done<Socket> connected)) {
            return ended(transcript, opened);
        }
        Socket socket = connected.value();
        try {
            String address = TcpConnection.shown(socket.getInetAddress(), plan.port());
            return run(plan, new Wire(address, socket.getInputStream(), socket.getOutputStream(), socket));
        } catch (IOException e) {
            // The connection broke between two steps.
            return ended(transcript, Greeting.broken(e));
        } finally {
            TcpConnection.closeQuietly(socket);
        }
    }

    /** The same over a connection that already stands, such as a ProxyCommand's; the caller closes it. */
    public static Handshake run(HandshakePlan plan, Wire wire) {
        Transcript transcript = new Transcript(wire.address());
        transcript.connected(wire.address());
        try (Watchdog watchdog = Watchdog.over(wire.closing())) {
            watchdog.allow(plan.stepLimit());
            BufferedInputStream in = new BufferedInputStream(wire.in());
            Step<Greeting> greeted = greet(wire, in, watchdog, plan);
            watchdog.rest();
            if (!(greeted instanceof Step.Done<Greeting> greeting)) {
                return ended(transcript, greeted);
            }
            transcript.greeted(greeting.value().shown());
            SshConnection connection = new SshConnection(
                    new Wire(wire.address(), in, wire.out(), wire.closing()), greeting.value(), plan, watchdog);
            Step<Map<String, String>> exchange = connection.exchangeKeys();
            if (!(exchange instanceof Step.Done<Map<String, String>> exchanged)) {
                return ended(transcript, exchange);
            }
            transcript.exchanged(exchanged.value());
            HostKey hostKey = plan.hostKeyJudge().judge(publicKey(connection.hostKey(), plan));
            transcript.judged(hostKey);
            if (!mayTalkTo(hostKey)) {
                transcript.login(new Login.NotTried("the server's host key is "
                        + (hostKey.known() == Known.REVOKED ? "revoked" : "not the known one") + ": ssh stops there"));
            } else {
                new KeyTrial(connection, plan, transcript, hostKey.trusted()).run();
            }
            connection.disconnect();
            return transcript.record();
        }
    }

    private static Step<Greeting> greet(Wire wire, BufferedInputStream in, Watchdog watchdog, HandshakePlan plan) {
        try {
            wire.out().write(SshConnection.OWN_GREETING);
            wire.out().flush();
        } catch (IOException e) {
            // Who hangs up at once may have said why: it is still there to be read.
        }
        return Greeting.read(in, watchdog, plan.stepLimit());
    }

    /** To a key that is not the known one, ssh sends nothing at all, unless it was told not to care. */
    private static boolean mayTalkTo(HostKey key) {
        return key.trusted() || key.known() == Known.YES || key.known() == Known.NO;
    }

    private static Handshake ended(Transcript transcript, Step<?> step) {
        if (step instanceof Step.Failed<?> failed) {
            transcript.failed(failed.failure());
        }
        return transcript.record();
    }

    /** The server's key; of a type that nobody here knows, at least its name and fingerprint. */
    private static PublicKey publicKey(byte[] encoding, HandshakePlan plan) {
        return plan.keyReader()
                .apply(encoding)
                .orElseGet(() -> new PublicKey(
                        Visible.text(new WireReader(encoding).text(), 100),
                        0,
                        fingerprint(encoding).orElse(""),
                        Base64.getEncoder().encodeToString(encoding),
                        ""));
    }

    private static Optional<String> fingerprint(byte[] encoding) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoding);
            return Optional.of("SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest));
        } catch (NoSuchAlgorithmException e) {
            // Every Java has SHA-256.
            return Optional.empty();
        }
    }
}
