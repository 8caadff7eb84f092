package dev.sshwhy.checks.host;

import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostCertificate;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.HostKey.Doubt;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.HostKey.Obstacle;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.TestKeys;
import dev.sshwhy.testing.Transcripts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Transcripts in which the server's key is as a test wants it. */
final class Hosts {
    static final Span AUTHORITY = Span.line(
            Facts.HOME + "/.ssh/known_hosts",
            2,
            "@cert-authority * " + TestKeys.publicKey(12).line());

    private Hosts() {}

    static Handshake with(HostKey key) {
        Handshake it = Facts.answers(List.of(Facts.refused(Facts.MINE)), new Login.NotTried("no key was accepted"));
        return Transcripts.changed(it, copy -> copy.hostKey = Optional.of(key));
    }

    static HostKey stopped(Known known, Obstacle why) {
        return new HostKey(
                Facts.SERVER_KEY, known, List.of(), false, List.of(), Optional.empty(), Optional.of(why), List.of());
    }

    static HostKey doubted(Known known, Doubt.Source source) {
        return new HostKey(
                Facts.SERVER_KEY,
                known,
                List.of(),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Doubt(source, "it was not asked")));
    }

    static HostKey certified(Known known, boolean trusted, HostCertificate.Standing standing) {
        Certificate contents = new Certificate(
                Certificate.Purpose.HOST,
                "pod",
                List.of("db.example", "web.example"),
                Instant.parse("2026-12-01T00:00:00Z"),
                Instant.parse("2026-10-01T00:00:00Z"),
                List.of(),
                Facts.OTHER.fingerprint());
        HostCertificate certificate = new HostCertificate(
                "ssh-ed25519-cert-v01@openssh.com", contents, "203.0.113.7", List.of(AUTHORITY), standing);
        return new HostKey(
                Facts.SERVER_KEY,
                known,
                List.of(),
                trusted,
                List.of(),
                Optional.of(certificate),
                Optional.empty(),
                List.of());
    }
}
