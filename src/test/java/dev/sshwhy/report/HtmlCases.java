package dev.sshwhy.report;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Diagnostician;
import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.AccountLine;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Engine;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Setup;
import dev.sshwhy.testing.Transcripts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Diagnoses that no scenario can have: texts that attack the page, names without end, servers from another age. */
final class HtmlCases {
    /** Breaks out of text, of an attribute, of the style sheet, of a comment, and of the reading direction. */
    static final String ATTACK = "</style></code><script>alert(1)</script><img src=x onerror=alert(2)>"
            + "\"onload=\"alert(3)' & &lt; <!-- ]]> \u001b[31m \u202e \u0085 \ud800";

    private HtmlCases() {}

    static Diagnosis of(Snapshot facts) {
        return Diagnostician.diagnose(facts, new Engine(BuiltInChecks.all(), Setup.catalogue())::run);
    }

    /** Whatever somebody else may write holds an attack. */
    static Diagnosis hostile() {
        return with(ATTACK);
    }

    /** Whatever somebody else may write is a word of a thousand letters. */
    static Diagnosis hugeNames() {
        return with("w".repeat(1_000));
    }

    private static Diagnosis with(String text) {
        PublicKey key = new PublicKey("ssh-ed25519", 256, Facts.MINE.fingerprint(), Facts.MINE.blob(), text);
        Identity file = Facts.identity(Facts.HOME + "/" + text, key);
        Span config = Span.line(Facts.HOME + "/.ssh/" + text, 2, "  IdentityFile " + text);
        Span late = Span.line(Facts.HOME + "/.ssh/config", 9, "  IdentityAgent " + text);
        AccountFault fault = new AccountFault(
                AccountFault.Kind.NOT_A_KEY, 1, 3, 5, "what was seen: " + text, List.of(), Optional.empty());
        Handshake heard =
                Transcripts.changed(Facts.answers(List.of(Facts.refused(key)), new Login.NotTried(text)), it -> {
                    it.ident = Optional.of(text);
                    it.banner = Optional.of(text + "\n" + text);
                    it.linesBefore = List.of(text);
                    it.stages = List.of(
                            stage(Reached.NAME, true, text),
                            stage(Reached.TCP, true, text),
                            stage(Reached.GREETING, true, text),
                            stage(Reached.AUTH, false, text));
                    it.remarks = List.of(text);
                    it.methods = List.of("publickey", text);
                    it.failure = Optional.of(new Handshake.Failure(Handshake.Failure.Kind.DISCONNECTED, text, text));
                });
        return of(Facts.refused()
                .withTarget(target(text))
                .withIdentities(file, Facts.inAgent(key, 2))
                .withAgent(Facts.agent(key))
                .withAccount(new AccountField(
                        text,
                        List.of(new AccountLine(1, text, false, Optional.empty(), List.of(fault))),
                        List.of(fault),
                        text))
                .withConfiguration(new Configuration(
                        List.of(text),
                        Map.of(
                                "identityfile", List.of(new ConfigValue(text, config, List.of(late))),
                                "setenv", List.of(new ConfigValue(text, config, List.of()))),
                        List.of(new ConfigProblem(
                                ConfigProblem.Kind.BAD_VALUE, late, "Bad value: " + text, Optional.of(text))),
                        List.of()))
                .withHandshake(heard)
                .snapshot());
    }

    private static Target target(String text) {
        return new Target(
                Program.SSH,
                List.of("ssh", text),
                List.of(text),
                Optional.empty(),
                text,
                text,
                17445,
                text,
                Optional.empty());
    }

    /** ssh and the server have no host key type in common. */
    static Diagnosis noCommonAlgorithm() {
        List<String> exchange =
                List.of("sntrup761x25519-sha512@openssh.com", "curve25519-sha256", "diffie-hellman-group14-sha256");
        List<String> ciphers = List.of("chacha20-poly1305@openssh.com", "aes256-gcm@openssh.com");
        List<String> macs = List.of("hmac-sha2-256-etm@openssh.com", "hmac-sha1");
        Proposal.Pair pair = new Proposal.Pair(
                Proposal.alike(exchange, List.of("ssh-ed25519", "rsa-sha2-512", "rsa-sha2-256"), ciphers, macs),
                Proposal.alike(
                        List.of("curve25519-sha256"), List.of("ssh-rsa", "ssh-dss"), List.of("aes256-ctr"), macs));
        Handshake failed = Transcripts.changed(
                Facts.failed(Handshake.Failure.Kind.NO_COMMON_ALGORITHM, Reached.GREETING, ""), it -> {
                    it.proposals = Optional.of(pair);
                    it.ident = Optional.of("SSH-2.0-dropbear_0.52");
                    it.stages = List.of(
                            stage(Reached.NAME, true, "203.0.113.7"),
                            stage(Reached.TCP, true, "203.0.113.7:17445"),
                            stage(Reached.GREETING, true, "SSH-2.0-dropbear_0.52"),
                            stage(Reached.KEX, false, "no host key type in common"));
                });
        return of(Facts.healthy().withHandshake(failed).snapshot());
    }

    /** More keys, answers and lines than a page can show. */
    static Diagnosis manyOfEverything() {
        List<Identity> identities = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            identities.add(Facts.identity(Facts.HOME + "/.ssh/key-" + i, Facts.MINE));
            lines.add("not a key " + i);
        }
        return of(Facts.refused()
                .withIdentities(identities.toArray(Identity[]::new))
                .withAccount(Facts.field(lines.toArray(String[]::new)))
                .snapshot());
    }

    private static Handshake.Stage stage(Reached layer, boolean done, String saying) {
        return new Handshake.Stage(layer, done, saying, Duration.ofMillis(12));
    }
}
