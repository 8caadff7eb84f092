package dev.sshwhy.sshconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SshCommandLineTest {
    private static SshCommandLine read(String... words) {
        return SshCommandLine.parse(List.of(words), FakeSetup.DEBIAN_9_2);
    }

    @Test
    void readsAPodsCommand() {
        SshCommandLine line = read("root@213.173.108.12", "-p", "17445", "-i", "~/.ssh/id_ed25519");
        assertEquals("213.173.108.12", line.destination());
        assertEquals(Optional.of("root"), line.user());
        assertEquals(OptionalInt.of(17445), line.port());
        assertEquals(List.of("~/.ssh/id_ed25519"), line.identityFiles());
        assertEquals(List.of(), line.problems());
    }

    @Test
    void readsBundledAndGluedOptions() {
        SshCommandLine line = read("-vTp22", "-oPort=23", "-i/key", "host");
        assertTrue(line.has('v') && line.has('T'));
        assertEquals(OptionalInt.of(22), line.port());
        assertEquals(List.of("Port=23"), line.optionLines());
        assertEquals(List.of("/key"), line.identityFiles());
    }

    @Test
    void takesOptionsBehindTheHostAndThenTheCommand() {
        SshCommandLine line = read("host", "-p", "22", "ls", "-l", "-p", "9");
        assertEquals(OptionalInt.of(22), line.port());
        assertEquals(List.of("ls", "-l", "-p", "9"), line.remoteCommand());
    }

    @Test
    void endsOptionsAtTwoDashes() {
        assertEquals(List.of("-l"), read("host", "--", "-l").remoteCommand());
        assertEquals("host", read("--", "host", "-v").destination());
        assertEquals(List.of("-v"), read("--", "host", "-v").remoteCommand());
    }

    @Test
    void takesTheFirstUser() {
        assertEquals(Optional.of("a"), read("-l", "a", "b@host").user());
        assertEquals(Optional.of("b"), read("b@host", "-l", "a").user());
        assertEquals(Optional.of("b@corp"), read("b@corp@host").user());
    }

    @Test
    void readsAUri() {
        SshCommandLine line = read("ssh://git%40corp@host:2222");
        assertEquals("host", line.destination());
        assertEquals(Optional.of("git@corp"), line.user());
        assertEquals(OptionalInt.of(2222), line.port());
        assertEquals("fe80::1", read("fe80::1").destination());
    }

    @Test
    void tellsWhatSshWouldRefuse() {
        assertEquals(List.of("no host is named"), read("-v").problems());
        assertEquals(List.of("ssh has no option -z"), read("-z", "host").problems());
        assertEquals(List.of("-p needs an argument"), read("host", "-p").problems());
        assertEquals(1, read("ssh://host/path").problems().size());
        assertEquals(1, read("@host").problems().size());
    }

    @Test
    void knowsTheTagOfNewerReleases() {
        SshCommandLine newer = SshCommandLine.parse(List.of("-P", "work", "host"), SshRelease.NEWEST);
        assertEquals("host", newer.destination());
        assertEquals("work", read("-P", "work", "host").destination());
    }
}
