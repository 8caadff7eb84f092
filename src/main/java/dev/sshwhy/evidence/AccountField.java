package dev.sshwhy.evidence;

import java.util.List;
import java.util.stream.Stream;

/**
 * The text of the account's "SSH Public Keys" field, read as sshd reads authorized_keys (sshd(8), AUTHORIZED_KEYS FILE FORMAT).
 *
 * @param source where it came from, in words: a path, "standard input"
 * @param lines all its lines, in order
 * @param faults what concerns the text as a whole
 * @param corrected the same text with everything recoverable made well; equal to the text where nothing is wrong
 */
public record AccountField(String source, List<AccountLine> lines, List<AccountFault> faults, String corrected) {
    public AccountField {
        lines = List.copyOf(lines);
        faults = List.copyOf(faults);
    }

    /** The keys that sshd takes from it. */
    public List<PublicKey> acceptedKeys() {
        return lines.stream()
                .filter(AccountLine::accepted)
                .flatMap(it -> it.key().stream())
                .toList();
    }

    public boolean accepts(PublicKey key) {
        return acceptedKeys().stream().anyMatch(key::isSameKeyAs);
    }

    /** Every fault, those of the whole text first, then in the order of the lines. */
    public List<AccountFault> allFaults() {
        return Stream.concat(faults.stream(), lines.stream().flatMap(it -> it.faults().stream()))
                .toList();
    }

    /** The line that a fault stands on, as it was typed; empty for the whole text. */
    public String textOf(AccountFault fault) {
        return lines.stream()
                .filter(it -> it.number() == fault.line())
                .map(AccountLine::text)
                .findFirst()
                .orElse("");
    }
}
