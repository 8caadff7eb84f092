package dev.sshwhy.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A network of its own for a test (ip-netns(8)): what runs within sees no other. There is an interface "net0" whose cable
 * ends in the same place; tests are skipped where we may not make such a thing.
 */
public final class NetworkNamespace implements BeforeEachCallback, AfterEachCallback {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Path SETTINGS = Path.of("/etc/netns");
    /** Of a station that is not there: packets for it go out, and nobody takes them. */
    private static final String NOBODY = "02:00:00:00:00:99";

    private final List<Process> servers = new ArrayList<>();
    private String name = "";
    private Path folder = SETTINGS;

    /**
     * What a command printed on both its ways out.
     *
     * @param millis how long it took
     */
    public record Run(int exitCode, String output, long millis) {}

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        String wanted = "sshwhy-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        assumeTrue(isDone("ip", "netns", "add", wanted), "needs iproute2, and the right to make a network namespace");
        name = wanted;
        folder = Files.createDirectories(SETTINGS.resolve(name));
        names("");
        resolver("");
        set("ip", "link", "set", "lo", "up");
        set("ip", "link", "add", "net0", "type", "veth", "peer", "name", "net1");
        set("ip", "link", "set", "net1", "up");
        set("ip", "link", "set", "net0", "up");
    }

    /** An address of this machine, such as {@code 192.0.2.1/24}. */
    public NetworkNamespace address(String address) {
        if (address.indexOf(':') >= 0) {
            return set("ip", "address", "add", address, "dev", "net0", "nodad");
        }
        return set("ip", "address", "add", address, "dev", "net0");
    }

    /** A neighbour that never answers. */
    public NetworkNamespace swallowing(String address) {
        return set("ip", "neighbour", "add", address, "lladdr", NOBODY, "dev", "net0", "nud", "permanent");
    }

    /** Takes a command that sets something up within; the test is skipped where the system cannot. */
    public NetworkNamespace set(String... command) {
        assumeTrue(isDone(within(List.of(command)).toArray(String[]::new)), String.join(" ", command));
        return this;
    }

    /** The lines of /etc/hosts. */
    public NetworkNamespace names(String lines) throws IOException {
        Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n" + lines, StandardCharsets.UTF_8);
        return this;
    }

    /** The lines of /etc/resolv.conf. */
    public NetworkNamespace resolver(String lines) throws IOException {
        Files.writeString(folder.resolve("resolv.conf"), lines, StandardCharsets.UTF_8);
        return this;
    }

    /** Starts a server within; it ends with the test. */
    public void serve(String... command) throws IOException {
        servers.add(new ProcessBuilder(within(List.of(command)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Runs a command within. */
    public Run run(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path output = Files.createTempFile("sshwhy-run", ".txt");
        try {
            Process process = new ProcessBuilder(within(command))
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("hangs: " + command);
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8), millis);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        servers.forEach(Process::destroy);
        servers.clear();
        if (!name.isEmpty()) {
            assertTrue(isDone("ip", "netns", "del", name), name);
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(NetworkNamespace::delete);
            }
            Files.delete(folder);
            name = "";
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> within(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", name));
        whole.addAll(command);
        return whole;
    }

    private static boolean isDone(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
