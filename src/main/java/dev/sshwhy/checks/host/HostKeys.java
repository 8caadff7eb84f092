package dev.sshwhy.checks.host;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.keys.PublicKeys;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the checks of this layer share: the key that the server showed, held against known_hosts. */
final class HostKeys {
    private HostKeys() {}

    /** What a check makes of the server's key, where the server showed one. */
    static Outcome of(Snapshot facts, Function<HostKey, Outcome> judge) {
        return facts.handshake()
                .match(
                        handshake -> seen(handshake, judge),
                        where -> cannotTell("there is no " + where),
                        (where, reason) -> cannotTell(where + ": " + reason),
                        HostKeys::cannotTell);
    }

    /** A check that finds one thing, or nothing. */
    static Outcome finding(Snapshot facts, Function<HostKey, Optional<Finding>> finding) {
        return of(facts, it -> finding.apply(it).map(Outcome::of).orElseGet(Outcome::clear));
    }

    /** Cannot tell, for one of the things that nobody here could ask. */
    static Outcome doubted(HostKey hostKey, HostKey.Doubt.Source source) {
        return hostKey.doubts().stream()
                .filter(it -> it.source() == source)
                .findFirst()
                .map(it -> Outcome.cannotTell(it.source().words(), it.why()))
                .orElseGet(Outcome::clear);
    }

    private static Outcome seen(Handshake handshake, Function<HostKey, Outcome> judge) {
        return handshake
                .hostKey()
                .map(judge)
                .orElseGet(() -> Outcome.cannotTell(
                        "the server's host key", "the connection ended before the server showed it"));
    }

    private static Outcome cannotTell(String why) {
        return Outcome.cannotTell("what the server says", why);
    }

    /** The name that ssh looks up (OpenSSH sshconnect.c get_hostfile_hostname_ipaddr). */
    static String name(Snapshot facts) {
        return facts.configuration().text("hostkeyalias", facts.target().knownHostsName());
    }

    /** What ssh does about a key that it does not know, and why in words. */
    static Unknown unknown(Snapshot facts, HostKey hostKey) {
        String strict =
                facts.configuration().text("stricthostkeychecking", "ask").toLowerCase(Locale.ROOT);
        if (hostKey.obstacle()
                .filter(it -> it.kind() == HostKey.Obstacle.Kind.NOTHING_TO_WRITE)
                .isPresent()) {
            HostKey.Obstacle it = hostKey.obstacle().get();
            return new Unknown(Effect.BLOCKS, it.where() + ": " + it.saying() + ", so ssh refuses without asking");
        }
        return switch (strict) {
            case "yes", "true" -> new Unknown(Effect.BLOCKS, "StrictHostKeyChecking is on, so ssh refuses");
            case "no", "off", "false", "accept-new" ->
                new Unknown(Effect.NONE, "StrictHostKeyChecking " + strict + " lets ssh take it unasked");
            default ->
                facts.configuration().isOn("batchmode", false)
                        ? new Unknown(Effect.BLOCKS, "BatchMode is on, so ssh refuses instead of asking")
                        : new Unknown(Effect.PROMPTS, "ssh asks first whether to go on");
        };
    }

    /**
     * What ssh does about a key that it does not know.
     *
     * @param effect on this login
     * @param words for a sentence
     */
    record Unknown(Effect effect, String words) {}

    /** "ssh-ed25519 key SHA256:…". */
    static String shown(PublicKey key) {
        return key.type() + " key " + key.fingerprint();
    }

    /** "~/.ssh/known_hosts line 4". */
    static String place(Snapshot facts, Span line) {
        return facts.shown(line.source()) + (line.line() > 0 ? " line " + line.line() : "");
    }

    /** The key on a line of known_hosts (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
    static Optional<PublicKey> keyOf(Span line) {
        int start = line.text().indexOf(" AAAA");
        if (start < 0) {
            return Optional.empty();
        }
        int end = line.text().indexOf(' ', start + 1);
        String letters = line.text()
                .substring(start + 1, end < 0 ? line.text().length() : end)
                .strip();
        try {
            return PublicKeys.fromBlob(Base64.getDecoder().decode(letters), "");
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base64
        }
    }
}
