package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.testing.RealSsh;
import dev.sshwhy.testing.RealSshServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recipes of the README's "Have it look first", as they stand there, with the real ssh and sshd: gpu lets its key in,
 * and the key of broken may be read by others, so that ssh passes over it.
 */
class RecipesTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```[a-z-]+\n(.*?)```\n");
    private static final List<String> RECIPES = recipes();

    @TempDir
    private Path folder;

    private final Path keys;
    private final RealSshServer server;
    private Path bin = Path.of("");
    private Path config = Path.of("");

    /** How a command ended. */
    private record Ended(int exitCode, String output, String errors) {}

    RecipesTest() throws IOException, InterruptedException {
        RealSsh.assumeInstalled();
        RealSshServer.assumeInstalled();
        keys = Files.createTempDirectory("sshwhy-recipes");
        RealSshServer.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "made for a test", "-f", keys + "/good");
        server = RealSshServer.start(
                keys, List.of("ed25519"), Map.of(), List.of(Files.readString(keys.resolve("good.pub"))));
    }

    private static List<String> recipes() {
        try {
            String text = Files.readString(Path.of("README.md"));
            int from = text.indexOf("## Have it look first");
            Matcher block = BLOCK.matcher(text.substring(from, text.indexOf("\n## ", from)));
            List<String> found = new ArrayList<>();
            while (block.find()) {
                found.add(block.group(1));
            }
            return found;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String recipe(String with) {
        return RECIPES.stream().filter(it -> it.contains(with)).findFirst().orElseThrow();
    }

    @BeforeEach
    void putTheProgramsOnAPath() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
        config = folder.resolve("config");
        Path open = Files.copy(keys.resolve("good"), folder.resolve("open-to-others"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Files.copy(keys.resolve("good.pub"), folder.resolve("open-to-others.pub"));
        Files.writeString(config, hosts(open));
        String java =
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        program("ssh", "exec /usr/bin/ssh -F '" + config + "' \"$@\"");
        program(
                "sshwhy",
                "command=$1; shift; echo \"$command ${SSHWHY_NESTED:-}\" >>'" + folder.resolve("calls") + "'\nexec '"
                        + java + "' -XX:TieredStopAtLevel=1 -cp '" + classes
                        + "' dev.sshwhy.Main \"$command\" --config '" + config + "' --run-config-commands \"$@\"");
    }

    private String hosts(Path open) {
        return "Host gpu\n  IdentityFile " + keys.resolve("good") + "\nHost broken\n  IdentityFile " + open + "\n"
                + "Host gpu broken\n  HostName 127.0.0.1\n  User root\n  Port " + server.port() + "\n"
                + "  IdentitiesOnly yes\n  IdentityAgent none\n  StrictHostKeyChecking no\n  BatchMode yes\n"
                + "  UserKnownHostsFile " + folder.resolve("known_hosts") + "\n  LogLevel ERROR\n";
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        server.close();
        FileUtils.deleteDirectory(keys.toFile());
    }

    private Path program(String name, String text) throws IOException {
        Path file = Files.writeString(bin.resolve(name), (text.startsWith("#!") ? "" : "#!/bin/sh\n") + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private Ended run(String shell, String script, String in) throws IOException, InterruptedException {
        Path input = Files.writeString(folder.resolve("in"), in);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(shell, "-c", script)
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), script);
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private static void assertStopped(int exitCode, Ended ended) {
        assertEquals(exitCode, ended.exitCode(), ended::toString);
        assertEquals("", ended.output());
        assertTrue(ended.errors().contains("[key/permissions-too-open]"), ended::toString);
    }

    @Test
    void aCheckBeforeALogin() throws Exception {
        String line = recipe("&& ssh gpu");
        Ended good = run("sh", line, "echo logged in\n");
        assertEquals(new Ended(0, "logged in\n", ""), good);
        Ended bad = run("sh", line.replace("gpu", "broken"), "echo logged in\n");
        assertEquals(1, bad.exitCode());
        assertEquals(1, bad.output().lines().count(), bad::toString);
        assertTrue(bad.output().contains("[key/permissions-too-open]"), bad::toString);
        assertEquals("", bad.errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "zsh", "dash"})
    void aFunctionInPlaceOfSsh(String shell) throws Exception {
        assumeTrue(run("sh", "command -v " + shell, "").exitCode() == 0, shell);
        String function = recipe("command ssh") + "\n";
        assertEquals(new Ended(0, "in\n", ""), run(shell, function + "ssh gpu echo in", ""));
        assertEquals(new Ended(0, "data\n", ""), run(shell, function + "ssh gpu cat", "data\n"));
        assertEquals(3, run(shell, function + "ssh gpu exit 3", "").exitCode());
        Ended version = run(shell, function + "ssh -V", "");
        assertTrue(version.exitCode() == 0 && version.errors().contains("OpenSSH"), version::toString);
        assertStopped(1, run(shell, function + "ssh broken echo in", ""));
    }

    @Test
    void aLineOfTheConfiguration() throws Exception {
        String lines = recipe("Match originalhost");
        Files.writeString(config, lines + lines.replace("gpu", "broken") + Files.readString(config));
        assertEquals(new Ended(0, "in\n", ""), run("sh", "ssh gpu echo in", ""));
        assertEquals(List.of("check ", "check 1"), calls());
        assertStopped(255, run("sh", "ssh broken echo in", ""));
        Files.delete(folder.resolve("calls"));
        assertEquals(new Ended(0, "", ""), run("sh", "sshwhy check --quiet gpu", ""));
        assertEquals(List.of("check ", "check 1"), calls());
    }

    @Test
    void aProgramInPlaceOfSsh() throws Exception {
        program("ssh-checked", recipe("exec ssh"));
        assertEquals(new Ended(0, "data\n", ""), run("sh", "ssh-checked gpu cat", "data\n"));
        Ended version = run("sh", "ssh-checked -V", "");
        assertTrue(version.exitCode() == 0 && version.errors().contains("OpenSSH"), version::toString);
        Ended options = run("sh", "ssh-checked -G broken", "");
        assertTrue(options.output().contains("hostname 127.0.0.1"), options::toString);
        assertFalse(Files.exists(folder.resolve("calls")) && calls().size() > 1, "-V and -G are ssh's alone");
        assertStopped(255, run("sh", "ssh-checked broken echo in", ""));
    }

    @Test
    void aProgramInPlaceOfSshForGit() throws Exception {
        assumeTrue(run("sh", "command -v git", "").exitCode() == 0, "git");
        program("ssh-checked", recipe("exec ssh"));
        String setting = recipe("git config");
        String own = "export GIT_CONFIG_GLOBAL='" + folder.resolve("gitconfig") + "'; " + setting + "\n";
        Path repository = folder.resolve("repository");
        assertEquals(
                0,
                run(
                                "sh",
                                "git init -q '" + repository + "' && cd '" + repository + "' && git -c user.name=t"
                                        + " -c user.email=t@t.invalid commit -q --allow-empty -m first",
                                "")
                        .exitCode());
        Ended good = run("sh", own + "git ls-remote gpu:" + repository + " HEAD", "");
        assertTrue(good.exitCode() == 0 && good.output().endsWith("\tHEAD\n"), good::toString);
        Ended bad = run("sh", own + "git ls-remote broken:" + repository + " HEAD", "");
        assertTrue(bad.exitCode() != 0 && bad.errors().contains("[key/permissions-too-open]"), bad::toString);
    }
}
