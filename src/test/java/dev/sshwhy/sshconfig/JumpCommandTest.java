package dev.sshwhy.sshconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JumpCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh -W %h:%p gw",
                "ssh gw -W %h:%p",
                "ssh -q -W [%h]:%p me@gw",
                "/usr/bin/ssh -i ~/.ssh/gw -W %h:%p gw",
                "exec ssh -W %h:%p gw"
            })
    void readsAnSshThatOnlyLeadsOn(String command) {
        List<String> words = JumpCommand.ofProxy(command).orElseThrow();
        assertEquals("gw", SshCommandLine.parse(words, SshRelease.NEWEST).destination());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh gw nc %h %p",
                "ssh -W %h:22 gw",
                "ssh -W 10.0.0.5:22 gw",
                "ssh -W %h:%p %r@gw",
                "ssh -W %h:%p gw || ssh -W %h:%p other",
                "ssh -W %h:%p $GATEWAY",
                "ssh -o 'User me' -W %h:%p gw",
                "ssh -F ~/other -W %h:%p gw",
                "ssh -W %h:%p",
                "autossh -W %h:%p gw",
                "nc %h %p",
                "none",
                ""
            })
    void leavesEverythingElseToTheShell(String command) {
        assertEquals(Optional.empty(), JumpCommand.ofProxy(command));
    }

    @Test
    void keepsTheOptionsOfTheProxysSsh() {
        SshCommandLine line = SshCommandLine.parse(
                JumpCommand.ofProxy("ssh -p 2222 -l me -W %h:%p gw").orElseThrow(), SshRelease.NEWEST);
        assertEquals(2222, line.port().orElseThrow());
        assertEquals(Optional.of("me"), line.user());
    }
}
