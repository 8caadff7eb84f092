package dev.sshwhy.collect.handshake;

import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Handshake.Failure.Kind;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Identity.Signing;
import dev.sshwhy.evidence.KeyAnswer.Answer;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Visible;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Authentication: {@code none}, then the keys one by one, as OpenSSH's userauth_pubkey offers them. */
final class KeyTrial {
    private static final String METHOD = "publickey";
    /** A server that wants more keys than this is no server that anybody has. */
    private static final int MOST_ROUNDS = 4;

    private static final String NOT_OFFERED = "the server does not offer publickey to this user";

    private final SshConnection connection;
    private final HandshakePlan plan;
    private final Transcript transcript;
    private final boolean hostKeyTrusted;
    /** Why the keys that are left are not asked about; empty as long as they are. */
    private Optional<String> stopped = Optional.empty();

    private Optional<String> asker = Optional.empty();
    /** Whether ssh begins again with its first key, as it does after each step of several. */
    private boolean startsAnew;

    private boolean loggedIn;

    KeyTrial(SshConnection connection, HandshakePlan plan, Transcript transcript, boolean hostKeyTrusted) {
        this.connection = connection;
        this.plan = plan;
        this.transcript = transcript;
        this.hostKeyTrusted = hostKeyTrusted;
    }

    void run() {
        askMethods();
        HandshakePlan.Offer all = plan.offer().get();
        asker = all.asker();
        int rounds = 0;
        do {
            startsAnew = false;
            for (Identity identity : all.identities()) {
                if (stopped.isPresent()) {
                    knownKey(identity).ifPresent(it -> transcript.answered(it, Answer.NOT_ASKED, stopped.get()));
                } else if (!startsAnew) {
                    offer(identity);
                }
            }
        } while (startsAnew && ++rounds < MOST_ROUNDS);
        transcript.shown(connection.banner());
        transcript.remarked(connection.remarks());
    }

    boolean isLoggedIn() {
        return loggedIn;
    }

    private void askMethods() {
        Optional<Reply.Ended> denied = connection.requestAuthentication();
        Reply reply = denied.isPresent()
                ? denied.get()
                : connection.ask(request("none").toByteArray());
        if (reply instanceof Reply.Ended ended) {
            end(ended);
        } else if (reply instanceof Reply.LoggedIn) {
            transcript.offered(List.of());
            stopped = Optional.of("the server lets this user in without any key");
            letIn(Optional.empty());
        } else if (reply instanceof Reply.Refused refused) {
            transcript.offered(refused.methods());
            transcript.leftUntried(plan.otherWays().stream()
                    .filter(it -> refused.methods().contains(it.method()))
                    .toList());
            if (!refused.methods().contains(METHOD)) {
                stop(NOT_OFFERED);
            } else {
                transcript.login(new Login.NotTried("the server accepted no key that ssh could sign with"));
            }
        } else {
            end(outOfTurn());
        }
    }

    private void offer(Identity identity) {
        Optional<PublicKey> found = identity.publicKey();
        if (found.isEmpty() && !loadsWithoutQuestion(identity)) {
            return;
        }
        Optional<PublicKey> asked = found.or(() -> knownKey(identity));
        if (asked.isEmpty()) {
            return;
        }
        PublicKey key = asked.get();
        Optional<String> algorithm = SignatureAlgorithms.choose(
                key.type(), plan.signatureAlgorithms(), connection.signatureAlgorithms(), connection.software());
        if (algorithm.isEmpty()) {
            transcript.answered(
                    key,
                    Answer.PASSED_OVER,
                    "ssh does not offer it: no signature algorithm for " + key.type() + " in common with the server");
            return;
        }
        byte[] encoding = Base64.getDecoder().decode(key.blob());
        Reply reply =
                connection.ask(keyRequest(false, algorithm.get(), encoding).toByteArray());
        String blob = Base64.getEncoder().encodeToString(encoding);
        if (reply instanceof Reply.KeyWelcome welcome && welcome.blob().equals(blob)) {
            if (saysYesToAll(key)) {
                transcript.answered(key, Answer.UNPROVEN, "the server says yes to every Ed25519 key, known or not");
            } else {
                transcript.answered(key, Answer.ACCEPTED, "the server would accept it, as " + algorithm.get());
            }
            use(identity, key, algorithm.get(), encoding);
        } else if (reply instanceof Reply.KeyWelcome) {
            // ssh says "server replied with unknown key", and goes on (sshconnect2.c input_userauth_pk_ok).
            transcript.answered(key, Answer.NOT_ASKED, "the server answered about another key");
        } else if (reply instanceof Reply.LoggedIn) {
            transcript.answered(key, Answer.ACCEPTED, "the server let this user in without a signature");
            stopped = Optional.of("the server already let this user in");
            letIn(Optional.of(key));
        } else if (reply instanceof Reply.Refused refused) {
            transcript.spentTry();
            transcript.answered(key, Answer.REFUSED, "the server refused it, as " + algorithm.get());
            goOnIfOffered(refused.methods());
        } else if (reply instanceof Reply.Ended ended && ended.tooManyTries()) {
            transcript.spentTry();
            transcript.cutOff();
            transcript.answered(
                    key,
                    Answer.REFUSED,
                    "the server refused it and hung up: " + ended.failure().saying());
            stop("the server had already hung up after too many attempts");
        } else {
            Reply.Ended ended = reply instanceof Reply.Ended it ? it : outOfTurn();
            transcript.answered(
                    key, Answer.NOT_ASKED, "no answer: " + ended.failure().saying());
            end(ended);
        }
    }

    /**
     * Whether ssh gets at an identity that has no public half to offer. It loads the private file at once, before the
     * server is asked (OpenSSH sshconnect2.c userauth_pubkey).
     */
    private boolean loadsWithoutQuestion(Identity identity) {
        Signing signing = identity.signing();
        boolean asks = signing == Signing.ASKS_PASSPHRASE || signing == Signing.NEEDS_TOKEN;
        if (asks && !plan.batchMode()) {
            stop(question(identity, signing) + " before it offers this key");
        }
        if (asks || signing == Signing.IMPOSSIBLE) {
            String why = asks ? "ssh asks nothing in BatchMode" : "ssh cannot load it, and so never offers it";
            knownKey(identity).ifPresent(it -> transcript.answered(it, Answer.NOT_ASKED, stopped.orElse(why)));
            return false;
        }
        return true;
    }

    private void use(Identity identity, PublicKey key, String algorithm, byte[] encoding) {
        Signing signing = identity.signing();
        switch (signing) {
            case IMPOSSIBLE -> {
                // ssh goes on to the next key.
            }
            case ASKS_PASSPHRASE, NEEDS_TOKEN -> {
                if (!plan.batchMode()) {
                    stop(question(identity, signing) + " to use the key that the server accepts");
                }
            }
            case BY_AGENT, BY_FILE -> {
                if (!hostKeyTrusted) {
                    stop("a signature goes only to a known host key");
                } else if (!plan.sign()) {
                    stop("nothing was to be signed");
                } else if (signing == Signing.BY_AGENT && asker.isPresent()) {
                    stop(asker.get() + " asks you before it signs");
                } else {
                    logIn(identity, key, algorithm, encoding);
                }
            }
        }
    }

    private void logIn(Identity identity, PublicKey key, String algorithm, byte[] encoding) {
        byte[] request = keyRequest(true, algorithm, encoding).toByteArray();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        putString(data, connection.sessionId());
        data.write(MessageNumber.USERAUTH_REQUEST);
        data.writeBytes(request);
        String wanted = SignatureAlgorithms.ofSignature(algorithm);
        Optional<byte[]> signature;
        try {
            signature = sign(identity, wanted, data.toByteArray());
        } catch (TimeoutException e) {
            transcript.login(new Login.NotSigned(key, "no signature within " + Wording.seconds(plan.signingLimit())));
            return;
        }
        if (signature.isEmpty()) {
            transcript.login(new Login.NotSigned(
                    key,
                    identity.signing() == Signing.BY_AGENT
                            ? "the agent refused to sign"
                            : "the private key file gave no signature"));
            return;
        }
        String made = new WireReader(signature.get()).text();
        if (!made.equals(wanted)) {
            transcript.login(new Login.NotSigned(
                    key, "asked for a signature by " + wanted + ", got one by " + Visible.text(made, 60)));
            return;
        }
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(request);
        putString(signed, signature.get());
        judge(connection.ask(signed.toByteArray()), key);
    }

    /** What the server makes of a signature. */
    private void judge(Reply reply, PublicKey key) {
        if (reply instanceof Reply.LoggedIn) {
            stopped = Optional.of("ssh was already logged in with another key");
            transcript.proved(key, Answer.ACCEPTED, "the server took it, and its signature");
            letIn(Optional.of(key));
        } else if (reply instanceof Reply.Refused refused && refused.partialSuccess()) {
            transcript.login(new Login.Partial(key, refused.methods()));
            // AuthenticationMethods publickey,publickey: ssh offers all its keys once more (sshconnect2.c
            // pubkey_reset).
            startsAnew = true;
            goOnIfOffered(refused.methods());
        } else if (reply instanceof Reply.Refused refused) {
            transcript.spentTry();
            if (saysYesToAll(key)) {
                transcript.proved(
                        key, Answer.REFUSED, "the server, which says yes to every Ed25519 key, refused its signature");
            } else {
                transcript.login(new Login.Denied(
                        key,
                        "the server took the key and its signature, and then refused the login" + withBanner(),
                        false));
            }
            goOnIfOffered(refused.methods());
        } else {
            Reply.Ended ended = reply instanceof Reply.Ended it ? it : outOfTurn();
            if (ended.tooManyTries()) {
                transcript.spentTry();
                transcript.cutOff();
            }
            // Only silence leaves open whether the login went through.
            if (ended.failure().kind() == Kind.TIMED_OUT) {
                transcript.failed(ended.failure());
            }
            transcript.login(new Login.Denied(
                    key,
                    "the server took the key, and after its signature: "
                            + ended.failure().saying() + withBanner(),
                    ended.failure().kind() != Kind.TIMED_OUT));
            stopped = Optional.of("the connection was over");
        }
    }

    /** The server said yes; it may still take that back, before anything runs. */
    private void letIn(Optional<PublicKey> key) {
        Reply after = connection.confirm();
        // Of OpenSSH alone it is known that this takes a login back: others may just not like the question.
        boolean hungUp = connection.software().startsWith("OpenSSH")
                && after instanceof Reply.Ended ended
                && ended.failure().kind() != Kind.TIMED_OUT;
        String hangsUp = "the server said yes to the login, and hung up before anything could run" + withBanner();
        if (!hungUp) {
            loggedIn = true;
            transcript.login(new Login.Succeeded(key));
        } else if (key.isPresent()) {
            transcript.login(new Login.Denied(key.get(), hangsUp, true));
        } else {
            transcript.login(new Login.NotTried(hangsUp));
        }
    }

    private Optional<byte[]> sign(Identity identity, String algorithm, byte[] data) throws TimeoutException {
        FutureTask<Optional<byte[]>> signing =
                new FutureTask<>(() -> plan.signatures().sign(identity, algorithm, data, session()));
        Thread thread = new Thread(signing, "sshwhy-signer");
        thread.setDaemon(true);
        thread.start();
        try {
            return signing.get(plan.signingLimit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            // A signer's message could carry key material: only its kind goes on.
            String kind = Optional.ofNullable(e.getCause())
                    .map(it -> it.getClass().getName())
                    .orElse("unknown");
            throw new IllegalStateException("the signer failed: " + kind);
        }
    }

    private byte[] session() {
        ByteArrayOutputStream session = new ByteArrayOutputStream();
        putString(session, connection.hostKey());
        putString(session, connection.sessionId());
        putString(session, connection.hostSignature());
        return session.toByteArray();
    }

    private void goOnIfOffered(List<String> methods) {
        if (!methods.contains(METHOD)) {
            stopped = Optional.of("the server no longer offers publickey");
        }
    }

    private void stop(String why) {
        stopped = Optional.of(why);
        transcript.login(new Login.NotTried(why));
    }

    private void end(Reply.Ended ended) {
        transcript.failed(ended.failure());
        stop("the connection was over: " + ended.failure().saying());
    }

    private String withBanner() {
        return connection
                .banner()
                .map(it -> "; it shows: " + Visible.text(it.replace('\n', ' '), 300))
                .orElse("");
    }

    /** The tinysshd program looks a key up only once it is signed with (its packet_auth.c). */
    private boolean saysYesToAll(PublicKey key) {
        return connection.software().startsWith("tinyssh") && key.type().equals("ssh-ed25519");
    }

    private static Reply.Ended outOfTurn() {
        return new Reply.Ended(
                new Failure(Kind.TOOL_LIMIT, "the server answered another question than the one asked", ""), false);
    }

    private static String question(Identity identity, Signing signing) {
        return signing == Signing.NEEDS_TOKEN
                ? "ssh needs the security key's token for " + name(identity)
                : "ssh asks for the passphrase of " + name(identity);
    }

    /** The file without its folders, which are told where the keys are. */
    private static String name(Identity identity) {
        String path = identity.path();
        return path.isEmpty()
                ? identity.publicKey().map(PublicKey::fingerprint).orElse("a key")
                : Visible.text(path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1), 300);
    }

    /** The public half, also one that only we can read out of the private file. */
    private static Optional<PublicKey> knownKey(Identity identity) {
        return identity.publicKey().or(() -> identity.file().seen().flatMap(KeyFile::publicKey));
    }

    private ByteArrayOutputStream request(String method) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        putString(body, plan.user().getBytes(StandardCharsets.UTF_8));
        putString(body, "ssh-connection".getBytes(StandardCharsets.US_ASCII));
        putString(body, method.getBytes(StandardCharsets.US_ASCII));
        return body;
    }

    private ByteArrayOutputStream keyRequest(boolean signed, String algorithm, byte[] encoding) {
        ByteArrayOutputStream body = request(METHOD);
        body.write(signed ? 1 : 0);
        putString(body, algorithm.getBytes(StandardCharsets.US_ASCII));
        putString(body, encoding);
        return body;
    }

    private static void putString(ByteArrayOutputStream out, byte[] value) {
        out.write(value.length >>> 24);
        out.write(value.length >>> 16);
        out.write(value.length >>> 8);
        out.write(value.length);
        out.writeBytes(value);
    }
}
