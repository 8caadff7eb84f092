package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** A certificate that is not valid now, or not yet (OpenSSH sshkey.c sshkey_cert_check_authority). The server's clock decides. */
public final class CertificateExpired implements Check {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    public Outcome check(Snapshot facts) {
        return Outcome.of(
                OfferedCertificates.judged(facts, (identity, certificate) -> judge(facts, identity, certificate)));
    }

    private static Optional<Finding> judge(Snapshot facts, Identity identity, Certificate certificate) {
        Instant now = facts.now();
        if (certificate.isValidAt(now)) {
            return Optional.empty();
        }
        boolean early = now.isBefore(certificate.validAfter());
        String when = early
                ? "is valid only from " + shown(certificate.validAfter())
                : "was valid until " + shown(certificate.validBefore());
        String path = OfferedCertificates.path(facts, identity);
        return Optional.of(Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        "The certificate " + facts.shown(path) + " " + when + "; now it is " + shown(now) + ".")
                .seen(Span.of(path, ""), when)
                .withFix(Fix.manual(
                        early
                                ? "Wait until then, or set this machine's clock and the server's right; they must agree."
                                : "Have it signed anew by whoever gave it to you, with the authority's key "
                                        + certificate.authority() + ", and put the new one in its place.")));
    }

    private static String shown(Instant time) {
        return time.equals(Instant.MAX) ? "for ever" : TIME.format(time) + " UTC";
    }
}
