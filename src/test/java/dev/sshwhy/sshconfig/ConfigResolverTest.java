package dev.sshwhy.sshconfig;

import static dev.sshwhy.sshconfig.FakeSetup.problems;
import static dev.sshwhy.sshconfig.FakeSetup.values;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConfigResolverTest {
    @Test
    void takesTheFirstValueAndTellsTheLinesItShadows() {
        Configuration configuration = FakeSetup.withConfig("""
                        Host web*
                            Port 2222
                        Host *
                            Port 22
                            User deploy
                        """).resolve("web1");
        ConfigValue port = configuration.first("port").orElseThrow();
        assertEquals("2222", port.value());
        assertEquals(Span.line(FakeSetup.CONFIG, 2, "    Port 2222"), port.setAt());
        assertEquals(List.of(Span.line(FakeSetup.CONFIG, 4, "    Port 22")), port.shadowed());
        assertEquals("deploy", configuration.text("user", ""));
    }

    @Test
    void letsTheCommandLineWin() {
        Configuration configuration =
                FakeSetup.withConfig("Port 1\nUser a\n").resolve("-p", "2", "-o", "User=b", "host");
        assertEquals("2", configuration.text("port", ""));
        assertEquals(
                Span.COMMAND_LINE,
                configuration.first("port").orElseThrow().setAt().source());
        assertEquals("b", configuration.text("user", ""));
    }

    @Test
    void addsUpIdentityFilesButTakesRepeatedOnesOnce() {
        Configuration configuration = FakeSetup.withConfig("""
                        IdentityFile ~/.ssh/a
                        Host *
                        IdentityFile "~/my keys/%h"
                        IdentityFile ~/.ssh/a
                        """).resolve("host");
        assertEquals(List.of("~/.ssh/a", "~/my keys/%h"), values(configuration, "identityfile"));
    }

    @Test
    void leavesOutATypedIdentityThatIsNotThere() {
        FakeSetup setup = FakeSetup.withConfig("").file("/home/alice/there", "key");
        assertEquals(
                List.of("/home/alice/there"),
                values(setup.resolve("-i", "~/there", "-i", "~/gone", "host"), "identityfile"));
    }

    @Test
    void matchesHostPatternsByTheTypedNameAndCase() {
        FakeSetup setup = FakeSetup.withConfig("""
                Host *.example.com !db.example.com
                    User web
                Host Upper
                    User upper
                """);
        assertEquals("web", setup.resolve("a.example.com").text("user", ""));
        assertEquals("", setup.resolve("db.example.com").text("user", ""));
        assertEquals("", setup.resolve("upper").text("user", ""));
    }

    @Test
    void evaluatesMatchConditionsWithWhatIsKnownSoFar() {
        FakeSetup setup = FakeSetup.withConfig("""
                Host short
                    HostName %h.example.com
                    User root
                Match host *.example.com user root !localuser bob
                    Port 1
                Match originalhost short,other
                    Compression yes
                Match all
                    BatchMode no
                """);
        Configuration configuration = setup.resolve("short");
        assertEquals("short.example.com", configuration.text("hostname", ""));
        assertEquals("1", configuration.text("port", ""));
        assertEquals("yes", configuration.text("compression", ""));
        assertEquals("no", configuration.text("batchmode", ""));
    }

    @Test
    void readsEverythingOnceMoreForMatchFinal() {
        FakeSetup setup = FakeSetup.withConfig("""
                Match final host real.example.com
                    User final
                Host real.example.com
                    Port 7
                Host typed
                    HostName Real.Example.com
                    Port 8
                """);
        Configuration configuration = setup.resolve("typed");
        assertEquals("final", configuration.text("user", ""));
        assertEquals("8", configuration.text("port", ""));
    }

    @Test
    void runsMatchExecOnlyWhenAllowedAndNeeded() {
        String config = """
                Match host other exec "never"
                    User wrong
                Match exec "test %h = web1"
                    User right
                """;
        Configuration notRun = FakeSetup.withConfig(config).resolve("web1");
        assertEquals("", notRun.text("user", ""));
        assertEquals(List.of("3: NOT_EVALUATED"), problems(notRun));

        List<String> commands = new ArrayList<>();
        Configuration run = FakeSetup.withConfig(config)
                .running(command -> {
                    commands.add(command);
                    return OptionalInt.of(0);
                })
                .resolve("web1");
        assertEquals("right", run.text("user", ""));
        assertEquals(List.of("test web1 = web1"), commands);
    }

    @Test
    void includesFilesInOrderAndWithinTheirBlock() {
        FakeSetup setup = FakeSetup.withConfig("""
                        Include conf.d/*.conf
                        Host web1
                            Include ~/only-web
                        """)
                .file("/home/alice/.ssh/conf.d/20.conf", "User second\nPort 2\n")
                .file("/home/alice/.ssh/conf.d/10.conf", "User first\nHost none\n")
                .file("/home/alice/.ssh/conf.d/.hidden.conf", "Compression yes\n")
                .file("/home/alice/only-web", "BatchMode yes\n");
        Configuration configuration = setup.resolve("web1");
        assertEquals("first", configuration.text("user", ""));
        assertEquals("2", configuration.text("port", ""));
        assertEquals("", configuration.text("compression", ""));
        assertEquals("yes", configuration.text("batchmode", ""));
        assertEquals("", setup.resolve("db1").text("batchmode", ""));
        assertEquals(
                List.of(
                        FakeSetup.CONFIG,
                        "/home/alice/.ssh/conf.d/10.conf",
                        "/home/alice/.ssh/conf.d/20.conf",
                        "/home/alice/only-web"),
                configuration.files());
    }

    @Test
    void stopsAtFilesThatIncludeThemselves() {
        Configuration configuration =
                FakeSetup.withConfig("Include config\nInclude config\nUser a\n").resolve("host");
        assertEquals(List.of("1: BAD_VALUE"), problems(configuration));
        assertEquals("a", configuration.text("user", ""));
    }

    @Test
    void readsTheSystemFileLastAndNotBesideAnotherFile() {
        FakeSetup setup = FakeSetup.withConfig("User mine\n")
                .file("/etc/ssh/ssh_config", "User theirs\nPort 9\nInclude more\n")
                .file("/etc/ssh/more", "Compression yes\n")
                .file("/tmp/other", "User other\n");
        assertEquals("9", setup.resolve("host").text("port", ""));
        assertEquals("yes", setup.resolve("host").text("compression", ""));
        assertEquals("mine", setup.resolve("host").text("user", ""));
        assertEquals("", setup.resolve("-F", "/tmp/other", "host").text("port", ""));
        assertEquals("", setup.resolve("-F", "none", "host").text("user", ""));
    }

    @Test
    void readsOddButLegalSpelling() {
        Configuration configuration = FakeSetup.withConfig(
                        "\tHOSTNAME=\"real host\"  # note\r\n  user = a\\ b\r\nPort\t22#x\r\n\"Compression\" yes\f\n")
                .resolve("host");
        assertEquals("real host", configuration.text("hostname", ""));
        assertEquals("a b", configuration.text("user", ""));
        assertEquals("yes", configuration.text("compression", ""));
        assertEquals(List.of("3: BAD_VALUE"), problems(configuration));
    }

    @Test
    void printsValuesAsSshDoes() {
        Configuration configuration = FakeSetup.withConfig("""
                        StrictHostKeyChecking off
                        ConnectTimeout 1m30s
                        ControlPath ~/cm-%r@%n:%p
                        Ciphers -aes*
                        LocalForward 8080 [::1]:80
                        RekeyLimit 1G 1h
                        UserKnownHostsFile "~/a b" /kh
                        AddKeysToAgent confirm 1h
                        """).resolve("-l", "root", "host");
        assertEquals("false", configuration.text("stricthostkeychecking", ""));
        assertEquals("90", configuration.text("connecttimeout", ""));
        assertEquals("/home/alice/cm-root@host:22", configuration.text("controlpath", ""));
        assertEquals("chacha20-poly1305@openssh.com", configuration.text("ciphers", ""));
        assertEquals("8080 [::1]:80", configuration.text("localforward", ""));
        assertEquals("1073741824 3600", configuration.text("rekeylimit", ""));
        assertEquals("/home/alice/a b /kh", configuration.text("userknownhostsfile", ""));
        assertEquals("confirm 3600", configuration.text("addkeystoagent", ""));
    }

    @Test
    void letsTheFirstOfProxyCommandAndProxyJumpWin() {
        Configuration jump = FakeSetup.withConfig("ProxyJump a@b:22,c\nProxyCommand nc %h %p\n")
                .resolve("host");
        assertEquals(List.of("a@b:22,c"), values(jump, "proxyjump"));
        assertEquals(List.of(), values(jump, "proxycommand"));
        Configuration command =
                FakeSetup.withConfig("ProxyCommand nc %h %p\nProxyJump c\n").resolve("host");
        assertEquals(List.of("nc %h %p"), values(command, "proxycommand"));
        assertEquals(List.of(), values(command, "proxyjump"));
    }

    @Test
    void takesBackSentVariables() {
        Configuration configuration = FakeSetup.withConfig(
                        "SendEnv LANG LC_*\nSendEnv -LC_*\nSetEnv A=1 A=2\nSetEnv B=3\n")
                .resolve("host");
        assertEquals(List.of("LANG"), values(configuration, "sendenv"));
        assertEquals(List.of("A=1"), values(configuration, "setenv"));
    }

    @Test
    void keepsTheBlocksThatDidNotMatch() {
        List<BlockMatch> blocks = FakeSetup.withConfig("Host a\nUser x\nHost b c\nMatch host b user nobody\n")
                .resolve("b")
                .blocks();
        assertEquals(3, blocks.size());
        assertEquals(List.of("a"), blocks.get(0).block().conditions());
        assertEquals("user", blocks.get(0).block().lines().get(0).option());
        assertEquals(BlockMatch.Fate.DOES_NOT_MATCH, blocks.get(0).fate());
        assertEquals(BlockMatch.Fate.APPLIES, blocks.get(1).fate());
        assertEquals(Optional.of("user nobody"), blocks.get(2).unmet());
    }

    @Test
    void readsNamesBeyondAscii() {
        Configuration configuration =
                FakeSetup.withConfig("Host büro\n  IdentityFile ~/schlüssel\n").resolve("büro");
        assertEquals(List.of("~/schlüssel"), values(configuration, "identityfile"));
        assertEquals(
                "  IdentityFile ~/schlüssel",
                configuration.first("identityfile").orElseThrow().setAt().text());
    }

    @Test
    void doesNotShadowTheLineThatNamesTheAgentSocket() {
        Configuration configuration = FakeSetup.withConfig("ForwardAgent yes\nForwardAgent no\nForwardAgent /socket\n")
                .resolve("host");
        ConfigValue value = configuration.all("forwardagent").get(0);
        assertEquals("/socket", value.value());
        assertEquals(List.of(2), value.shadowed().stream().map(Span::line).toList());
    }
}
