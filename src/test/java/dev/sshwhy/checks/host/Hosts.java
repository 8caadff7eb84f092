package dev.sshwhy.checks.host;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.util.List;
import java.util.Optional;

/** Transcripts in which the server's key is as a test wants it. */
final class Hosts {
    private Hosts() {}

    static Handshake with(HostKey key) {
        Handshake it = Facts.answers(List.of(Facts.refused(Facts.MINE)), new Login.NotTried("no key was accepted"));
        return Transcripts.changed(it, copy -> copy.hostKey = Optional.of(key));
    }
}
