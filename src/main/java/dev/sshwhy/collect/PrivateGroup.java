package dev.sshwhy.collect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Groups with exactly one member. Debian's ssh lets such a group write to a configuration file (Debian's patch
 * user-group-modes, misc.c secure_permissions), since each Debian user has a group of his own.
 */
final class PrivateGroup {
    private PrivateGroup() {}

    /** Whether the file's group has its owner for its only member. */
    static boolean owns(LocalFiles files, String path) {
        try {
            return files.unixAttributes(Path.of(path))
                    .filter(it -> isPrivate(
                            lines(files, "/etc/passwd"),
                            lines(files, "/etc/group"),
                            Integer.toString(it.userId()),
                            Integer.toString(it.groupId())))
                    .isPresent();
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    private static boolean isPrivate(
            List<List<String>> users, List<List<String>> groups, String userId, String groupId) {
        boolean primary = false;
        String userName = "";
        for (List<String> user : users) { // name:password:uid:gid:…
            if (user.size() > 3 && user.get(3).equals(groupId)) {
                if (!user.get(2).equals(userId)) {
                    return false;
                }
                primary = true;
            }
            userName = user.size() > 2 && user.get(2).equals(userId) ? user.get(0) : userName;
        }
        for (List<String> group : groups) { // name:password:gid:members
            if (group.size() > 3 && group.get(2).equals(groupId)) {
                String members = group.get(3);
                return members.isEmpty() ? primary : members.equals(userName);
            }
        }
        return false; // a group that nobody knows
    }

    private static List<List<String>> lines(LocalFiles files, String path) {
        return files.read(path)
                .seen()
                .map(it -> new String(it.bytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> List.of(line.split(":", -1)))
                        .toList())
                .orElse(List.of());
    }
}
