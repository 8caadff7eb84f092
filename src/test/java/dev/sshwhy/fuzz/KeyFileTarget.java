package dev.sshwhy.fuzz;

import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.keys.KeyFiles;
import dev.sshwhy.keys.PrivateKeySigner;
import java.util.Optional;
import java.util.OptionalInt;

/** Key files of any format. */
public final class KeyFileTarget {
    private KeyFileTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FileFacts facts = new FileFacts(
                "/home/me/.ssh/key", FileFacts.Kind.REGULAR, OptionalInt.of(0600), "me", true, input.length);
        KeyFile key = KeyFiles.read(facts, input);
        if (key.loading() == KeyFile.Loading.FAILS && key.faults().isEmpty()) {
            throw new AssertionError("a file that ssh cannot load, and no word on why");
        }
        Optional<PublicKey> signs = PrivateKeySigner.from(input).flatMap(PrivateKeySigner::publicKey);
        if (signs.isPresent()
                && key.loading() == KeyFile.Loading.FAILS
                && key.bits().orElse(0) >= 1024) {
            throw new AssertionError("it signs, and is said not to load: " + key.faults());
        }
        KeyFiles.publicLine(input);
        KeyFiles.embeddedPublicHalf(input);
    }
}
