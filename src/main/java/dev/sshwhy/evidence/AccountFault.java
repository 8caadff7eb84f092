package dev.sshwhy.evidence;

import java.util.List;
import java.util.Optional;

/**
 * Something wrong with a line of the account's public-key field (or of an authorized_keys file).
 *
 * @param kind what it is; the rule of the same name explains it
 * @param line the line it stands on, counted from 1 by LF; 0 for the whole text
 * @param column counted from 1 in characters; 0 for the whole line
 * @param length how many characters are meant; 0 for the rest
 * @param detail one sentence with the values that were seen
 * @param keys the keys that the broken text can be seen to mean: recovered from it, or the local key it belongs to
 * @param localPath the local public key file that this text belongs to, where there is one
 */
public record AccountFault(
        Kind kind, int line, int column, int length, String detail, List<PublicKey> keys, Optional<String> localPath) {
    /** How the detail of a line out of known_hosts begins. */
    public static final String SERVERS_LINE = "a line of known_hosts";

    public AccountFault {
        keys = List.copyOf(keys);
    }

    /** Whether the line was copied out of known_hosts: its key is a server's, and nobody's to log in with. */
    public boolean isServersLine() {
        return kind == Kind.NOT_A_KEY && detail.startsWith(SERVERS_LINE);
    }

    /** One for each rule of the layer that can be told from the text alone. */
    public enum Kind {
        FINGERPRINT_PASTED("account/fingerprint-pasted"),
        TYPE_MISSING("account/type-missing"),
        TYPE_MISMATCH("account/type-mismatch"),
        KEYS_JOINED("account/keys-joined"),
        KEY_WRAPPED("account/key-wrapped"),
        KEY_TRUNCATED("account/key-truncated"),
        KEY_DAMAGED("account/key-damaged"),
        PRIVATE_KEY_PASTED("account/private-key-pasted"),
        WRONG_FORMAT("account/wrong-format"),
        STRAY_CHARACTERS("account/stray-characters"),
        QUOTED("account/quoted"),
        NOT_A_KEY("account/not-a-key"),
        RESTRICTED_BY_OPTIONS("account/restricted-by-options"),
        EMPTY("account/empty"),
        TYPE_UNSUPPORTED("account/type-unsupported"),
        DUPLICATE_KEY("account/duplicate-key");

        private final String rule;

        Kind(String rule) {
            this.rule = rule;
        }

        /** The rule's id. */
        public String rule() {
            return rule;
        }
    }
}
