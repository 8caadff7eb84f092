package dev.sshwhy.checks.server;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the checks of this layer share: whether the server was heard, and how its answers are told. */
final class ServerAnswers {
    static final String PASSWORD = "password";
    static final String DIALOGUE = "keyboard-interactive";

    /** sshd_config(5), MaxAuthTries, and ssh_config(5), NumberOfPasswordPrompts: the defaults. */
    private static final int USUAL_TRIES = 6;

    private static final int PASSWORD_PROMPTS = 3;

    private static final String WHAT = "what the server says";

    private ServerAnswers() {}

    /** What a check makes of a server that was heard on authentication; else why it was not. */
    static Outcome heard(Snapshot facts, Function<Handshake, Outcome> judge) {
        return reached(
                facts, it -> it.reachedAuthentication() ? judge.apply(it) : Outcome.cannotTell(WHAT, silence(it)));
    }

    /** The same for a server that was reached in any way. */
    static Outcome reached(Snapshot facts, Function<Handshake, Outcome> judge) {
        return facts.handshake()
                .match(
                        judge,
                        where -> Outcome.cannotTell(WHAT, "there is no " + where),
                        (where, reason) -> Outcome.cannotTell(WHAT, where + ": " + reason),
                        why -> Outcome.cannotTell(WHAT, why));
    }

    private static String silence(Handshake handshake) {
        return handshake
                .failure()
                .map(it -> it.kind() == Failure.Kind.TOOL_LIMIT || it.kind() == Failure.Kind.PROXY
                        ? it.saying()
                        : "the connection ended before it came to a login")
                .or(() -> handshake
                        .hostKey()
                        .flatMap(HostKey::obstacle)
                        .filter(it -> it.kind() != HostKey.Obstacle.Kind.NOTHING_TO_WRITE)
                        .map(it -> "ssh stops at its host key, so nothing was asked"))
                .orElse(
                        handshake.isDistrusted()
                                ? "its host key is not the trusted one, so nothing was asked"
                                : "it did not come to a login");
    }

    /** The key as people know it: its file, or what the agent calls it. */
    static String name(Snapshot facts, PublicKey key) {
        return facts.identities().stream()
                .filter(it -> it.publicKey().filter(key::isSameKeyAs).isPresent())
                .map(Identity::path)
                .filter(it -> !it.isEmpty())
                .findFirst()
                .map(facts::shown)
                .orElseGet(() -> "the agent's key "
                        + (key.comment().isEmpty() ? key.fingerprint() : "\"" + key.comment() + "\""));
    }

    /** "publickey and password". */
    static String list(List<String> names) {
        if (names.size() < 2) {
            return String.join("", names);
        }
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** What the refused keys leave of the tries that sshd usually allows, where that is less than ssh asks a password. */
    static Optional<String> fewTriesLeft(Handshake handshake) {
        int left = USUAL_TRIES - handshake.tries();
        boolean counts = handshake.ident().filter(it -> it.contains("OpenSSH")).isPresent();
        return counts && left > 0 && left < PASSWORD_PROMPTS
                ? Optional.of("has refused " + handshake.tries() + " keys before: of the " + USUAL_TRIES
                        + " tries that sshd usually allows, ssh has " + left + " left here")
                : Optional.empty();
    }

    /**
     * Which of the server's methods make ssh ask for something (OpenSSH sshconnect2.c, authmethods): none where its host
     * key is not the trusted one.
     */
    static List<String> asking(Snapshot facts, List<String> methods) {
        Configuration configuration = facts.configuration();
        boolean isDistrusted =
                facts.handshake().seen().filter(Handshake::isDistrusted).isPresent();
        if (configuration.isOn("batchmode", false) || isDistrusted) {
            return List.of();
        }
        Optional<List<String>> preferred = configuration
                .first("preferredauthentications")
                .map(it -> List.of(it.value().split(",", -1)));
        return methods.stream()
                .filter(it -> (it.equals(PASSWORD) && configuration.isOn("passwordauthentication", true))
                        || (it.equals(DIALOGUE) && configuration.isOn("kbdinteractiveauthentication", true)))
                .filter(it -> preferred.isEmpty() || preferred.get().contains(it))
                .toList();
    }
}
