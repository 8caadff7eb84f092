package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The .pub beside a private key is another key's, and ssh offers what the .pub says (OpenSSH authfile.c sshkey_load_public). */
public final class PairMismatch implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        List<Finding> findings = new ArrayList<>();
        for (Identity identity : facts.identities()) {
            Optional<KeyFile> file = identity.file().seen();
            Optional<PublicKey> own = file.flatMap(KeyFile::publicKey);
            Optional<PublicKey> beside = identity.publicFile().seen().flatMap(KeyFile::publicKey);
            if (identity.pair() != Identity.Pair.MISMATCH || own.isEmpty()) {
                continue;
            }
            if (identity.publicFrom() == Identity.PublicFrom.CERTIFICATE) {
                findings.add(UnusableKeys.weighed(facts, identity, ofCertificate(facts, identity, own.get())));
            } else if (beside.isPresent()) {
                findings.add(finding(facts, identity, file.get(), own.get(), beside.get()));
            }
        }
        return UnusableKeys.outcome(facts, findings);
    }

    /** ssh compares a certificate with the private half only when it signs (OpenSSH sshconnect2.c identity_sign). */
    private static Finding ofCertificate(Snapshot facts, Identity identity, PublicKey own) {
        PublicKey certificate = identity.publicKey().orElseThrow();
        String key = facts.shown(identity.path());
        String path = OfferedCertificates.path(facts, identity);
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        facts.shown(path) + " is not a certificate of " + key
                                + ", so ssh offers a certificate that it cannot sign with.")
                .seen(Span.of(identity.path(), ""), "is " + own.fingerprint())
                .seen(Span.of(path, ""), "certifies " + certificate.fingerprint())
                .withFix(Fix.manual("Have " + key + ".pub certified and save that as " + facts.shown(path)
                        + ", or put the certificate beside the key that it is for."));
    }

    private static Finding finding(Snapshot facts, Identity identity, KeyFile file, PublicKey own, PublicKey beside) {
        String path = facts.shown(identity.path());
        boolean besideWanted = LocalKeys.isRegistered(facts, beside)
                || LocalKeys.isMeantByBrokenLine(facts, beside)
                || facts.authentication()
                        .filter((Handshake it) -> it.accepted(beside))
                        .isPresent();
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        path + ".pub is not the public half of " + path
                                + ", so ssh offers a key that it cannot sign with.")
                .seen(Span.of(identity.path(), ""), "is " + own.fingerprint())
                .seen(Span.of(identity.path() + ".pub", ""), "is " + beside.fingerprint())
                .withFix(besideWanted ? otherHalf(facts, identity, beside) : renewed(file, identity.path()));
        boolean agentOffersIt = facts.offered().stream()
                .filter(Identity::inAgent)
                .anyMatch(it -> it.publicKey().filter(own::isSameKeyAs).isPresent());
        if (agentOffersIt) {
            return UnusableKeys.weighed(facts, identity, finding);
        }
        if (facts.acceptedAndUsable().isEmpty() && LocalKeys.isRegistered(facts, own)) {
            boolean heard = facts.authentication()
                    .filter((Handshake it) -> !it.accepted(beside))
                    .isPresent();
            return UnusableKeys.sure(
                            finding, heard && !LocalKeys.offersRegistered(facts) ? Certainty.PROVEN : Certainty.LIKELY)
                    .seen(Span.of(Span.ACCOUNT_FIELD, ""), "holds " + own.fingerprint() + ", which ssh never offers");
        }
        if (facts.acceptedAndUsable().isEmpty() && LocalKeys.isMeantByBrokenLine(facts, own)) {
            return UnusableKeys.sure(finding, Certainty.LIKELY)
                    .seen(
                            Span.of(Span.ACCOUNT_FIELD, ""),
                            "means " + own.fingerprint() + ", in a line that is broken; ssh never offers that key");
        }
        return facts.acceptedAndUsable().isEmpty() && mayBeWanted(facts, own)
                ? UnusableKeys.sure(finding, Certainty.LIKELY)
                : UnusableKeys.weighed(facts, identity, finding);
    }

    /** Nobody showed the account, and the server refuses all that ssh offers, but not this key: it never saw it. */
    private static boolean mayBeWanted(Snapshot facts, PublicKey own) {
        return facts.account().seen().isEmpty()
                && facts.everyOfferedKeyRefused()
                && facts.offered().stream()
                        .noneMatch(it -> it.publicKey().filter(own::isSameKeyAs).isPresent());
    }

    /** The account knows the .pub's key, so the private half that belongs to it must be found. */
    private static Fix otherHalf(Snapshot facts, Identity identity, PublicKey beside) {
        return LocalKeys.privateHalf(facts, beside)
                .filter(it -> !it.path().equals(identity.path()))
                .map(it -> Fix.manual("The account knows the key in the .pub file; its private half is here: -i "
                        + facts.shown(it.path()) + "."))
                .orElseGet(() -> Fix.manual(
                                "The account knows the key in the .pub file, and its private half is not here: fetch"
                                        + " it, or register the key that is here. Its public half is what this prints:")
                        .run("ssh-keygen", "-y", "-f", identity.path()));
    }

    private static Fix renewed(KeyFile file, String path) {
        if (file.encrypted() && file.format() == KeyFormat.OPENSSH_V1) {
            // Without a .pub beside it, ssh reads the public half from the private file, passphrase or not.
            return Fix.safe("Move the wrong .pub out of the way.").run("mv", path + ".pub", path + ".pub.wrong");
        }
        Fix fix = Fix.safe("Write the .pub anew from the private key.");
        // ssh-keygen, like ssh, reads no private key that others may read.
        Fix closed =
                file.file().isTooOpenForPrivateKey() && file.file().accessList().isEmpty()
                        ? fix.run("chmod", "600", path)
                        : fix;
        return closed.run("sh", "-c", Cures.publicHalf(path, path + ".pub"));
    }
}
