package dev.sshwhy.offer;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Identity.NamedBy;
import dev.sshwhy.evidence.Identity.Pair;
import dev.sshwhy.evidence.Identity.PublicFrom;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that ssh offers to a host, in its order (OpenSSH ssh.c load_public_identity_files, sshconnect2.c
 * pubkey_prepare), and behind them those that it knows of and does not offer.
 */
public final class Offers {
    /** ssh_config(5), RequiredRSASize. */
    private static final int DEFAULT_REQUIRED_RSA_SIZE = 1024;

    private final Configuration configuration;
    private final Agent agent;
    private final KeySource files;

    private Offers(Configuration configuration, Agent agent, KeySource files) {
        this.configuration = configuration;
        this.agent = agent;
        this.files = files;
    }

    /**
     * Orders the keys.
     *
     * @param paths the identity files, from {@link IdentityPaths}
     * @param certificates absolute paths of the CertificateFile options
     * @param configuration what was decided for this host
     * @param agent the agent that ssh would ask
     * @param files the key files of this machine
     */
    public static List<Identity> order(
            List<IdentityPaths.NamedPath> paths,
            List<String> certificates,
            Configuration configuration,
            Agent agent,
            KeySource files) {
        return new Offers(configuration, agent, files).order(paths, certificates);
    }

    private List<Identity> order(List<IdentityPaths.NamedPath> paths, List<String> certificates) {
        List<Identity> named = new ArrayList<>();
        for (IdentityPaths.NamedPath path : paths) {
            Identity plain = identity(path);
            named.add(plain);
            if (certificates.isEmpty()) {
                siblingCertificate(plain).ifPresent(named::add);
            }
        }
        List<Identity> order = new ArrayList<>();
        for (String path : certificates) {
            configuredCertificate(path, named).ifPresent(order::add);
        }
        addAgentKeys(order, named);
        named.stream().filter(it -> !it.inAgent()).forEach(order::add);
        return numbered(order, switchedOff());
    }

    /** Why ssh offers no key at all; empty when it does (OpenSSH sshconnect2.c authmethod_is_enabled). */
    private String switchedOff() {
        // "host-bound" and "unbound" mean yes, with a say on a protocol extension.
        if (configuration.text("pubkeyauthentication", "yes").matches("no|false")) {
            return "not offered: PubkeyAuthentication is off";
        }
        String preferred = configuration.text("preferredauthentications", "publickey");
        return List.of(preferred.split(",", -1)).contains("publickey")
                ? ""
                : "not offered: PreferredAuthentications leaves out publickey";
    }

    /** Agent keys that a file names come first, then the agent's other keys: both in the agent's order. */
    private void addAgentKeys(List<Identity> order, List<Identity> named) {
        boolean onlyNamed = configuration.isOn("identitiesonly", false);
        List<Identity> others = new ArrayList<>();
        for (PublicKey key : agent.keys()) {
            Optional<Identity> byFile = named.stream()
                    .filter(it -> it.publicKey().filter(key::isSameKeyAs).isPresent())
                    .findFirst();
            if (byFile.isPresent()) {
                order.add(byFile.get());
            } else {
                others.add(agentOnly(key, onlyNamed));
            }
        }
        order.addAll(others);
    }

    private static Identity agentOnly(PublicKey key, boolean onlyNamed) {
        String why =
                onlyNamed ? "not offered: IdentitiesOnly is on, and no identity file names it" : "the agent holds it";
        return new Identity(
                "",
                NamedBy.AGENT,
                Optional.empty(),
                Observed.notLookedAt("only the agent holds it"),
                Observed.notLookedAt("only the agent holds it"),
                Optional.of(key),
                PublicFrom.AGENT,
                Pair.NONE,
                true,
                onlyNamed ? 0 : 1,
                why);
    }

    /** The public half as sshkey_load_public finds it: the file itself, then file.pub, then inside the private file. */
    private Identity identity(IdentityPaths.NamedPath named) {
        Observed<KeyFile> file = files.at(named.path());
        Optional<PublicKey> itself = files.publicLine(named.path());
        Optional<PublicKey> beside = files.publicLine(named.path() + ".pub");
        Optional<PublicKey> inside = files.embeddedHalf(named.path());
        // Out of any other private file ssh learns the public half only by loading it, when its turn has come.
        Optional<PublicKey> loaded = file.seen().flatMap(KeyFile::publicKey);

        Optional<PublicKey> key = itself.or(() -> beside).or(() -> inside).or(() -> loaded);
        PublicFrom from = PublicFrom.NONE;
        if (itself.isPresent()) {
            from = PublicFrom.FILE_ITSELF;
        } else if (beside.isPresent()) {
            from = PublicFrom.PUB_FILE;
        } else if (inside.isPresent()) {
            from = PublicFrom.EMBEDDED;
        } else if (loaded.isPresent()) {
            from = PublicFrom.LOADED;
        }
        Pair pair = Pair.NONE;
        if (beside.isPresent() && loaded.isPresent()) {
            pair = beside.get().isSameKeyAs(loaded.get()) ? Pair.OK : Pair.MISMATCH;
        }
        String refusal = refusal(named, file, key, from);
        return new Identity(
                named.path(),
                named.namedBy(),
                named.namedAt(),
                file,
                files.at(named.path() + ".pub"),
                key,
                from,
                pair,
                key.filter(agent::holds).isPresent(),
                refusal.isEmpty() ? 1 : 0,
                refusal.isEmpty() ? namedWords(named) : "not offered: " + refusal);
    }

    private static String namedWords(IdentityPaths.NamedPath named) {
        return switch (named.namedBy()) {
            case COMMAND_LINE -> "named by -i";
            case CONFIG -> "named by IdentityFile";
            case DEFAULT -> "a default name, which ssh tries when nothing names another";
            case AGENT -> "the agent holds it";
        };
    }

    /** Why ssh leaves a file out; empty when it does not. */
    private String refusal(
            IdentityPaths.NamedPath named, Observed<KeyFile> file, Optional<PublicKey> key, PublicFrom from) {
        if (named.namedBy() == NamedBy.COMMAND_LINE && file instanceof Observed.Absent) {
            return "there is no such file, and ssh goes on without it";
        }
        if (key.isEmpty()) {
            return loadingRefusal(file);
        }
        String loading = from == PublicFrom.LOADED ? loadingRefusal(file) : "";
        return loading.isEmpty() ? keyRefusal(key.get()) : loading;
    }

    private static String loadingRefusal(Observed<KeyFile> file) {
        return file.match(
                it -> it.file().isTooOpenForPrivateKey()
                        ? "ssh does not load it, since others may read it"
                        : it.loading() == KeyFile.Loading.FAILS ? "ssh cannot load it" : "",
                where -> "there is no such file",
                (where, reason) -> "it cannot be read: " + reason,
                why -> why);
    }

    private String keyRefusal(PublicKey key) {
        if (key.type().startsWith("ssh-rsa") && key.bits() < requiredRsaSize()) {
            return "RSA of " + key.bits() + " bits is below RequiredRSASize " + requiredRsaSize();
        }
        Optional<String> algorithms =
                configuration.first("pubkeyacceptedalgorithms").map(it -> it.value());
        if (algorithms.isPresent() && !PatternList.acceptsKeyType(algorithms.get(), key.type())) {
            return "PubkeyAcceptedAlgorithms leaves out " + key.type();
        }
        return algorithms.isEmpty() && key.type().startsWith("ssh-dss")
                ? "ssh uses no DSA key unless it is told to"
                : "";
    }

    private int requiredRsaSize() {
        try {
            return Integer.parseInt(configuration.text("requiredrsasize", Integer.toString(DEFAULT_REQUIRED_RSA_SIZE)));
        } catch (NumberFormatException e) {
            return DEFAULT_REQUIRED_RSA_SIZE;
        }
    }

    /** FILE-cert.pub beside an identity becomes an entry of its own right behind it. */
    private Optional<Identity> siblingCertificate(Identity plain) {
        return files.at(plain.path() + "-cert")
                .seen()
                .or(() -> files.at(plain.path() + "-cert.pub").seen())
                .flatMap(KeyFile::publicKey)
                .filter(PublicKey::isCertificate)
                .map(certificate ->
                        certified(plain, certificate, plain.namedAt(), "the certificate beside " + plain.path()));
    }

    private Optional<Identity> configuredCertificate(String path, List<Identity> named) {
        return files.at(path)
                .seen()
                .flatMap(KeyFile::publicKey)
                .filter(PublicKey::isCertificate)
                .flatMap(certificate -> {
                    Optional<Identity> half = named.stream()
                            .filter(it -> it.publicKey()
                                    .filter(key -> key.fingerprint().equals(certificate.fingerprint()))
                                    .isPresent())
                            .findFirst();
                    Optional<Span> at = configuration.all("certificatefile").stream()
                            .findFirst()
                            .map(it -> it.setAt());
                    return half.map(it -> certified(it, certificate, at, "named by CertificateFile"));
                });
    }

    private Identity certified(Identity plain, PublicKey certificate, Optional<Span> at, String why) {
        boolean inAgent = agent.holds(certificate) || plain.inAgent();
        return new Identity(
                plain.path(),
                plain.namedBy(),
                at,
                plain.file(),
                plain.publicFile(),
                Optional.of(certificate),
                PublicFrom.CERTIFICATE,
                plain.pair(),
                inAgent,
                1,
                why);
    }

    /** Numbers those that are offered, each key once, and puts the others behind them. */
    private static List<Identity> numbered(List<Identity> order, String switchedOff) {
        List<Identity> offered = new ArrayList<>();
        List<Identity> others = new ArrayList<>();
        for (Identity identity : order) {
            boolean again = offered.stream().anyMatch(it -> it.path().equals(identity.path()) && it.isSameAs(identity));
            if (identity.isOffered() && !switchedOff.isEmpty()) {
                others.add(withPlace(identity, 0, switchedOff));
            } else if (identity.isOffered() && !again) {
                offered.add(withPlace(identity, offered.size() + 1, identity.why()));
            } else if (isWorthTelling(identity)) {
                others.add(withPlace(identity, 0, identity.why()));
            }
        }
        offered.addAll(others);
        return offered;
    }

    /** A default name at which nothing lies concerns nobody. */
    private static boolean isWorthTelling(Identity identity) {
        return identity.namedBy() != NamedBy.DEFAULT || !(identity.file() instanceof Observed.Absent);
    }

    private static Identity withPlace(Identity it, int place, String why) {
        return new Identity(
                it.path(),
                it.namedBy(),
                it.namedAt(),
                it.file(),
                it.publicFile(),
                it.publicKey(),
                it.publicFrom(),
                it.pair(),
                it.inAgent(),
                place,
                why);
    }
}
