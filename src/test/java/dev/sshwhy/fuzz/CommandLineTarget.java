package dev.sshwhy.fuzz;

import dev.sshwhy.testing.Facts;
import java.nio.charset.StandardCharsets;

/** The command line of ssh: a word a line. */
public final class CommandLineTarget {
    private CommandLineTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Facts.healthy()
                .withConfigFile("Host *\n  User me\n", new String(input, StandardCharsets.UTF_8).split("\n", -1));
    }
}
