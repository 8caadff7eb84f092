package dev.sshwhy.checks.account;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of this machine, to tell the account's own lines from other people's.
 *
 * @param known every key that shows its public half, be it only a .pub file, by its blob
 * @param usable the blobs of those that have a private half here, or that ssh offers
 * @param isComplete whether every identity of ssh shows its public half, so that a key which is not among them is not here
 */
record KeysHere(Map<String, PublicKey> known, Set<String> usable, boolean isComplete) {
    /** Letters of a key by which one knows it again; no two keys share so many at their ends. */
    private static final int TELLING = 20;

    KeysHere {
        known = Map.copyOf(known);
        usable = Set.copyOf(usable);
    }

    static KeysHere of(Snapshot facts) {
        List<KeyFile> files = new ArrayList<>(facts.localKeys());
        for (Identity identity : facts.identities()) {
            identity.file().seen().ifPresent(files::add);
            identity.publicFile().seen().ifPresent(files::add);
        }
        Set<String> privatePaths = new HashSet<>();
        for (KeyFile file : files) {
            if (file.format().isPrivate()) {
                privatePaths.add(file.path());
            }
        }
        Map<String, PublicKey> known = new HashMap<>();
        Set<String> usable = new HashSet<>();
        for (KeyFile file : files) {
            file.publicKey().ifPresent(key -> {
                known.putIfAbsent(key.blob(), key);
                if (file.format().isPrivate() || privatePaths.contains(withoutEnding(file.path()))) {
                    usable.add(key.blob());
                }
            });
        }
        for (PublicKey key : facts.agent().keys()) {
            known.putIfAbsent(key.blob(), key);
            usable.add(key.blob());
        }
        facts.identities()
                .forEach(it -> it.publicKey().ifPresent(key -> {
                    known.putIfAbsent(key.blob(), key);
                    if (it.isOffered()) {
                        usable.add(key.blob());
                    }
                }));
        return new KeysHere(known, usable, facts.identities().stream().allMatch(KeysHere::showsItself));
    }

    private static String withoutEnding(String path) {
        return path.endsWith(".pub") ? path.substring(0, path.length() - ".pub".length()) : path;
    }

    /** An encrypted PEM file without a .pub keeps its public half to itself; so does a file that cannot be read. */
    private static boolean showsItself(Identity identity) {
        return identity.publicKey().isPresent()
                || identity.file() instanceof Observed.Absent
                || identity.file().seen().flatMap(KeyFile::publicKey).isPresent();
    }

    boolean knows(PublicKey key) {
        return known.containsKey(key.blob());
    }

    boolean canUse(PublicKey key) {
        return usable.contains(key.blob());
    }

    /** The key whose last letters stand in a broken text, in whatever case. */
    Optional<PublicKey> resembling(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return known.values().stream()
                .filter(it -> lower.contains(end(it.blob()).toLowerCase(Locale.ROOT)))
                .min(Comparator.comparing(PublicKey::blob));
    }

    private static String end(String blob) {
        int padding = blob.indexOf('=');
        int end = padding < 0 ? blob.length() : padding;
        return blob.substring(Math.max(0, end - TELLING), end);
    }

    /** The key to register: one that ssh offers and can sign with, best the one that the user named, else an Ed25519 key. */
    static Optional<Identity> proposed(Snapshot facts) {
        return facts.offered().stream()
                .filter(it -> it.publicKey().filter(key -> !key.isCertificate()).isPresent())
                .min(Comparator.comparing((Identity it) -> it.signing() == Identity.Signing.IMPOSSIBLE)
                        .thenComparing(it -> rank(it.namedBy()))
                        .thenComparing(it -> !isEd25519(it))
                        .thenComparing(Identity::offered));
    }

    private static boolean isEd25519(Identity identity) {
        return identity.publicKey()
                .filter(it -> it.type().equals("ssh-ed25519"))
                .isPresent();
    }

    private static int rank(Identity.NamedBy namedBy) {
        return switch (namedBy) {
            case COMMAND_LINE -> 0;
            case CONFIG -> 1;
            case DEFAULT, AGENT -> 2;
        };
    }

    /** A key by its file, or by its comment and fingerprint. */
    static String name(Snapshot facts, PublicKey key) {
        return facts.identities().stream()
                .filter(it -> it.publicKey().filter(key::isSameKeyAs).isPresent())
                .map(Identity::path)
                .filter(it -> !it.isEmpty())
                .findFirst()
                .map(facts::shown)
                .orElseGet(() -> key.comment().isEmpty() ? key.fingerprint() : key.comment() + " " + key.fingerprint());
    }
}
