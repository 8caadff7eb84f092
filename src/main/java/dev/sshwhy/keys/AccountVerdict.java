package dev.sshwhy.keys;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a piece of text, before it is known where that stands.
 *
 * @param isForeign whether a key beside it is somebody else's, so that it must not be proposed
 */
record AccountVerdict(
        AccountFault.Kind kind, String detail, List<PublicKey> keys, Optional<String> localPath, boolean isForeign) {
    static AccountVerdict of(AccountFault.Kind kind, String detail) {
        return new AccountVerdict(kind, detail, List.of(), Optional.empty(), false);
    }

    static AccountVerdict foreign(AccountFault.Kind kind, String detail) {
        return new AccountVerdict(kind, detail, List.of(), Optional.empty(), true);
    }

    /** A text that belongs to a key on this machine. */
    static AccountVerdict of(AccountFault.Kind kind, String detail, Optional<LocalPublicKey> local) {
        return new AccountVerdict(
                kind, detail, local.map(LocalPublicKey::key).stream().toList(), local.map(LocalPublicKey::path), false);
    }

    AccountFault at(int line, int column, int length) {
        return new AccountFault(kind, line, column, length, detail, keys, localPath);
    }
}
