package dev.sshwhy.evidence;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The transcript of a trial handshake. Everything the server said is data: control characters are already made visible.
 *
 * @param address the address and port that were connected to, or tried last
 * @param reached the last layer that was completed
 * @param stages what was done, in order, and how each part of it ended
 * @param ident the server's identification line (RFC 4253 §4.2)
 * @param linesBefore what the server said before that line; the first few lines of it
 * @param hostKey the server's key
 * @param proposals the algorithms that ssh and the server propose
 * @param algorithms what was agreed on: "kex", "host key", "cipher", "mac"
 * @param methods the authentication methods that the server offers to this user before any key
 * @param banner what the server shows before login
 * @param answers its answer to each key, in the order of asking
 * @param tries how many refused attempts were spent; each may count against the server's MaxAuthTries
 * @param cutOff whether the server hung up because of too many attempts
 * @param login whether it came to a login
 * @param otherWays what ssh would try at this server as well, and nobody tried here; behind a login, only what ssh tries before
 * @param remarks what the server remarks on a login, which {@code ssh -v} shows behind "Remote:" (SSH_MSG_DEBUG)
 * @param failure where and why it ended early
 */
public record Handshake(
        String address,
        Reached reached,
        List<Stage> stages,
        Optional<String> ident,
        List<String> linesBefore,
        Optional<HostKey> hostKey,
        Optional<Proposal.Pair> proposals,
        Map<String, String> algorithms,
        List<String> methods,
        Optional<String> banner,
        List<KeyAnswer> answers,
        int tries,
        boolean cutOff,
        Login login,
        List<OtherWay> otherWays,
        List<String> remarks,
        Optional<Failure> failure) {
    public Handshake {
        stages = List.copyOf(stages);
        linesBefore = List.copyOf(linesBefore);
        algorithms = Collections.unmodifiableMap(new TreeMap<>(algorithms));
        methods = List.copyOf(methods);
        answers = List.copyOf(answers);
        otherWays = List.copyOf(otherWays);
        remarks = List.copyOf(remarks);
    }

    /** The layers, in the order in which they are reached. */
    public enum Reached {
        NOTHING,
        NAME,
        TCP,
        GREETING,
        KEX,
        HOSTKEY,
        AUTH,
        LOGIN
    }

    /**
     * One part of the way.
     *
     * @param layer the layer that it belongs to
     * @param done whether it led on; a refused key does not
     * @param saying how it ended, without times
     * @param took how long it took
     */
    public record Stage(Reached layer, boolean done, String saying, Duration took) {}

    /**
     * Where it ended.
     *
     * @param kind what happened
     * @param saying in words, with what was seen
     * @param seen what came, made visible: its first line, or its first bytes; empty when nothing came
     * @param limit how long was waited; empty where it did not end by waiting
     */
    public record Failure(Kind kind, String saying, String seen, Optional<Duration> limit) {
        public Failure(Kind kind, String saying, String seen) {
            this(kind, saying, seen, Optional.empty());
        }

        /** Nothing came for so long. */
        public static Failure timedOut(String saying, String seen, Duration limit) {
            return new Failure(Kind.TIMED_OUT, saying, seen, Optional.of(limit));
        }

        /** What happened. */
        public enum Kind {
            NAME_UNRESOLVED,
            REFUSED,
            TIMED_OUT,
            UNREACHABLE,
            /** The connection cannot start where BindAddress or BindInterface says. */
            NOT_BOUND,
            NOT_SSH,
            /** The server hung up before or during the greeting or the key exchange. */
            CLOSED_EARLY,
            NO_COMMON_ALGORITHM,
            /** The server said goodbye during authentication for another reason than too many attempts. */
            DISCONNECTED,
            /** A jump host lets us in, and on to nowhere. */
            FORWARDING_REFUSED,
            /** A proxy of the configuration could not be used. */
            PROXY,
            /** sshwhy cannot go on, though ssh might: never the server's fault. */
            TOOL_LIMIT
        }
    }

    public Optional<KeyAnswer> answerTo(PublicKey key) {
        return answers.stream().filter(it -> it.key().isSameKeyAs(key)).findFirst();
    }

    public boolean accepted(PublicKey key) {
        return answerTo(key)
                .filter(it -> it.answer() == KeyAnswer.Answer.ACCEPTED)
                .isPresent();
    }

    public boolean refused(PublicKey key) {
        return answerTo(key)
                .filter(it -> it.answer() == KeyAnswer.Answer.REFUSED)
                .isPresent();
    }

    /** Whether the server accepted this key's query, and then did not let its owner in. */
    public boolean deniedAfterAccepting(PublicKey key) {
        return (login instanceof Login.Denied denied && denied.key().isSameKeyAs(key))
                || (login instanceof Login.Partial partial && partial.key().isSameKeyAs(key))
                || (login instanceof Login.NotSigned unsigned && unsigned.key().isSameKeyAs(key));
    }

    /** Whether the server showed a host key that is known not to be the trusted one, see {@link HostKey#isDistrusted}. */
    public boolean isDistrusted() {
        return hostKey.filter(HostKey::isDistrusted).isPresent();
    }

    public boolean loggedIn() {
        return login instanceof Login.Succeeded;
    }

    /** Whether the server's yes to a key tells nothing here, and nobody logged in to find out. */
    public boolean leavesKeysUnproven() {
        return !loggedIn() && answers.stream().anyMatch(it -> it.answer() == KeyAnswer.Answer.UNPROVEN);
    }

    /** Whether the server was heard on authentication at all. */
    public boolean reachedAuthentication() {
        return reached.compareTo(Reached.AUTH) >= 0;
    }
}
