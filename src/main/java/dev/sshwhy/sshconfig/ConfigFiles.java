package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.FileFacts;
import java.util.List;
import java.util.Optional;

/** The file system as the resolver needs it; the border to input and output. */
public interface ConfigFiles {
    /**
     * Reads a configuration file.
     *
     * @param path absolute, or relative to the working directory (as after {@code -F})
     */
    Reading read(String path);

    /** The names in a directory, in any order, without {@code .} and {@code ..}; empty when it cannot be listed. */
    List<String> names(String directory);

    /** Whether something is at this path, links followed (stat(2)). */
    boolean exists(String path);

    /** What came of reading a file. */
    sealed interface Reading {
        /**
         * It was read.
         *
         * @param facts owner and mode; {@code facts.path()} is the absolute path that findings name
         * @param bytes its content, each byte one character (ISO 8859-1)
         * @param objection why ssh would refuse such an owner or mode where it looks at them (OpenSSH readconf.c
         *     SSHCONF_CHECKPERM), in words for a user; empty when it would not
         */
        record Content(FileFacts facts, String bytes, Optional<String> objection) implements Reading {}

        /** Nothing is there. */
        record Missing() implements Reading {}

        /**
         * It is there and cannot be opened, for {@code reason}, in words for a user.
         *
         * @param isDeadLink whether it is a link that leads nowhere, which is nothing to ssh
         */
        record Unreadable(String reason, boolean isDeadLink) implements Reading {}

        /** More than {@code mebibytes} MiB, which is as much as sshwhy reads. */
        record TooLarge(FileFacts facts, Optional<String> objection, int mebibytes) implements Reading {}

        /** A directory, device or pipe, which was not opened; ssh reads a directory as an empty file. */
        record NotRegular(FileFacts facts, Optional<String> objection) implements Reading {}
    }
}
