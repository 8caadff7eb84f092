package dev.sshwhy.testing;

import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.report.redaction.RecordCopy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A diagnosis as it would be on any machine and in any run: home directory, ports, times, the user's name and the
 * configuration of the system are the same for everybody. It is changed before it is told, so that columns still fit.
 */
public final class Steady implements RecordCopy.Changes {
    private static final String HOME = "/home/me";
    private static final String USER = "me";
    private static final int FIRST_PORT = 17445;
    private static final Duration TOOK = Duration.ofMillis(7);
    private static final String SYSTEM = "/etc/ssh/";

    private final Map<Pattern, String> words = new LinkedHashMap<>();
    private final Map<Integer, Integer> ports = new LinkedHashMap<>();
    private final RecordCopy copy = new RecordCopy(this);

    private Steady(Snapshot facts, Path home) {
        words.put(Pattern.compile(Pattern.quote(home.toString())), HOME);
        words.put(Pattern.compile("/tmp/sshwhy-agent[0-9]+"), "/tmp/agent");
        words.put(Pattern.compile("owner " + Pattern.quote(System.getProperty("user.name")) + "\\b"), "owner " + USER);
        Stream.concat(Stream.of(facts), facts.jumps().stream())
                .map(it -> it.target().port())
                .filter(it -> it > 1024)
                .distinct()
                .forEach(it -> ports.put(it, FIRST_PORT + ports.size()));
        ports.forEach((port, steady) -> words.put(Pattern.compile("\\b" + port + "\\b"), steady.toString()));
    }

    /**
     * The same diagnosis, made steady.
     *
     * @param home where the setup was made
     */
    public static Diagnosis of(Diagnosis diagnosis, Path home) {
        return new Steady(diagnosis.facts(), home).copy.record(diagnosis);
    }

    @Override
    public String text(String component, String text) {
        String changed = text;
        for (Map.Entry<Pattern, String> it : words.entrySet()) {
            changed = it.getKey().matcher(changed).replaceAll(it.getValue());
        }
        return changed;
    }

    @Override
    public Optional<Record> special(Record record) {
        if (record instanceof Handshake.Stage it) {
            return Optional.of(new Handshake.Stage(it.layer(), it.done(), text("saying", it.saying()), TOOK));
        }
        if (record instanceof Target it) {
            return Optional.of(target(it));
        }
        if (record instanceof Proposal it) {
            return Optional.of(proposal(it));
        }
        if (record instanceof FileFacts it && it.ownedByUs()) {
            return Optional.of(file(it));
        }
        if (record instanceof Machine it) {
            return Optional.of(machine(it));
        }
        return record instanceof Configuration it ? Optional.of(copy.record(withoutSystem(it))) : Optional.empty();
    }

    private Target target(Target it) {
        return new Target(
                it.program(),
                copy.copy(it.command(), "command"),
                copy.copy(it.sshWords(), "sshWords"),
                it.sshProgram(),
                it.typedHost(),
                it.host(),
                ports.getOrDefault(it.port(), it.port()),
                text("user", it.user()),
                it.provider());
    }

    /** The test's server has further methods from Java 24 on. */
    private static Proposal proposal(Proposal it) {
        return new Proposal(
                it.keyExchange().stream()
                        .filter(name -> !name.startsWith("mlkem"))
                        .toList(),
                it.hostKeys(),
                it.ciphersToServer(),
                it.ciphersToClient(),
                it.macsToServer(),
                it.macsToClient());
    }

    private FileFacts file(FileFacts it) {
        return new FileFacts(
                text("path", it.path()),
                it.kind(),
                it.mode(),
                USER,
                true,
                it.size(),
                it.accessList(),
                it.modelessFileSystem());
    }

    private static Machine machine(Machine it) {
        return new Machine(
                HOME,
                USER,
                false,
                it.operatingSystem(),
                it.variables(),
                List.of("/usr/bin/ssh"),
                Optional.of("OpenSSH_9.2p1 Debian-2"));
    }

    private static Configuration withoutSystem(Configuration all) {
        Map<String, List<ConfigValue>> options = new LinkedHashMap<>();
        all.options().forEach((name, values) -> {
            List<ConfigValue> own = values.stream()
                    .filter(it -> isOwn(it.setAt()))
                    .map(it -> new ConfigValue(
                            it.value(),
                            it.setAt(),
                            it.shadowed().stream().filter(Steady::isOwn).toList()))
                    .toList();
            if (!own.isEmpty()) {
                options.put(name, own);
            }
        });
        return new Configuration(
                all.files().stream().filter(it -> !it.startsWith(SYSTEM)).toList(),
                options,
                all.problems().stream().filter(it -> isOwn(it.at())).toList(),
                all.blocks().stream().filter(it -> isOwn(it.block().header())).toList());
    }

    private static boolean isOwn(Span at) {
        return !at.source().startsWith(SYSTEM);
    }
}
