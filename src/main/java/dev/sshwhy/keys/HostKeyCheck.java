package dev.sshwhy.keys;

import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.HostCertificate;
import dev.sshwhy.evidence.HostCertificate.Standing;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.HostKey.Obstacle;
import dev.sshwhy.evidence.Patterns;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.keys.KnownHosts.KnownHostsFile;
import dev.sshwhy.keys.KnownHosts.Lookup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What ssh does about the key or certificate that a server shows (OpenSSH 9.2 to 10.5, sshconnect.c check_host_key,
 * hostfile.c check_hostkeys_by_key_or_type, sshkey.c sshkey_cert_check_host), step by step as it does it.
 */
public final class HostKeyCheck {
    private static final String NEVER_RECORDED = "@?*#[]|'\"\\";

    private final Rules rules;
    private final List<KnownHostsFile> files;
    private final Command command;
    /** Ssh switches it off on its way. */
    private boolean checksAddress;

    private Optional<Standing> standing = Optional.empty();
    private List<Span> authorities = List.of();
    private List<Span> otherAtAddress = List.of();
    private Optional<Obstacle> obstacle = Optional.empty();

    private HostKeyCheck(Rules rules, List<KnownHostsFile> files, Command command) {
        this.rules = rules;
        this.files = files;
        this.command = command;
        checksAddress = rules.checkHostIp;
    }

    /** StrictHostKeyChecking. */
    public enum Strict {
        YES,
        ASK,
        ACCEPT_NEW,
        OFF
    }

    /** What ssh does next; the more it takes, the later. */
    public enum Next {
        GOES_ON,
        ASKS,
        STOPS
    }

    /**
     * What the configuration and the connection say.
     *
     * @param host the name or address that ssh connects to
     * @param port its port
     * @param alias HostKeyAlias
     * @param address the numeric address; empty behind a proxy
     * @param local whether that is this machine
     * @param checkHostIp CheckHostIP
     * @param localhostIsTrusted NoHostAuthenticationForLocalhost
     * @param strict StrictHostKeyChecking
     * @param writes whether UserKnownHostsFile names a file
     * @param types HostKeyAlgorithms, where this release holds the key in a certificate against it (9.8)
     * @param signatures CASignatureAlgorithms
     * @param namesArePatterns whether this release wants names in a certificate, and takes them for patterns (10.3)
     * @param now for certificates
     */
    public record Rules(
            String host,
            int port,
            Optional<String> alias,
            Optional<String> address,
            boolean local,
            boolean checkHostIp,
            boolean localhostIsTrusted,
            Strict strict,
            boolean writes,
            Optional<List<String>> types,
            List<String> signatures,
            boolean namesArePatterns,
            Instant now) {}

    /** KnownHostsCommand: its lines for a name, if there is one and it says any. */
    @FunctionalInterface
    public interface Command {
        /**
         * Runs it.
         *
         * @param invocation "HOSTNAME" or "ADDRESS"
         * @param name what is looked for, as known_hosts would write it
         */
        Optional<KnownHostsFile> lines(String invocation, String name);
    }

    /**
     * What comes of it.
     *
     * @param known what is known of the key
     * @param lines the lines that name the host, the deciding ones first
     * @param next what ssh does
     * @param otherAtAddress the lines that have another key for the address
     * @param certificate the certificate, where one was shown
     * @param obstacle why ssh stops, where it is neither a changed, a revoked nor a new key
     */
    public record Result(
            Known known,
            List<Span> lines,
            Next next,
            List<Span> otherAtAddress,
            Optional<HostCertificate> certificate,
            Optional<Obstacle> obstacle) {}

    /** Judges what the server showed. */
    public static Result of(Rules rules, List<KnownHostsFile> files, Command command, PublicKey shown) {
        return new HostKeyCheck(rules, files, command).check(shown);
    }

    /** The name and port as known_hosts writes them (misc.c put_host_port). */
    public static String withPort(String host, int port) {
        return port == 0 || port == 22 ? host : "[" + host + "]:" + port;
    }

    private Result check(PublicKey shown) {
        if (rules.localhostIsTrusted && rules.local && rules.alias.isEmpty()) {
            standing = Optional.of(Standing.NO_AUTHORITY);
            return result(shown, new Step(Known.NO, List.of(), Next.GOES_ON));
        }
        return result(shown, judge(shown, rules.port, false));
    }

    private Result result(PublicKey shown, Step step) {
        Optional<HostCertificate> certificate = Certificates.of(shown)
                .map(it -> new HostCertificate(
                        shown.type(),
                        it,
                        rules.alias.orElse(rules.host),
                        authorities,
                        standing.orElse(Standing.NO_AUTHORITY)));
        return new Result(step.known, step.lines, step.next, otherAtAddress, certificate, obstacle);
    }

    private static final class Step {
        private final Known known;
        private final List<Span> lines;
        private final Next next;

        Step(Known known, List<Span> lines, Next next) {
            this.known = known;
            this.lines = lines;
            this.next = next;
        }
    }

    /** @param withoutPort whether this is the second look, for the bare name, in which only a known key counts */
    private Step judge(PublicKey shown, int port, boolean withoutPort) {
        String name = rules.alias.orElse(withPort(rules.host, port));
        Optional<String> address = rules.address.map(it -> withPort(it, port));
        checksAddress &= !rules.local && address.isPresent() && !rules.host.equals(address.get());
        List<KnownHostsFile> forName = new ArrayList<>(files);
        List<KnownHostsFile> forAddress = new ArrayList<>(files);
        boolean asksAddress = checksAddress && !shown.isCertificate();
        if (!withoutPort) {
            command.lines("HOSTNAME", name).ifPresent(forName::add);
            if (asksAddress) {
                command.lines("ADDRESS", address.get()).ifPresent(forAddress::add);
            }
        }
        List<KnownHostsEntry> entries = KnownHosts.entries(forName, name);
        Optional<Certificate> certificate = Certificates.of(shown);
        if (certificate.isPresent()) {
            Optional<Step> step = certified(shown, certificate.get(), entries, port, withoutPort);
            if (step.isPresent()) {
                return step.get();
            }
        }
        return plain(shown, entries, port, withoutPort, asksAddress, address.orElse(""), forAddress);
    }

    /** Empty where the certificate does not count, and ssh goes on with the key in it. */
    private Optional<Step> certified(
            PublicKey shown, Certificate certificate, List<KnownHostsEntry> entries, int port, boolean withoutPort) {
        if (rules.types.isPresent() && !isAmong(rules.types.get(), shown.type())) {
            standing = Optional.of(Standing.TYPE_NOT_ALLOWED);
            return Optional.empty();
        }
        List<Span> known = KnownHosts.spans(entries, KnownHostsEntry.Marker.CERT_AUTHORITY);
        List<Span> signing = entries.stream()
                .filter(it -> it.marker() == KnownHostsEntry.Marker.CERT_AUTHORITY)
                .filter(it -> it.key().fingerprint().equals(certificate.authority()))
                .map(KnownHostsEntry::at)
                .toList();
        Optional<Span> revoked = revoked(entries, shown, certificate);
        if (revoked.isPresent()) {
            standing = Optional.of(Standing.AUTHORITY_REVOKED);
            authorities = known;
            List<Span> lines = KnownHosts.joined(List.of(revoked.get()), known);
            boolean goesOn = rules.strict == Strict.OFF;
            return Optional.of(new Step(Known.REVOKED, lines, goesOn ? Next.GOES_ON : Next.STOPS));
        }
        if (known.isEmpty()) {
            return withoutPort ? Optional.empty() : bareName(shown, port);
        }
        authorities = KnownHosts.joined(signing, known);
        Standing found = signing.isEmpty() ? Standing.OTHER_AUTHORITY : standing(shown, certificate);
        standing = Optional.of(found);
        return found == Standing.COUNTS
                ? Optional.of(new Step(Known.YES, authorities, Next.GOES_ON))
                : Optional.empty();
    }

    private Standing standing(PublicKey shown, Certificate certificate) {
        String name = rules.alias.orElse(rules.host);
        if (certificate.purpose() != Certificate.Purpose.HOST) {
            return Standing.NOT_FOR_HOSTS;
        }
        if (rules.now.isBefore(certificate.validAfter())) {
            return Standing.NOT_YET_VALID;
        }
        if (!rules.now.isBefore(certificate.validBefore())) {
            return Standing.EXPIRED;
        }
        if (certificate.principals().isEmpty() && rules.namesArePatterns) {
            return Standing.NO_NAMES;
        }
        boolean named = certificate.principals().isEmpty()
                || certificate.principals().stream()
                        .anyMatch(it -> rules.namesArePatterns ? Patterns.matches(name, it) : name.equals(it));
        if (!named) {
            return Standing.OTHER_NAMES;
        }
        if (Certificates.hasCriticalOptions(shown)) {
            return Standing.UNKNOWN_OPTIONS;
        }
        boolean allowed = Certificates.signatureType(shown)
                .filter(rules.signatures::contains)
                .isPresent();
        return allowed ? Standing.COUNTS : Standing.SIGNATURE_TYPE;
    }

    private Step plain(
            PublicKey shown,
            List<KnownHostsEntry> entries,
            int port,
            boolean withoutPort,
            boolean asksAddress,
            String address,
            List<KnownHostsFile> forAddress) {
        PublicKey key = Certificates.plainKey(shown);
        Lookup found = KnownHosts.among(entries, key);
        if (rules.types.isPresent() && !isAmong(rules.types.get(), key.type())) {
            obstacle = Optional.of(new Obstacle(
                    Obstacle.Kind.TYPE_NOT_ALLOWED, "HostKeyAlgorithms", key.type() + " is not on the list"));
            return new Step(found.known(), found.lines(), Next.STOPS);
        }
        Step step = switch (found.known()) {
            case YES -> new Step(Known.YES, found.lines(), Next.GOES_ON);
            case CHANGED, REVOKED ->
                new Step(
                        found.known(),
                        found.lines(),
                        rules.strict == Strict.OFF && !(withoutPort && found.known() == Known.CHANGED)
                                ? Next.GOES_ON
                                : Next.STOPS);
            case NO -> withoutPort ? new Step(Known.NO, found.lines(), Next.STOPS) : unknown(key, found, port);
        };
        if (!asksAddress || !checksAddress || step.next == Next.STOPS || found.known() == Known.CHANGED) {
            return step;
        }
        Lookup atAddress = KnownHosts.among(KnownHosts.entries(forAddress, address), key);
        if (atAddress.known() != Known.CHANGED) {
            return step;
        }
        otherAtAddress = atAddress.lines();
        Next asked = switch (rules.strict) {
            case ASK -> Next.ASKS;
            case OFF -> Next.GOES_ON;
            case YES, ACCEPT_NEW -> Next.STOPS;
        };
        return new Step(step.known, step.lines, asked.compareTo(step.next) > 0 ? asked : step.next);
    }

    private Step unknown(PublicKey key, Lookup found, int port) {
        Optional<Step> bare = bareName(key, port);
        if (bare.isPresent()) {
            return bare.get();
        }
        boolean recordable = rules.host.chars().noneMatch(it -> NEVER_RECORDED.indexOf(it) >= 0);
        if (!rules.writes || !recordable) {
            obstacle = Optional.of(new Obstacle(
                    Obstacle.Kind.NOTHING_TO_WRITE,
                    rules.writes ? rules.host : "UserKnownHostsFile none",
                    rules.writes ? "no known_hosts file can hold this name" : "there is no file for new keys"));
            return new Step(Known.NO, found.lines(), Next.STOPS);
        }
        Next next = switch (rules.strict) {
            case YES -> Next.STOPS;
            case ASK -> Next.ASKS;
            case ACCEPT_NEW, OFF -> Next.GOES_ON;
        };
        return new Step(Known.NO, found.lines(), next);
    }

    /** "checking without port identifier": the same name on port 22; empty where that does not help. */
    private Optional<Step> bareName(PublicKey shown, int port) {
        if (rules.alias.isPresent() || port == 22) {
            return Optional.empty();
        }
        Optional<Obstacle> before = obstacle;
        List<Span> addresses = otherAtAddress;
        Step step = judge(shown, 0, true);
        if (step.next == Next.STOPS) {
            obstacle = before;
            otherAtAddress = addresses;
            return Optional.empty();
        }
        return Optional.of(step);
    }

    private static Optional<Span> revoked(List<KnownHostsEntry> entries, PublicKey shown, Certificate certificate) {
        return entries.stream()
                .filter(it -> it.marker() == KnownHostsEntry.Marker.REVOKED)
                .filter(it -> it.key().fingerprint().equals(shown.fingerprint())
                        || it.key().fingerprint().equals(certificate.authority()))
                .map(KnownHostsEntry::at)
                .findFirst();
    }

    /** Sshconnect.c hostkey_accepted_by_hostkeyalgs: RSA keys go by the names of their signatures. */
    private static boolean isAmong(List<String> types, String type) {
        return types.contains(type)
                || (type.startsWith("ssh-rsa")
                        && (types.contains(type.replace("ssh-rsa", "rsa-sha2-256"))
                                || types.contains(type.replace("ssh-rsa", "rsa-sha2-512"))));
    }
}
