package dev.sshwhy.report.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewriterTest {
    private static final Vocabulary OWN = Vocabulary.of(List.of(
            "ssh offers the key to the server for the user root on port and the server refused it",
            "SetEnv ProxyCommand RemoteCommand Match HostName User Port IdentityFile exec needs value"));

    private final Pseudonyms pseudonyms = new Pseudonyms();
    private Rewriter rewriter = rewriter();

    private Rewriter rewriter() {
        return new Rewriter(OWN, OWN, pseudonyms, Set.of("SHA256:" + "k".repeat(43)), "/home/marko");
    }

    @BeforeEach
    void knowSomeNames() {
        pseudonyms.of(Kind.USER, "marko");
        pseudonyms.of(Kind.COMMENT, "marko of the lab");
        pseudonyms.of(Kind.HOST, "gpu.example");
        rewriter = rewriter();
    }

    @Test
    void replacesWhatIsKnownInASentenceAndLeavesTheSentence() {
        assertEquals(
                "ssh offers the key comment-1 to host-1 for the user user-1",
                rewriter.own("ssh offers the key marko of the lab to gpu.example for the user marko"));
    }

    @Test
    void replacesCapitalsAndSmallLettersAlike() {
        assertEquals("host-1 host-1", rewriter.own("GPU.example gpu.EXAMPLE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "小林",
                "李明",
                "Ян",
                "hunter2",
                "MD5:08:7d:85:01:59:65:4f:b9:7d:66:e6:4b:c7:f0:ab:1c",
                "08:7d:85:01:59:65",
                "0171.555.1234",
                "1234.5678.9012.3456",
                "4641 2797 6147 2442",
                "+49 171 555 123",
                "55 12 99 81 23",
                "775533",
                "x=1;y=2!",
                "k=7&q!z",
                "PIN=4711",
                "pin 4711",
                "PIN: 4711",
                "passphrase is 4711",
                "RunPod-7362",
                "ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "AKIAIOSFODNN7EXAMPLE",
                "b00fcc4e-5d9c-4e5c-9a07-5b7b4b2a1c3d",
                "zoe+ssh@zmail.example",
                "2001:db8:17::9",
                "198.51.100.77",
                "D:\\Zelda\\lab7",
                "/srv/zelda/lab7",
                "Ünsal"
            })
    void leavesNoWordThatNobodyOfTheProtocolSaid(String secret) {
        for (String text : List.of(
                rewriter.own("the server refused " + secret + "."),
                rewriter.foreign("ssh-ed25519 " + secret, Kind.TEXT).text(),
                rewriter.foreign("KEY=\"" + secret + "\"", Kind.TEXT).text())) {
            assertFalse(text.contains(secret), text);
            for (String part : secret.split("[^\\p{L}\\p{N}]+", -1)) {
                assertFalse(part.length() > 3 && text.contains(part), text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aes128-ctr",
                "curve25519-sha256@libssh.org",
                "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10",
                "SSH-2.0-dropbear_2022.83",
                "0600",
                "2026-11-27",
                "17445",
                "65535",
                "ssh-ed25519",
                "publickey,password",
                "~/.ssh/id_ed25519.pub",
                "dropbear_0.53.1",
                "localnetwork",
                "\uFEFFssh-ed25519",
                "ssh-rsa\u00A0aes128-ctr",
                "–p 22",
                "#-----BEGIN OPENSSH PRIVATE KEY-----",
                "password: a key of 2048",
                "Comment: ssh",
                "debug1",
                "22:80",
                "(38 letters, not shown)",
                "(private key, not shown)",
                "(perhaps of a private key, not shown)"
            })
    void leavesWhatSupportNeeds(String text) {
        assertEquals(text, rewriter.foreign(text, Kind.TEXT).text());
    }

    @Test
    void leavesAFingerprintThatIsKnownAndNoOther() {
        String stranger = "SHA256:" + "x".repeat(43);
        assertEquals(
                "SHA256:" + "k".repeat(43) + " fingerprint-1",
                rewriter.own("SHA256:" + "k".repeat(43) + " " + stranger));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "  SetEnv PIN=12345 NAME=x1|  SetEnv token-1=token-2 token-3=token-4",
                "ProxyCommand nc -w 22 gate 5432|ProxyCommand text-1",
                "ProxyCommand none|ProxyCommand none",
                "ProxyCommand nc %h %p|ProxyCommand text-1 %h %p",
                "Match user marko exec \"test 4711\"|Match user user-1 exec \"text-1\"",
                "HostName gpu.example|HostName host-1",
                "  Port 2222|  Port 2222",
                "IdentityFile ~/.ssh/work.pem|IdentityFile ~/.ssh/path-1.pem",
                "Pasword secret77|text-1"
            })
    void readsALineOfAConfigurationByItsOption(String line, String shown) {
        assertEquals(shown, rewriter.configLine(line).text());
    }

    @Test
    void keepsThePlaceThatAFindingPointsAt() {
        Rewriting line = rewriter.configLine("  HostName gpu.example extra");
        assertEquals(11, line.start(11));
        assertEquals(11 + "host-1".length(), line.end(11 + "gpu.example".length()));
    }

    @Test
    void pastedKeysAreSomebodysAndPastedCommandsSshwhys() {
        assertEquals("ssh offers root", rewriter.pasted("ssh offers root"));
        assertEquals("ssh-rsa key-body-1 text-1", rewriter.pasted("ssh-rsa AAAAB3NzaC1yc2 offers root"));
    }

    /** A SetEnv of FORCE_COLOR=1 must not take line 1 out of a ticket. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "22", "0600", "yes", "ssh-ed25519", "host"})
    void leavesWhatTheProtocolSaysAlsoWhereItIsSomebodysValue(String word) {
        pseudonyms.of(Kind.TOKEN, word);
        rewriter = rewriter();
        assertEquals("port " + word, rewriter.own("port " + word));
        assertEquals("Port " + word, rewriter.configLine("Port " + word).text());
        assertEquals(word, rewriter.value(word, Kind.TEXT));
        assertEquals(word + " key", rewriter.name(word + " key"));
        assertEquals("token-1", rewriter.value(word, Kind.TOKEN));
    }

    @Test
    void aCommentOfOrdinaryWordsIsOneOnlyWhereACommentStands() {
        pseudonyms.of(Kind.COMMENT, "the server");
        rewriter = rewriter();
        String sentence = "ssh offers the key to the server";
        assertEquals(sentence, rewriter.own(sentence));
        assertEquals(sentence, rewriter.page(sentence));
        assertEquals(
                "ssh-ed25519 comment-2",
                rewriter.foreign("ssh-ed25519 the server", Kind.TEXT).text());
        assertEquals("comment-2", rewriter.value("the server", Kind.COMMENT));
    }

    @Test
    void everybodysLoginIsNobodys() {
        assertEquals("root@user", rewriter.own("root@user"));
        pseudonyms.of(Kind.USER, "root");
        assertEquals("user-2@host-1", rewriter.own("root@gpu.example"));
    }

    @Test
    void saysTheHomeDirectoryAsATilde() {
        assertEquals("~/.ssh/path-1", rewriter.own("/home/marko/.ssh/zelda"));
        assertEquals("/home/user-1s", rewriter.own("/home/markos").replaceAll("user-\\d", "user-1s"));
    }

    @Test
    void judgesThePartsOfAnAddress() {
        assertEquals("user-1@host-1", rewriter.own("marko@gpu.example"));
        assertEquals("email-1", rewriter.own("zoe+ssh@mail.example"));
        assertEquals("user-1@ip-1%text-1", rewriter.own("marko@fe80::fa17:4ceb:5d8a%zeldawg"));
        assertEquals("host-2", rewriter.own("node07.zeldalab.corp.internal"));
    }

    /** Each of them would run out of stack, or of patience, if a pattern went back and forth in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-", "1.", "a.b-", "AB_", "ab_", "x@", "k.pem", "~", "a/", "-", "1 ", "1:", "1=", "a;", "pin ", "\\",
                "%", "(1) "
            })
    void comesToAnEndWithAnyText(String piece) {
        String text = piece.repeat(60_000);
        rewriter.own(text);
        rewriter.foreign(text, Kind.TEXT);
        rewriter.page(text);
        rewriter.configLine("HostName " + text);
    }
}
