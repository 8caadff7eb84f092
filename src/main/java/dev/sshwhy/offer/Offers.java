package dev.sshwhy.offer;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Identity.NamedBy;
import dev.sshwhy.evidence.Identity.Pair;
import dev.sshwhy.evidence.Identity.PublicFrom;
import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.offer.IdentityPaths.NamedPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The keys that ssh offers to a host, in its order (OpenSSH ssh.c load_public_identity_files, sshconnect2.c
 * pubkey_prepare), and behind them those that it knows of and does not offer.
 */
public final class Offers {
    /** ssh_config(5), RequiredRSASize. */
    private static final int DEFAULT_REQUIRED_RSA_SIZE = 1024;

    /** OpenSSH ssh.h, SSH_MAX_IDENTITY_FILES; a certificate beside a file counts as well. */
    private static final int MOST_FILES = 100;

    private final Configuration configuration;
    private final Agent agent;
    private final KeySource files;
    private final boolean takesSecurityKeys;

    private Offers(Configuration configuration, Agent agent, KeySource files, boolean takesSecurityKeys) {
        this.configuration = configuration;
        this.agent = agent;
        this.files = files;
        this.takesSecurityKeys = takesSecurityKeys;
    }

    /**
     * Orders the keys.
     *
     * @param paths the identity files, from {@link IdentityPaths}
     * @param certificates the certificate files, from {@link IdentityPaths}
     * @param configuration what was decided for this host
     * @param agent the agent that ssh would ask
     * @param files the key files of this machine
     * @param takesSecurityKeys whether SecurityKeyProvider leads to one
     */
    public static List<Identity> order(
            List<NamedPath> paths,
            List<NamedPath> certificates,
            Configuration configuration,
            Agent agent,
            KeySource files,
            boolean takesSecurityKeys) {
        return new Offers(configuration, agent, files, takesSecurityKeys).order(paths, certificates);
    }

    private List<Identity> order(List<NamedPath> paths, List<NamedPath> certificates) {
        List<Identity> order = new ArrayList<>(); // what is not offered takes no place in it
        List<Identity> byFileAlone = new ArrayList<>();
        int loaded = 0;
        for (NamedPath path : paths) {
            Identity plain = identity(path);
            if (path.passedOver()) {
                order.add(plain);
            } else if (loaded == MOST_FILES) {
                order.add(copy(
                        plain, false, 0, "not offered: ssh takes no more than " + MOST_FILES + " keys from files"));
            } else {
                (isDroppedAtOnce(plain) ? order : byFileAlone).add(plain);
                Optional<Identity> sibling =
                        ++loaded < MOST_FILES && certificates.isEmpty() ? siblingCertificate(plain) : Optional.empty();
                if (sibling.isPresent()) {
                    loaded++;
                    (isDroppedAtOnce(sibling.get()) ? order : byFileAlone).add(sibling.get());
                }
            }
        }
        certificates.forEach(it -> configuredCertificate(it).ifPresent(order::add));
        List<Identity> others = new ArrayList<>();
        for (PublicKey key : agent.keys()) {
            OptionalInt place = IntStream.range(0, byFileAlone.size())
                    .filter(it -> isKnownAs(byFileAlone.get(it), key))
                    .findFirst();
            if (place.isPresent()) {
                // Where two lines name one key, the agent's stands for the first of them alone.
                order.add(signedByAgent(byFileAlone.remove(place.getAsInt())));
            } else {
                others.add(agentOnly(key));
            }
        }
        order.addAll(others);
        // Its other files come after it: to the user the agent holds the key, whichever name it goes by.
        byFileAlone.forEach(it -> order.add(isInAgent(it) ? signedByAgent(it) : it));
        return numbered(withSigners(order), switchedOff());
    }

    /** Dropped before the agent is asked: it does not even name the agent's own (sshconnect2.c pubkey_prepare). */
    private boolean isDroppedAtOnce(Identity identity) {
        return isKnown(identity)
                && identity.publicKey().filter(it -> !fileRefusal(it).isEmpty()).isPresent();
    }

    /** Whether ssh knows the key before it loads a private file. */
    private static boolean isKnown(Identity identity) {
        return identity.publicFrom() != PublicFrom.LOADED
                && identity.publicKey().isPresent();
    }

    private boolean isInAgent(Identity identity) {
        return isKnown(identity) && identity.publicKey().filter(agent::holds).isPresent();
    }

    private static boolean isKnownAs(Identity identity, PublicKey key) {
        return isKnown(identity)
                && identity.publicKey().filter(key::isSameKeyAs).isPresent();
    }

    /**
     * The same, each certificate with the private half that signs for it. ssh moves each key that it tries to the end, and
     * so looks among those behind the certificate first (sshconnect2.c userauth_pubkey, sign_and_send_pubkey).
     */
    private static List<Identity> withSigners(List<Identity> order) {
        List<Identity> signed = new ArrayList<>(order);
        for (int i = 0; i < order.size(); i++) {
            Identity certificate = order.get(i);
            if (certificate.publicKey().filter(PublicKey::isCertificate).isPresent()) {
                List<Identity> queue = new ArrayList<>(order.subList(i + 1, order.size()));
                queue.addAll(order.subList(0, i));
                signed.set(
                        i,
                        signer(certificate, queue)
                                .map(it -> signedBy(certificate, it))
                                .orElse(certificate));
            }
        }
        return signed;
    }

    /** An entry with the certificate's key, else one of unknown key with its name; else the certificate signs for itself. */
    private static Optional<Identity> signer(Identity certificate, List<Identity> queue) {
        String path = certificate.path();
        Optional<Identity> plain = queue.stream()
                .filter(it -> it.isOffered() && isKnown(it) && isPlainKeyOf(it, certificate))
                .findFirst();
        return plain.isPresent() || certificate.inAgent()
                ? plain
                : queue.stream()
                        .filter(it -> !it.path().isEmpty() && !isKnown(it))
                        .filter(it -> path.equals(it.path())
                                || path.equals(it.path() + ".pub")
                                || path.equals(it.path() + "-cert.pub"))
                        .findFirst();
    }

    private static boolean isPlainKeyOf(Identity plain, Identity certificate) {
        return plain.publicKey()
                .filter(it -> !it.isCertificate() && isOneKey(Optional.of(it), certificate.publicKey()))
                .isPresent();
    }

    /** Whether both are there and have one private half; a certificate's fingerprint is its plain key's. */
    private static boolean isOneKey(Optional<PublicKey> one, Optional<PublicKey> other) {
        return one.isPresent() && one.map(PublicKey::fingerprint).equals(other.map(PublicKey::fingerprint));
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

    private Identity agentOnly(PublicKey key) {
        String refusal = configuration.isOn("identitiesonly", false)
                ? "IdentitiesOnly is on, and no identity file names it"
                : keyRefusal(key);
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
                refusal.isEmpty() ? 1 : 0,
                refusal.isEmpty() ? "the agent holds it" : "not offered: " + refusal);
    }

    /** A public half, and where ssh takes it from. */
    private record Half(Optional<PublicKey> key, PublicFrom from) {}

    /** As sshkey_load_public finds it: the file itself, then file.pub, then inside the private file. */
    private Half half(String path) {
        Optional<PublicKey> itself = files.publicLine(path);
        if (itself.isPresent()) {
            return new Half(itself, PublicFrom.FILE_ITSELF);
        }
        Optional<PublicKey> beside = files.publicLine(path + ".pub");
        if (beside.isPresent()) {
            return new Half(beside, PublicFrom.PUB_FILE);
        }
        Optional<PublicKey> inside = files.embeddedHalf(path);
        return new Half(inside, inside.isPresent() ? PublicFrom.EMBEDDED : PublicFrom.NONE);
    }

    private Identity identity(NamedPath named) {
        Observed<KeyFile> file = files.at(named.path());
        Optional<PublicKey> loaded = file.seen().flatMap(KeyFile::publicKey);
        Half half = orLoaded(half(named.path()), loaded);
        Optional<PublicKey> beside = files.publicLine(named.path() + ".pub");
        Pair pair = Pair.NONE;
        if (beside.isPresent() && loaded.isPresent()) {
            pair = isOneKey(beside, loaded) ? Pair.OK : Pair.MISMATCH;
        }
        String refusal = refusal(named, file, half);
        return new Identity(
                named.path(),
                named.namedBy(),
                named.namedAt(),
                file,
                files.at(named.path() + ".pub"),
                half.key(),
                half.from(),
                pair,
                false,
                refusal.isEmpty() ? 1 : 0,
                refusal.isEmpty() ? namedWords(named) : "not offered: " + refusal);
    }

    /**
     * Out of any other private file ssh learns the public half only by loading it, when its turn has come. So it does where
     * the half that it found is too short, and thereby as good as none (ssh.c check_load).
     */
    private Half orLoaded(Half found, Optional<PublicKey> loaded) {
        boolean tooShort = found.key().filter(this::isTooShort).isPresent();
        return loaded.filter(it -> found.key().isEmpty() || (tooShort && !isTooShort(it)))
                .map(it -> new Half(Optional.of(it), PublicFrom.LOADED))
                .orElse(found);
    }

    private static String namedWords(NamedPath named) {
        return switch (named.namedBy()) {
            case COMMAND_LINE ->
                named.namedAt().filter(it -> it.text().startsWith("-i")).isPresent()
                        ? "named by -i"
                        : "named by -o IdentityFile";
            case CONFIG -> "named by IdentityFile";
            case DEFAULT -> "a default name, which ssh tries when nothing names another";
            case AGENT -> "the agent holds it";
        };
    }

    /** Why ssh leaves a file out; empty when it does not. */
    private String refusal(NamedPath named, Observed<KeyFile> file, Half half) {
        if (named.passedOver()) {
            return "there is no such file, and ssh goes on without it";
        }
        if (half.key().isEmpty()) {
            return loadingRefusal(file);
        }
        String loading = half.from() == PublicFrom.LOADED ? loadingRefusal(file) : "";
        PublicKey key = half.key().get();
        String refusal = loading.isEmpty() ? fileRefusal(key) : loading;
        return refusal.isEmpty() ? keyRefusal(key) : refusal;
    }

    /** What keeps out a key that a file brings, and no key that an agent holds. */
    private String fileRefusal(PublicKey key) {
        if (key.isCertificate() && !Certificates.isForUsers(key)) {
            return "it is a certificate for a host, not for a user";
        }
        return key.isSecurityKey() && !takesSecurityKeys ? "SecurityKeyProvider leads to none" : "";
    }

    private String loadingRefusal(Observed<KeyFile> file) {
        return file.match(
                it -> it.file().isTooOpenForPrivateKey()
                        ? "ssh does not load it, since others may read it"
                        : it.loading() == KeyFile.Loading.FAILS && !isWantedDsaKey(it) ? "ssh cannot load it" : "",
                where -> "there is no such file",
                (where, reason) -> "it cannot be read: " + reason,
                why -> why);
    }

    /** A whole DSA key loads, in the releases that know the type, and is used where the configuration wants it. */
    private boolean isWantedDsaKey(KeyFile file) {
        return file.type().filter("ssh-dss"::equals).isPresent()
                && file.format().isPrivate()
                && file.faults().stream().allMatch(it -> it.kind() == KeyFault.Kind.TYPE_UNSUPPORTED)
                && algorithmRefusal("ssh-dss").isEmpty();
    }

    private String keyRefusal(PublicKey key) {
        if (isTooShort(key)) {
            return "RSA of " + key.bits() + " bits is below RequiredRSASize " + requiredRsaSize();
        }
        return algorithmRefusal(key.type());
    }

    private String algorithmRefusal(String type) {
        return configuration.acceptsKeyType(type)
                ? ""
                : configuration.first("pubkeyacceptedalgorithms").isPresent()
                        ? "PubkeyAcceptedAlgorithms leaves out " + type
                        : "ssh uses no DSA key unless it is told to";
    }

    private boolean isTooShort(PublicKey key) {
        return key.type().startsWith("ssh-rsa") && key.bits() < requiredRsaSize();
    }

    private int requiredRsaSize() {
        try {
            return Integer.parseInt(configuration.text("requiredrsasize", Integer.toString(DEFAULT_REQUIRED_RSA_SIZE)));
        } catch (NumberFormatException e) {
            return DEFAULT_REQUIRED_RSA_SIZE;
        }
    }

    /** FILE-cert or FILE-cert.pub beside an identity becomes an entry of its own right behind it. */
    private Optional<Identity> siblingCertificate(Identity plain) {
        return half(plain.path() + "-cert")
                .key()
                .filter(PublicKey::isCertificate)
                .map(it -> certified(plain, it, "the certificate beside an identity file"));
    }

    private Optional<Identity> configuredCertificate(NamedPath named) {
        return half(named.path())
                .key()
                .filter(PublicKey::isCertificate)
                .map(it -> certified(identity(named), it, "named by CertificateFile"));
    }

    private Identity certified(Identity plain, PublicKey certificate, String why) {
        String refusal = fileRefusal(certificate).isEmpty() ? keyRefusal(certificate) : fileRefusal(certificate);
        return new Identity(
                plain.path(),
                plain.namedBy(),
                plain.namedAt(),
                plain.file(),
                plain.publicFile(),
                Optional.of(certificate),
                PublicFrom.CERTIFICATE,
                pair(plain.file(), certificate),
                false,
                refusal.isEmpty() ? 1 : 0,
                refusal.isEmpty() ? why : "not offered: " + refusal);
    }

    private static Pair pair(Observed<KeyFile> file, PublicKey offered) {
        Optional<PublicKey> own =
                file.seen().filter(it -> it.format().isPrivate()).flatMap(KeyFile::publicKey);
        return own.isEmpty() ? Pair.NONE : isOneKey(own, Optional.of(offered)) ? Pair.OK : Pair.MISMATCH;
    }

    private static Identity signedBy(Identity certificate, Identity signer) {
        boolean named = !signer.path().isEmpty();
        return new Identity(
                named ? signer.path() : certificate.path(),
                certificate.namedBy(),
                certificate.namedAt(),
                named ? signer.file() : certificate.file(),
                named ? signer.publicFile() : certificate.publicFile(),
                certificate.publicKey(),
                certificate.publicFrom(),
                named ? pair(signer.file(), certificate.publicKey().orElseThrow()) : certificate.pair(),
                signer.inAgent(),
                certificate.offered(),
                certificate.why());
    }

    private static Identity signedByAgent(Identity it) {
        return copy(it, true, it.offered(), it.why());
    }

    /** Numbers those that are offered, and puts the others behind them, each once. */
    private static List<Identity> numbered(List<Identity> order, String switchedOff) {
        List<Identity> offered = new ArrayList<>();
        List<Identity> others = new ArrayList<>();
        for (Identity identity : order) {
            if (identity.isOffered() && switchedOff.isEmpty()) {
                offered.add(copy(identity, identity.inAgent(), offered.size() + 1, identity.why()));
            } else if (isWorthTelling(identity)
                    && others.stream().noneMatch(it -> it.path().equals(identity.path()) && it.isSameAs(identity))) {
                others.add(copy(identity, identity.inAgent(), 0, identity.isOffered() ? switchedOff : identity.why()));
            }
        }
        offered.addAll(others);
        return offered;
    }

    /** A default name at which nothing lies concerns nobody. */
    private static boolean isWorthTelling(Identity identity) {
        return identity.namedBy() != NamedBy.DEFAULT || !(identity.file() instanceof Observed.Absent);
    }

    private static Identity copy(Identity it, boolean inAgent, int place, String why) {
        return new Identity(
                it.path(),
                it.namedBy(),
                it.namedAt(),
                it.file(),
                it.publicFile(),
                it.publicKey(),
                it.publicFrom(),
                it.pair(),
                inAgent,
                place,
                why);
    }
}
