package dev.sshwhy.evidence;

import java.util.List;
import java.util.Optional;

/**
 * A line of the account's public-key field.
 *
 * @param number counted from 1; lines end at LF, as for sshd
 * @param text the line without its end; a line that holds private material is blanked out
 * @param accepted whether OpenSSH's sshd would take a key from this line
 * @param key the key that sshd reads from it
 * @param faults what is wrong with it
 */
public record AccountLine(
        int number, String text, boolean accepted, Optional<PublicKey> key, List<AccountFault> faults) {
    public AccountLine {
        faults = List.copyOf(faults);
    }

    /** Keys that a broken line can be seen to mean, beside what sshd reads from it. */
    public List<PublicKey> recovered() {
        return faults.stream()
                .flatMap(fault -> fault.keys().stream())
                .filter(it -> key.isEmpty() || !key.get().isSameKeyAs(it))
                .distinct()
                .toList();
    }
}
