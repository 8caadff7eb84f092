package dev.sshwhy.offer;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Identity.NamedBy;
import dev.sshwhy.evidence.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The identity files that ssh names for a host, in its order (OpenSSH readconf.c add_identity_file, fill_default_options). */
public final class IdentityPaths {
    /** ssh(1), -i: the files that are tried when nothing names any; 9.2's order, which later releases keep. */
    private static final List<String> DEFAULT_NAMES =
            List.of("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "id_xmss", "id_dsa");

    private IdentityPaths() {}

    /**
     * An identity file, before anyone looked at it.
     *
     * @param path absolute
     * @param namedBy who names it
     * @param namedAt where, for those that a line or the command line names
     */
    public record NamedPath(String path, NamedBy namedBy, Optional<Span> namedAt) {}

    /**
     * The paths in ssh's order.
     *
     * @param typed the values of {@code -i}, in the order of typing
     * @param configuration what was decided for this host
     * @param home the home directory
     * @param expand makes a value an absolute path: ~, tokens, the current directory
     * @param exists whether a path names anything; ssh drops a file of {@code -i} that does not exist
     */
    public static List<NamedPath> of(
            List<String> typed,
            Configuration configuration,
            String home,
            UnaryOperator<String> expand,
            Predicate<String> exists) {
        List<NamedPath> named = new ArrayList<>();
        boolean anyCounts = false;
        for (String file : typed) {
            String path = expand.apply(file);
            add(named, path, NamedBy.COMMAND_LINE, Span.of(Span.COMMAND_LINE, "-i " + file));
            anyCounts |= exists.test(path); // ssh warns of a missing one, and goes on as if it had not been named
        }
        for (ConfigValue value : configuration.all("identityfile")) {
            String path = expand.apply(value.value());
            boolean onCommandLine = value.setAt().source().equals(Span.COMMAND_LINE);
            if (!value.value()
                    .equals("none")) { // "none" only keeps the defaults away (ssh.c load_public_identity_files)
                add(named, path, onCommandLine ? NamedBy.COMMAND_LINE : NamedBy.CONFIG, value.setAt());
            }
            anyCounts = true;
        }
        if (!anyCounts) {
            for (String name : DEFAULT_NAMES) {
                named.add(new NamedPath(home + "/.ssh/" + name, NamedBy.DEFAULT, Optional.empty()));
            }
        }
        return named;
    }

    private static void add(List<NamedPath> named, String path, NamedBy namedBy, Span at) {
        if (named.stream().noneMatch(it -> it.path().equals(path))) {
            named.add(new NamedPath(path, namedBy, Optional.of(at)));
        }
    }
}
