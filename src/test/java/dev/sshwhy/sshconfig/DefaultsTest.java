package dev.sshwhy.sshconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.sshconfig.SshRelease.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is decided and what is left to ssh make together what the installed ssh prints with -G. */
class DefaultsTest {
    private static final int COMBINATIONS = 230;
    private static final int LEAST_ACCEPTED = 200;
    private static final List<String> HOSTS =
            List.of("gpu", "GPU.Example.org", "203.0.113.7", "127.1", "2001:db8::7", "root@gpu", "ssh://me@gpu:2222");
    private static final List<String> LETTERS = List.of(
            "-4 -6 -A -a -g -K -k -M -N -n -q -T -t -tt -v -vv -X -x -Y -p2222 -lroot -Jjump -caes128-ctr -enone"
                    .split(" ", -1));
    private static final List<String> LETTERS_AND_WORDS =
            List.of("-mhmac-sha2-256", "-b127.0.0.1", "-Snone", "-w1:2", "-L8080:a:1", "-D1080", "-R9:a:1", "-Wa:1");

    /**
     * Option, blank, values with bars between them. Nothing that makes ssh look a name up, and Compression only as no,
     * since 9.9 prints UNKNOWN for the other.
     */
    private static final String POOL = """
            AddKeysToAgent yes|no|ask|confirm|1h|confirm 5m
            AddressFamily any|inet|inet6
            BatchMode yes|no
            BindAddress 127.0.0.1
            BindInterface lo
            CanonicalDomains none|example.org|A.example. b.example
            CanonicalizeFallbackLocal yes|no
            CanonicalizeMaxDots 0|3
            CanonicalizePermittedCNAMEs none
            CASignatureAlgorithms ssh-ed25519|-ecdsa*
            CertificateFile ~/.ssh/one-cert.pub|~/.ssh/two-cert.pub
            CheckHostIP yes|no
            Ciphers aes256-ctr|+aes128-cbc|-aes*|^aes256-gcm@openssh.com
            ClearAllForwardings yes|no
            Compression no
            ConnectionAttempts 1|3
            ConnectTimeout none|0|10|2m
            ControlMaster yes|no|ask|auto|autoask
            ControlPath none|~/.ssh/c-%C|/tmp/%r@%h:%p
            ControlPersist yes|no|0|10m
            DynamicForward 1080|[::1]:1081|/tmp/socket
            EnableSSHKeysign yes|no
            EscapeChar none|~|^B|%
            ExitOnForwardFailure yes|no
            FingerprintHash md5|sha256
            ForkAfterAuthentication yes|no
            ForwardAgent yes|no|/
            ForwardX11 yes|no
            ForwardX11Timeout none|20m|0
            ForwardX11Trusted yes|no
            GatewayPorts yes|no
            GlobalKnownHostsFile none|/nowhere/a|/nowhere/a /nowhere/b
            HashKnownHosts yes|no
            HostbasedAcceptedAlgorithms ssh-ed25519|-rsa*
            HostbasedAuthentication yes|no
            HostKeyAlgorithms ssh-ed25519|+ssh-rsa|^rsa-sha2-512
            HostKeyAlias Other
            HostName %h.example.org|203.0.113.9|Upper.Example|::1
            IdentitiesOnly yes|no
            IdentityAgent none|SSH_AUTH_SOCK|~/agent
            IdentityFile none|~/.ssh/a|~/.ssh/id_%r|/nowhere/b
            IgnoreUnknown x*
            KbdInteractiveAuthentication yes|no
            KbdInteractiveDevices bsdauth
            KexAlgorithms curve25519-sha256|-ecdh*
            KnownHostsCommand none|/bin/echo %H
            LocalCommand none|echo %h
            LocalForward 8080 localhost:80|/tmp/a /tmp/b
            LogLevel quiet|ERROR|INFO|verbose
            LogVerbose none|kex.c:*:1000
            MACs hmac-sha2-256|-umac*
            NoHostAuthenticationForLocalhost yes|no
            NumberOfPasswordPrompts 1|5
            PasswordAuthentication yes|no
            PermitLocalCommand yes|no
            PermitRemoteOpen any|none|a:1 b:2
            PKCS11Provider none|/nowhere/p11.so
            Port 22|2222|65535
            PreferredAuthentications publickey,password
            ProxyCommand none|nc %h %p
            ProxyJump jump|a@b:2,c
            ProxyUseFdpass yes|no
            PubkeyAcceptedAlgorithms ssh-ed25519|+ssh-rsa
            PubkeyAuthentication yes|no|unbound|host-bound
            RekeyLimit default none|1G 1h|500M
            RemoteCommand none|uptime %h
            RemoteForward 8080|9000 localhost:9
            RequestTTY yes|no|force|auto
            RevokedHostKeys none|/nowhere/revoked
            SecurityKeyProvider none|/nowhere/sk.so
            SendEnv LANG|LC_*|-LC_*
            ServerAliveCountMax 1|9
            ServerAliveInterval none|0|1m
            SessionType none
            SetEnv A=1|A=2 B=3
            StdinNull yes|no
            StreamLocalBindMask 0111
            StreamLocalBindUnlink yes|no
            StrictHostKeyChecking yes|no|ask|accept-new|off
            SyslogFacility USER|AUTH
            TCPKeepAlive yes|no
            Tunnel yes|no|ethernet
            TunnelDevice any|3|1:2
            UpdateHostKeys yes|no|ask
            User deploy
            UserKnownHostsFile none|/dev/null|~/.ssh/known_hosts|~/.ssh/%k
            VerifyHostKeyDNS yes|no|ask
            VisualHostKey yes|no
            XAuthLocation /nowhere/xauth
            """;

    private static final String POOL_OF_DEBIAN = """
            EnableEscapeCommandline yes|no
            GSSAPIAuthentication yes|no
            GSSAPIClientIdentity me
            GSSAPIDelegateCredentials yes|no
            GSSAPIKeyExchange yes|no
            GSSAPIKexAlgorithms gss-group14-sha256-
            GSSAPIRenewalForcesRekey yes|no
            GSSAPIServerIdentity it
            GSSAPITrustDns yes|no
            IPQoS af21|ef cs0|0x20 0x05
            RequiredRSASize 1024|2048
            """;

    /** The output lines of ssh; empty when it fails or is not there. */
    private static List<String> ssh(List<String> words) {
        List<String> command = new ArrayList<>(List.of("ssh"));
        command.addAll(words);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? text.lines().toList() : List.of();
        } catch (IOException none) {
            return List.of();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static String version() {
        try {
            Process process =
                    new ProcessBuilder("ssh", "-V").redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException none) {
            return "";
        }
    }

    /** This machine as the installed ssh sees it, which its own tokens tell. */
    private static LocalSide here() {
        String version = version();
        assumeTrue(version.contains("OpenSSH_9") || version.contains("OpenSSH_1"), "needs a recent ssh");
        SshRelease release = SshRelease.of(version);
        assumeTrue(!release.isAtLeast(SshRelease.NEWEST.number() + 1), "newer than what is known here");
        List<String> told = ssh(List.of("-G", "-F", "none", "-o", "ControlPath=%d|%u|%i|%l", "x")).stream()
                .filter(it -> it.startsWith("controlpath "))
                .findFirst()
                .map(it -> List.of(it.substring("controlpath ".length()).split("\\|", -1)))
                .orElse(List.of());
        assumeTrue(told.size() == 4, "ssh -G does not work here");
        return new LocalSide(
                told.get(0),
                told.get(1),
                told.get(2),
                told.get(3),
                release,
                false,
                Optional.of("/etc/ssh/ssh_config"),
                name -> Optional.ofNullable(System.getenv(name)),
                user -> Optional.empty(),
                Optional.empty());
    }

    private static Map<String, List<String>> byOption(List<String> lines, SshRelease release) {
        Map<String, List<String>> options = new HashMap<>();
        for (String line : lines) {
            int blank = line.indexOf(' ');
            String option = Bytes.lowerCase(blank < 0 ? line : line.substring(0, blank));
            if (isTheSameForEverybody(option, release)) {
                options.computeIfAbsent(option, key -> new ArrayList<>())
                        .add(blank < 0 ? "" : line.substring(blank + 1));
            }
        }
        return options;
    }

    /** How it was built shows in these. */
    private static boolean isTheSameForEverybody(String option, SshRelease release) {
        return release.vendor() == Vendor.DEBIAN
                || !(option.startsWith("gssapi")
                        || option.equals("securitykeyprovider")
                        || option.equals("pkcs11provider")
                        || option.equals("xauthlocation"));
    }

    private static Configuration resolved(LocalSide local, List<String> words) {
        return new ConfigResolver(local, new FakeSetup()).resolve(SshCommandLine.parse(words, local.release()));
    }

    private static Map<String, List<String>> defaults(LocalSide local, List<String> words, Configuration decided) {
        String host = SshCommandLine.parse(words, local.release()).destination();
        return Defaults.of(decided, local, Tokens.of(local, host, decided));
    }

    /** False when ssh refuses the words. */
    private static boolean agrees(LocalSide local, List<String> words) {
        List<String> asked = new ArrayList<>(List.of("-G", "-F", "none"));
        asked.addAll(words);
        List<String> lines = ssh(asked);
        Configuration decided = resolved(local, asked);
        assertEquals(lines.isEmpty(), !decided.fatal().isEmpty(), () -> words + " " + decided.problems());
        if (lines.isEmpty()) {
            return false;
        }
        Map<String, List<String>> all = new HashMap<>();
        Map<String, List<String>> defaults = defaults(local, asked, decided);
        defaults.forEach((option, values) -> {
            if (isTheSameForEverybody(option, local.release())) {
                all.put(option, values);
            }
        });
        decided.options().forEach((option, values) -> {
            if (!values.isEmpty() && isTheSameForEverybody(option, local.release())) {
                all.put(option, values.stream().map(ConfigValue::value).toList());
            }
        });
        Map<String, List<String>> expected = byOption(lines, local.release());
        Set<String> different = new HashSet<>(expected.keySet());
        different.addAll(all.keySet());
        different.removeIf(it -> expected.getOrDefault(it, List.of()).equals(all.getOrDefault(it, List.of())));
        assertEquals(
                Map.of(),
                differences(different, expected, all),
                () -> "ssh " + String.join(" ", asked) + " (ssh, here)");
        return true;
    }

    private static Map<String, String> differences(
            Set<String> options, Map<String, List<String>> expected, Map<String, List<String>> all) {
        Map<String, String> differences = new HashMap<>();
        options.forEach(it -> differences.put(it, expected.get(it) + " / " + all.get(it)));
        return differences;
    }

    @Test
    void isAllThatSshPrintsWhereNothingIsSet() {
        LocalSide local = here();
        for (String host : HOSTS) {
            assertTrue(agrees(local, List.of(host)), host);
        }
    }

    @Test
    void standsInTheOrderInWhichSshPrints() {
        LocalSide local = here();
        List<String> words = List.of("-G", "-F", "none", "gpu");
        List<String> order = new ArrayList<>();
        for (String line : ssh(words)) {
            String option = Bytes.lowerCase(line.indexOf(' ') < 0 ? line : line.substring(0, line.indexOf(' ')));
            if (!order.contains(option)) {
                order.add(option);
            }
        }
        List<String> ours =
                new ArrayList<>(defaults(local, words, resolved(local, words)).keySet());
        ours.retainAll(order);
        order.retainAll(ours);
        assertEquals(order, ours);
    }

    @Test
    void fillsUpWhateverIsSet() {
        LocalSide local = here();
        Random random = new Random(20260926);
        List<String> settings = settings(local.release());
        List<List<String>> combinations = new ArrayList<>();
        for (int i = 0; i < COMBINATIONS; i++) {
            combinations.add(combination(random, settings));
        }
        long accepted =
                combinations.parallelStream().filter(it -> agrees(local, it)).count();
        assertTrue(accepted >= LEAST_ACCEPTED, "ssh took only " + accepted);
    }

    private static List<String> combination(Random random, List<String> settings) {
        List<String> words = new ArrayList<>();
        for (int more = 1 + random.nextInt(10); more > 0; more--) {
            words.add("-o");
            words.add(settings.get(random.nextInt(settings.size())));
        }
        if (random.nextInt(3) == 0) {
            List<String> letters = random.nextInt(4) == 0 ? LETTERS_AND_WORDS : LETTERS;
            words.add(letters.get(random.nextInt(letters.size())));
        }
        words.add(HOSTS.get(random.nextInt(HOSTS.size())));
        return words;
    }

    /** Every setting of the pool, an option with many values no more often than one with few. */
    private static List<String> settings(SshRelease release) {
        List<List<String>> byOption = new ArrayList<>();
        String pool = release.vendor() == Vendor.DEBIAN ? POOL + POOL_OF_DEBIAN : POOL;
        for (String line : pool.lines().toList()) {
            int blank = line.indexOf(' ');
            List<String> values = new ArrayList<>();
            for (String value : line.substring(blank + 1).split("\\|", -1)) {
                values.add(line.substring(0, blank) + "=" + value);
            }
            byOption.add(values);
        }
        int most = byOption.stream().mapToInt(List::size).max().orElse(0);
        List<String> settings = new ArrayList<>();
        for (List<String> values : byOption) {
            for (int i = 0; i < most; i++) {
                settings.add(values.get(i % values.size()));
            }
        }
        return settings;
    }

    private static Map<String, List<String>> of(String version) {
        FakeSetup setup = FakeSetup.withConfig("").release(version);
        return Defaults.of(setup.resolve("gpu"), setup.local(), Tokens.of(setup.local(), "gpu", setup.resolve("gpu")));
    }

    @Test
    void followsTheReleases() {
        assertFalse(of("OpenSSH_9.0p1").containsKey("requiredrsasize"));
        assertEquals(List.of("1024"), of("OpenSSH_9.1p1").get("requiredrsasize"));
        assertFalse(of("OpenSSH_9.1p1").containsKey("enableescapecommandline"));
        assertEquals(List.of("no"), of("OpenSSH_9.2p1").get("enableescapecommandline"));
        assertFalse(of("OpenSSH_9.4p1").containsKey("obscurekeystroketiming"));
        assertEquals(List.of("yes"), of("OpenSSH_9.5p1").get("obscurekeystroketiming"));
        assertFalse(of("OpenSSH_9.5p1").containsKey("channeltimeout"));
        assertEquals(List.of("none"), of("OpenSSH_9.6p1").get("channeltimeout"));
        assertFalse(of("OpenSSH_10.0p2").containsKey("warnweakcrypto"));
        assertEquals(List.of("yes"), of("OpenSSH_10.1p1").get("warnweakcrypto"));
        assertEquals(List.of("af21 cs1"), of("OpenSSH_10.0p2").get("ipqos"));
        assertEquals(List.of("ef cs0"), of("OpenSSH_10.1p1").get("ipqos"));
        assertFalse(of("OpenSSH_10.2p1").containsKey("revokedhostkeys"));
        assertEquals(List.of("none"), of("OpenSSH_10.3p1").get("revokedhostkeys"));
    }

    @Test
    void knowsWhichKeysAreTriedWhereNoneIsNamed() {
        assertEquals(
                "rsa dsa ecdsa ecdsa_sk ed25519 ed25519_sk xmss",
                identities("OpenSSH_8.4p1 Debian-5+deb11u3, OpenSSL 1.1.1w"));
        assertEquals("rsa ecdsa ecdsa_sk ed25519 ed25519_sk xmss dsa", identities("OpenSSH_9.7p1, OpenSSL 3.3.0"));
        assertEquals("rsa ecdsa ecdsa_sk ed25519 ed25519_sk xmss", identities("OpenSSH_9.8p1, OpenSSL 3.3.0"));
        assertEquals("rsa ecdsa ecdsa_sk ed25519 ed25519_sk xmss dsa", identities("OpenSSH_9.9p1, LibreSSL 3.3.6"));
        assertEquals("rsa ecdsa ecdsa_sk ed25519 ed25519_sk", identities("OpenSSH_10.2p1, OpenSSL 3.5.0"));
        assertEquals(
                "rsa ecdsa ecdsa_sk ed25519 ed25519_sk mldsa44_ed25519", identities("OpenSSH_10.5p1, OpenSSL 3.5.0"));
    }

    private static String identities(String version) {
        List<String> files = of(version).getOrDefault("identityfile", List.of());
        return String.join(
                " ",
                files.stream().map(it -> it.substring("~/.ssh/id_".length())).toList());
    }

    @Test
    void followsTheVendors() {
        Map<String, List<String>> debian = of("OpenSSH_9.6p1 Ubuntu-3ubuntu13.5, OpenSSL 3.0.13");
        assertEquals(List.of("lowdelay throughput"), debian.get("ipqos"));
        assertEquals(List.of("yes"), debian.get("forwardx11trusted"));
        assertEquals(List.of("no"), debian.get("gssapikeyexchange"));
        Map<String, List<String>> apple = of("OpenSSH_9.9p2, LibreSSL 3.3.6");
        assertEquals(List.of("$SSH_SK_PROVIDER"), apple.get("securitykeyprovider"));
        assertEquals(List.of("no"), apple.get("applemultipath"));
        assertFalse(apple.containsKey("gssapikeyexchange"));
        Map<String, List<String>> windows = of("OpenSSH_for_Windows_9.5p2, LibreSSL 3.8.2");
        assertEquals(
                List.of("__PROGRAMDATA__\\ssh/ssh_known_hosts __PROGRAMDATA__\\ssh/ssh_known_hosts2"),
                windows.get("globalknownhostsfile"));
    }

    @Test
    void hasOneDefaultForAnOptionWhateverTheSsh() {
        FakeSetup setup = FakeSetup.withConfig("");
        Configuration nothing = setup.resolve("gpu");
        LocalSide side = setup.local();
        for (int number = 700; number <= SshRelease.NEWEST.number() + 10; number++) {
            for (Vendor vendor : Vendor.values()) {
                LocalSide local = new LocalSide(
                        side.home(),
                        side.user(),
                        side.userId(),
                        side.hostName(),
                        new SshRelease(number, vendor),
                        side.windows(),
                        side.systemConfig(),
                        side.environment(),
                        side.homeOf(),
                        side.runCommand());
                Map<String, List<String>> defaults = Defaults.of(nothing, local, Tokens.of(local, "gpu", nothing));
                for (String option :
                        List.of("user", "port", "identityfile", "ipqos", "kexalgorithms", "forwardagent")) {
                    assertTrue(defaults.containsKey(option), number + " " + vendor + " " + option);
                }
            }
        }
    }
}
