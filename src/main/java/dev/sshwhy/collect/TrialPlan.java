package dev.sshwhy.collect;

import dev.sshwhy.collect.handshake.HandshakePlan;
import dev.sshwhy.collect.handshake.HandshakePlan.AddressFamily;
import dev.sshwhy.collect.handshake.HandshakePlan.LocalEnd;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.keys.KnownHosts;
import dev.sshwhy.keys.PrivateKeySigner;
import dev.sshwhy.keys.PublicKeys;
import dev.sshwhy.sshconfig.Algorithms;
import dev.sshwhy.sshconfig.SshRelease;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Puts together what the trial handshake needs: known_hosts, algorithms, signatures. */
final class TrialPlan {
    private static final Duration SIGNING_LIMIT = Duration.ofSeconds(5);

    private final Question question;
    private final Configuration configuration;
    private final Target target;
    private final SshRelease release;
    private final LocalFiles files;
    private final UnaryOperator<String> expand;

    TrialPlan(
            Question question,
            Configuration configuration,
            Target target,
            SshRelease release,
            LocalFiles files,
            UnaryOperator<String> expand) {
        this.question = question;
        this.configuration = configuration;
        this.target = target;
        this.release = release;
        this.files = files;
        this.expand = expand;
    }

    HandshakePlan handshake(List<Identity> identities, Agent agent) {
        List<KnownHosts.KnownHostsFile> known = KnownHostsFiles.read(configuration, files, expand);
        String name = knownHostsName();
        return new HandshakePlan(
                target.host(),
                target.port(),
                target.user(),
                new LocalEnd(addressFamily(), text("bindaddress"), text("bindinterface")),
                stepLimit(),
                SIGNING_LIMIT,
                identities.stream().filter(Identity::isOffered).toList(),
                blob -> PublicKeys.fromBlob(blob, ""),
                (key, address) -> judge(known, name, key),
                ordersHostKeysItself() ? List.of() : KnownHosts.knownKeyTypes(known, List.of(name)),
                Proposal.alike(inUse("kexalgorithms"), inUse("hostkeyalgorithms"), inUse("ciphers"), inUse("macs")),
                inUse("pubkeyacceptedalgorithms"),
                question.sign(),
                (identity, algorithm, data, session) -> sign(agent, identity, algorithm, data, session),
                question.batchMode() || configuration.isOn("batchmode", false),
                new OtherWays(question.surroundings(), files, "").of(configuration));
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

    /** HostKeyAlias stands in for name and port (ssh_config(5)). */
    private String knownHostsName() {
        String alias = configuration.text("hostkeyalias", "");
        return alias.isEmpty() ? target.knownHostsName() : alias.toLowerCase(Locale.ROOT);
    }

    private HostKey judge(List<KnownHosts.KnownHostsFile> files, String name, PublicKey key) {
        KnownHosts.Lookup found = KnownHosts.lookup(files, List.of(name), key);
        String strict = configuration.text("stricthostkeychecking", "ask").toLowerCase(Locale.ROOT);
        boolean never = strict.equals("no") || strict.equals("off") || strict.equals("false");
        boolean trusted = switch (found.known()) {
            case YES -> true;
            case NO -> never || strict.equals("accept-new");
            case CHANGED -> never;
            case REVOKED -> false;
        };
        return new HostKey(key, found.known(), found.lines(), trusted);
    }

    private Optional<byte[]> sign(Agent agent, Identity identity, String algorithm, byte[] data, byte[] session) {
        Optional<PublicKey> held =
                identity.publicKey().filter(it -> identity.inAgent()).flatMap(key -> signingKey(agent, key));
        if (held.isPresent()) {
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
