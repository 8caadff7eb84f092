package dev.sshwhy.collect;

import dev.sshwhy.evidence.HostKey.Doubt;
import dev.sshwhy.evidence.HostKey.Obstacle;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.keys.HostKeyCheck;
import dev.sshwhy.keys.KnownHosts.KnownHostsFile;
import dev.sshwhy.sshconfig.Tokens;
import dev.sshwhy.sshconfig.WordLists;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the user's own KnownHostsCommand as ssh does, without a shell (OpenSSH sshconnect.c load_hostkeys_command). */
final class KnownHostsCommand {
    private static final int MOST_OUTPUT = 1 << 20;
    private static final long LIMIT_SECONDS = 5;
    private static final String NONE = "NONE";
    private static final String TOO_SLOW = "did not end within " + LIMIT_SECONDS + " seconds";

    private final String template;
    private final Tokens tokens;
    private final Surroundings surroundings;
    private Optional<Obstacle> failure = Optional.empty();
    private Optional<Doubt> doubt = Optional.empty();

    KnownHostsCommand(String template, Tokens tokens, Surroundings surroundings) {
        this.template = template;
        this.tokens = tokens;
        this.surroundings = surroundings;
    }

    /** Why ssh stops because of it. */
    Optional<Obstacle> failure() {
        return failure;
    }

    /** Why nobody here knows what it says: ssh would wait for as long as it takes. */
    Optional<Doubt> doubt() {
        return doubt;
    }

    /** For the look-ups of a key that the server showed. */
    HostKeyCheck.Command about(PublicKey shown) {
        return (invocation, name) -> lines(invocation, name, Optional.of(shown));
    }

    /**
     * Its lines; none where ssh only complains, and goes on.
     *
     * @param shown the server's key; empty before the server has shown one
     */
    Optional<KnownHostsFile> lines(String invocation, String name, Optional<PublicKey> shown) {
        Optional<List<String>> words = words(invocation, name, shown);
        if (words.isEmpty() || failure.isPresent() || doubt.isPresent()) {
            return Optional.empty();
        }
        Path program = Path.of(words.get().get(0));
        if (!program.isAbsolute() || !Files.exists(program)) {
            return Optional.empty();
        }
        Optional<String> output = run(words.get());
        if (output.isEmpty() && doubt.isEmpty()) {
            failure = Optional.of(new Obstacle(
                    Obstacle.Kind.COMMAND_FAILED, "KnownHostsCommand", template + " did not end with status 0"));
        }
        return output.map(it -> new KnownHostsFile("KnownHostsCommand-" + invocation, it));
    }

    private Optional<List<String>> words(String invocation, String name, Optional<PublicKey> shown) {
        Optional<List<String>> split = WordLists.command(template).filter(it -> !it.isEmpty());
        if (split.isEmpty()) {
            return Optional.empty();
        }
        Map<Character, String> own = Map.of(
                'H', name,
                'I', invocation,
                't', shown.map(PublicKey::type).orElse(NONE),
                'f', shown.map(PublicKey::fingerprint).orElse(NONE),
                'K', shown.map(PublicKey::blob).orElse(NONE));
        List<String> words = new ArrayList<>();
        for (String it : split.get()) {
            Optional<String> word = words.isEmpty() ? Optional.of(it) : tokens.word(it, own);
            if (word.isEmpty()) {
                failure = Optional.of(new Obstacle(
                        Obstacle.Kind.COMMAND_FAILED,
                        "KnownHostsCommand",
                        "\"" + it + "\" has an unknown % token or an unset variable"));
                return Optional.empty();
            }
            words.add(word.get());
        }
        return Optional.of(words);
    }

    /** What it writes; empty where it does not end well, and, with a doubt, where that cannot be said. */
    private Optional<String> run(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(new File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        surroundings.prepare(builder.environment());
        try {
            Process process = builder.start();
            try (InputStream out = process.getInputStream()) {
                FutureTask<byte[]> reading = Aside.start("known-hosts-command", () -> out.readNBytes(MOST_OUTPUT));
                byte[] output = reading.get(LIMIT_SECONDS, TimeUnit.SECONDS);
                if (output.length == MOST_OUTPUT || !process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    return undecided(output.length == MOST_OUTPUT ? "wrote more than is read here" : TOO_SLOW);
                }
                return process.exitValue() == 0
                        ? Optional.of(new String(output, StandardCharsets.UTF_8))
                        : Optional.empty();
            } catch (TimeoutException e) {
                return undecided(TOO_SLOW);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<String> undecided(String why) {
        doubt = Optional.of(new Doubt(Doubt.Source.KNOWN_HOSTS_COMMAND, template + " " + why));
        return Optional.empty();
    }
}
