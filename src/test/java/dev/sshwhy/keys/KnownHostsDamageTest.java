package dev.sshwhy.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.KnownHostsFacts.Content;
import dev.sshwhy.evidence.KnownHostsFacts.LostLine;
import dev.sshwhy.evidence.PublicKey;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsDamageTest {
    private static final String ED = AccountKeys.ED;
    private static final String RSA = AccountKeys.RSA;
    private static final PublicKey KEY = AccountKeys.key(AccountKeys.ED_BLOB, "");

    private static Content read(String text, Charset charset) {
        return KnownHostsDamage.of("/home/me/.ssh/known_hosts", text.getBytes(charset), "[pod]:2222");
    }

    private static List<LostLine> lost(String text) {
        Content content = read(text, StandardCharsets.UTF_8);
        assertEquals(Optional.empty(), content.encoding());
        return content.lost();
    }

    /** Lines in which the key for [pod]:2222 is to be seen by a person, and not by ssh. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$ [pod]:2222 KEY",
                "me@laptop:~$ [pod]:2222 KEY comment",
                "\ufeff[pod]:2222 KEY",
                "\ufeffother,[pod]:2222 KEY",
                "other KEY other-comment [pod]:2222 KEY",
                "other KEY[pod]:2222 KEY",
                "[pod]:2222 KEYother KEY",
                "[pod]:2222 KEY\rother KEY\r",
            })
    void findsAKeyThatSshPassesOver(String line) {
        List<LostLine> lost = lost("x " + RSA + "\n" + line.replace("KEY", ED) + "\n");
        assertEquals(1, lost.size(), lost::toString);
        assertEquals(2, lost.get(0).at().line());
        assertTrue(lost.get(0).key().orElseThrow().isSameKeyAs(KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[pod]:2222 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA",
                "[pod]:2222 ssh-ed25519",
                "[pod]:2222",
                "[pod]:2222 ssh-ed25519 not-base64!",
                "@cert-authority [pod]:2222 ssh-ed25519 AAAAC3Nza",
            })
    void findsALineWhoseKeyNobodyCanRead(String line) {
        List<LostLine> lost = lost(line + "\n");
        assertEquals(1, lost.size(), lost::toString);
        assertEquals(Optional.empty(), lost.get(0).key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[pod]:2222 KEY",
                "  [pod]:2222\tKEY with a comment",
                "[pod]:2222 KEY\r",
                "# [pod]:2222 KEY",
                "hello world",
                "other ssh-ed25519 AAAA",
                "[pod]:2222 1024 35 1234567890",
                "[pod]:2222 ssh-new@example.com AAAAE3NzaC1uZXdAZXhhbXBsZS5jb20=",
                "other KEY about [pod]:2222",
                "@revoked [pod]:2222 KEY",
                "",
            })
    void isSilentAboutWholeAndStrayLines(String line) {
        assertEquals(List.of(), lost(line.replace("KEY", ED) + "\n"));
    }

    @Test
    void readsWhatPowerShellWrote() {
        for (Charset it : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Content content = read("\ufeffx " + RSA + "\r\n[pod]:2222 " + ED + "\r\n", it);
            assertEquals(Optional.of("UTF-16"), content.encoding());
            assertEquals(2, content.lost().get(0).at().line());
            assertTrue(content.lost().get(0).key().orElseThrow().isSameKeyAs(KEY));
        }
        assertEquals(
                Optional.of("UTF-16"),
                KnownHostsDamage.of(("\ufeffx " + RSA).getBytes(StandardCharsets.UTF_16LE))
                        .encoding());
    }

    @Test
    void listsNoMoreThanAFewLines() {
        assertEquals(20, lost("[pod]:2222 ssh-ed25519 AAAA\n".repeat(1000)).size());
    }
}
