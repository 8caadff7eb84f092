package dev.sshwhy.rule;

import dev.sshwhy.evidence.Snapshot;
import java.util.Locale;

/**
 * A rule's condition. It has no state, reads no file, clock, environment or network, and calls no other check; all it
 * knows is the snapshot.
 */
public interface Check {
    /** Looks at the facts. */
    Outcome check(Snapshot facts);

    /** The rule's id, which is its class's name: {@code checks.account.KeyWrapped} is "account/key-wrapped". */
    default String id() {
        String layer = getClass().getPackageName();
        return layer.substring(layer.lastIndexOf('.') + 1) + "/"
                + kebab(getClass().getSimpleName());
    }

    private static String kebab(String name) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (Character.isUpperCase(letter) && !words.isEmpty()) {
                words.append('-');
            }
            words.append(letter);
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }
}
