package dev.sshwhy.fuzz;

import dev.sshwhy.keys.KnownHosts;
import dev.sshwhy.keys.KnownHosts.KnownHostsFile;
import dev.sshwhy.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** known_hosts files. */
public final class KnownHostsTarget {
    private KnownHostsTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        List<KnownHostsFile> files =
                List.of(new KnownHostsFile("known_hosts", new String(input, StandardCharsets.ISO_8859_1)));
        List<String> names = List.of("[203.0.113.7]:17445", "pod.example");
        KnownHosts.lookup(files, names, TestKeys.publicKey(1));
        KnownHosts.knownKeyTypes(files, names);
        KnownHosts.knownPorts(files, "203.0.113.7");
    }
}
