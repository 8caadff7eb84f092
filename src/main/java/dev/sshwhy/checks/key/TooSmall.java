package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
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
import java.util.OptionalInt;

/** An RSA key below RequiredRSASize (ssh_config(5)): ssh leaves it out before it asks the server. */
public final class TooSmall implements Check {
    private static final int SMALLEST_OF_ALL = 1024;

    @Override
    public Outcome check(Snapshot facts) {
        int required = required(facts);
        List<Finding> findings = new ArrayList<>();
        for (Identity identity : facts.identities()) {
            OptionalInt bits = rsaBits(identity);
            if (bits.isPresent() && bits.getAsInt() < required) {
                findings.add(
                        UnusableKeys.weighed(facts, identity, finding(facts, identity, bits.getAsInt(), required)));
            }
        }
        return UnusableKeys.outcome(facts, findings);
    }

    /** sshkey.h SSH_RSA_MINIMUM_MODULUS_SIZE holds whatever the configuration says. */
    private static int required(Snapshot facts) {
        String value = facts.configuration().text("requiredrsasize", "");
        try {
            return Math.max(SMALLEST_OF_ALL, Integer.parseInt(value));
        } catch (NumberFormatException e) {
            return SMALLEST_OF_ALL;
        }
    }

    private static OptionalInt rsaBits(Identity identity) {
        Optional<PublicKey> offered = identity.publicKey();
        if (offered.isPresent()) {
            return offered.get().type().startsWith("ssh-rsa") && offered.get().bits() > 0
                    ? OptionalInt.of(offered.get().bits())
                    : OptionalInt.empty();
        }
        Optional<KeyFile> file = identity.file().seen();
        return file.flatMap(KeyFile::type).filter("ssh-rsa"::equals).isPresent()
                ? file.get().bits()
                : OptionalInt.empty();
    }

    private static Finding finding(Snapshot facts, Identity identity, int bits, int required) {
        String name = AskingKeys.name(facts, identity);
        Optional<ConfigValue> option = facts.configuration().first("requiredrsasize");
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.key(identity),
                        name + " is an RSA key of " + bits + " bits; ssh offers none below " + required + ".")
                .seen(Span.of(identity.path().isEmpty() ? Span.AGENT : identity.path(), ""), bits + " bits");
        if (option.isPresent()) {
            finding = finding.seen(
                    option.get().setAt(), "RequiredRSASize " + option.get().value());
        }
        return finding.withFix(Fix.manual(
                        "Make a new key pair, name it with -i or IdentityFile, and add its .pub line to the account.")
                .run("ssh-keygen", "-t", "ed25519", "-f", newPath(facts, identity)));
    }

    private static String newPath(Snapshot facts, Identity identity) {
        return identity.path().isEmpty() ? facts.machine().home() + "/.ssh/id_ed25519" : identity.path() + ".ed25519";
    }
}
