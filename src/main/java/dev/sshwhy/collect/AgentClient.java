package dev.sshwhy.collect;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.keys.PublicKeys;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Talks to an ssh-agent over its Unix socket or its named pipe (draft-miller-ssh-agent). */
final class AgentClient {
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES_ANSWER = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;
    private static final int EXTENSION = 27;
    private static final int SIGN_WITH_SHA256 = 2;
    private static final int SIGN_WITH_SHA512 = 4;

    /** SSH_AGENT_FAILURE, and what other agents answered once (authfd.h). */
    private static final Set<Byte> FAILURES = Set.of((byte) 5, (byte) 30, (byte) 102);

    /** OpenSSH's own limits of an agent's answer (authfd.c, MAX_AGENT_IDENTITIES and MAX_AGENT_REPLY_LEN). */
    private static final int MOST_KEYS = 2048;

    private static final int LONGEST_ANSWER = 256 * 1024;

    /** SSH_RSA_MINIMUM_MODULUS_SIZE: OpenSSH reads no shorter key, whatever RequiredRSASize says. */
    private static final int LEAST_RSA_BITS = 1024;

    private static final Duration LIST_LIMIT = Duration.ofSeconds(2);

    private AgentClient() {}

    /** What an agent holds. It gets two seconds; a local agent needs a thousandth of one. */
    static Agent list(String socket, String namedBy) {
        try {
            Optional<String> objection = NamedPipe.isOne(socket) ? Optional.empty() : objection(Path.of(socket));
            if (objection.isPresent()) {
                return unreachable(socket, namedBy, objection.get());
            }
            return read(socket, namedBy, ask(socket, List.of(new byte[] {REQUEST_IDENTITIES}), LIST_LIMIT));
        } catch (ConnectException e) {
            return unreachable(socket, namedBy, "nothing listens there any more");
        } catch (LocalSocket.TimedOut e) {
            return Agent.silent(socket, namedBy, LIST_LIMIT.toSeconds());
        } catch (InvalidPathException e) {
            return unreachable(socket, namedBy, "no socket can have this name");
        } catch (IOException | UnsupportedOperationException e) {
            return unreachable(socket, namedBy, "it cannot be asked (" + e.getMessage() + ")");
        }
    }

    /** What an answer to the question for the keys says; any bytes may come. */
    static Agent read(String socket, String namedBy, byte[] answer) {
        if (answer.length > 0 && FAILURES.contains(answer[0])) {
            return unreachable(socket, namedBy, "it refuses to list its keys");
        }
        if (answer.length < 5 || answer[0] != IDENTITIES_ANSWER) {
            return unreachable(socket, namedBy, "what answers there is no ssh-agent");
        }
        return keys(ByteBuffer.wrap(answer, 1, answer.length - 1))
                .map(it -> new Agent(socket, namedBy, it.isEmpty() ? Agent.State.EMPTY : Agent.State.HOLDS, it, ""))
                .orElseGet(() -> unreachable(socket, namedBy, "its list of keys is damaged, and ssh takes none of it"));
    }

    /** What an agent holds for one session: it shows a key that is meant for some hosts to these only (ssh-add(1), -h). */
    static Agent list(String socket, String namedBy, byte[] session) {
        try {
            return read(
                    socket,
                    namedBy,
                    ask(socket, List.of(binding(session), new byte[] {REQUEST_IDENTITIES}), LIST_LIMIT));
        } catch (IOException | UnsupportedOperationException e) {
            return unreachable(socket, namedBy, "it cannot be asked (" + e.getMessage() + ")");
        }
    }

    /**
     * The agent's signature (RFC 4253 §6.6), where it gives one in time.
     *
     * @param session with which host this is, as {@link dev.sshwhy.collect.handshake.SignatureSource} tells it
     */
    static Optional<byte[]> sign(
            String socket, PublicKey key, String algorithm, byte[] data, byte[] session, Duration limit) {
        byte[] blob = Base64.getDecoder().decode(key.blob());
        int flags = algorithm.startsWith("rsa-sha2-512")
                ? SIGN_WITH_SHA512
                : algorithm.startsWith("rsa-sha2-256") ? SIGN_WITH_SHA256 : 0;
        ByteBuffer request = ByteBuffer.allocate(1 + 4 + blob.length + 4 + data.length + 4);
        request.put((byte) SIGN_REQUEST).putInt(blob.length).put(blob);
        request.putInt(data.length).put(data).putInt(flags);
        try {
            byte[] answer = ask(socket, List.of(binding(session), request.array()), limit);
            if (answer.length == 0 || answer[0] != SIGN_RESPONSE) {
                return Optional.empty();
            }
            return string(ByteBuffer.wrap(answer, 1, answer.length - 1));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Tells the agent whom the connection is for, as ssh does (OpenSSH PROTOCOL.agent, session-bind@openssh.com). */
    private static byte[] binding(byte[] session) {
        byte[] name = "session-bind@openssh.com".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request = ByteBuffer.allocate(1 + 4 + name.length + session.length + 1);
        byte forwarded = 0;
        return request.put((byte) EXTENSION)
                .putInt(name.length)
                .put(name)
                .put(session)
                .put(forwarded)
                .array();
    }

    /** Why nobody can be asked there. */
    private static Optional<String> objection(Path path) {
        if (!Files.exists(path)) {
            return Optional.of("there is no such socket");
        }
        return Files.isRegularFile(path) || Files.isDirectory(path) ? Optional.of("it is no socket") : Optional.empty();
    }

    private static Agent unreachable(String socket, String namedBy, String detail) {
        return new Agent(socket, namedBy, Agent.State.UNREACHABLE, List.of(), detail);
    }

    /**
     * The keys in a list; empty when it is damaged, since ssh then takes none of them. It passes over a key of a type that
     * it does not know (authfd.c ssh_fetch_identitylist).
     */
    private static Optional<List<PublicKey>> keys(ByteBuffer answer) {
        List<PublicKey> keys = new ArrayList<>();
        int count = answer.getInt();
        if (count < 0 || count > MOST_KEYS) {
            return Optional.empty();
        }
        for (int i = 0; i < count; i++) {
            Optional<byte[]> blob = string(answer);
            Optional<byte[]> comment = string(answer);
            if (blob.isEmpty() || comment.isEmpty()) {
                return Optional.empty();
            }
            Optional<PublicKey> key =
                    PublicKeys.fromBlob(blob.get(), new String(comment.get(), StandardCharsets.UTF_8));
            boolean unknown = PublicKeys.innerType(blob.get())
                    .filter(it -> !PublicKeys.isKnownType(it))
                    .isPresent();
            boolean tooShort = key.filter(it -> it.type().startsWith("ssh-rsa") && it.bits() < LEAST_RSA_BITS)
                    .isPresent();
            if ((key.isEmpty() && !unknown) || tooShort || hasNul(comment.get())) {
                return Optional.empty();
            }
            key.ifPresent(keys::add);
        }
        return Optional.of(keys);
    }

    /** Within a string of C it ends the text, and so ssh refuses the whole (sshbuf_get_cstring). */
    private static boolean hasNul(byte[] comment) {
        for (int i = 0; i < comment.length - 1; i++) {
            if (comment[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static Optional<byte[]> string(ByteBuffer buffer) {
        if (buffer.remaining() < 4) {
            return Optional.empty();
        }
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            return Optional.empty();
        }
        byte[] value = new byte[length];
        buffer.get(value);
        return Optional.of(value);
    }

    /** Requests one after another, and the last one's answer. */
    private static byte[] ask(String socket, List<byte[]> requests, Duration limit) throws IOException {
        if (NamedPipe.isOne(socket)) {
            // Windows' own agent knows no keys for some hosts only.
            return NamedPipe.ask(socket, requests.get(requests.size() - 1), LONGEST_ANSWER, limit);
        }
        try (LocalSocket connection = LocalSocket.connect(Path.of(socket), limit)) {
            byte[] answer = new byte[0];
            for (byte[] request : requests) {
                connection.send(request);
                answer = connection.receive(LONGEST_ANSWER);
            }
            return answer;
        }
    }
}
