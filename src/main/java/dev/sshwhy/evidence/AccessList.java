package dev.sshwhy.evidence;

import java.util.List;

/**
 * Who has rights to a file of Windows, beside those that ssh trusts with it: you, the administrators, the system.
 *
 * @param strangers the names of the others, such as {@code BUILTIN\Users}; the file's owner among them when it is one
 * @param writers those of them who may change the file, the owner included
 */
public record AccessList(List<String> strangers, List<String> writers) {
    public AccessList {
        strangers = List.copyOf(strangers);
        writers = List.copyOf(writers);
    }
}
