package dev.sshwhy.evidence;

import java.util.List;

/**
 * Who has rights to a file of Windows, beside those that ssh trusts with it: you, the administrators, the system.
 *
 * @param strangers the others, the file's owner among them when he is one
 */
public record AccessList(List<Stranger> strangers) {
    public AccessList {
        strangers = List.copyOf(strangers);
    }

    /**
     * Somebody else.
     *
     * @param name such as {@code BUILTIN\Users}
     * @param mayWrite whether he may change the file
     * @param crowd whether that is known to stand for many, such as everyone. Any other name may be the system's own in a
     *     language that sshwhy does not know.
     */
    public record Stranger(String name, boolean mayWrite, boolean crowd) {}

    /** Their names, in the order of the list. */
    public List<String> names() {
        return strangers.stream().map(Stranger::name).toList();
    }
}
