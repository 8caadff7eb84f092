package dev.sshwhy.sshconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every stated value is the one that the installed ssh prints with -G. */
class RealSshTest {
    @TempDir
    Path folder;

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? text : "";
    }

    private static String version() {
        try {
            return output(List.of("ssh", "-V"));
        } catch (IOException none) {
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private void agrees(String config, String... words) throws IOException, InterruptedException {
        String version = version();
        assumeTrue(version.contains("OpenSSH_9") || version.contains("OpenSSH_1"), "needs a recent ssh");
        Path file = folder.resolve("config");
        Files.writeString(file, config);
        List<String> command = new ArrayList<>(List.of("ssh", "-G", "-F", file.toString()));
        command.addAll(List.of(words));
        Map<String, List<String>> expected = new HashMap<>();
        for (String line : output(command).lines().toList()) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                expected.computeIfAbsent(Bytes.lowerCase(line.substring(0, blank)), key -> new ArrayList<>())
                        .add(line.substring(blank + 1));
            }
        }
        FakeSetup setup = new FakeSetup().file(file.toString(), config).release(version);
        Configuration configuration =
                setup.resolve(command.subList(2, command.size()).toArray(new String[0]));
        assertEquals(
                expected.isEmpty(),
                !configuration.fatal().isEmpty(),
                configuration.problems().toString());
        if (!expected.isEmpty()) {
            configuration
                    .options()
                    .forEach((option, values) -> assertEquals(
                            expected.getOrDefault(option, List.of()),
                            values.stream().map(ConfigValue::value).toList(),
                            option));
        }
    }

    @Test
    void agreesOnAnEverydayFile() throws IOException, InterruptedException {
        String config = """
                Host web* !web9
                    HostName %h.Example.com
                    User deploy
                    Port 2222
                    IdentityFile ~/.ssh/id_%r
                    ForwardAgent yes
                    ServerAliveInterval 1m
                Host *
                    Port 22
                    StrictHostKeyChecking accept-new
                    LocalForward 8080 localhost:80
                    SendEnv LANG LC_*
                """;
        agrees(config, "web1");
        agrees(config, "web9");
        agrees(config, "-p", "99", "root@web2", "-A");
        agrees(config, "-o", "ProxyJump=a@b:1,c", "-C4", "WEB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ConnectTimeout none\nConnectTimeout 7",
                "RekeyLimit 1.5G 1h30",
                "IPQoS 0x20 0x05",
                "EscapeChar ^B",
                "EscapeChar \\",
                "TunnelDevice 3",
                "Tunnel yes",
                "LogLevel quiet",
                "StreamLocalBindMask 0111",
                "ProxyJump [::1]:22",
                "ProxyJump none\nProxyCommand x",
                "ProxyCommand none\nProxyJump x",
                "RemoteForward 8080",
                "LocalForward /tmp/a /tmp/%h",
                "DynamicForward [::1]:1080",
                "ClearAllForwardings yes\nLocalForward 1 a:2",
                "SetEnv A=1 A=2 B=\"x y\"\nSetEnv C=3",
                "HostName 127.1",
                "HostName FE80::0:1",
                "AddKeysToAgent 0",
                "ControlPersist 0",
                "PermitRemoteOpen a:1 *:*",
                "CanonicalDomains A.Example. b",
                "Host \"h*\" 'x'\nUser a",
                "Match host=h user root\nUser never",
                "Match final\nUser last\nHost *\nUser first",
                "User =a",
                "User = a # note",
                "User == a",
                "=User a",
                "\"User\" a",
                "User a\\ b",
                "Host h\nSyslogFacility AUTH\nHost z\nSyslogFacility LOCAL1",
                "Port 22 33",
                "Compression true",
                "UserKnownHostsFile NONE",
                "ProxyJump a , b",
                "HostName %x"
            })
    void agreesOnOddLines(String config) throws IOException, InterruptedException {
        agrees(config + "\n", "h");
    }
}
