package dev.sshwhy.collect;

import dev.sshwhy.collect.handshake.HostKeyJudge;
import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.HostCertificate;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.HostKey.Doubt;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.HostKey.Obstacle;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.keys.Certificates;
import dev.sshwhy.keys.HostKeyCheck;
import dev.sshwhy.keys.HostKeyCheck.Next;
import dev.sshwhy.keys.HostKeyCheck.Strict;
import dev.sshwhy.keys.KnownHosts.KnownHostsFile;
import dev.sshwhy.keys.RevokedKeys;
import dev.sshwhy.sshconfig.Addresses;
import dev.sshwhy.sshconfig.Algorithms;
import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.sshconfig.WordLists;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Asks about a server's key all that ssh would ask, in ssh's order (OpenSSH sshconnect.c verify_host_key). */
final class ServerKeyJudge implements HostKeyJudge {
    private static final int SMALLEST_RSA = 1024;
    private static final int COUNTS_NO_ADDRESSES = 805;
    private static final int CHECKS_TYPE_OF_PLAIN_KEY = 908;
    private static final int NAMES_ARE_PATTERNS = 1003;
    private static final int SEVERAL_REVOKED_LISTS = 1003;

    private final Question question;
    private final Configuration configuration;
    private final Target target;
    private final SshRelease release;
    private final LocalFiles files;
    private final UnaryOperator<String> expand;
    private final List<KnownHostsFile> known;
    private final Optional<KnownHostsCommand> command;

    ServerKeyJudge(
            Question question,
            Configuration configuration,
            Target target,
            SshRelease release,
            LocalFiles files,
            UnaryOperator<String> expand,
            List<KnownHostsFile> known,
            Optional<KnownHostsCommand> command) {
        this.question = question;
        this.configuration = configuration;
        this.target = target;
        this.release = release;
        this.files = files;
        this.expand = expand;
        this.known = known;
        this.command = command;
    }

    @Override
    public HostKey judge(PublicKey shown, Optional<InetAddress> address) {
        PublicKey plain = Certificates.plainKey(shown);
        List<Doubt> doubts = new ArrayList<>();
        Optional<Obstacle> sooner = tooSmall(shown).or(() -> broken(shown));
        List<Span> marks = new ArrayList<>();
        for (String path : sooner.isEmpty() ? revokedLists() : List.<String>of()) {
            if (sooner.isEmpty() && marks.isEmpty()) {
                sooner = askRevoked(path, shown, marks, doubts);
            }
        }
        HostKeyCheck.Result found = HostKeyCheck.of(
                rules(address),
                known,
                command.<HostKeyCheck.Command>map(it -> it.about(shown)).orElse((invocation, name) -> Optional.empty()),
                shown);
        if (!marks.isEmpty()) {
            return new HostKey(
                    plain, Known.REVOKED, marks, false, List.of(), found.certificate(), Optional.empty(), doubts);
        }
        Optional<Obstacle> obstacle =
                sooner.or(() -> command.flatMap(KnownHostsCommand::failure)).or(found::obstacle);
        doubts.addAll(doubts(found.known()));
        return new HostKey(
                plain,
                found.known(),
                found.lines(),
                obstacle.isEmpty() && found.next() == Next.GOES_ON && !mayBeRefused(doubts),
                found.otherAtAddress(),
                found.certificate().or(() -> unread(shown)),
                obstacle,
                doubts);
    }

    /** A login goes only where ssh itself would surely go. */
    private static boolean mayBeRefused(List<Doubt> doubts) {
        return doubts.stream().anyMatch(it -> it.source() != Doubt.Source.DNS);
    }

    private List<Doubt> doubts(Known found) {
        List<Doubt> doubts = new ArrayList<>();
        String program = configuration.text("knownhostscommand", "none");
        if (!program.equals("none") && command.isEmpty()) {
            doubts.add(new Doubt(Doubt.Source.KNOWN_HOSTS_COMMAND, program + " was not run"));
        }
        command.flatMap(KnownHostsCommand::doubt).ifPresent(doubts::add);
        if (found != Known.YES && configuration.isOn("verifyhostkeydns", false)) {
            doubts.add(new Doubt(Doubt.Source.DNS, "SSHFP records were not asked for; a secure one would settle it"));
        }
        for (String path : KnownHostsFiles.tooLarge(configuration, files, expand)) {
            doubts.add(new Doubt(Doubt.Source.KNOWN_HOSTS_FILE, path + " is too large to be read here"));
        }
        return doubts;
    }

    private HostKeyCheck.Rules rules(Optional<InetAddress> address) {
        String strict = configuration.text("stricthostkeychecking", "ask").toLowerCase(Locale.ROOT);
        String alias = configuration.text("hostkeyalias", "");
        return new HostKeyCheck.Rules(
                target.host(),
                target.port(),
                alias.isEmpty() ? Optional.empty() : Optional.of(alias.toLowerCase(Locale.ROOT)),
                address.map(ServerKeyJudge::numeric),
                address.filter(ServerKeyJudge::isLocal).isPresent(),
                configuration.isOn("checkhostip", !release.isAtLeast(COUNTS_NO_ADDRESSES)),
                configuration.isOn("nohostauthenticationforlocalhost", false),
                switch (strict) {
                    case "no", "off", "false" -> Strict.OFF;
                    case "yes", "true" -> Strict.YES;
                    case "accept-new" -> Strict.ACCEPT_NEW;
                    default -> Strict.ASK;
                },
                KnownHostsFiles.hasFileForNewKeys(configuration),
                release.isAtLeast(CHECKS_TYPE_OF_PLAIN_KEY)
                        ? Optional.of(inUse("hostkeyalgorithms"))
                        : Optional.empty(),
                inUse("casignaturealgorithms"),
                release.isAtLeast(NAMES_ARE_PATTERNS),
                question.now());
    }

    private List<String> inUse(String option) {
        return Algorithms.inUse(option, configuration, release);
    }

    private Optional<Obstacle> tooSmall(PublicKey shown) {
        String configured = configuration.text("requiredrsasize", "");
        int least =
                configured.matches("[0-9]{1,6}") ? Math.max(SMALLEST_RSA, Integer.parseInt(configured)) : SMALLEST_RSA;
        boolean small = shown.type().startsWith("ssh-rsa") && shown.bits() < least;
        return small
                ? Optional.of(new Obstacle(
                        Obstacle.Kind.TOO_SMALL,
                        "RequiredRSASize",
                        "an RSA key of " + shown.bits() + " bits, where " + least + " are the least"))
                : Optional.empty();
    }

    private static Optional<Obstacle> broken(PublicKey shown) {
        boolean sound = Certificates.isAsSigned(shown)
                && Certificates.of(shown)
                        .filter(it -> it.purpose() == Certificate.Purpose.OTHER)
                        .isEmpty();
        return sound
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        Obstacle.Kind.CERTIFICATE_BROKEN, "the certificate", "it is not as its authority signed it"));
    }

    private static Optional<HostCertificate> unread(PublicKey shown) {
        return Certificates.of(shown)
                .map(it -> new HostCertificate(shown.type(), it, "", List.of(), HostCertificate.Standing.NO_AUTHORITY));
    }

    /** Since 10.3 there may be several, and their names are expanded; before, ssh takes the name as it stands. */
    private List<String> revokedLists() {
        Optional<ConfigValue> value = configuration.first("revokedhostkeys");
        if (value.isEmpty()) {
            return List.of();
        }
        return release.isAtLeast(SEVERAL_REVOKED_LISTS)
                ? WordLists.files(value.get(), expand)
                : List.of(question.surroundings().absolute(value.get().value()));
    }

    private Optional<Obstacle> askRevoked(String path, PublicKey shown, List<Span> marks, List<Doubt> doubts) {
        return files.read(path)
                .match(
                        it -> answer(RevokedKeys.lookUp(path, it.bytes(), shown), path, marks, doubts),
                        where -> unreadable(path, "it is not there"),
                        (where, reason) -> {
                            if (reason.startsWith("it is larger")) {
                                doubts.add(new Doubt(Doubt.Source.REVOKED_LIST, path + ": " + reason));
                                return Optional.empty();
                            }
                            return unreadable(path, reason);
                        },
                        why -> Optional.empty());
    }

    private static Optional<Obstacle> answer(
            RevokedKeys.Answer answer, String path, List<Span> marks, List<Doubt> doubts) {
        switch (answer.verdict()) {
            case LISTED -> answer.at().ifPresent(marks::add);
            case BINARY ->
                doubts.add(new Doubt(
                        Doubt.Source.REVOKED_LIST,
                        path + " is a binary list (KRL) of a kind that sshwhy does not read"));
            case DAMAGED -> {
                return unreadable(
                        path,
                        "line " + answer.at().map(Span::line).orElse(0)
                                + " is no public key, which ends ssh's look-up");
            }
            case NOT_LISTED -> {}
        }
        return Optional.empty();
    }

    private static Optional<Obstacle> unreadable(String path, String saying) {
        return Optional.of(new Obstacle(Obstacle.Kind.REVOKED_UNREADABLE, path, saying));
    }

    /** Sockaddr_is_local: the loopback addresses. */
    private static boolean isLocal(InetAddress address) {
        return address.isLoopbackAddress();
    }

    /** As getnameinfo(3) writes it; Java writes every group of a long address. */
    private static String numeric(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        String bare = scope < 0 ? text : text.substring(0, scope);
        return Addresses.canonical(bare).orElse(bare) + (scope < 0 ? "" : text.substring(scope));
    }
}
