package dev.sshwhy.testing;

import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
public final class Steady {
    private static final String HOME = "/home/me";
    private static final String USER = "me";
    private static final int FIRST_PORT = 17445;
    private static final Duration TOOK = Duration.ofMillis(7);
    private static final String SYSTEM = "/etc/ssh/";

    private final Map<Pattern, String> words = new LinkedHashMap<>();
    private final Map<Integer, Integer> ports = new LinkedHashMap<>();

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
        return (Diagnosis) new Steady(diagnosis.facts(), home).steady(diagnosis);
    }

    private Object steady(Object it) {
        if (it instanceof String text) {
            return steady(text);
        }
        if (it instanceof Integer number) {
            return ports.getOrDefault(number, number);
        }
        if (it instanceof Optional<?> optional) {
            return optional.map(this::steady);
        }
        if (it instanceof List<?> list) {
            return list.stream()
                    .filter(each ->
                            !String.valueOf(each).startsWith("mlkem")) // the test's server has it from Java 24 on
                    .map(this::steady)
                    .toList();
        }
        if (it instanceof Map<?, ?> map) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((key, value) -> all.put(steady(key), steady(value)));
            return all;
        }
        if (it instanceof Handshake.Stage stage) {
            return new Handshake.Stage(stage.layer(), stage.done(), steady(stage.saying()), TOOK);
        }
        if (it instanceof FileFacts file && file.ownedByUs()) {
            return new FileFacts(
                    steady(file.path()),
                    file.kind(),
                    file.mode(),
                    USER,
                    true,
                    file.size(),
                    file.accessList(),
                    file.modelessFileSystem());
        }
        if (it instanceof Machine machine) {
            return new Machine(
                    HOME,
                    USER,
                    false,
                    machine.operatingSystem(),
                    machine.variables(),
                    List.of("/usr/bin/ssh"),
                    Optional.of("OpenSSH_9.2p1 Debian-2"));
        }
        if (it instanceof Configuration configuration) {
            return rebuilt(withoutSystem(configuration));
        }
        return it instanceof Record parts ? rebuilt(parts) : it;
    }

    private String steady(String text) {
        String changed = text;
        for (Map.Entry<Pattern, String> it : words.entrySet()) {
            changed = it.getKey().matcher(changed).replaceAll(it.getValue());
        }
        return changed;
    }

    private Object rebuilt(Record old) {
        RecordComponent[] components = old.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<Object> values = new ArrayList<>();
        try {
            for (RecordComponent it : components) {
                values.add(steady(it.getAccessor().invoke(old)));
            }
            return old.getClass().getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
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
