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
import java.util.Optional;

/** A user certificate that is not for the login name: sshd compares its principals with it (sshd_config(5), TrustedUserCAKeys). */
public final class CertificatePrincipal implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return Outcome.of(
                OfferedCertificates.judged(facts, (identity, certificate) -> judge(facts, identity, certificate)));
    }

    private static Optional<Finding> judge(Snapshot facts, Identity identity, Certificate certificate) {
        String user = facts.target().user();
        boolean forNobody = certificate.principals().isEmpty();
        if (certificate.purpose() != Certificate.Purpose.USER
                || certificate.principals().contains(user)
                || (user.isEmpty() && !forNobody)) {
            return Optional.empty();
        }
        String names = forNobody ? "no login name" : String.join(", ", certificate.principals());
        String path = OfferedCertificates.path(facts, identity);
        String as = user.isEmpty() ? "" : ", and ssh logs in as " + user;
        // A server may map principals to other names (AuthorizedPrincipalsFile), but never none at all.
        Finding finding = Finding.of(
                        forNobody ? Certainty.PROVEN : Certainty.LIKELY,
                        Subject.key(identity),
                        "The certificate " + facts.shown(path) + " is for " + names + as + ".")
                .seen(Span.of(path, ""), "principals: " + names);
        return Optional.of(finding.withFix(
                forNobody || user.isEmpty()
                        ? Fix.manual(
                                "Have it signed with your login name as principal: ssh-keygen -s CA -I ID -n NAME ….")
                        : Fix.manual("Log in as " + certificate.principals().get(0) + ", or have it signed for " + user
                                + ".")));
    }
}
