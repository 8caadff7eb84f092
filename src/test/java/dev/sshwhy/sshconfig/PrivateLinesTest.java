package dev.sshwhy.sshconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PrivateLinesTest {
    private static final String HIDDEN = "(private-key-line)";
    private static final String BODY = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW";

    private static List<String> hidden(String... lines) {
        List<String> all = new ArrayList<>(List.of(lines));
        PrivateLines.hide(all);
        return all;
    }

    @Test
    void hidesAKeyBetweenItsFrames() {
        assertEquals(
                List.of(
                        "Host gpu",
                        "-----BEGIN OPENSSH PRIVATE KEY-----",
                        HIDDEN,
                        HIDDEN,
                        "-----END OPENSSH PRIVATE KEY-----",
                        "  Port 22"),
                hidden(
                        "Host gpu",
                        "-----BEGIN OPENSSH PRIVATE KEY-----",
                        BODY,
                        "QyNTUx==",
                        "-----END OPENSSH PRIVATE KEY-----",
                        "  Port 22"));
    }

    @Test
    void hidesItAlsoInSmallLettersIndentedAndWithoutItsEnd() {
        assertEquals(
                List.of(
                        "-----begin rsa private key-----",
                        "Proc-Type: 4,ENCRYPTED",
                        "",
                        "    " + HIDDEN,
                        "Host gpu",
                        "User me"),
                hidden(
                        "-----begin rsa private key-----",
                        "Proc-Type: 4,ENCRYPTED",
                        "",
                        "    " + BODY.toLowerCase(Locale.ROOT),
                        "Host gpu",
                        "User me"));
    }

    @Test
    void hidesABodyWithoutAnyFrame() {
        assertEquals(List.of("Host gpu", HIDDEN), hidden("Host gpu", BODY));
    }

    @Test
    void keepsACommentACommentAndAQuotedLineQuoted() {
        assertEquals(List.of("# " + HIDDEN, "> " + HIDDEN), hidden("# " + BODY, "> " + BODY));
    }

    @Test
    void leavesOrdinaryLinesAlone() {
        String[] lines = {
            "# my private key: ~/.ssh/id_work",
            "IdentityFile ~/.ssh/id_work",
            "IdentityFile=~/.ssh/" + "x".repeat(40),
            "Host",
            "Compression",
            "\tNoHostAuthenticationForLocalhost=yes",
            "RevealedByIgnoreUnknownOnlyAndLong=" + "1".repeat(20),
            "#" + "=".repeat(60)
        };
        assertEquals(List.of(lines), hidden(lines));
    }
}
