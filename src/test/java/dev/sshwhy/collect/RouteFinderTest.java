package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Route.Hop;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.sshconfig.ConfigResolver;
import dev.sshwhy.sshconfig.LocalSide;
import dev.sshwhy.sshconfig.SshCommandLine;
import dev.sshwhy.sshconfig.SshRelease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way over jump hosts, beside the one that the installed ssh takes: each ssh that it starts is written down. */
class RouteFinderTest {
    private static final int MANY = 30;

    /** Addresses of this machine and ports where nobody listens, so that the real ssh ends soon. */
    private static final String HOSTS = """
            Host gpu
                HostName 127.0.0.1
                Port 1
                User root
            Host a
                HostName 127.0.0.2
                Port 2
                User anna
            Host b
                HostName 127.0.0.3
                Port 3
            Host c
                HostName 127.0.0.4
                User carl
                Port 4
            """;

    @TempDir
    private Path folder;

    private Path config() {
        return folder.resolve("config");
    }

    private Route find(String text, String... words) throws IOException {
        Files.writeString(config(), text);
        Surroundings surroundings = new Surroundings(
                folder.toString(),
                false,
                Map.of("PATH", System.getenv().getOrDefault("PATH", ""), "HOME", folder.toString()),
                folder,
                System.getProperty("user.name"),
                OperatingSystem.LINUX,
                LocalSsh.version());
        LocalFiles files = new LocalFiles();
        SshRelease release = surroundings.sshVersion().map(SshRelease::of).orElse(SshRelease.NEWEST);
        LocalSide local = LocalSsh.side(surroundings, files, release, false);
        ConfigResolver resolver = ConfigLookup.resolver(surroundings, local, files);
        List<String> all = new ArrayList<>(List.of("-F", config().toString()));
        all.addAll(List.of(words));
        SshCommandLine line = SshCommandLine.parse(all, release);
        return new RouteFinder(resolver, local, new ProgramPath(surroundings))
                .find(Leg.of(line, resolver, local), List.of(22))
                .route();
    }

    private static List<String> typed(Route route) {
        return route.hops().stream().map(Hop::typed).toList();
    }

    /** "anna@127.0.0.2:2", in the order of connecting. */
    private static List<String> places(Route route) {
        return route.hops().stream()
                .map(it -> it.user() + "@" + it.host() + ":" + it.port())
                .toList();
    }

    // -- beside the real ssh ------------------------------------------------------------------------------------

    /** The words of every ssh that ssh starts, in the order of starting; {@link #MANY} or more when it finds no end. */
    private List<List<String>> startedBySsh(String... words) throws IOException, InterruptedException {
        Path real = assumeSsh();
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path log = folder.resolve("log");
        Files.deleteIfExists(log);
        Path wrapper = bin.resolve("ssh");
        // argv[0] stays a plain name: ssh would start by its whole path what was started by one.
        Files.writeString(wrapper, """
                #!/bin/bash
                { printf '%%s\\n' "$@"; echo --; } >>%1$s
                [ "$(grep -cx -e -- %1$s)" -ge %2$d ] && exit 255
                exec -a ssh %3$s "$@"
                """.formatted(log, 2 * MANY, real));
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
        List<String> command = new ArrayList<>(List.of("ssh", "-F", config().toString(), "-o", "BatchMode=yes"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("PATH", bin + ":" + builder.environment().get("PATH"));
        builder.environment().put("SHELL", "/bin/sh");
        Process process = builder.start();
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        assertTrue(ended, "ssh did not end");
        List<List<String>> all = new ArrayList<>();
        List<String> one = new ArrayList<>();
        for (String line : Files.exists(log) ? Files.readAllLines(log) : List.<String>of()) {
            // ssh -W … -- host has that word too, but never as the last one.
            if (line.equals("--") && one.contains("-W") && one.size() > one.indexOf("-W") + 2) {
                all.add(one);
                one = new ArrayList<>();
            } else if (!line.equals("--")) {
                one.add(line);
            }
        }
        return all;
    }

    private static Path assumeSsh() {
        List<Path> places = List.of(Path.of("/usr/bin/ssh"), Path.of("/usr/local/bin/ssh"));
        Optional<Path> real = places.stream().filter(Files::isExecutable).findFirst();
        assumeTrue(real.isPresent() && Files.isExecutable(Path.of("/bin/bash")), "needs ssh, and bash to listen to it");
        String version = LocalSsh.version().orElse("");
        assumeTrue(version.contains("OpenSSH_9") || version.contains("OpenSSH_1"), "needs a recent ssh");
        return real.get();
    }

    /** "user@host:port" as {@code ssh -G} resolves these words. */
    private static String place(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ssh", "-G"));
        command.addAll(words);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, String> options = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(it -> it.indexOf(' ') > 0)
                .collect(Collectors.toMap(
                        it -> it.substring(0, it.indexOf(' ')), it -> it.substring(it.indexOf(' ') + 1), (x, y) -> x));
        process.waitFor();
        return options.get("user") + "@" + options.get("hostname") + ":" + options.get("port");
    }

    private Route agrees(String text, String... words) throws IOException, InterruptedException {
        Route route = find(text, words);
        List<String> places = new ArrayList<>();
        List<String> typed = new ArrayList<>();
        for (List<String> started : startedBySsh(words)) {
            places.add(place(started));
            typed.add(started.get(started.size() - 1));
        }
        Collections.reverse(places); // ssh starts with the last hop, which starts the one before it
        Collections.reverse(typed);
        assertEquals(places, places(route), text);
        assertEquals(typed, typed(route), text);
        assertFalse(route.loops());
        return route;
    }

    @Test
    void agreesWhereThereIsNoJumpHost() throws IOException, InterruptedException {
        assertEquals(List.of(), agrees(HOSTS, "gpu").hops());
        assertEquals(
                List.of(), agrees("Host *\n  ProxyJump none\n" + HOSTS, "gpu").hops());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a,b",
                "a,b,c",
                "c,b,a",
                "nina@a",
                "nina@a:7,b:8",
                "ssh://nina@a:7",
                "a,[::1]:9",
                "127.0.0.9:5,b",
                "127.0.0.9:5,nina@127.0.0.9:6,127.0.0.9:7",
                "none",
            })
    void agreesOnTheHopsOfOneLine(String chain) throws IOException, InterruptedException {
        Route typed = agrees(HOSTS, "-J", chain, "gpu");
        Route configured = agrees("Host gpu\n  ProxyJump " + chain + "\n" + HOSTS, "gpu");
        assertEquals(places(typed), places(configured));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a's own jump host              | Host gpu; ProxyJump a; Host a; ProxyJump b; Host b; ProxyJump c",
                "that of the first of a chain   | Host gpu; ProxyJump a,b; Host a; ProxyJump c",
                "not that of the others         | Host gpu; ProxyJump a,b; Host b; ProxyJump c",
                "two chains                     | Host gpu; ProxyJump b,a; Host b; ProxyJump nina@c:44,127.0.0.7:7",
                "general, with an exception     | Host a; ProxyJump none; Host *; ProxyJump a",
                "general, but for a             | Host * !a; ProxyJump a",
                "by the name of the jump host   | Match originalhost b; ProxyJump c; Host gpu; ProxyJump b",
                "by the user on the jump host   | Match user nina; ProxyJump c; Host gpu; ProxyJump nina@b",
                "two names of one machine       | Host gw gpu; HostName 127.0.0.9; Port 44; Host gpu; ProxyJump gw",
                "the first value counts         | Host gpu; ProxyJump b; ProxyJump c; Host *; ProxyJump none",
            })
    void agreesOnTheJumpHostsOfJumpHosts(String what, String lines) throws IOException, InterruptedException {
        Route route = agrees(lines.replace("; ", "\n") + "\n" + HOSTS, "gpu");
        assertFalse(route.hops().isEmpty(), what);
        assertFalse(route.loops(), what);
    }

    @Test
    void agreesOnManyHops() throws IOException, InterruptedException {
        String chain = IntStream.rangeClosed(1, 15)
                .mapToObj(it -> "127.0.1." + it + ":" + (100 + it))
                .collect(Collectors.joining(","));
        assertEquals(15, agrees(HOSTS, "-J", chain, "gpu").hops().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for all hosts, a among them | gpu | Host *; ProxyJump a",
                "two that lead to each other | a   | Host a; ProxyJump b; Host b; ProxyJump a",
                "two, and a third at first   | gpu | Host gpu; ProxyJump a; Host a; ProxyJump b; Host b; ProxyJump a",
                "three in a circle           | a   | Host a; ProxyJump b; Host b; ProxyJump c; Host c; ProxyJump a",
            })
    void tellsAWayWithoutEnd(String what, String host, String lines) throws IOException, InterruptedException {
        String text = lines.replace("; ", "\n") + "\n" + HOSTS;
        Route route = find(text, host);
        assertTrue(route.loops(), what);
        assertTrue(route.hops().size() <= 4, () -> "told once: " + route.hops());
        int started = startedBySsh(host).size();
        assertTrue(started >= MANY, () -> "ssh started " + started + " times only");
    }

    // -- what ssh does not tell ---------------------------------------------------------------------------------

    @Test
    void endsWithAChainThatIsAsLongAsAnybodysMistake() throws IOException {
        String chain = IntStream.rangeClosed(1, 5_000).mapToObj(it -> "h" + it).collect(Collectors.joining(","));
        Route route = find("", "-J", chain, "gpu");
        assertFalse(route.loops());
        assertEquals("h5000", route.hops().get(route.hops().size() - 1).typed(), "the hop next to the target");
        assertTrue(route.hops().size() < 5_000);
    }

    @Test
    void namesTheLineOfEachHop() throws IOException {
        Route route = find("Host gpu\n  ProxyJump b,c\nHost b\n  ProxyJump a\nHost *\n  User me\n", "gpu");
        assertEquals(List.of("a", "b", "c"), typed(route));
        assertEquals(
                List.of(4, 2, 2),
                route.hops().stream().map(it -> it.namedBy().line()).toList(),
                "b and c stand in one line, a in another");
        assertEquals(
                List.of(Optional.empty(), Optional.of(3), Optional.empty()),
                route.hops().stream().map(it -> it.inConfig().map(Span::line)).toList(),
                "a block for all hosts is written for nobody");
    }

    @Test
    void namesTheCommandLineForWhatWasTyped() throws IOException {
        Route route = find("Host b\n  ProxyJump c\n", "-J", "a,b", "gpu");
        assertEquals(List.of("a", "b"), typed(route));
        assertTrue(route.hops().stream().allMatch(it -> it.namedBy().source().equals(Span.COMMAND_LINE)));
    }

    @Test
    void keepsTheKnownPorts() throws IOException {
        assertEquals(List.of(22), find("", "gpu").knownPorts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh -c true", "exec sh -c true", "  sh", "/bin/sh %h %p"})
    void findsTheProgramOfProxyCommand(String command) throws IOException {
        Observed<String> program = find("ProxyCommand " + command + "\n", "gpu").proxyProgram();
        assertTrue(program.seen().orElse("").endsWith("/sh"), program.toString());
    }

    @Test
    void tellsThatTheProgramIsNotThere() throws IOException {
        assertEquals(
                Observed.absent("no-such-tunnel"),
                find("ProxyCommand exec no-such-tunnel --host %h\n", "gpu").proxyProgram());
        assertEquals(
                Observed.absent("/no/such/tunnel"),
                find("ProxyCommand /no/such/tunnel %h\n", "gpu").proxyProgram());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"/opt/my tunnel\" %h",
                "$TUNNEL %h",
                "if test -e x; then nc %h %p; fi",
                "HOME=/tmp nc %h %p",
                "none",
                "(nc %h %p)",
            })
    void doesNotGuessAtAShellsGrammar(String command) throws IOException {
        assertInstanceOf(
                Observed.NotLookedAt.class,
                find("ProxyCommand " + command + "\n", "gpu").proxyProgram());
    }

    @Test
    void looksForNoProgramWhereProxyJumpCounts() throws IOException {
        Route route = find("Host gpu\n  ProxyJump a\n  ProxyCommand no-such-tunnel\n", "gpu");
        assertInstanceOf(Observed.NotLookedAt.class, route.proxyProgram());
        assertEquals(List.of("a"), typed(route));
    }
}
