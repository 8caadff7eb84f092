package dev.sshwhy.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownHostsTest {
    private static final PublicKey ED = AccountKeys.key(AccountKeys.ED_BLOB, "");
    private static final String HASHED =
            "|1|CYyq3kP8xnzpfWZYv57EtdbscBQ=|gU/UXQwnd4V6u1Jzlva9OKk1mXU= "; // [1.2.3.4]:2222, by ssh-keygen -H

    private static KnownHosts.Lookup lookup(String name, String... lines) {
        return KnownHosts.lookup(files(lines), name, ED);
    }

    private static List<KnownHosts.KnownHostsFile> files(String... lines) {
        return List.of(new KnownHosts.KnownHostsFile("/home/me/.ssh/known_hosts", String.join("\n", lines) + "\n"));
    }

    @Test
    void findsAPlainName() {
        KnownHosts.Lookup found = lookup("pod", "# comment", "other " + AccountKeys.RSA, "pod " + AccountKeys.ED);

        assertEquals(Known.YES, found.known());
        assertEquals(3, found.lines().get(0).line());
        assertEquals("pod " + AccountKeys.ED, found.lines().get(0).text());
    }

    @Test
    void findsNamesInListsAndPatterns() {
        assertEquals(Known.YES, lookup("pod", "a,pod,b " + AccountKeys.ED).known());
        assertEquals(
                Known.YES,
                lookup("pod.example", "*.EXAMPLE,!x.example " + AccountKeys.ED).known());
        assertEquals(
                Known.NO,
                lookup("x.example", "*.example,!x.example " + AccountKeys.ED).known());
        assertEquals(Known.YES, lookup("pod", "p?d " + AccountKeys.ED).known());
        assertEquals(Known.NO, lookup("pods", "p?d " + AccountKeys.ED).known());
    }

    @Test
    void findsAHashedName() {
        assertEquals(
                Known.YES, lookup("[1.2.3.4]:2222", HASHED + AccountKeys.ED).known());
        assertEquals(
                Known.CHANGED,
                lookup("[1.2.3.4]:2222", HASHED + AccountKeys.RSA).known());
        assertEquals(Known.NO, lookup("[1.2.3.4]:2223", HASHED + AccountKeys.ED).known());
    }

    @Test
    void saysChangedForAnyOtherKeyOfTheHost() {
        KnownHosts.Lookup found = lookup("pod", "pod " + AccountKeys.RSA, "pod " + AccountKeys.ECDSA);

        assertEquals(Known.CHANGED, found.known());
        assertEquals(List.of(2, 1), found.lines().stream().map(Span::line).toList());
    }

    @Test
    void oneMatchingKeyIsEnough() {
        assertEquals(
                Known.YES,
                lookup("pod", "pod " + AccountKeys.RSA, "pod " + AccountKeys.ED).known());
    }

    @Test
    void aRevokedKeyIsRevokedWhateverElseStandsThere() {
        assertEquals(
                Known.REVOKED,
                lookup("pod", "pod " + AccountKeys.ED, "@revoked * " + AccountKeys.ED)
                        .known());
        assertEquals(
                Known.YES,
                lookup("pod", "pod " + AccountKeys.ED, "@revoked * " + AccountKeys.RSA)
                        .known());
    }

    @Test
    void aCertificateAuthorityDoesNotVouchForAPlainKey() {
        assertEquals(
                Known.NO, lookup("pod", "@cert-authority pod " + AccountKeys.ED).known());
    }

    @Test
    void passesOverDamagedLines() {
        assertEquals(
                Known.NO,
                lookup(
                                "pod",
                                "pod",
                                "pod ssh-ed25519",
                                "pod # " + AccountKeys.ED,
                                "pod ssh-rsa " + AccountKeys.ED_BLOB,
                                "pod 2048 65537 1234",
                                "|1|broken|hash= " + AccountKeys.ED,
                                "@unknown pod " + AccountKeys.ED,
                                "@revoked\tpod " + AccountKeys.ED,
                                "@revoked @revoked pod " + AccountKeys.ED)
                        .known());
    }

    @Test
    void knowsTheTypesToAskForFirst() {
        List<KnownHosts.KnownHostsFile> files = files(
                "pod " + AccountKeys.RSA,
                "other " + AccountKeys.ECDSA,
                "pod " + AccountKeys.ED,
                "@revoked pod " + AccountKeys.RSA);

        assertEquals(List.of("ssh-ed25519"), KnownHosts.knownKeyTypes(files, "pod"));
        assertEquals(List.of(), KnownHosts.knownKeyTypes(files, "nobody"));
    }
}
