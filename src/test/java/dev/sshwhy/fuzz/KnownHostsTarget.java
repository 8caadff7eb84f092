package dev.sshwhy.fuzz;

import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.keys.KnownHosts;
import dev.sshwhy.keys.KnownHosts.KnownHostsFile;
import dev.sshwhy.keys.KnownHostsDamage;
import dev.sshwhy.keys.RevokedKeys;
import dev.sshwhy.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** known_hosts files. */
public final class KnownHostsTarget {
    /** A revocation list's beginning: magic, version 1, and a head without contents. */
    private static final byte[] KRL =
            Arrays.copyOf("SSHKRL\n\0\0\0\0\1".getBytes(StandardCharsets.US_ASCII), 8 + 4 + 24 + 8);

    private static final PublicKey CERTIFICATE = TestKeys.hostCertificate(1, 0, 9, "pod.example");

    private KnownHostsTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        List<KnownHostsFile> files =
                List.of(new KnownHostsFile("known_hosts", new String(input, StandardCharsets.ISO_8859_1)));
        KnownHosts.lookup(files, "[203.0.113.7]:17445", TestKeys.publicKey(1));
        KnownHosts.knownKeyTypes(files, "pod.example");
        KnownHostsDamage.of("known_hosts", input, "pod.example");
        RevokedKeys.lookUp("revoked", input, TestKeys.publicKey(1));
        byte[] binary = Arrays.copyOf(KRL, KRL.length + input.length);
        System.arraycopy(input, 0, binary, KRL.length, input.length);
        RevokedKeys.lookUp("revoked", binary, CERTIFICATE);
        KnownHosts.knownPorts(files, "203.0.113.7");
    }
}
