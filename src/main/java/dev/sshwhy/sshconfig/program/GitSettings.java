package dev.sshwhy.sshconfig.program;

import java.util.List;
import java.util.Optional;

/**
 * git's settings. Names are spelled as {@code git config --list} spells them: section and key in lower case, a
 * subsection as it is, such as {@code remote.origin.url}.
 */
public interface GitSettings {
    /** The last value, which is the one that counts for most settings; "true" for a name without a value. */
    Optional<String> value(String name);

    /** Every name that has a value, once each, in the order in which they first appear. */
    List<String> names();

    /** The name of the branch that is checked out; empty for a detached HEAD and outside a repository. */
    Optional<String> branch();

    /** All values in their order: a remote may have many addresses, of which fetching takes the first. */
    default List<String> values(String name) {
        return value(name).stream().toList();
    }

    /** Why git stops at these settings before it does anything, such as a line that it cannot read. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /** Whether they are a repository's, rather than only the user's and the machine's. */
    default boolean inRepository() {
        return true;
    }

    /** The same without the repository's own: what {@code git clone} goes by. */
    default GitSettings outsideRepository() {
        return this;
    }
}
