package dev.sshwhy.checks.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.checks.config.KeyPath.Fault;
import dev.sshwhy.testing.Facts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of keys, beside what the installed ssh makes of them when it looks for its keys. */
class KeyPathTest {
    @TempDir
    private Path folder;

    private static Optional<KeyPath> faulty(String value) {
        return KeyPath.faulty(value, Optional.of("/work/dir/" + value), Facts.MACHINE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "id_pod                      | RELATIVE                | ~/.ssh/id_pod",
                "../id_pod                   | RELATIVE                | ~/.ssh/id_pod",
                "%h.key                      | RELATIVE                | ~/.ssh/%h.key",
                "$HOME/.ssh/id_pod           | VARIABLE_WITHOUT_BRACES | ~/.ssh/id_pod",
                "/home/$USER/.ssh/id_pod     | VARIABLE_WITHOUT_BRACES | ~/.ssh/id_pod",
                "C:\\Users\\me\\id_pod       | WINDOWS_PATH            | ~/.ssh/id_pod",
                "\u201c~/keys/id_pod\u201d   | QUOTATION_MARKS         | ~/keys/id_pod",
            })
    void isTakenForANameAsItStands(String value, Fault fault, String meant) throws IOException, InterruptedException {
        KeyPath path = faulty(value).orElseThrow();
        assertEquals(fault, path.fault());
        assertFalse(fault.stopsSsh());
        assertEquals(meant, path.meant().get(0));
        String output = lookedFor(value);
        String name = value.replace("%h", "127.0.0.1");
        assertTrue(output.contains("identity file " + visible(name) + " type"), output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "~\\.ssh\\id_pod             | NO_SUCH_USER     | No such user",
                "~.ssh/id_pod                | NO_SUCH_USER     | No such user",
                "~nobody-has-this-name/x     | NO_SUCH_USER     | No such user",
                "${NOT_SET_IN_ANY_SHELL}/x   | VARIABLE_NOT_SET | has no value",
                "%USERPROFILE%\\.ssh\\id_pod | UNKNOWN_TOKEN    | unknown key %U",
                "~/.ssh/id_%x                | UNKNOWN_TOKEN    | unknown key %x",
            })
    void stopsSsh(String value, Fault fault, String words) throws IOException, InterruptedException {
        KeyPath path = faulty(value).orElseThrow();
        assertEquals(fault, path.fault());
        assertTrue(fault.stopsSsh());
        String output = lookedFor(value);
        assertTrue(output.contains(words), output);
        assertFalse(output.contains("identity file"), output);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~/.ssh/id_pod",
                "/keys/id_pod",
                "%d/.ssh/id_pod",
                "${HOME}/.ssh/id_pod",
                "~/.ssh/id_%h-%p-%r-%n-%L-%l-%u-%i-%k-%C-%%",
                "~root/.ssh/id_pod",
            })
    void leadsWhereItSeemsTo(String value) throws IOException, InterruptedException {
        assertEquals(Optional.empty(), KeyPath.faulty(value, Optional.of("/root/.ssh/id_pod"), Facts.MACHINE));
        String output = lookedFor(value);
        assertTrue(output.contains("identity file /"), output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "NONE", ""})
    void isNoPath(String value) {
        assertEquals(Optional.empty(), faulty(value));
    }

    /** ssh -v shows such characters by their octal numbers, and a backslash twice. */
    private static String visible(String name) {
        StringBuilder out = new StringBuilder();
        for (byte it : name.getBytes(StandardCharsets.UTF_8)) {
            int letter = it & 0xff;
            if (letter == '\\') {
                out.append("\\\\");
            } else if (letter < 0x7f) {
                out.append((char) letter);
            } else {
                out.append('\\').append(Integer.toOctalString(letter));
            }
        }
        return out.toString();
    }

    /** What {@code ssh -v} says on its way; it looks for its keys as soon as it is connected, before a word is said. */
    private String lookedFor(String value) throws IOException, InterruptedException {
        Path config = folder.resolve("config");
        Files.writeString(config, "Host *\n  IdentityFile \"" + value.replace("\\", "\\\\") + "\"\n");
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> hangUp(server), "hangs-up");
            thread.setDaemon(true);
            thread.start();
            Process process = new ProcessBuilder(List.of(
                            "ssh",
                            "-v",
                            "-F",
                            config.toString(),
                            "-o",
                            "BatchMode=yes",
                            "-p",
                            Integer.toString(server.getLocalPort()),
                            "127.0.0.1"))
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            assumeTrue(output.contains("OpenSSH_9") || output.contains("OpenSSH_1"), "needs a recent ssh");
            return output;
        } catch (IOException e) {
            assumeTrue(false, "needs ssh");
            throw e;
        }
    }

    private static void hangUp(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }
}
