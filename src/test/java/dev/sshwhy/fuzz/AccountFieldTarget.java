package dev.sshwhy.fuzz;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.keys.AccountFields;
import dev.sshwhy.keys.LocalPublicKey;
import dev.sshwhy.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The account's public-key field. */
public final class AccountFieldTarget {
    private static final List<LocalPublicKey> LOCAL =
            List.of(new LocalPublicKey(TestKeys.publicKey(1), "~/.ssh/id_ed25519.pub"));

    private AccountFieldTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        AccountField field = read(input);
        AccountField again = read(field.corrected().getBytes(StandardCharsets.UTF_8));
        if (!again.corrected().equals(field.corrected())) {
            throw new AssertionError("the corrected text wants another correction:\n" + field.corrected() + "\n--\n"
                    + again.corrected());
        }
        if (!field.acceptedKeys().stream().allMatch(again::accepts)) {
            throw new AssertionError("the corrected text lost a key:\n" + field.corrected());
        }
    }

    private static AccountField read(byte[] text) {
        return AccountFields.read("fuzz", text, LOCAL, Instant.EPOCH);
    }
}
