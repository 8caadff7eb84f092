package dev.sshwhy.checks.host;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.keys.PublicKeys;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** What the checks of this layer share: the key that the server showed, held against known_hosts. */
final class HostKeys {
    private HostKeys() {}

    /** A finding when known_hosts says this of the server's key. */
    static Outcome of(Snapshot facts, HostKey.Known known, Function<HostKey, Optional<Finding>> finding) {
        return facts.handshake()
                .match(
                        handshake -> seen(handshake, known, finding),
                        where -> cannotTell("there is no " + where),
                        (where, reason) -> cannotTell(where + ": " + reason),
                        HostKeys::cannotTell);
    }

    private static Outcome seen(
            Handshake handshake, HostKey.Known known, Function<HostKey, Optional<Finding>> finding) {
        if (handshake.hostKey().isEmpty()) {
            return Outcome.cannotTell("the server's host key", "the connection ended before the server showed it");
        }
        return handshake
                .hostKey()
                .filter(it -> it.known() == known)
                .flatMap(finding)
                .map(Outcome::of)
                .orElseGet(Outcome::clear);
    }

    private static Outcome cannotTell(String why) {
        return Outcome.cannotTell("what the server says", why);
    }

    /** The name that ssh looks up (OpenSSH sshconnect.c get_hostfile_hostname_ipaddr). */
    static String name(Snapshot facts) {
        return facts.configuration().text("hostkeyalias", facts.target().knownHostsName());
    }

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
