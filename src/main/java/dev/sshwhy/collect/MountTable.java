package dev.sshwhy.collect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mounted file systems (proc(5), /proc/mounts), as far as it matters that some keep no modes of their own. */
final class MountTable {
    /** Those of Windows and of cameras and shares, which Linux shows with one mode for all files. */
    private static final Set<String> MODELESS =
            Set.of("cifs", "drvfs", "exfat", "fuseblk", "msdos", "prl_fs", "smb3", "smbfs", "vboxsf", "vfat");

    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private final List<Mount> mounts;

    private MountTable(List<Mount> mounts) {
        this.mounts = mounts;
    }

    private record Mount(String folder, String type, String options) {
        boolean holds(String path) {
            return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
        }

        /** WSL shows a drive of Windows as 9p, which elsewhere keeps modes, as does a drive that is mounted with "metadata". */
        boolean isModeless() {
            boolean isDrive = type.equals("9p") && options.contains("aname=drvfs");
            return (isDrive || MODELESS.contains(type)) && !options.matches(".*[,;]metadata\\b.*");
        }
    }

    /** Any text is read; lines that are no mounts are passed over. */
    static MountTable parse(String text) {
        return new MountTable(text.lines()
                .map(it -> it.split(" ", -1))
                .filter(it -> it.length >= 4)
                .map(it -> new Mount(unescaped(it[1]), it[2], it[3]))
                .toList());
    }

    /** The type of the file system at a path without links, where that keeps no modes. */
    Optional<String> modelessType(String path) {
        // Of two on one folder the later one is what one sees there.
        return mounts.stream()
                .filter(it -> it.holds(path))
                .reduce((one, other) -> other.folder().length() >= one.folder().length() ? other : one)
                .filter(Mount::isModeless)
                .map(Mount::type);
    }

    private static String unescaped(String folder) {
        return OCTAL.matcher(folder)
                .replaceAll(
                        it -> Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(it.group(1), 8))));
    }
}
