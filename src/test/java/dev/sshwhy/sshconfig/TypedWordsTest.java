package dev.sshwhy.sshconfig;

import static dev.sshwhy.sshconfig.FakeSetup.onlyProblem;
import static dev.sshwhy.sshconfig.FakeSetup.problems;
import static dev.sshwhy.sshconfig.FakeSetup.values;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.Configuration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ssh refuses or sets aside in the words of its command line. */
class TypedWordsTest {
    private static final List<String> REFUSED = List.of("0: BAD_VALUE");

    private static Configuration resolve(String line) {
        return new FakeSetup().resolve(line.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- -h",
                "a;b",
                "a$b",
                "a,b",
                "a\tb",
                "-l -u h",
                "u;v@h",
                "u\\@h",
                "-oUser=$(id) h",
                "-J a$b h",
                "-J a$b,c h",
                "-J u;v@a h",
                "-o ProxyJump=a$b h",
                "-s h",
                "-y -E log h",
                "-oForwardAgent=/gone -W host:1 h",
                "-oSessionType=subsystem h",
                "-W 10 -W host:1 -W host:2 h",
                "-W host h",
                "-W host:0 h",
                "-O nothing h",
                "-O check -O exit h",
                "-O check -W host:1 h",
                "-W host:1 -O check h",
                "-c -aes* h",
                "-m +hmac-md5 h",
                "-m ^hmac-md5 h",
                "-i ~nobody/key h",
                "-p 0 -p 22 h",
                "-F  h"
            })
    void refusesWhatSshRefuses(String line) {
        assertEquals(REFUSED, problems(resolve(line)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u$v@h",
                "-l u\\v h",
                "u@corp@h",
                "-J none h",
                "-J ssh://u@a:1,b h",
                "-s h sftp",
                "-oForwardAgent=/gone h",
                "-oForwardAgent=/gone -a -W host:1 h",
                "-oForwardAgent=$GONE -W host:1 h",
                "-W 10 -W 11 h",
                "-W [::1]:22 h",
                "-O check h",
                "-c +aes128-cbc h",
                "-c ^aes128-ctr h",
                "-m hmac-sha1 h",
                "-i ~carol/key h",
                "-i  h",
                "-p 22 -p nothing h"
            })
    void takesWhatSshTakes(String line) {
        assertEquals(List.of(), problems(resolve(line)));
    }

    @Test
    void takesOddNamesFromAFile() {
        Configuration configuration =
                FakeSetup.withConfig("User a;b\nHostName a$b\nProxyJump c;d\n").resolve("h");
        assertEquals(List.of(), problems(configuration));
        assertEquals(List.of("a;b"), values(configuration, "user"));
    }

    @Test
    void checksNamesOnlyWhereTheReleaseDoes() {
        String old = "OpenSSH_9.5p1, OpenSSL 3.1.0";
        assertEquals(List.of(), problems(new FakeSetup().release(old).resolve("a;b")));
        assertEquals(REFUSED, problems(new FakeSetup().release("OpenSSH_9.6p1").resolve("a;b")));
        assertEquals(
                List.of(), problems(new FakeSetup().release("OpenSSH_9.6p1").resolve("a,b")));
        assertEquals(
                List.of(), problems(new FakeSetup().release("OpenSSH_10.2p1").resolve("-J", "a;b", "h")));
        assertEquals(REFUSED, problems(new FakeSetup().release("OpenSSH_10.3p1").resolve("-J", "a;b", "h")));
    }

    @Test
    void clearsForwardsOnlyForAHostToStandInFor() {
        assertEquals(List.of("yes"), values(resolve("-W host:1 h"), "clearallforwardings"));
        assertEquals(List.of(), values(resolve("-W 10 h"), "clearallforwardings"));
        assertEquals(List.of(), values(resolve("-W /socket h"), "clearallforwardings"));
        Configuration newer = new FakeSetup().release("OpenSSH_9.4p1").resolve("-W", "/socket", "h");
        assertEquals(List.of("yes"), values(newer, "clearallforwardings"));
    }

    @Test
    void leavesAnAddressAsTypedWhereOnlyTheCaseDiffers() {
        assertEquals(List.of(), values(resolve("FE80::1"), "hostname"));
        assertEquals(List.of("fe80::1"), values(resolve("FE80::0:1"), "hostname"));
    }

    @Test
    void letsProxyCommandFollowAJumpOfNoneSince10point3() {
        FakeSetup setup = FakeSetup.withConfig("ProxyJump none\nProxyCommand nc %h\n");
        assertEquals(List.of("nc %h"), values(setup.resolve("h"), "proxycommand"));
        assertEquals(List.of(), values(setup.release("OpenSSH_9.9p1").resolve("h"), "proxycommand"));
        assertEquals(List.of("nc %h"), values(setup.release("OpenSSH_10.3p1").resolve("h"), "proxycommand"));
    }

    @Test
    void namesTheOptionItIsAbout() {
        ConfigProblem problem = onlyProblem(resolve("-c -aes* h"));
        assertEquals("-c -aes*", problem.at().text());
    }
}
