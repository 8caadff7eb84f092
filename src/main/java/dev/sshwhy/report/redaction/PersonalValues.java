package dev.sshwhy.report.redaction;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Goes where the facts hold names, in the order in which a reader meets them, and gives each its pseudonym, so that a sentence
 * that mentions one later says the same. What is not met here is replaced all the same, as an unknown word.
 */
final class PersonalValues {
    private static final Pattern POD_LOGIN = Pattern.compile("[a-z0-9]{10,16}-[0-9a-f]{8}");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final Pseudonyms pseudonyms;
    private final Set<Keep> keep;
    private final Set<String> kept = new HashSet<>();

    private PersonalValues(Pseudonyms pseudonyms, Set<Keep> keep) {
        this.pseudonyms = pseudonyms;
        this.keep = keep;
    }

    /** Names what is found; gives what stays as it is: fingerprints of real keys, and what is to be kept. */
    static Set<String> name(Snapshot facts, Set<Keep> keep, Pseudonyms pseudonyms) {
        PersonalValues values = new PersonalValues(pseudonyms, keep);
        values.keep(facts);
        values.machine(facts.machine());
        values.snapshot(facts);
        facts.jumps().forEach(values::snapshot);
        return values.kept;
    }

    /** What stays on purpose: of the target alone, not of the jump hosts on the way to it. */
    private void keep(Snapshot facts) {
        Target target = facts.target();
        if (keep.contains(Keep.POD) && isPod(target)) {
            kept.add(target.user());
        }
        if (keep.contains(Keep.TARGET)) {
            kept.add(hostPart(target.host()));
            if (target.host().equalsIgnoreCase(target.typedHost())) {
                kept.add(hostPart(target.typedHost())); // ssh makes small letters of it
            }
            facts.handshake().seen().ifPresent(it -> kept.add(address(it)));
        }
    }

    private static boolean isPod(Target target) {
        return POD_LOGIN.matcher(target.user()).matches();
    }

    private static String address(Handshake handshake) {
        return handshake.address().replaceFirst("^\\[?(.*?)\\]?(:| port )\\d+$", "$1");
    }

    private void machine(Machine machine) {
        add(Kind.USER, machine.localUser());
        String home = machine.home();
        String last = home.substring(Math.max(home.lastIndexOf('/'), home.lastIndexOf('\\')) + 1);
        add(home.contains("home") || home.contains("Users") ? Kind.USER : Kind.PATH, last);
        Optional.ofNullable(machine.variables().get("SUDO_USER")).ifPresent(it -> add(Kind.USER, it));
    }

    private void snapshot(Snapshot facts) {
        target(facts.target());
        facts.handshake().seen().ifPresent(it -> {
            if (Chunks.isAddress(address(it))) {
                add(Kind.ADDRESS, address(it));
            }
            it.hostKey().ifPresent(this::hostKey);
        });
        for (Route.Hop hop : facts.route().hops()) {
            host(hop.typed());
            host(hop.host());
            add(Kind.USER, hop.user());
        }
        facts.identities().forEach(this::identity);
        facts.localKeys().forEach(this::keyFile);
        agent(facts.agent());
        facts.otherAgents().forEach(this::agent);
        facts.account()
                .seen()
                .ifPresent(field -> field.lines().forEach(line -> {
                    line.key().ifPresent(this::key);
                    line.recovered().forEach(this::key);
                }));
        configuration(facts.configuration());
    }

    private void target(Target target) {
        if (!isPod(target)) {
            add(Kind.USER, target.user());
        } else if (!kept.contains(target.user())) {
            add(Kind.POD, target.user());
            add(Kind.POD, target.user().substring(0, target.user().indexOf('-')));
        }
        host(target.host());
        host(target.typedHost());
    }

    private void host(String typed) {
        String name = hostPart(typed);
        if (!isPlaceholder(name) && !kept.contains(name) && !SafeWords.has(name)) {
            add(Chunks.isAddress(name) ? Kind.ADDRESS : Kind.HOST, name);
        }
    }

    /** The host alone where more was written in its place, such as ssh://user@host:22; a port is nobody's secret. */
    private static String hostPart(String typed) {
        String name = typed.replaceFirst("^(?:ssh://)?(?:.*@)?", "");
        return Chunks.isAddress(name) ? name : name.replaceFirst("^\\[?(.*?)\\]?:\\d+$", "$1");
    }

    /** Something in brackets that was left in a command, or an option behind a dash of a word processor; its words are judged one by one. */
    private static boolean isPlaceholder(String name) {
        return name.matches("[\\[<({].*[\\])>}]|[A-Z]{2,}(_[A-Z]+)+|[–—−][A-Za-z]");
    }

    private void identity(Identity identity) {
        fileName(identity.path());
        identity.publicKey().ifPresent(this::key);
        identity.file().seen().ifPresent(this::keyFile);
        identity.publicFile().seen().ifPresent(this::keyFile);
    }

    private void keyFile(KeyFile file) {
        fileName(file.path());
        add(Kind.COMMENT, file.comment());
        file.publicKey().ifPresent(this::key);
        owner(file.file());
    }

    private void owner(FileFacts file) {
        if (!file.owner().equals("root")) {
            add(Kind.USER, file.owner());
        }
    }

    /** The name of a file that people choose, such as {@code work} of {@code ~/.ssh/work.pub}. */
    private void fileName(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        String stem = name.substring(0, PathParts.stem(name));
        if (!PathParts.isUsual(name) && !PathParts.isUsual(stem) && !isPlaceholder(name)) {
            add(Kind.PATH, stem);
        }
    }

    private void key(PublicKey key) {
        kept.add(key.fingerprint());
        add(Kind.KEY_BODY, key.blob());
        add(Kind.COMMENT, key.comment());
    }

    private void agent(Agent agent) {
        agent.keys().forEach(this::key);
    }

    private void hostKey(HostKey hostKey) {
        key(hostKey.key());
        hostKey.certificate().ifPresent(it -> certificate(it.contents()));
    }

    private void certificate(Certificate certificate) {
        kept.add(certificate.authority());
        add(Kind.COMMENT, certificate.keyId());
        Kind kind = certificate.purpose() == Certificate.Purpose.HOST ? Kind.HOST : Kind.USER;
        certificate.principals().forEach(it -> add(kind, it));
    }

    private void configuration(Configuration configuration) {
        configuration.options().forEach((option, values) -> values.forEach(it -> option(option, it)));
        for (var match : configuration.blocks()) {
            ConfigBlock block = match.block();
            if (block.kind() == ConfigBlock.Kind.HOST) {
                block.conditions().stream()
                        .filter(it -> PLAIN_NAME.matcher(it).matches())
                        .forEach(this::host);
            }
            for (ConfigBlock.Line line : block.lines()) {
                option(line.option(), line.value());
            }
        }
    }

    private void option(String option, ConfigValue value) {
        option(option, value.value());
    }

    private void option(String option, String value) {
        switch (option) {
            case "hostname", "hostkeyalias" -> host(value);
            case "user" -> add(Kind.USER, value);
            case "identityfile", "certificatefile" -> fileName(value);
            case "setenv" ->
                List.of(value.split(" ", -1)).forEach(it -> add(Kind.TOKEN, it.substring(it.indexOf('=') + 1)));
            case "proxycommand", "localcommand", "remotecommand", "knownhostscommand" -> {
                if (!value.equals("none")) {
                    add(Kind.TEXT, value);
                }
            }
            default -> {}
        }
    }

    private void add(Kind kind, String value) {
        if (!value.isBlank() && !kept.contains(value) && !value.matches("%[A-Za-z]")) {
            pseudonyms.of(kind, value);
        }
    }
}
