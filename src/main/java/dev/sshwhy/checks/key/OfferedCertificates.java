package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.keys.Certificates;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The certificates among the identities, and what it means when one of them is of no use. */
final class OfferedCertificates {
    private OfferedCertificates() {}

    /** What a judgement finds in each of them, weighed by whether a plain key stands beside it. */
    static List<Finding> judged(Snapshot facts, BiFunction<Identity, Certificate, Optional<Finding>> judgement) {
        List<Finding> findings = new ArrayList<>();
        for (Identity identity : facts.identities()) {
            Optional<Certificate> certificate = identity.publicKey().flatMap(Certificates::of);
            if (certificate.isPresent() && identity.isOffered()) {
                judgement
                        .apply(identity, certificate.get())
                        .map(it -> aPlainKeyMayDo(facts) ? it.withEffect(Effect.NONE) : it)
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    /** The certificate's own file; an identity is called by its private half. */
    static String path(Snapshot facts, Identity identity) {
        return facts.localKeys().stream()
                .filter(file -> file.publicKey()
                        .filter(it ->
                                identity.publicKey().filter(it::isSameKeyAs).isPresent())
                        .isPresent())
                .map(KeyFile::path)
                .findFirst()
                .orElse(identity.path());
    }

    /** ssh goes on to the next key when a certificate is refused; a good plain one then gets in. */
    private static boolean aPlainKeyMayDo(Snapshot facts) {
        Optional<AccountField> account = facts.account().seen();
        return facts.offered().stream()
                .flatMap(it -> it.publicKey().stream())
                .filter(it -> !it.isCertificate())
                .filter((PublicKey it) ->
                        account.filter(field -> !field.accepts(it)).isEmpty())
                .anyMatch(it -> facts.authentication()
                        .filter(handshake -> handshake.refused(it))
                        .isEmpty());
    }
}
