package dev.sshwhy.checks.host;

import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.HostCertificate;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.HostKey.Obstacle;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;

/** A host certificate does not do for its authority's hosts (OpenSSH sshconnect.c check_host_key, sshkey.c sshkey_cert_check_host). */
public final class CertificateInvalid implements Check {
    private static final int LONGEST_LIST = 300;
    private static final String SIGNER =
            "Whoever holds the authority's key signs anew: ssh-keygen -s AUTHORITY -h -I NAME -n ";

    @Override
    public Outcome check(Snapshot facts) {
        return HostKeys.finding(
                facts,
                hostKey -> hostKey.certificate()
                        .filter(it -> it.isInvalid() || stops(hostKey).isPresent())
                        .map(it -> finding(facts, hostKey, it)));
    }

    private static Optional<Obstacle> stops(HostKey hostKey) {
        return hostKey.obstacle()
                .filter(it ->
                        it.kind() == Obstacle.Kind.CERTIFICATE_BROKEN || it.kind() == Obstacle.Kind.TYPE_NOT_ALLOWED);
    }

    private static Finding finding(Snapshot facts, HostKey hostKey, HostCertificate certificate) {
        Optional<Obstacle> obstacle = stops(hostKey);
        boolean broken = obstacle.filter(it -> it.kind() == Obstacle.Kind.CERTIFICATE_BROKEN)
                .isPresent();
        String wrong = broken ? "is not as its authority signed it" : wrong(facts, certificate);
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "The server's host certificate " + wrong + "; " + next(facts, hostKey, obstacle) + ".")
                .seen(
                        Span.of(Span.SERVER, ""),
                        "shows a certificate by " + certificate.contents().authority() + " for the "
                                + HostKeys.shown(hostKey.key()));
        for (Span line : certificate.authorities().stream().limit(2).toList()) {
            finding = finding.seen(line, "the authority that ssh knows for this host");
        }
        return finding.withFix(broken ? resign(certificate) : fix(facts, certificate))
                .withEffect(obstacle.isPresent() ? Effect.BLOCKS : effect(facts, hostKey));
    }

    private static Effect effect(Snapshot facts, HostKey hostKey) {
        return switch (hostKey.known()) {
            case YES -> Effect.NONE;
            case NO ->
                hostKey.trusted()
                        ? Effect.NONE
                        : HostKeys.unknown(facts, hostKey).effect();
            case CHANGED, REVOKED -> hostKey.trusted() ? Effect.NONE : Effect.BLOCKS;
        };
    }

    private static String wrong(Snapshot facts, HostCertificate it) {
        Certificate contents = it.contents();
        return switch (it.standing()) {
            case EXPIRED -> "expired at " + contents.validBefore() + " (now it is " + facts.now() + ")";
            case NOT_YET_VALID -> "is not valid before " + contents.validAfter() + " (here it is " + facts.now() + ")";
            case OTHER_NAMES ->
                "is for " + names(contents.principals()) + ", not for " + Visible.text(it.name(), LONGEST_LIST);
            case NO_NAMES -> "is for no name, which OpenSSH since 10.3 does not take";
            case OTHER_AUTHORITY ->
                "is signed by " + contents.authority() + ", which is not the authority on "
                        + it.authorities().stream()
                                .findFirst()
                                .map(line -> HostKeys.place(facts, line))
                                .orElse("any line of known_hosts");
            case NOT_FOR_HOSTS -> "is one for users, not for hosts";
            case UNKNOWN_OPTIONS -> "has critical options, and ssh knows none for hosts";
            case SIGNATURE_TYPE -> "is signed in a way that CASignatureAlgorithms does not allow";
            case TYPE_NOT_ALLOWED -> "is of the type " + it.type() + ", which HostKeyAlgorithms does not allow";
            case COUNTS, NO_AUTHORITY, AUTHORITY_REVOKED -> "does not count";
        };
    }

    private static String next(Snapshot facts, HostKey hostKey, Optional<Obstacle> obstacle) {
        if (obstacle.isPresent()) {
            return obstacle.get().kind() == Obstacle.Kind.CERTIFICATE_BROKEN
                    ? "ssh ends the connection"
                    : "ssh stops at the plain key in it, since "
                            + obstacle.get().saying() + " (" + obstacle.get().where() + ")";
        }
        String plain = "ssh looks at the plain key in it instead";
        return switch (hostKey.known()) {
            case YES -> plain + ", which is known";
            case NO ->
                plain + ", which is not known: "
                        + HostKeys.unknown(facts, hostKey).words();
            case CHANGED -> plain + ", and knows another one";
            case REVOKED -> plain + ", which is revoked";
        };
    }

    private static Fix fix(Snapshot facts, HostCertificate it) {
        Fix fix = resign(it);
        return switch (it.standing()) {
            case EXPIRED, NOT_YET_VALID ->
                fix.byHand("If this machine's clock is wrong (it says " + facts.now() + "), set it right.");
            case OTHER_NAMES ->
                it.contents().principals().isEmpty()
                        ? fix
                        : fix.byHand("Or connect by a name that the certificate has, or set HostKeyAlias to one: "
                                + names(it.contents().principals()) + ".");
            case OTHER_AUTHORITY ->
                fix.byHand("If the authority's key was replaced, ask its holder for the new one, compare "
                        + it.contents().authority() + ", and put it on the @cert-authority line.");
            case SIGNATURE_TYPE -> fix.byHand("An RSA authority signs with -t rsa-sha2-512.");
            case UNKNOWN_OPTIONS -> fix.byHand("Leave out -O critical: and the like.");
            case TYPE_NOT_ALLOWED -> fix.byHand("Or put " + it.type() + " into HostKeyAlgorithms.");
            case NO_NAMES, NOT_FOR_HOSTS, COUNTS, NO_AUTHORITY, AUTHORITY_REVOKED -> fix;
        };
    }

    private static Fix resign(HostCertificate it) {
        return Fix.manual("The server needs a certificate that counts, or its plain key has to be known.")
                .byHand(SIGNER + (it.name().isEmpty() ? "HOST" : Visible.text(it.name(), LONGEST_LIST))
                        + " -V +52w /etc/ssh/ssh_host_…_key.pub; sshd's HostCertificate names the result.");
    }

    private static String names(List<String> principals) {
        return Visible.text(String.join(", ", principals), LONGEST_LIST);
    }
}
