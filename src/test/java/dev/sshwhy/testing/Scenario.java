package dev.sshwhy.testing;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** A folder of testdata/scenarios: a whole setup, and what must be said about it. */
public final class Scenario {
    private final Path folder;

    public Scenario(Path folder) {
        this.folder = folder;
    }

    public static List<Scenario> all() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("testdata/scenarios"))) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(Scenario::new)
                    .toList();
        }
    }

    public String name() {
        return String.valueOf(folder.getFileName());
    }

    public Path expectedFile() {
        return folder.resolve("expected.txt");
    }

    public boolean isHealthy() {
        return name().startsWith("healthy-");
    }

    /** Builds it in {@code home}, starts its server and agent, and diagnoses it. */
    public Diagnosis diagnosis(Path home) throws IOException {
        List<String> server = lines("server.txt");
        if (server.isEmpty()) {
            return diagnosis(home, 17445, server);
        }
        try (ScenarioServer running = ScenarioServer.start(server)) {
            return diagnosis(home, running.port(), server);
        }
    }

    private Diagnosis diagnosis(Path home, int port, List<String> server) throws IOException {
        Setup setup = new Setup(home);
        copyHome(setup, port);
        for (String line : lines("keys")) {
            List<String> words = List.of(line.split(" +", -1));
            int number = Integer.parseInt(words.get(words.indexOf("number") + 1));
            setup.key(words.get(0), number, Integer.parseInt(words.get(1), 8), line);
        }
        for (String line : lines("modes")) {
            int blank = line.indexOf(' ');
            String path = line.substring(blank + 1).strip().replaceFirst("^home/", "");
            setup.mode(home.resolve(path), Integer.parseInt(line.substring(0, blank), 8));
        }
        knownHosts(setup, port, server);
        text("account.txt").ifPresent(setup::account);
        String command =
                text("command").orElse("ssh root@127.0.0.1 -p @PORT@\n").strip();
        List<String> words =
                List.of(command.replace("@PORT@", Integer.toString(port)).split(" +", -1));
        setup.command(words.subList(1, words.size()));
        if (!server.isEmpty()) {
            setup.online();
        }
        Map<String, String> environment = new TreeMap<>();
        for (String line : lines("environment")) {
            environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        List<TestAgent> agents = new ArrayList<>();
        Path sockets = Files.createTempDirectory("sshwhy-agent");
        try {
            if (Files.exists(folder.resolve("agent.txt"))) {
                Path socket = sockets.resolve("s");
                agents.add(TestAgent.holding(
                        socket,
                        lines("agent.txt").stream().map(TestAgent.Held::parse).toList()));
                environment.put("SSH_AUTH_SOCK", socket.toString());
            }
            for (String line : lines("other-agents.txt")) {
                Path other = setup.at(line.substring(0, line.indexOf(' ')));
                FileUtils.createParentDirectories(other.toFile());
                agents.add(
                        TestAgent.holding(other, List.of(TestAgent.Held.parse(line.substring(line.indexOf(' ') + 1)))));
            }
            return setup.environment(environment).diagnosis();
        } finally {
            for (TestAgent it : agents) {
                it.close();
            }
            FileUtils.deleteDirectory(sockets.toFile());
        }
    }

    private void copyHome(Setup setup, int port) throws IOException {
        Path source = folder.resolve("home");
        if (!Files.isDirectory(source)) {
            return;
        }
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                Path target = setup.at("~/" + source.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(
                        target,
                        TestKeys.filledIn(text.replace("@PORT@", Integer.toString(port))),
                        StandardCharsets.ISO_8859_1);
                setup.mode(target, 0600);
            }
        }
    }

    private static void knownHosts(Setup setup, int port, List<String> server) throws IOException {
        PublicKey right = TestKeys.publicKey(ScenarioServer.HOST_KEY);
        PublicKey wrong = TestKeys.publicKey(ScenarioServer.HOST_KEY + 1);
        String host = "[127.0.0.1]:" + port + " ";
        List<String> settings = ScenarioServer.words(server, "host-key");
        String text = switch (settings.isEmpty() ? "known" : settings.get(0)) {
            case "known" -> host + right.type() + " " + right.blob() + "\n";
            case "changed" -> host + wrong.type() + " " + wrong.blob() + "\n";
            case "revoked" -> "@revoked " + host + right.type() + " " + right.blob() + "\n";
            case "authority" -> "@cert-authority " + host + wrong.type() + " " + wrong.blob() + "\n";
            case "unknown" -> "";
            default -> throw new IllegalArgumentException("host-key " + settings);
        };
        Path file = setup.at("~/.ssh/known_hosts");
        String before = Files.exists(file) ? Files.readString(file) : "";
        boolean wide = ScenarioServer.words(server, "known-hosts").contains("utf-16");
        Files.writeString(
                file,
                (wide ? "\ufeff" : "") + before + text,
                wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
    }

    private Optional<String> text(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    private List<String> lines(String name) throws IOException {
        return text(name).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(it -> !it.isEmpty() && !it.startsWith("#"))
                .toList();
    }

    /** The answer in the form of expected.txt. */
    public static String answer(Diagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        lines.add("verdict " + word(diagnosis.verdict()));
        for (Diagnosed it : diagnosis.findings()) {
            lines.add((it.isCause() ? "cause " : "  follows ") + it.rule() + " " + word(it.effect()) + " "
                    + word(it.finding().certainty()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
