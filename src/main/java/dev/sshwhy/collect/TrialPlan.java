package dev.sshwhy.collect;

import dev.sshwhy.collect.handshake.HandshakePlan;
import dev.sshwhy.collect.handshake.HandshakePlan.AddressFamily;
import dev.sshwhy.collect.handshake.HandshakePlan.LocalEnd;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.keys.KnownHosts;
import dev.sshwhy.keys.PrivateKeySigner;
import dev.sshwhy.keys.PublicKeys;
import dev.sshwhy.sshconfig.Algorithms;
import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.sshconfig.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Puts together what the trial handshake needs: known_hosts, algorithms, signatures. */
final class TrialPlan {
    private static final Duration SIGNING_LIMIT = Duration.ofSeconds(5);

    private final Question question;
    private final Stop stop;
    private final Configuration configuration;
    private final Target target;
    private final SshRelease release;
    private final LocalFiles files;
    private final UnaryOperator<String> expand;
    private final Tokens tokens;

    TrialPlan(Question question, Stop stop, SshRelease release, LocalFiles files, Surroundings surroundings) {
        this.question = question;
        this.stop = stop;
        this.configuration = stop.leg().configuration();
        this.target = stop.leg().target();
        this.release = release;
        this.files = files;
        this.expand = it -> stop.leg().path(it, surroundings);
        this.tokens = stop.leg().tokens();
    }

    HandshakePlan handshake() {
        List<KnownHosts.KnownHostsFile> known = KnownHostsFiles.read(configuration, files, expand);
        Optional<KnownHostsCommand> command = knownHostsCommand();
        return new HandshakePlan(
                target.host(),
                target.port(),
                target.user(),
                new LocalEnd(addressFamily(), text("bindaddress"), text("bindinterface")),
                stepLimit(),
                SIGNING_LIMIT,
                () -> stop.keys().join().offer(),
                blob -> PublicKeys.fromBlob(blob, ""),
                new ServerKeyJudge(question, configuration, target, release, files, expand, known, command),
                ordersHostKeysItself() ? List.of() : knownKeyTypes(known, command),
                Proposal.alike(inUse("kexalgorithms"), inUse("hostkeyalgorithms"), inUse("ciphers"), inUse("macs")),
                inUse("pubkeyacceptedalgorithms"),
                question.sign(),
                (identity, algorithm, data, session) ->
                        sign(stop.keys().join().agent(), identity, algorithm, data, session),
                question.batchMode() || configuration.isOn("batchmode", false),
                new OtherWays(question.surroundings(), files, "").of(configuration),
                layer -> question.progress().reached(target.typedHost(), layer));
    }

    private List<String> inUse(String option) {
        return Algorithms.inUse(option, configuration, release);
    }

    /** Whether HostKeyAlgorithms is a list of its own: one that only adds or takes away is put in order by known_hosts. */
    private boolean ordersHostKeysItself() {
        return configuration
                .first("hostkeyalgorithms")
                .filter(it -> !it.setAt().text().matches("(?is).*hostkeyalgorithms[\\s=\"]+[+-].*"))
                .isPresent();
    }

    /** Empty where there is none, or none that may run. */
    private Optional<KnownHostsCommand> knownHostsCommand() {
        String template = configuration.text("knownhostscommand", "none");
        return template.equals("none") || !question.runConfigCommands()
                ? Optional.empty()
                : Optional.of(new KnownHostsCommand(template, tokens, question.surroundings()));
    }

    private List<String> knownKeyTypes(List<KnownHosts.KnownHostsFile> known, Optional<KnownHostsCommand> command) {
        String name = knownHostsName(configuration, target);
        List<KnownHosts.KnownHostsFile> all = new ArrayList<>(known);
        command.flatMap(it -> it.lines("ORDER", name, Optional.empty())).ifPresent(all::add);
        return KnownHosts.knownKeyTypes(all, name);
    }

    /** HostKeyAlias stands in for name and port (ssh_config(5)). */
    static String knownHostsName(Configuration configuration, Target target) {
        String alias = configuration.text("hostkeyalias", "");
        return alias.isEmpty() ? target.knownHostsName() : alias.toLowerCase(Locale.ROOT);
    }

    private Optional<byte[]> sign(Agent agent, Identity identity, String algorithm, byte[] data, byte[] session) {
        Optional<PublicKey> held =
                identity.publicKey().filter(it -> identity.inAgent()).flatMap(key -> signingKey(agent, key));
        if (held.isPresent()) {
            question.progress()
                    .announced("asking the agent for a signature with "
                            + held.get().fingerprint() + ", " + SIGNING_LIMIT.toSeconds()
                            + " s at most; it may want your consent");
            Optional<byte[]> made =
                    AgentClient.sign(agent.socket(), held.get(), algorithm, data, session, SIGNING_LIMIT);
            if (made.isPresent()
                    || identity.withoutAgent().signing() != Identity.Signing.BY_FILE
                    || shows(agent, held.get(), session)) {
                return made;
            }
        }
        return files.read(identity.path())
                .seen()
                .flatMap(it -> PrivateKeySigner.from(it.bytes()))
                .flatMap(it -> it.sign(algorithm, data));
    }

    /** ssh takes a key's file where the agent does not show the key for this host; where it does, only the agent. */
    private static boolean shows(Agent agent, PublicKey key, byte[] session) {
        Agent shown = AgentClient.list(agent.socket(), agent.namedBy(), session);
        return shown.state() == Agent.State.UNREACHABLE || shown.holds(key);
    }

    /** The agent's own entry for a key; for a certificate that it does not hold, the plain key with the same fingerprint. */
    private static Optional<PublicKey> signingKey(Agent agent, PublicKey key) {
        Optional<PublicKey> itself =
                agent.keys().stream().filter(key::isSameKeyAs).findFirst();
        return itself.isPresent()
                ? itself
                : agent.keys().stream()
                        .filter(it -> it.fingerprint().equals(key.fingerprint()))
                        .findFirst();
    }

    private AddressFamily addressFamily() {
        return switch (configuration.text("addressfamily", "any")) {
            case "inet" -> AddressFamily.INET;
            case "inet6" -> AddressFamily.INET6;
            default -> AddressFamily.ANY;
        };
    }

    /** The option of sshwhy, or the configuration's ConnectTimeout where that is shorter. */
    private Duration stepLimit() {
        String configured = configuration.text("connecttimeout", "none");
        if (!configured.matches("[1-9][0-9]{0,6}")) {
            return question.stepLimit();
        }
        Duration limit = Duration.ofSeconds(Long.parseLong(configured));
        return limit.compareTo(question.stepLimit()) < 0 ? limit : question.stepLimit();
    }

    private Optional<String> text(String option) {
        return configuration.first(option).map(ConfigValue::value).filter(it -> !it.equals("none"));
    }
}
