package dev.sshwhy.collect.handshake;

import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Failure.Kind;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.Visible;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.connection.ConnectionImpl;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.transport.TransportImpl;
import net.schmizz.sshj.transport.kex.KeyExchange;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** An encrypted connection by sshj's transport alone: its SSHClient brings channels, key files and more to load. */
final class SshConnection {
    private static final String VERSION = "sshwhy";
    /** Sent as soon as the connection stands, as ssh does. */
    static final byte[] OWN_GREETING = ("SSH-2.0-" + VERSION + "\r\n").getBytes(StandardCharsets.US_ASCII);

    /** sshj's own time-outs are the second line, behind the watchdog. */
    private static final int AFTER_THE_WATCHDOG = 500;

    /** How many milliseconds a confirmation is waited for. */
    private static final int CONFIRMATION = 1000;

    private final TransportImpl transport;
    private final UserAuthentication authentication;
    private final ClearText clearText;
    private final PayloadTap tap = new PayloadTap();
    /** Our own part of the key exchange. */
    private final CountDownLatch begun = new CountDownLatch(1);

    private volatile byte[] hostKey = new byte[0];
    private volatile byte[] hostSignature = new byte[0];
    private final Watchdog watchdog;
    private final Duration limit;
    private final Negotiation negotiation;
    private final Wire wire;
    private String software = "";
    /** The Error that ended sshj's reader. */
    private volatile Optional<String> death = Optional.empty();

    /** Nothing is read or sent yet: this takes its time, and may be done while the server makes up its greeting. */
    SshConnection(Wire wire, HandshakePlan plan, Watchdog watchdog) {
        this.wire = wire;
        this.watchdog = watchdog;
        limit = plan.stepLimit();
        negotiation = Negotiation.of(ordered(plan));
        SecurityUtils.setRegisterBouncyCastle(false);
        transport = new TransportImpl(configuration());
        transport.setTimeoutMs((int) Math.min(limit.toMillis() + AFTER_THE_WATCHDOG, Integer.MAX_VALUE));
        authentication = new UserAuthentication(transport);
        clearText = new ClearText(
                wire.in(),
                () -> {
                    if (!begun.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                        throw new InterruptedException();
                    }
                },
                watchdog::hasBitten,
                this::readerDied);
    }

    /**
     * Exchanges keys (RFC 4253 §7, §8), and yields what was agreed on. The server's key has then proved itself, but
     * nobody has judged it yet.
     */
    Step<Map<String, String>> exchangeKeys(Greeting greeting) {
        software = greeting.software();
        clearText.begin((greeting.line() + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        watchdog.allow(limit);
        try {
            transport.addHostKeyVerifier(new AnyHostKey());
            transport.init("", 0, clearText, new WithoutGreeting(wire.out(), begun::countDown));
            transport.doKex();
        } catch (TransportException e) {
            return new Step.Failed<>(failedExchange(e));
        } finally {
            watchdog.rest();
        }
        return Step.done(proposal().map(it -> negotiation.agreed(it)).orElse(Map.of()));
    }

    /** Asks for the service that authenticates; empty when the server grants it. */
    Optional<Reply.Ended> requestAuthentication() {
        if (!transport.isRunning()) {
            return Optional.of(ended(new TransportException("the connection is over")));
        }
        watchdog.allow(limit);
        try {
            authentication.request();
            return Optional.empty();
        } catch (TransportException e) {
            return Optional.of(ended(e));
        } finally {
            watchdog.rest();
        }
    }

    /** Sends one SSH_MSG_USERAUTH_REQUEST; {@code body} is what follows the message's number. */
    Reply ask(byte[] body) {
        watchdog.allow(limit);
        try {
            SSHPacket request = new SSHPacket(Message.USERAUTH_REQUEST).putRawBytes(body);
            return authentication
                    .ask(request, limit.toMillis() + AFTER_THE_WATCHDOG)
                    .orElseGet(this::noAnswer);
        } catch (SSHException e) {
            return ended(e);
        } finally {
            watchdog.rest();
        }
    }

    /**
     * Whether a login that the server granted stands: it may end it at once (OpenSSH's monitor.c has the last word on root).
     * A global request, which everyone has to answer and which opens nothing, brings it out (RFC 4254 §4).
     */
    Reply confirm() {
        SSHPacket request = new SSHPacket(Message.GLOBAL_REQUEST)
                .putString("keepalive@openssh.com")
                .putBoolean(true);
        watchdog.allow(limit);
        try {
            // Who does not answer has not hung up either.
            return authentication.ask(request, CONFIRMATION).orElseGet(Reply.StillThere::new);
        } catch (SSHException e) {
            boolean isOver = tap.goodbye().isPresent() || clearText.isOver() || !watchdog.hasBitten();
            return isOver ? ended(e) : new Reply.StillThere();
        } finally {
            watchdog.rest();
        }
    }

    /** What the server remarked so far. */
    List<String> remarks() {
        return tap.remarks();
    }

    /** A connection that goes on from here; both ends are the jump host's business (RFC 4254 §7.2). */
    Step<Wire> forward(String host, int port) {
        String there = host + ":" + port;
        watchdog.allow(limit);
        try {
            transport.setAuthenticated();
            ConnectionImpl channels = new ConnectionImpl(transport, KeepAliveProvider.HEARTBEAT);
            channels.setTimeoutMs((int) Math.min(limit.toMillis() + AFTER_THE_WATCHDOG, Integer.MAX_VALUE));
            transport.setService(channels);
            DirectConnection channel = new DirectConnection(channels, host, port);
            channel.open();
            // A channel's reader waits until the jump host agrees that it is closed, which may be never.
            Closeable closing = () -> {
                channel.getInputStream().close();
                channel.close();
            };
            return Step.done(new Wire(there, channel.getInputStream(), channel.getOutputStream(), closing));
        } catch (OpenFailException e) {
            return new Step.Failed<>(notForwarded(e, there));
        } catch (SSHException e) {
            Failure failure = ended(e).failure();
            return Step.failed(failure.kind(), "on the way to " + there + ": " + failure.saying(), failure.seen());
        } finally {
            watchdog.rest();
        }
    }

    private static Failure notForwarded(OpenFailException refusal, String there) {
        String words = Visible.text(String.valueOf(refusal.getMessage()).strip(), 200);
        String lower = words.toLowerCase(Locale.ROOT);
        Kind kind;
        if (refusal.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED
                || refusal.getReason() == OpenFailException.Reason.UNKNOWN_CHANNEL_TYPE) {
            kind = Kind.FORWARDING_REFUSED;
        } else if (lower.contains("refused")) {
            kind = Kind.REFUSED;
        } else if (lower.contains("name") || lower.contains("resol")) {
            kind = Kind.NAME_UNRESOLVED;
        } else {
            kind = lower.contains("timed out") ? Kind.TIMED_OUT : Kind.UNREACHABLE;
        }
        return new Failure(kind, there + ": " + (words.isEmpty() ? "no reason given" : words), "");
    }

    /** The server's key, as it came over the wire. */
    byte[] hostKey() {
        return hostKey;
    }

    private void proved(byte[] key, byte[] signature) {
        hostKey = key;
        hostSignature = signature;
    }

    /** The server's signature of the session's identifier: it proves that this session is with that key. */
    byte[] hostSignature() {
        return hostSignature;
    }

    byte[] sessionId() {
        return transport.getSessionID();
    }

    Optional<String> banner() {
        return authentication.banner();
    }

    /** server-sig-algs (RFC 8308 §3.1). */
    Optional<List<String>> signatureAlgorithms() {
        return tap.signatureAlgorithms();
    }

    String software() {
        return software;
    }

    /** Says goodbye, so that the server's log shows no fault. */
    void disconnect() {
        watchdog.allow(Duration.ofSeconds(1));
        transport.disconnect();
        watchdog.rest();
    }

    private ConfigImpl configuration() {
        Proposal spoken = negotiation.spoken();
        List<Factory.Named<KeyExchange>> exchanges = new ArrayList<>();
        for (Factory.Named<KeyExchange> factory : Algorithms.KEY_EXCHANGE.factories(spoken.keyExchange())) {
            exchanges.add(new WatchedKeyExchange.Watching(factory, this::proved));
        }
        // RFC 8308 §2.1: asks for SSH_MSG_EXT_INFO
        exchanges.add(new ExtInfoClientFactory());
        // sshj wants a MAC in common also where the cipher needs none: the rest of ssh's list serves for that.
        List<String> macs = new ArrayList<>(spoken.macsToServer());
        negotiation.ssh().macsToServer().stream()
                .filter(it -> !macs.contains(it))
                .forEach(macs::add);
        ConfigImpl configuration = new ConfigImpl();
        configuration.setVersion(VERSION);
        configuration.setLoggerFactory(new NoLog());
        configuration.setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
        configuration.setKeyExchangeFactories(exchanges);
        configuration.setKeyAlgorithms(Algorithms.HOST_KEYS.factories(spoken.hostKeys()));
        configuration.setCipherFactories(Algorithms.CIPHERS.factories(spoken.ciphersToServer()));
        configuration.setMACFactories(Algorithms.MACS.factories(macs));
        configuration.setCompressionFactories(List.of(tap));
        // Whether a certificate counts is a question to known_hosts.
        configuration.setVerifyHostKeyCertificates(false);
        return configuration;
    }

    /** sshj's reader tells nobody of an Error, and leaves us waiting. */
    private void readerDied(Throwable error) {
        death = Optional.of(error.getClass().getSimpleName());
        transport.die(new TransportException("reader died"));
    }

    /** What both sides proposed; empty when the server did not come to it. */
    Optional<Proposal.Pair> proposals() {
        return proposal().map(it -> new Proposal.Pair(negotiation.ssh(), it));
    }

    private static Proposal ordered(HandshakePlan plan) {
        Proposal all = plan.proposal();
        return Proposal.alike(
                all.keyExchange(),
                AlgorithmNames.inOrder(all.hostKeys(), plan.knownHostKeyTypes()),
                all.ciphersToServer(),
                all.macsToServer());
    }

    private Optional<Proposal> proposal() {
        return clearText.message(MessageNumber.KEXINIT).flatMap(it -> ServerProposal.read(it, negotiation.known()));
    }

    private Failure failedExchange(TransportException problem) {
        Optional<Proposal> proposal = proposal();
        Optional<Failure> obstacle = proposal.flatMap(negotiation::obstacle);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        if (death.isPresent()) {
            return toolDied();
        }
        Optional<PayloadTap.Goodbye> goodbye =
                clearText.message(MessageNumber.DISCONNECT).map(PayloadTap.Goodbye::read);
        if (goodbye.isPresent()) {
            String words = goodbye.get().text();
            return new Failure(
                    Kind.CLOSED_EARLY, "the server ended the connection in the key exchange: \"" + words + "\"", words);
        }
        if (clearText.isOver()) {
            return new Failure(
                    Kind.CLOSED_EARLY,
                    "the server closed the connection " + (proposal.isPresent() ? "in" : "before")
                            + " the key exchange",
                    proposal.isPresent() ? "" : Wording.words(clearText.bytes()));
        }
        if (watchdog.hasBitten()) {
            String what = proposal.isPresent() ? "the key exchange was not done" : "no key exchange began";
            return Failure.timedOut(what + " within " + Wording.seconds(limit) + " of the greeting", "", limit);
        }
        if (proposal.isPresent() && problem.getCause() instanceof Buffer.BufferException) {
            // sshj takes no text of more than 32 kB, ssh does.
            return new Failure(
                    Kind.TOOL_LIMIT, "the server's lists of algorithms are longer than sshwhy can go on with", "");
        }
        if (problem.getDisconnectReason() == DisconnectReason.PROTOCOL_ERROR || proposal.isEmpty()) {
            return new Failure(
                    Kind.NOT_SSH,
                    "after its greeting the server sent what is no SSH packet (" + Wording.reason(problem) + ")",
                    Wording.seen(clearText.bytes()));
        }
        return new Failure(Kind.TOOL_LIMIT, "the key exchange failed: " + Wording.reason(problem), "");
    }

    private Reply.Ended ended(SSHException problem) {
        if (death.isPresent()) {
            return new Reply.Ended(toolDied(), false);
        }
        Optional<PayloadTap.Goodbye> goodbye = tap.goodbye();
        if (goodbye.isPresent()) {
            String words = goodbye.get().text();
            return new Reply.Ended(
                    new Failure(Kind.DISCONNECTED, "the server ended the connection: \"" + words + "\"", words),
                    goodbye.get().isAboutTooManyTries());
        }
        if (clearText.isOver()) {
            return new Reply.Ended(
                    new Failure(Kind.DISCONNECTED, "the server closed the connection without a word", ""), false);
        }
        if (watchdog.hasBitten()) {
            return noAnswer();
        }
        return new Reply.Ended(
                new Failure(
                        Kind.TOOL_LIMIT,
                        "sshwhy cannot go on with what the server sends: " + Wording.reason(problem),
                        ""),
                false);
    }

    private Failure toolDied() {
        return new Failure(Kind.TOOL_LIMIT, "sshwhy itself could not go on (" + death.orElse("no reason") + ")", "");
    }

    private Reply.Ended noAnswer() {
        if (tap.asksForNewKeys()) {
            // sshj waits for ever, and ssh does not wait at all (sshconnect2.c input_userauth_error).
            return new Reply.Ended(
                    new Failure(
                            Kind.NOT_SSH,
                            "the server asks for new keys in the middle of the login, and ssh breaks off there (\"bad"
                                    + " message during authentication: type 20\")",
                            ""),
                    false);
        }
        return new Reply.Ended(
                Failure.timedOut("the server did not answer within " + Wording.seconds(limit), "", limit), false);
    }

    /** The caller judges the key, on its own thread, before it sends anything more. */
    private static final class AnyHostKey implements HostKeyVerifier {
        @Override
        public boolean verify(String host, int port, PublicKey key) {
            return true;
        }

        @Override
        public List<String> findExistingAlgorithms(String host, int port) {
            return List.of();
        }
    }

    /** Swallows sshj's greeting: ours is sent long since. */
    private static final class WithoutGreeting extends FilterOutputStream {
        private int left = OWN_GREETING.length;
        private final Runnable onMore;

        WithoutGreeting(OutputStream out, Runnable onMore) {
            super(out);
            this.onMore = onMore;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int swallowed = Math.min(left, length);
            left -= swallowed;
            if (length > swallowed) {
                onMore.run();
                out.write(bytes, offset + swallowed, length - swallowed);
            }
        }
    }
}
