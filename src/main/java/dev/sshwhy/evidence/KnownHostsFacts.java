package dev.sshwhy.evidence;

import java.util.List;
import java.util.Optional;

/**
 * A file of UserKnownHostsFile or GlobalKnownHostsFile, as far as ssh can use it.
 *
 * @param path absolute
 * @param takesNewKeys whether it is the one that ssh writes new keys into
 * @param content what was read of it
 * @param notWritable why ssh could not write into it; empty where it could, or need not
 */
public record KnownHostsFacts(
        String path, boolean takesNewKeys, Observed<Content> content, Optional<String> notWritable) {

    /**
     * What was read.
     *
     * @param encoding the encoding in which it stands, where that is one that ssh cannot read
     * @param lost the lines that name this host to a person, and not to ssh
     */
    public record Content(Optional<String> encoding, List<LostLine> lost) {
        public Content {
            lost = List.copyOf(lost);
        }
    }

    /**
     * A line that ssh passes over.
     *
     * @param at where it stands
     * @param saying what is wrong with it
     * @param key the key that it was to hold; empty where that cannot be read either
     */
    public record LostLine(Span at, String saying, Optional<PublicKey> key) {}
}
