package dev.sshwhy.fuzz;

import dev.sshwhy.testing.Facts;
import java.nio.charset.StandardCharsets;

/** ssh_config files. */
public final class ConfigTarget {
    private ConfigTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Facts.healthy().withConfigFile(new String(input, StandardCharsets.ISO_8859_1), "-p", "22", "me@pod.example");
    }
}
