package dev.sshwhy.checks.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.Program;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.sshconfig.SshCommandLine;
import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.testing.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that is told to be typed, run by a real shell with the real programs, makes them go where it was meant. */
class CorrectedCommandTest {
    private static final List<Check> CHECKS = List.of(new OddCharacters(), new PortInHost(), new WrongOption());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "SSH, root@203.0.113.7:17445, 203.0.113.7",
        "SSH, root@[2001:db8::7]:17445, 2001:db8::7",
        "SSH, root@203.0.113.7 17445 -i key, 203.0.113.7",
        "SSH, root@203.0.113.7 \u2013p 17445, 203.0.113.7",
        "SSH, root@203.0.113.7\u00a0-p\u00a017445, 203.0.113.7",
        "SSH, ssh root@203.0.113.7 -p 17445, 203.0.113.7",
        "SSH, -P 17445 root@203.0.113.7, 203.0.113.7",
        "SSH, -p=17445 root@203.0.113.7, 203.0.113.7",
        "SSH, --port 17445 root@203.0.113.7, 203.0.113.7",
        "SSH, -i -p 17445 root@203.0.113.7, 203.0.113.7",
        "SSH, -p 17445 root@203.0.113.7:/tmp, 203.0.113.7",
        "SCP, f root@203.0.113.7:17445:/tmp, 203.0.113.7",
        "SCP, -rp 17445 f root@203.0.113.7:/tmp, 203.0.113.7",
        "SCP, f root@203.0.113.7:/tmp -P 17445, 203.0.113.7",
        "SCP, f root@[203.0.113.7:17445]:/tmp, 203.0.113.7",
        "SFTP, -p 17445 root@203.0.113.7, 203.0.113.7",
        "SFTP, root@203.0.113.7 17445, 203.0.113.7",
        "SFTP, root@203.0.113.7 -P 17445, 203.0.113.7",
        "RSYNC, -a -e ssh -p 17445 f root@203.0.113.7:/tmp, 203.0.113.7",
        "RSYNC, -avP 17445 f root@203.0.113.7:/tmp, 203.0.113.7",
        "RSYNC, -a --port=17445 f root@203.0.113.7:/tmp, 203.0.113.7",
        "RSYNC, -a f root@203.0.113.7:17445:/tmp, 203.0.113.7",
        "GIT, clone git@203.0.113.7:17445:me/repo.git, 203.0.113.7"
    })
    void leadsToTheHostAndPortThatWereMeant(Program program, String words, String host)
            throws IOException, InterruptedException {
        assumeTrue(hasProgram(program), "needs " + program.command());
        String typedHost = words.contains("[203") ? "203.0.113.7:17445" : host;
        List<String> typed = List.of(words.split(" ", -1));
        List<String> sshWords = program == Program.SSH
                ? typed
                : List.of("-l", "root", "--", program == Program.SFTP && words.startsWith("-p") ? "17445" : typedHost);
        Facts facts = Facts.offline().withCommand(program, "", typed, sshWords);
        SshCommandLine line = SshCommandLine.parse(run(program, corrected(facts)), SshRelease.NEWEST);
        assertEquals(host, line.destination());
        boolean portIsMeant =
                line.port().equals(OptionalInt.of(17445)) || line.optionLines().contains("Port 17445");
        assertTrue(portIsMeant, () -> "not the port: " + line.words());
        assertEquals(List.of(), line.problems());
    }

    private static String corrected(Facts facts) {
        for (Check check : CHECKS) {
            if (check.check(facts.snapshot()) instanceof Outcome.Problems problems) {
                Finding finding = problems.findings().get(0);
                return finding.fix().orElseThrow().steps().get(0).text().orElseThrow();
            }
        }
        throw new AssertionError("no check fires");
    }

    /** The words that a fake ssh gets. */
    private List<String> run(Program program, String command) throws IOException, InterruptedException {
        Path seen = folder.resolve("seen");
        Path ssh = folder.resolve("ssh");
        Files.writeString(ssh, "#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done > '" + seen + "'\nexit 255\n");
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("f"), "a file");
        boolean namesItself = program == Program.SCP || program == Program.SFTP; // they do not look along PATH
        String name = program.command();
        String line = namesItself ? name + " -S " + ssh + command.substring(name.length()) : command;
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().keySet().removeIf(it -> it.startsWith("GIT_") || it.equals("RSYNC_RSH"));
        Process process = builder.start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it hangs");
        return Files.readAllLines(seen);
    }

    private static boolean hasProgram(Program program) {
        return program == Program.SSH
                || List.of(System.getenv("PATH").split(":", -1)).stream()
                        .anyMatch(it -> Files.isExecutable(Path.of(it, program.command())));
    }
}
