package dev.sshwhy.checks.config;

import static dev.sshwhy.testing.CheckAssert.fires;
import static dev.sshwhy.testing.CheckAssert.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.testing.Facts;
import dev.sshwhy.testing.Transcripts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordPreferredTest {
    private static final PasswordPreferred CHECK = new PasswordPreferred();
    private static final String PASSWORD_FIRST = "password,publickey";

    private static Lines methods(String value) {
        return new Lines()
                .with("preferredauthentications", value, Lines.line(3, "  PreferredAuthentications " + value));
    }

    private static Facts loggedIn(Configuration configuration, String... methods) {
        return Facts.healthy().withConfiguration(configuration).withHandshake(login(methods));
    }

    private static Handshake login(String... methods) {
        return Facts.handshake(
                HostKey.Known.YES,
                List.of(methods),
                List.of(Facts.accepted(Facts.MINE)),
                new Login.Succeeded(Optional.of(Facts.MINE)),
                false);
    }

    @Test
    void firesAlsoWhereTheKeyLogsIn() {
        Finding finding = fires(
                CHECK, loggedIn(methods(PASSWORD_FIRST).configuration(), "publickey", "password"), Certainty.PROVEN);
        assertEquals(Optional.of(Effect.PROMPTS), finding.effect());
        assertTrue(finding.message().startsWith("Line 3 of ~/.ssh/config sets"), finding.message());
        assertEquals(
                "-  PreferredAuthentications password,publickey\n+  PreferredAuthentications publickey,password",
                Lines.edit(finding));
    }

    @Test
    void keysComeBehindWhatAsksNothing() {
        Configuration kerberos =
                methods("gssapi-with-mic,keyboard-interactive,publickey").configuration();
        Finding finding = fires(CHECK, loggedIn(kerberos, "publickey", "keyboard-interactive"), Certainty.LIKELY);
        assertTrue(Lines.edit(finding).endsWith("gssapi-with-mic,publickey,keyboard-interactive"), Lines.edit(finding));
    }

    @Test
    void isAGuessWhenNobodyAskedTheServer() {
        Facts offline =
                Facts.offline().withConfiguration(methods(PASSWORD_FIRST).configuration());
        Finding finding = fires(CHECK, offline, Certainty.POSSIBLE);
        assertTrue(finding.message().endsWith("where the server takes that."), finding.message());
    }

    @Test
    void silentWhenTheServerTakesKeysOnly() {
        silent(CHECK, loggedIn(methods(PASSWORD_FIRST).configuration(), "publickey"));
    }

    @Test
    void silentWhenKeysComeFirstOrNotAtAll() {
        silent(CHECK, loggedIn(methods("publickey,password").configuration(), "publickey", "password"));
        silent(CHECK, loggedIn(methods("password").configuration(), "publickey", "password"));
    }

    @ParameterizedTest
    @CsvSource({"batchmode, yes", "passwordauthentication, no", "numberofpasswordprompts, 0", "pubkeyauthentication, no"
    })
    void silentWhenSshAsksForNoPassword(String option, String value) {
        Span line = Lines.line(4, "  " + option + " " + value);
        silent(
                CHECK,
                loggedIn(methods(PASSWORD_FIRST).with(option, value, line).configuration(), "publickey", "password"));
    }

    @Test
    void silentToAHostKeyThatIsNotTheTrustedOne() {
        silent(
                CHECK,
                loggedIn(methods(PASSWORD_FIRST).configuration())
                        .withHandshake(Transcripts.behindChangedKey(login("publickey", "password"))));
    }
}
