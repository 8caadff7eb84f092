package dev.sshwhy.sshconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.Configuration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static Tokens tokens(FakeSetup setup, String... words) {
        Configuration configuration = setup.resolve(words);
        return Tokens.of(setup.local(), words[words.length - 1], configuration);
    }

    @Test
    void expandsAnIdentityPath() {
        FakeSetup setup =
                FakeSetup.withConfig("HostName %h.example.com\nUser root\n").variable("KEYS", "/keys");
        Tokens tokens = tokens(setup, "-p", "2222", "web");
        assertEquals(Optional.of("/home/alice/.ssh/id"), tokens.path("~/.ssh/id"));
        assertEquals(Optional.of("/people/carol/id"), tokens.path("~carol/id"));
        assertEquals(Optional.of("/keys/root@web.example.com:2222 web 100%"), tokens.path("${KEYS}/%r@%h:%p %n 100%%"));
        assertEquals(Optional.of("alice 1000 laptop /home/alice $KEYS"), tokens.path("%u %i %L %d $KEYS"));
    }

    /** ssh sees bytes, the rest of sshwhy text: what goes in and out of here is text. */
    @Test
    void keepsLettersOfOtherScripts() {
        Tokens tokens = tokens(FakeSetup.withConfig("User bj\u00f6rn\n").variable("KEYS", "/cl\u00e9s"), "web");
        assertEquals(Optional.of("/home/alice/.ssh/\u5c0f\u6797"), tokens.path("~/.ssh/\u5c0f\u6797"));
        assertEquals(Optional.of("/cl\u00e9s/bj\u00f6rn \u5c0f"), tokens.path("${KEYS}/%r \u5c0f"));
        assertEquals(Optional.of("\u5c0f web"), tokens.percent("\u5c0f %h"));
    }

    @Test
    void givesUpWhereSshDoes() {
        Tokens tokens = tokens(FakeSetup.withConfig(""), "web");
        assertEquals(Optional.empty(), tokens.path("~/%z"));
        assertEquals(Optional.empty(), tokens.path("~/%"));
        assertEquals(Optional.empty(), tokens.path("${NOT_SET}/id"));
        assertEquals(Optional.empty(), tokens.path("${OPEN"));
        assertEquals(Optional.empty(), tokens.path("~nobody-at-all/id"));
    }

    @Test
    void writesAddressesAsTheSystemDoes() {
        assertEquals(Optional.of("fe80::1"), Addresses.canonical("FE80:0:0:0::0001"));
        assertEquals(Optional.of("::ffff:1.2.3.4"), Addresses.canonical("::FFFF:102:304"));
        assertEquals(Optional.of("1:0:0:2::3"), Addresses.canonical("1:0:0:2:0:0:0:3"));
        assertEquals(Optional.of("::"), Addresses.canonical("0::0"));
        assertEquals(Optional.of("1::"), Addresses.canonical("1:0:0:0:0:0:0:0"));
        assertEquals(Optional.of("127.0.0.1"), Addresses.canonical("127.1"));
        assertEquals(Optional.of("127.0.0.1"), Addresses.canonical("0x7f000001"));
        assertEquals(Optional.empty(), Addresses.canonical("1.2.3.256"));
        assertEquals(Optional.empty(), Addresses.canonical("1::2::3"));
        assertEquals(Optional.empty(), Addresses.canonical("web1"));
    }
}
