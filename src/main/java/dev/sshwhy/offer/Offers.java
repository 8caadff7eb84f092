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
import dev.sshwhy.evidence.Span;
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
        List<Identity> passedOver = new ArrayList<>();
        List<Identity> named = new ArrayList<>();
        for (IdentityPaths.NamedPath path : paths) {
            Identity plain = identity(path);
            if (path.passedOver()) {
                passedOver.add(plain);
            } else {
                named.add(plain);
                if (certificates.isEmpty()) {
                    siblingCertificate(plain).ifPresent(named::add);
                }
            }
        }
        List<Identity> order = new ArrayList<>(passedOver); // not offered, so their place here has no meaning
        for (String path : certificates) {
            configuredCertificate(path, named).ifPresent(order::add);
        }
        List<Identity> byFileAlone = new ArrayList<>(named);
        List<Identity> others = new ArrayList<>();
        for (PublicKey key : agent.keys()) {
            OptionalInt place = IntStream.range(0, byFileAlone.size())
                    .filter(it -> isKnownAs(byFileAlone.get(it), key))
                    .findFirst();
            if (place.isPresent()) {
                // Where two lines name one key, the agent's stands for the first of them alone.
                order.add(byFileAlone.remove(place.getAsInt()));
            } else {
                others.add(agentOnly(key));
            }
        }
        order.addAll(others);
        order.addAll(byFileAlone);
        return numbered(order, switchedOff());
    }

    /** Whether ssh knows, before it loads a private file, that this is the key. */
    private static boolean isKnownAs(Identity identity, PublicKey key) {
        return identity.publicFrom() != PublicFrom.LOADED
                && identity.publicKey().filter(key::isSameKeyAs).isPresent();
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

    private Identity identity(IdentityPaths.NamedPath named) {
        Observed<KeyFile> file = files.at(named.path());
        Optional<PublicKey> loaded = file.seen().flatMap(KeyFile::publicKey);
        Half half = orLoaded(half(named.path()), loaded);
        Optional<PublicKey> beside = files.publicLine(named.path() + ".pub");
        Pair pair = Pair.NONE;
        if (beside.isPresent() && loaded.isPresent()) {
            pair = beside.get().isSameKeyAs(loaded.get()) ? Pair.OK : Pair.MISMATCH;
        }
        boolean agentSigns = !named.passedOver()
                && half.from() != PublicFrom.LOADED
                && half.key().filter(agent::holds).isPresent();
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
                agentSigns,
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

    private static String namedWords(IdentityPaths.NamedPath named) {
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
    private String refusal(IdentityPaths.NamedPath named, Observed<KeyFile> file, Half half) {
        if (named.passedOver()) {
            return "there is no such file, and ssh goes on without it";
        }
        if (half.key().isEmpty()) {
            return loadingRefusal(file);
        }
        String loading = half.from() == PublicFrom.LOADED ? loadingRefusal(file) : "";
        return loading.isEmpty() ? keyRefusal(half.key().get()) : loading;
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
        if (key.isCertificate() && !Certificates.isForUsers(key)) {
            return "it is a certificate for a host, not for a user";
        }
        if (isTooShort(key)) {
            return "RSA of " + key.bits() + " bits is below RequiredRSASize " + requiredRsaSize();
        }
        return algorithmRefusal(key.type());
    }

    private String algorithmRefusal(String type) {
        Optional<String> algorithms =
                configuration.first("pubkeyacceptedalgorithms").map(it -> it.value());
        if (algorithms.isPresent() && !PatternList.acceptsKeyType(algorithms.get(), type)) {
            return "PubkeyAcceptedAlgorithms leaves out " + type;
        }
        return algorithms.isEmpty() && type.startsWith("ssh-dss") ? "ssh uses no DSA key unless it is told to" : "";
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
                .map(it -> certified(plain, it, plain.namedAt(), "the certificate beside " + plain.path()));
    }

    private Optional<Identity> configuredCertificate(String path, List<Identity> named) {
        Optional<Span> at =
                configuration.all("certificatefile").stream().findFirst().map(it -> it.setAt());
        return half(path)
                .key()
                .filter(PublicKey::isCertificate)
                .map(it -> certified(
                        privateHalf(path, it, named).orElseGet(() -> alone(path, at)),
                        it,
                        at,
                        "named by CertificateFile"));
    }

    /** Whose private half signs for a certificate (sshconnect2.c sign_and_send_pubkey): by the key, else by the name. */
    private Optional<Identity> privateHalf(String path, PublicKey certificate, List<Identity> named) {
        return named.stream()
                .filter(it -> it.publicFrom() != PublicFrom.LOADED)
                .filter(it -> it.publicKey()
                        .filter(key -> !key.isCertificate() && key.fingerprint().equals(certificate.fingerprint()))
                        .isPresent())
                .findFirst()
                .or(() -> named.stream()
                        .filter(it -> it.publicFrom() == PublicFrom.LOADED || it.publicFrom() == PublicFrom.NONE)
                        .filter(it -> path.equals(it.path() + ".pub") || path.equals(it.path() + "-cert.pub"))
                        .findFirst());
    }

    /** A certificate without a private half: ssh offers it all the same, and cannot sign. */
    private Identity alone(String path, Optional<Span> at) {
        return new Identity(
                path,
                NamedBy.CONFIG,
                at,
                files.at(path),
                files.at(path + ".pub"),
                Optional.empty(),
                PublicFrom.NONE,
                Pair.NONE,
                false,
                0,
                "");
    }

    private Identity certified(Identity plain, PublicKey certificate, Optional<Span> at, String why) {
        boolean inAgent = agent.holds(certificate) || plain.inAgent();
        String refusal = keyRefusal(certificate);
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
                refusal.isEmpty() ? 1 : 0,
                refusal.isEmpty() ? why : "not offered: " + refusal);
    }

    /** Numbers those that are offered, and puts the others behind them, each once. */
    private static List<Identity> numbered(List<Identity> order, String switchedOff) {
        List<Identity> offered = new ArrayList<>();
        List<Identity> others = new ArrayList<>();
        for (Identity identity : order) {
            if (identity.isOffered() && switchedOff.isEmpty()) {
                offered.add(withPlace(identity, offered.size() + 1, identity.why()));
            } else if (isWorthTelling(identity)
                    && others.stream().noneMatch(it -> it.path().equals(identity.path()) && it.isSameAs(identity))) {
                others.add(withPlace(identity, 0, identity.isOffered() ? switchedOff : identity.why()));
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
