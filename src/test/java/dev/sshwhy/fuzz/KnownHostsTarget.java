package dev.sshwhy.fuzz;

import dev.sshwhy.keys.KnownHosts;
import dev.sshwhy.keys.KnownHosts.KnownHostsFile;
import dev.sshwhy.keys.KnownHostsDamage;
import dev.sshwhy.keys.RevokedKeys;
import dev.sshwhy.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** known_hosts files. */
public final class KnownHostsTarget {
    private KnownHostsTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        List<KnownHostsFile> files =
                List.of(new KnownHostsFile("known_hosts", new String(input, StandardCharsets.ISO_8859_1)));
        KnownHosts.lookup(files, "[203.0.113.7]:17445", TestKeys.publicKey(1));
        KnownHosts.knownKeyTypes(files, "pod.example");
        KnownHostsDamage.of("known_hosts", input, "pod.example");
        RevokedKeys.lookUp("revoked", input, TestKeys.publicKey(1));
        KnownHosts.knownPorts(files, "203.0.113.7");
    }
}
