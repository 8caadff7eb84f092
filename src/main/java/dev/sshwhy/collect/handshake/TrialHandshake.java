package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.HostKey.Obstacle;
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
 * silently, where the plan says so, and opens no channel, save the one that leads on from a jump host.
 */
public final class TrialHandshake {
    private final HandshakePlan plan;
    private final Optional<Onward> onward;
    private final Transcript transcript;

    private TrialHandshake(HandshakePlan plan, Optional<Onward> onward, String address) {
        this.plan = plan;
        this.onward = onward;
        this.transcript = new Transcript(address, plan.progress());
    }

    /** Connects and asks. Whatever the network or the server does is part of the result, never an exception. */
    public static Handshake run(HandshakePlan plan) {
        return run(plan, Optional.empty(), Optional.empty());
    }

    /** The same over a connection that already stands, such as a ProxyCommand's; the caller closes it. */
    public static Handshake run(HandshakePlan plan, Wire wire) {
        return run(plan, Optional.of(wire), Optional.empty());
    }

    /** The same with a jump host, perhaps, at either end of it. */
    public static Handshake run(HandshakePlan plan, Optional<Wire> way, Optional<Onward> onward) {
        String address = way.map(Wire::address).orElse(plan.host() + ":" + plan.port());
        TrialHandshake trial = new TrialHandshake(plan, onward, address);
        if (way.isPresent()) {
            trial.over(way.get(), Optional.empty());
        } else {
            trial.connect();
        }
        return trial.transcript.record();
    }

    /** The record of a server that the jump host before it got no connection to. */
    public static Handshake missed(String address, Failure why) {
        Transcript transcript = new Transcript(address, layer -> {});
        if (why.kind() != Failure.Kind.NAME_UNRESOLVED) {
            transcript.resolved(List.of(address)); // the jump host did it, and does not tell what came of it
        }
        transcript.failed(why);
        return transcript.record();
    }

    private void connect() {
        Step<List<InetAddress>> named =
                NameResolution.resolve(plan.host(), plan.local().family(), plan.stepLimit());
        if (!(named instanceof Step.Done<List<InetAddress>> addresses)) {
            fail(named);
            return;
        }
        transcript.resolved(addresses.value().stream()
                .map(it -> AddressText.of(it, plan.port()))
                .toList());
        Step<Socket> opened = new TcpConnection(plan, transcript).open(addresses.value());
        if (!(opened instanceof Step.Done<Socket> connected)) {
            fail(opened);
            return;
        }
        Socket socket = connected.value();
        try {
            String address = AddressText.of(socket.getInetAddress(), plan.port());
            over(
                    new Wire(address, socket.getInputStream(), socket.getOutputStream(), socket),
                    Optional.of(socket.getInetAddress()));
        } catch (IOException e) {
            // The connection broke between two steps.
            fail(Greeting.broken(e));
        } finally {
            TcpConnection.closeQuietly(socket);
        }
    }

    private void over(Wire wire, Optional<InetAddress> peer) {
        transcript.connected(wire.address());
        try (Watchdog watchdog = Watchdog.over(wire.closing())) {
            watchdog.allow(plan.stepLimit());
            BufferedInputStream in = new BufferedInputStream(wire.in());
            say(wire);
            SshConnection connection =
                    new SshConnection(new Wire(wire.address(), in, wire.out(), wire.closing()), plan, watchdog);
            Step<Greeting> greeted = Greeting.read(in, watchdog, plan.stepLimit(), transcript::heard);
            watchdog.rest();
            if (!(greeted instanceof Step.Done<Greeting> greeting)) {
                fail(greeted);
                return;
            }
            transcript.greeted(greeting.value());
            Step<Map<String, String>> exchange = connection.exchangeKeys(greeting.value());
            connection.proposals().ifPresent(transcript::proposed);
            if (!(exchange instanceof Step.Done<Map<String, String>> exchanged)) {
                fail(exchange);
                return;
            }
            transcript.exchanged(exchanged.value());
            authenticate(connection, peer);
        }
    }

    private void authenticate(SshConnection connection, Optional<InetAddress> peer) {
        HostKey hostKey = plan.hostKeyJudge().judge(publicKey(connection.hostKey()), peer);
        boolean mayTalk = mayTalkTo(hostKey);
        transcript.judged(hostKey, mayTalk);
        if (mayTalk) {
            KeyTrial trial = new KeyTrial(connection, plan, transcript, hostKey.trusted());
            trial.run();
            if (trial.isLoggedIn() && onward.isPresent()) {
                goOn(connection, onward.get());
            }
        } else {
            transcript.login(new Login.NotTried(hostKey.obstacle()
                    .map(it -> "ssh stops at the server's key: " + it.where() + ": " + it.saying())
                    .orElse("the server's host key is "
                            + (hostKey.known() == Known.REVOKED ? "revoked" : "not the known one")
                            + ": ssh stops there")));
        }
        connection.disconnect();
    }

    private void goOn(SshConnection connection, Onward next) {
        Step<Wire> opened = connection.forward(next.host(), next.port());
        if (opened instanceof Step.Done<Wire> wire) {
            next.reached().accept(wire.value());
        } else if (opened instanceof Step.Failed<Wire> failed) {
            if (failed.failure().kind() == Failure.Kind.FORWARDING_REFUSED) {
                transcript.failed(failed.failure());
            }
            next.missed().accept(failed.failure());
        }
    }

    private static void say(Wire wire) {
        try {
            wire.out().write(SshConnection.OWN_GREETING);
            wire.out().flush();
        } catch (IOException e) {
            // Who hangs up at once may have said why: it is still there to be read.
        }
    }

    /** To a key that is not the known one, ssh sends nothing at all, unless it was told not to care. */
    private static boolean mayTalkTo(HostKey key) {
        boolean stops = key.obstacle()
                .filter(it -> it.kind() != Obstacle.Kind.NOTHING_TO_WRITE)
                .isPresent();
        return !stops && (key.trusted() || key.known() == Known.YES || key.known() == Known.NO);
    }

    private void fail(Step<?> step) {
        if (step instanceof Step.Failed<?> failed) {
            transcript.failed(failed.failure());
        }
    }

    /** The server's key; of a type that nobody here knows, at least its name and fingerprint. */
    private PublicKey publicKey(byte[] encoding) {
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
