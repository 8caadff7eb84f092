package dev.sshwhy.checks.server;

import dev.sshwhy.checks.target.TypedCommand;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.Proposal.Part;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import dev.sshwhy.sshconfig.Algorithms;
import dev.sshwhy.sshconfig.SshRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** ssh and the server share no key exchange, host key, cipher, MAC or signature algorithm (RFC 4253 §7.1, RFC 8308 §3.1). */
public final class NoCommonAlgorithm implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return ServerAnswers.reached(facts, handshake -> judge(facts, handshake));
    }

    private static Outcome judge(Snapshot facts, Handshake handshake) {
        if (handshake
                .failure()
                .filter(it -> it.kind() == Failure.Kind.NO_COMMON_ALGORITHM)
                .isPresent()) {
            return handshake
                    .proposals()
                    .flatMap(both -> both.lacking().map(part -> connection(facts, handshake, both, part)))
                    .map(Outcome::of)
                    .orElseGet(Outcome::clear);
        }
        List<Finding> findings = new ArrayList<>();
        for (KeyAnswer answer : handshake.answers()) {
            if (answer.answer() == KeyAnswer.Answer.PASSED_OVER) {
                findings.add(signature(facts, answer));
            }
        }
        return Outcome.of(findings);
    }

    private static Finding connection(Snapshot facts, Handshake handshake, Proposal.Pair both, Part part) {
        List<String> theirs = Proposal.offeredBy(both.server(), part);
        Optional<ConfigValue> setting = facts.configuration().first(option(part).toLowerCase(Locale.ROOT));
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "ssh and " + handshake.address() + " cannot agree: no " + part.words() + " in common.")
                .seen(Span.of(Span.SERVER, list(theirs)), "what the server offers");
        String ours = list(Proposal.offeredBy(both.client(), part));
        finding = setting.isPresent()
                ? finding.seen(setting.get().setAt(), "narrows ssh down to " + ours)
                : finding.seen(Span.of("ssh", ours), "what ssh offers");
        return finding.withFix(fix(facts, part, theirs, setting));
    }

    /** The nearest change that lets the two talk: what was narrowed, then what is old, then what is too new. */
    private static Fix fix(Snapshot facts, Part part, List<String> theirs, Optional<ConfigValue> setting) {
        SshRelease release = facts.machine().sshVersion().map(SshRelease::of).orElse(SshRelease.NEWEST);
        String option = option(part);
        String name = option.toLowerCase(Locale.ROOT);
        List<String> usual = Algorithms.usual(name, release);
        if (setting.isPresent() && theirs.stream().anyMatch(usual::contains)) {
            return Fix.manual("Take " + option + " out of "
                    + place(facts, setting.get().setAt())
                    + ": ssh's own list has "
                    + theirs.stream().filter(usual::contains).findFirst().orElseThrow() + ", which the server takes.");
        }
        Optional<String> old = Algorithms.known(name, release).stream()
                .filter(theirs::contains)
                .min((one, other) -> Integer.compare(weakness(one), weakness(other)));
        if (old.isEmpty()) {
            return Fix.manual(
                    "This machine's ssh (" + facts.machine().sshVersion().orElse("none found") + ") knows none"
                            + " of what the server wants: install a newer OpenSSH, or let the server take more than that.");
        }
        return meanwhile(
                facts,
                Fix.manual("Renew the SSH server, which is too old or set too strictly."),
                option + "=+" + old.get(),
                weakness(old.get()) > 0 ? "weak: not for the open internet" : "not one of ssh's own");
    }

    /** What helps with this host alone, until its server is another one. */
    private static Fix meanwhile(Snapshot facts, Fix fix, String setting, String warning) {
        String line = setting.replaceFirst("=", " ");
        String config = "in ~/.ssh/config below \"Host " + facts.target().typedHost() + "\": " + line;
        return TypedCommand.withOptions(facts, "-o", setting)
                .map(it -> fix.byHand(
                        "Until then, for this host alone (" + warning + "), " + config + "; or once:\n  " + it))
                .orElseGet(() -> fix.byHand("Until then, for this host alone (" + warning + "), " + config + "."));
    }

    private static String place(Snapshot facts, Span at) {
        return at.source().equals(Span.COMMAND_LINE)
                ? "the command"
                : facts.shown(at.source()) + (at.line() > 0 ? ", line " + at.line() : "");
    }

    /** How far an algorithm is from what is still thought safe. */
    private static int weakness(String name) {
        boolean broken = name.contains("md5") || name.contains("group1-") || name.equals("ssh-dss");
        boolean old = name.contains("sha1") || name.contains("-cbc") || name.equals("ssh-rsa");
        return broken ? 2 : old ? 1 : 0;
    }

    private static String option(Part part) {
        return switch (part) {
            case KEY_EXCHANGE -> "KexAlgorithms";
            case HOST_KEY -> "HostKeyAlgorithms";
            case CIPHER -> "Ciphers";
            case MAC -> "MACs";
        };
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(",", names);
    }

    private static Finding signature(Snapshot facts, KeyAnswer answer) {
        boolean registered =
                facts.account().seen().filter(it -> it.accepts(answer.key())).isPresent();
        boolean alone = facts.offered().size() == 1;
        Certainty certainty = registered ? Certainty.PROVEN : alone ? Certainty.LIKELY : Certainty.POSSIBLE;
        String name = ServerAnswers.name(facts, answer.key());
        Fix fix = Fix.manual("Make an Ed25519 key, and register its public half:")
                .run("ssh-keygen", "-t", "ed25519", "-f", facts.machine().home() + "/.ssh/id_ed25519");
        return Finding.of(
                        certainty,
                        Subject.key(answer.key()),
                        "ssh passes over " + name + " (" + answer.key().type()
                                + "): it shares no signature algorithm for such keys with this server.")
                .seen(Span.of(Span.SERVER, ""), answer.saying())
                .withFix(
                        answer.key().type().equals("ssh-rsa")
                                ? meanwhile(facts, fix, "PubkeyAcceptedAlgorithms=+ssh-rsa", "weak: RSA with SHA-1")
                                : fix);
    }
}
