package dev.sshwhy.keys;

import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFile.Loading;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What a key file says: a {@link KeyFile} without its file. The parts mean what they mean there. */
record KeyContents(
        KeyFormat format,
        Optional<String> type,
        OptionalInt bits,
        Optional<PublicKey> publicKey,
        String comment,
        boolean encrypted,
        Loading loading,
        List<KeyFault> faults) {
    KeyContents {
        faults = List.copyOf(faults);
    }

    static KeyContents of(KeyFormat format, boolean encrypted, Loading loading) {
        return new KeyContents(
                format, Optional.empty(), OptionalInt.empty(), Optional.empty(), "", encrypted, loading, List.of());
    }

    /** A file that ssh cannot load. */
    static KeyContents failing(KeyFormat format, boolean encrypted, KeyFault... faults) {
        return of(format, encrypted, Loading.FAILS).withFaults(Stream.of(faults));
    }

    static KeyFault fault(KeyFault.Kind kind, String detail) {
        return new KeyFault(kind, detail, 0, Optional.empty());
    }

    static KeyFault fault(KeyFault.Kind kind, String detail, String cure) {
        return new KeyFault(kind, detail, 0, Optional.of(cure));
    }

    static KeyFault unknownType(String type) {
        return fault(
                KeyFault.Kind.TYPE_UNSUPPORTED,
                "a key of type " + type + ", which OpenSSH " + (type.startsWith("ssh-mldsa44-") ? "before 10.4 " : "")
                        + "does not know");
    }

    KeyContents withKey(PublicKey key) {
        return new KeyContents(
                format,
                Optional.of(key.type()),
                key.bits() > 0 ? OptionalInt.of(key.bits()) : bits,
                Optional.of(key),
                key.comment().isEmpty() ? comment : key.comment(),
                encrypted,
                loading,
                faults);
    }

    KeyContents withKey(Optional<PublicKey> key) {
        return key.map(this::withKey).orElse(this);
    }

    KeyContents withType(String name) {
        return new KeyContents(format, Optional.of(name), bits, publicKey, comment, encrypted, loading, faults);
    }

    KeyContents withComment(String text) {
        return new KeyContents(format, type, bits, publicKey, text, encrypted, loading, faults);
    }

    /** Further reasons why ssh cannot load it stand behind those that are known. */
    KeyContents withFault(KeyFault fault) {
        return withFaults(Stream.concat(faults.stream(), Stream.of(fault)));
    }

    /** These reasons first: they hide the others. */
    KeyContents behind(List<KeyFault> first) {
        return withFaults(Stream.concat(first.stream(), faults.stream()));
    }

    /** Whether all of it could be read, whatever ssh thinks of the kind of key. */
    boolean isWhole() {
        return faults.stream().noneMatch(it -> it.kind() == KeyFault.Kind.DAMAGED);
    }

    /** The same as a release of OpenSSH sees it that no longer takes offence at some of the faults. */
    KeyContents by(int release) {
        List<KeyFault> left = faults.stream().filter(it -> !it.isPast(release)).toList();
        Loading loaded =
                !left.isEmpty() || faults.isEmpty() ? loading : encrypted ? Loading.ASKS_PASSPHRASE : Loading.LOADS;
        return new KeyContents(format, type, bits, publicKey, comment, encrypted, loaded, left);
    }

    KeyFile in(FileFacts file) {
        return new KeyFile(file, format, type, bits, publicKey, comment, encrypted, loading, faults);
    }

    private KeyContents withFaults(Stream<KeyFault> all) {
        return new KeyContents(format, type, bits, publicKey, comment, encrypted, Loading.FAILS, all.toList());
    }
}
