package dev.sshwhy.sshconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A resolver that is asked about one host after another passes over the blocks of others, and must not be seen to. */
class ManyHostsTest {
    private static final List<String> PATTERNS =
            List.of("web1", "web2", "db1", "web*", "*", "!web1", "WEB1", "db?", "a b", "web1 db1", "* !db1");
    private static final List<String> HOSTS = List.of("web1", "web2", "db1", "WEB1", "x", "a", "db2");
    private static final List<String> LINES = List.of(
            "User u%d",
            "Port 2%03d",
            "HostName h%d.example.org",
            "IdentityFile ~/.ssh/k%d",
            "SyslogFacility LOCAL3",
            "StreamLocalBindMask 0117",
            "SendEnv V%d",
            "Nonsense%d yes",
            "IgnoreUnknown Nonsense*",
            "Port x%d",
            "ControlPath /tmp/%%z%d",
            "ProxyJump j%d",
            "Include other");

    private static String configuration(Random random) {
        StringBuilder text = new StringBuilder();
        for (int block = 0; block < 12; block++) {
            String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
            text.append(random.nextInt(6) == 0 ? "Match host web1,db*\n" : "Host " + pattern + "\n");
            for (int line = random.nextInt(4); line > 0; line--) {
                String form = LINES.get(random.nextInt(random.nextInt(3) == 0 ? LINES.size() : 5));
                text.append("  ")
                        .append(String.format(form, random.nextInt(90)))
                        .append('\n');
            }
        }
        return text.toString();
    }

    @Test
    void givesTheSameOptionsAndProblemsWithAndWithoutTheOthersBlocks() {
        Random random = new Random(11);
        for (int round = 0; round < 400; round++) {
            FakeSetup setup = FakeSetup.withConfig(configuration(random))
                    .file("/home/alice/.ssh/other", "Host web2\n  User included\nPort 77\n");
            ConfigResolver resolver = new ConfigResolver(setup.local(), setup);
            List<Configuration> quick = new ArrayList<>();
            List<Configuration> whole = new ArrayList<>();
            for (String host : HOSTS) {
                SshCommandLine line =
                        SshCommandLine.parse(List.of(host), setup.local().release());
                quick.add(resolver.options(line));
                whole.add(resolver.resolve(line));
            }
            for (int i = 0; i < HOSTS.size(); i++) {
                assertEquals(whole.get(i).options(), quick.get(i).options(), HOSTS.get(i));
                assertEquals(whole.get(i).problems(), quick.get(i).problems(), HOSTS.get(i));
            }
        }
    }

    @Test
    void mayBeAskedBySeveralThreadsAtOnce() {
        StringBuilder text = new StringBuilder();
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            text.append("Host h")
                    .append(i)
                    .append("\n  User u")
                    .append(i)
                    .append("\n  Unknown")
                    .append(i)
                    .append(" x\n");
            hosts.add("h" + i);
        }
        FakeSetup setup = FakeSetup.withConfig(text.toString());
        ConfigResolver resolver = new ConfigResolver(setup.local(), setup);
        List<String> users = hosts.parallelStream()
                .map(it -> resolver.options(
                        SshCommandLine.parse(List.of(it), setup.local().release())))
                .map(it -> it.text("user", ""))
                .toList();
        assertEquals(hosts.stream().map(it -> "u" + it.substring(1)).toList(), users);
    }
}
