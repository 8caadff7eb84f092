package dev.sshwhy.checks.key;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the checks of this layer share: the private keys that lie on this machine, and how alike their names are. */
final class LocalKeys {
    /** No file system has longer names; it bounds the work of comparing them. */
    private static final int LONGEST_NAME = 255;

    private LocalKeys() {}

    /** The private key files that ssh could load, be it after a question. */
    static List<KeyFile> usable(Snapshot facts) {
        return facts.localKeys().stream()
                .filter(it -> it.format().isPrivate() && it.loading() != KeyFile.Loading.FAILS)
                .toList();
    }

    /** The public half of a private key file: read from it, or from the .pub beside it. */
    static Optional<PublicKey> publicHalf(Snapshot facts, KeyFile file) {
        return file.publicKey()
                .or(() -> facts.localKeys().stream()
                        .filter(it -> it.path().equals(file.path() + ".pub"))
                        .flatMap(it -> it.publicKey().stream())
                        .findFirst());
    }

    /** The private key file that a public key belongs to. */
    static Optional<KeyFile> privateHalf(Snapshot facts, PublicKey key) {
        return usable(facts).stream()
                .filter(it -> publicHalf(facts, it).filter(key::isSameKeyAs).isPresent())
                .findFirst();
    }

    /** Whether sshd would take this key by the account's field. */
    static boolean isRegistered(Snapshot facts, PublicKey key) {
        return facts.account()
                .seen()
                .filter((AccountField it) -> it.accepts(key))
                .isPresent();
    }

    /**
     * Whether a broken line of the account's field means this key, and no other key makes that line indifferent: once the
     * line is mended, this is the key that the server wants.
     */
    static boolean isMeantByBrokenLine(Snapshot facts, PublicKey key) {
        boolean isMeant = facts.account()
                .seen()
                .filter((AccountField it) -> !it.accepts(key))
                .filter((AccountField it) -> it.allFaults().stream().anyMatch(fault -> means(fault, key)))
                .isPresent();
        return isMeant && !offersRegistered(facts) && !serverAcceptsAny(facts);
    }

    private static boolean means(AccountFault fault, PublicKey key) {
        return fault.kind() != AccountFault.Kind.DUPLICATE_KEY
                && fault.keys().stream().anyMatch(key::isSameKeyAs);
    }

    private static boolean serverAcceptsAny(Snapshot facts) {
        return facts.authentication().stream()
                .flatMap(it -> it.answers().stream())
                .anyMatch(it -> it.answer() == KeyAnswer.Answer.ACCEPTED);
    }

    static boolean isRegistered(Snapshot facts, KeyFile file) {
        return publicHalf(facts, file).filter(it -> isRegistered(facts, it)).isPresent();
    }

    /** Whether ssh offers a key that the account holds. */
    static boolean offersRegistered(Snapshot facts) {
        return facts.offered().stream()
                .anyMatch(it ->
                        it.publicKey().filter(key -> isRegistered(facts, key)).isPresent());
    }

    /** The usable keys whose file names are like this path's, the most alike first. */
    static List<KeyFile> nearest(Snapshot facts, String path) {
        String wanted = name(path);
        return usable(facts).stream()
                .filter(it -> isNear(path, it.path()))
                .sorted(Comparator.comparingInt((KeyFile it) -> distance(wanted, name(it.path())))
                        .thenComparing(KeyFile::path))
                .toList();
    }

    static String name(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** Whether one path's file name may be a slip of the pen for the other's. */
    static boolean isNear(String wantedPath, String otherPath) {
        String wanted = name(wantedPath);
        String name = name(otherPath);
        int shorter = Math.min(wanted.length(), name.length());
        boolean extended = shorter >= 3 && (name.startsWith(wanted) || wanted.startsWith(name));
        return extended || distance(wanted, name) <= Math.max(1, Math.max(wanted.length(), name.length()) / 3);
    }

    /** Insertions, deletions and changes of letters that lead from one name to the other (Levenshtein's distance). */
    static int distance(String one, String other) {
        String a = one.substring(0, Math.min(one.length(), LONGEST_NAME));
        String b = other.substring(0, Math.min(other.length(), LONGEST_NAME));
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
