package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.HostCertificate.Standing;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.HostKey.Doubt;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.HostKey.Obstacle;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.keys.KnownHosts.KnownHostsFile;
import dev.sshwhy.keys.PublicKeys;
import dev.sshwhy.sshconfig.ConfigResolver;
import dev.sshwhy.sshconfig.LocalSide;
import dev.sshwhy.sshconfig.SshCommandLine;
import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.sshconfig.Tokens;
import dev.sshwhy.testing.OneFile;
import dev.sshwhy.testing.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes before and beside the look into known_hosts. */
class ServerKeyJudgeTest {
    private static final PublicKey KEY = TestKeys.publicKey(1);
    private static final PublicKey CERTIFICATE = TestKeys.hostCertificate(1, 0, Long.MAX_VALUE, "pod");
    private static final String KNOWN = "pod " + KEY.line() + "\n@cert-authority pod "
            + TestKeys.publicKey(12).line() + "\n203.0.113.8,2001:db8::7 "
            + TestKeys.publicKey(2).line() + "\n";

    @TempDir
    private Path folder;

    private HostKey judged(PublicKey shown, String config, boolean runs, String release, String address)
            throws IOException {
        SshRelease ssh = SshRelease.of(release);
        Surroundings surroundings = new Surroundings(
                folder.toString(), false, Map.of(), folder, "me", OperatingSystem.LINUX, Optional.of(release));
        LocalSide local = new LocalSide(
                folder.toString(),
                "me",
                "1000",
                "laptop",
                ssh,
                false,
                Optional.empty(),
                name -> Optional.empty(),
                user -> Optional.empty(),
                Optional.empty());
        SshCommandLine line = SshCommandLine.parse(List.of("pod"), ssh);
        Configuration configuration =
                new ConfigResolver(local, new OneFile(folder + "/.ssh/config", config)).resolve(line);
        Question question = new Question(
                Program.SSH,
                List.of("ssh", "pod"),
                List.of("pod"),
                Optional.empty(),
                surroundings,
                Optional.empty(),
                Observed.notLookedAt("no account"),
                true,
                true,
                false,
                false,
                runs,
                Duration.ofSeconds(5),
                Progress.UNHEARD,
                Instant.parse("2026-11-22T12:00:00Z"));
        Target target = new Target(
                Program.SSH,
                List.of("ssh", "pod"),
                List.of("pod"),
                Optional.empty(),
                "pod",
                "pod",
                22,
                "me",
                Optional.empty());
        Tokens tokens = Tokens.of(local, "pod", configuration);
        String command = configuration.text("knownhostscommand", "none");
        Optional<KnownHostsCommand> program = command.equals("none") || !runs
                ? Optional.empty()
                : Optional.of(new KnownHostsCommand(command, tokens, surroundings));
        ServerKeyJudge judge = new ServerKeyJudge(
                question,
                configuration,
                target,
                ssh,
                new LocalFiles(),
                it -> surroundings.absolute(tokens.path(it).orElse(it)),
                List.of(new KnownHostsFile("/k", KNOWN)),
                program);
        Optional<InetAddress> peer = address.isEmpty() ? Optional.empty() : Optional.of(InetAddress.getByName(address));
        return judge.judge(shown, peer);
    }

    private HostKey judged(PublicKey shown, String config) throws IOException {
        return judged(shown, config, true, "OpenSSH_9.2p1", "203.0.113.7");
    }

    private static Optional<Obstacle.Kind> obstacle(HostKey key) {
        return key.obstacle().map(Obstacle::kind);
    }

    @Test
    void showsThePlainKeyAndTellsTheCertificateBesideIt() throws Exception {
        HostKey key = judged(CERTIFICATE, "");
        assertTrue(key.trusted());
        assertTrue(key.key().isSameKeyAs(KEY));
        assertEquals(Standing.COUNTS, key.certificate().orElseThrow().standing());
        assertEquals(
                TestKeys.publicKey(12).fingerprint(),
                key.certificate().orElseThrow().contents().authority());
    }

    @Test
    void doesNotReadACertificateThatWasChangedAfterItWasSigned() throws Exception {
        byte[] blob = Base64.getDecoder().decode(CERTIFICATE.blob());
        int at = new String(blob, StandardCharsets.ISO_8859_1).indexOf("made for tests");
        blob[at] = 'M';
        HostKey key = judged(PublicKeys.fromBlob(blob, "").orElseThrow(), "");
        assertEquals(Optional.of(Obstacle.Kind.CERTIFICATE_BROKEN), obstacle(key));
        assertFalse(key.trusted());
        assertTrue(key.certificate().isPresent());
    }

    @Test
    void doesNotTrustWhatABinaryListMayRevoke() throws Exception {
        Path list = folder.resolve("krl");
        Files.writeString(list, "SSHKRL\n\0 and what nobody knows");
        HostKey key = judged(KEY, "RevokedHostKeys " + list);
        assertEquals(Known.YES, key.known());
        assertFalse(key.trusted());
        assertTrue(key.isInDoubt(Doubt.Source.REVOKED_LIST));
        assertEquals(Optional.empty(), obstacle(key));
    }

    @Test
    void expandsTheNameOfARevokedListSinceTenThree() throws Exception {
        Files.createDirectories(folder.resolve("lists"));
        Files.writeString(folder.resolve("lists/a"), TestKeys.publicKey(2).line() + "\n");
        Files.writeString(folder.resolve("lists/b"), KEY.line() + "\n");
        assertEquals(
                Optional.of(Obstacle.Kind.REVOKED_UNREADABLE),
                obstacle(judged(KEY, "RevokedHostKeys ~/lists/a", true, "OpenSSH_10.2p1", "203.0.113.7")));
        assertTrue(judged(KEY, "RevokedHostKeys ~/lists/a", true, "OpenSSH_10.3p1", "203.0.113.7")
                .trusted());
        HostKey second = judged(KEY, "RevokedHostKeys ~/lists/a ~/lists/b", true, "OpenSSH_10.3p1", "203.0.113.7");
        assertEquals(Known.REVOKED, second.known());
    }

    @Test
    void saysThatACommandWasNotRun() throws Exception {
        HostKey key = judged(KEY, "KnownHostsCommand /bin/false", false, "OpenSSH_9.2p1", "203.0.113.7");
        assertTrue(key.isInDoubt(Doubt.Source.KNOWN_HOSTS_COMMAND));
        assertFalse(key.trusted());
        assertEquals(Optional.empty(), obstacle(key));
    }

    @Test
    void doesNotWaitForACommandWithoutEnd() throws Exception {
        Path tarpit = folder.resolve("tarpit");
        Files.writeString(tarpit, "#!/bin/sh\nsleep 600\n");
        assertTrue(tarpit.toFile().setExecutable(true));
        HostKey key = judged(KEY, "KnownHostsCommand " + tarpit);
        assertEquals(Optional.empty(), obstacle(key)); // ssh would wait on
        assertTrue(key.isInDoubt(Doubt.Source.KNOWN_HOSTS_COMMAND));
        assertFalse(key.trusted());
    }

    @Test
    void readsNoMoreThanItsPartOfAnOutputWithoutEnd() throws Exception {
        HostKey key = judged(KEY, "KnownHostsCommand /usr/bin/yes");
        assertTrue(key.isInDoubt(Doubt.Source.KNOWN_HOSTS_COMMAND));
        assertEquals(Optional.empty(), obstacle(key));
    }

    @Test
    void marksWhatItStartsAndFillsItsTokensIn() throws Exception {
        Path told = folder.resolve("told");
        Path program = folder.resolve("program");
        Files.writeString(program, "#!/bin/sh\necho \"$SSHWHY_NESTED $*\" >> " + told + "\n");
        assertTrue(program.toFile().setExecutable(true));
        judged(KEY, "KnownHostsCommand " + program + " %I %H %t %f %K \"a b\" %h:%p #");
        assertEquals(
                "1 HOSTNAME pod ssh-ed25519 " + KEY.fingerprint() + " " + KEY.blob() + " a b pod:22 #\n",
                Files.readString(told));
    }

    @Test
    void tellsThatDnsWasNotAskedOnlyWhereItMatters() throws Exception {
        assertEquals(List.of(), judged(KEY, "VerifyHostKeyDNS yes").doubts());
        HostKey unknown = judged(TestKeys.publicKey(3), "VerifyHostKeyDNS yes");
        assertTrue(unknown.isInDoubt(Doubt.Source.DNS));
        assertEquals(
                List.of(), judged(TestKeys.publicKey(3), "VerifyHostKeyDNS ask").doubts());
    }

    @Test
    void trustsLocalhostOnlyWhereItIsSeenToBeLocal() throws Exception {
        PublicKey other = TestKeys.publicKey(3);
        String config = "NoHostAuthenticationForLocalhost yes";
        assertTrue(judged(other, config, true, "OpenSSH_9.2p1", "127.9.9.9").trusted());
        assertTrue(judged(other, config, true, "OpenSSH_9.2p1", "::1").trusted());
        assertFalse(judged(other, config, true, "OpenSSH_9.2p1", "").trusted());
        assertFalse(judged(other, config, true, "OpenSSH_9.2p1", "203.0.113.7").trusted());
    }

    @Test
    void looksAtTheAddressByItselfBeforeEightFive() throws Exception {
        assertEquals(
                1,
                judged(KEY, "", true, "OpenSSH_8.4p1", "203.0.113.8")
                        .otherAtAddress()
                        .size());
        assertEquals(
                1,
                judged(KEY, "", true, "OpenSSH_8.4p1", "2001:db8::7")
                        .otherAtAddress()
                        .size());
        assertEquals(
                List.of(),
                judged(KEY, "CheckHostIP no", true, "OpenSSH_8.4p1", "203.0.113.8")
                        .otherAtAddress());
        assertEquals(
                List.of(), judged(KEY, "", true, "OpenSSH_8.5p1", "203.0.113.8").otherAtAddress());
        HostKey asked = judged(KEY, "CheckHostIP yes", true, "OpenSSH_9.2p1", "203.0.113.8");
        assertEquals(Known.YES, asked.known());
        assertFalse(asked.trusted());
    }
}
