package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.OperatingSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramPathTest {
    @TempDir
    private Path folder;

    private Path program(String path, String mode) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\necho " + path + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    private ProgramPath path(String path) {
        return path(path, OperatingSystem.LINUX);
    }

    private ProgramPath path(String path, OperatingSystem system) {
        return new ProgramPath(new Surroundings(
                folder.toString(), false, Map.of("PATH", path), folder, "me", system, Optional.empty()));
    }

    /** Where a real shell finds it, started in the same directory with the same PATH; empty where it does not. */
    private String inTheShell(String path, String word) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "command -v " + word)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PATH", path);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return text.isEmpty() || text.startsWith("/")
                ? text
                : folder.resolve(text).normalize().toString();
    }

    private void agrees(String path, String word) throws IOException, InterruptedException {
        Observed<String> found = path(path).find(word);
        assertEquals(
                inTheShell(path, word),
                found.seen().map(it -> Path.of(it).normalize().toString()).orElse(""),
                word);
    }

    @Test
    void agreesWithTheShell() throws IOException, InterruptedException {
        program("one/tunnel", "rwx------");
        program("two/tunnel", "rwx------");
        program("one/plain", "rw-------");
        program("two/plain", "rwx------");
        Files.createDirectories(folder.resolve("one/folder"));
        program("two/folder", "rwx------");
        program("here", "rwx------");
        String both = folder.resolve("one") + ":" + folder.resolve("two");
        for (String word :
                List.of("tunnel", "plain", "folder", "nothing", "one/tunnel", "./here", "./nothing", "here")) {
            agrees(both, word);
        }
        agrees(folder.resolve("two") + ":" + folder.resolve("one"), "tunnel");
        agrees("two:one", "tunnel");
        agrees(both + ":", "here");
        agrees(":" + both, "here");
        agrees("/no/such/folder:" + both, "tunnel");
        agrees(both, folder.resolve("one/tunnel").toString());
    }

    @Test
    void tellsWhatWasLookedFor() throws IOException {
        program("one/tunnel", "rw-------");
        assertEquals(
                Observed.absent("tunnel"),
                path(folder.resolve("one").toString()).find("tunnel"));
        assertEquals(Observed.absent("one/tunnel"), path("").find("one/tunnel"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "$X",
                "${X}/nc",
                "~/bin/nc",
                "\"nc\"",
                "'nc'",
                "`nc`",
                "(nc",
                "nc;",
                "nc|cat",
                "%h",
                "A=1",
                "a*b"
            })
    void doesNotGuessAtWhatAShellMakesOfIt(String word) {
        assertInstanceOf(Observed.NotLookedAt.class, path("/bin").find(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", ":", ".", "!", "cd", "command", "eval", "echo", "for", "if", "test", "while"})
    void looksForNoFileWhereTheShellDoesItItself(String word) {
        assertInstanceOf(Observed.NotLookedAt.class, path("/bin").find(word));
    }

    @Test
    void findsEveryProgramOfANameInOrder() throws IOException {
        Path one = program("one/ssh", "rwx------");
        Path two = program("two/ssh", "rwx------");
        program("three/ssh", "rw-------");
        Files.createDirectories(folder.resolve("four"));
        Files.createSymbolicLink(folder.resolve("four/ssh"), one);
        assertEquals(
                List.of(two.toString(), one.toString()),
                path("two:three:one:two:four:/no/such/folder").all("ssh"),
                "a link to the same file is no other program");
        assertEquals(
                List.of(folder.resolve("four/ssh").toString()), path("four:one").all("ssh"));
        assertEquals(List.of(), path("three").all("ssh"));
    }

    @Test
    void looksForExeFilesOnWindows() throws IOException {
        Path exe = program("one/ssh.exe", "rwx------");
        program("one/ssh", "rwx------");
        assertEquals(
                List.of(exe.toString()), path("one", OperatingSystem.WINDOWS).all("ssh"));
        assertInstanceOf(
                Observed.NotLookedAt.class, path("one", OperatingSystem.WINDOWS).find("ssh"));
    }
}
