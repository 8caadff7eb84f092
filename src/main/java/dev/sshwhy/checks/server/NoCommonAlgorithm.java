package dev.sshwhy.checks.server;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.KeyAnswer;
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
import java.util.Locale;
import java.util.Optional;

/** ssh and the server share no key exchange, host key, cipher, MAC or signature algorithm (RFC 4253 §7.1, RFC 8308 §3.1). */
public final class NoCommonAlgorithm implements Check {
    private static final String SIGNATURE = "no signature algorithm";

    /** What fails to be agreed on, as the failure words it, and the option that decides it. */
    private enum Subsystem {
        KEY_EXCHANGE("key exchange method", "KexAlgorithms", "diffie-hellman-group14-sha1"),
        HOST_KEY("host key type", "HostKeyAlgorithms", "ssh-rsa"),
        CIPHER("cipher", "Ciphers", "aes128-cbc"),
        MAC("MAC", "MACs", "hmac-sha1");

        private final String words;
        private final String option;
        private final String old;

        Subsystem(String words, String option, String old) {
            this.words = words;
            this.option = option;
            this.old = old;
        }

        Optional<ConfigValue> setting(Configuration configuration) {
            return configuration.first(option.toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public Outcome check(Snapshot facts) {
        return ServerAnswers.reached(facts, handshake -> judge(facts, handshake));
    }

    private static Outcome judge(Snapshot facts, Handshake handshake) {
        Optional<Failure> failure = handshake.failure().filter(it -> it.kind() == Failure.Kind.NO_COMMON_ALGORITHM);
        if (failure.isPresent()) {
            return Outcome.of(connection(facts, handshake, failure.get()));
        }
        List<Finding> findings = new ArrayList<>();
        for (KeyAnswer answer : handshake.answers()) {
            if (answer.answer() == KeyAnswer.Answer.NOT_ASKED && answer.saying().contains(SIGNATURE)) {
                findings.add(signature(facts, answer));
            }
        }
        return Outcome.of(findings);
    }

    private static Finding connection(Snapshot facts, Handshake handshake, Failure failure) {
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "ssh and " + handshake.address() + " cannot agree: " + brief(failure.saying()) + ".")
                .seen(Span.of(Span.SERVER, handshake.ident().orElse("")), failure.saying());
        for (Subsystem subsystem : Subsystem.values()) {
            if (failure.saying().startsWith("no " + subsystem.words)) {
                return about(facts, failure, subsystem, finding);
            }
        }
        return finding.withFix(Fix.manual("Renew the SSH server, or ssh here: one of the two is too old."));
    }

    private static Finding about(Snapshot facts, Failure failure, Subsystem subsystem, Finding finding) {
        Optional<ConfigValue> setting = subsystem.setting(facts.configuration());
        if (setting.isPresent()) {
            return finding.seen(setting.get().setAt(), "narrows down what ssh proposes")
                    .withFix(Fix.manual("Take " + subsystem.option + " out of "
                            + (setting.get().setAt().source().equals(Span.COMMAND_LINE)
                                    ? "the command"
                                    : facts.shown(setting.get().setAt().source()))
                            + ": ssh's own list fits most servers."));
        }
        Fix fix = Fix.manual("Renew the SSH server, which is too old or set too strictly.");
        boolean offersOld = offered(failure).contains(subsystem.old);
        return finding.withFix(
                offersOld
                        ? fix.byHand("Until then, for this host alone: ssh -o " + subsystem.option + "=+"
                                + subsystem.old + " … (weak: not for the open internet).")
                        : fix);
    }

    private static String brief(String saying) {
        int colon = saying.indexOf(':');
        return colon < 0 ? saying : saying.substring(0, colon);
    }

    private static String offered(Failure failure) {
        int end = failure.saying().indexOf("; ssh is set to");
        return end < 0 ? failure.saying() : failure.saying().substring(0, end);
    }

    private static Finding signature(Snapshot facts, KeyAnswer answer) {
        boolean registered =
                facts.account().seen().filter(it -> it.accepts(answer.key())).isPresent();
        boolean alone = facts.offered().size() == 1;
        Certainty certainty = registered ? Certainty.PROVEN : alone ? Certainty.LIKELY : Certainty.POSSIBLE;
        String name = ServerAnswers.name(facts, answer.key());
        return Finding.of(
                        certainty,
                        Subject.key(answer.key()),
                        "ssh passes over " + name + " (" + answer.key().type()
                                + "): it shares no signature algorithm for such keys with this server.")
                .seen(Span.of(Span.SERVER, ""), answer.saying())
                .withFix(Fix.manual("Make an Ed25519 key, and register its public half:")
                        .run(
                                "ssh-keygen",
                                "-t",
                                "ed25519",
                                "-f",
                                facts.machine().home() + "/.ssh/id_ed25519")
                        .byHand("For an old server that takes RSA with SHA-1 only: ssh -o"
                                + " PubkeyAcceptedAlgorithms=+ssh-rsa … (weak)."));
    }
}
