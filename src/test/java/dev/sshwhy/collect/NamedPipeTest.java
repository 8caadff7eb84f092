package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.Agent;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A raw pseudo-terminal stands in for the pipe: opened by its name as a file, read and written both ways. */
class NamedPipeTest {
    private static final byte[] LIST = {11};
    private static final String OTHER_END = """
            import os, pty, struct, sys, tty
            ours, theirs = pty.openpty()
            tty.setraw(theirs)
            print(os.ttyname(theirs), flush=True)
            answers = iter(bytes.fromhex(it) for it in sys.argv[1:])
            while True:
                length, = struct.unpack('>I', os.read(ours, 4))
                request = os.read(ours, length)
                assert request == bytes([11]), request
                answer = next(answers, None)
                if answer is not None:
                    os.write(ours, answer)
            """;

    private static Process agent(String answer) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs python3");
        return new ProcessBuilder("/usr/bin/python3", "-c", OTHER_END, answer).start();
    }

    private static String name(Process agent) throws IOException {
        BufferedReader reader = agent.inputReader(StandardCharsets.UTF_8);
        return String.valueOf(reader.readLine());
    }

    @Test
    void tellsPipesFromPaths() {
        assertTrue(NamedPipe.isName("\\\\.\\pipe\\openssh-ssh-agent"));
        assertTrue(NamedPipe.isName("//./pipe/openssh-ssh-agent"));
        assertFalse(NamedPipe.isName("/run/user/1000/pipe"));
        assertFalse(NamedPipe.isName("C:\\pipe\\x"));
    }

    @Test
    void isAnOrdinaryNameWhereThereAreNoPipesOfThatKind() {
        assumeTrue(File.separatorChar == '/', "not on Windows");
        assertFalse(NamedPipe.isOne(NamedPipe.SSH_AGENT));
        assertEquals(
                Agent.State.UNREACHABLE,
                AgentClient.list(NamedPipe.SSH_AGENT, "SSH_AUTH_SOCK").state());
        assertFalse(Files.exists(Path.of(NamedPipe.SSH_AGENT)), "asking made a file");
    }

    @Test
    void asksAndGetsTheAnswer() throws IOException {
        Process agent = agent("000000050c00000000");
        try {
            byte[] answer = NamedPipe.ask(name(agent), LIST, 1024, Duration.ofSeconds(10));
            assertArrayEquals(new byte[] {12, 0, 0, 0, 0}, answer);
        } finally {
            agent.destroyForcibly();
        }
    }

    @Test
    void givesUpWhenNothingComesInTime() throws IOException {
        Process agent = agent("");
        try {
            String name = name(agent);
            assertThrows(LocalSocket.TimedOut.class, () -> NamedPipe.ask(name, LIST, 1024, Duration.ofMillis(300)));
        } finally {
            agent.destroyForcibly();
        }
    }

    @Test
    void refusesAnAnswerOfAnyLength() throws IOException {
        Process agent = agent("ffffffff");
        try {
            String name = name(agent);
            IOException failure =
                    assertThrows(IOException.class, () -> NamedPipe.ask(name, LIST, 1024, Duration.ofSeconds(10)));
            assertEquals("an answer of 4294967295 bytes", failure.getMessage());
        } finally {
            agent.destroyForcibly();
        }
    }

    @Test
    void saysWhenThereIsNone() {
        assertThrows(
                IOException.class,
                () -> NamedPipe.ask("/nowhere/\\\\.\\pipe\\none", LIST, 1024, Duration.ofSeconds(10)));
    }
}
