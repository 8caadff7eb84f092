package dev.sshwhy.offer;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Identity.NamedBy;
import dev.sshwhy.evidence.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The identity files that ssh names for a host, in its order (OpenSSH readconf.c add_identity_file, fill_default_options). */
public final class IdentityPaths {
    private IdentityPaths() {}

    /**
     * An identity file, before anyone looked at it.
     *
     * @param path absolute
     * @param namedBy who names it
     * @param namedAt where, for those that a line or the command line names
     * @param passedOver whether ssh goes on as if nobody had named it, since {@code -i} names nothing that is there
     */
    public record NamedPath(String path, NamedBy namedBy, Optional<Span> namedAt, boolean passedOver) {}

    /**
     * The paths in ssh's order, with those of {@code -i} that it passes over in front. A file that is named in two
     * spellings is there twice: ssh compares the words, and offers the key twice.
     *
     * @param typed the values of {@code -i}, in the order of typing
     * @param configuration what was decided for this host, the files of {@code -i} that exist among it
     * @param defaults the absolute paths that are tried when nothing names any
     * @param expand makes a value an absolute path: ~, tokens, the current directory
     */
    public static List<NamedPath> of(
            List<String> typed, Configuration configuration, List<String> defaults, UnaryOperator<String> expand) {
        List<ConfigValue> values = configuration.all("identityfile");
        List<NamedPath> taken = new ArrayList<>();
        for (ConfigValue value : values) {
            if (!isNone(value.value())) { // "none" only keeps the defaults away (ssh.c load_public_identity_files)
                taken.add(named(value, expand));
            }
        }
        if (values.isEmpty()) {
            for (String path : defaults) {
                taken.add(new NamedPath(path, NamedBy.DEFAULT, Optional.empty(), false));
            }
        }
        List<NamedPath> all = new ArrayList<>();
        for (String file : typed) {
            String path = expand.apply(file);
            if (!isNone(file) && !isTyped(taken, path) && !isTyped(all, path)) {
                Span at = Span.of(Span.COMMAND_LINE, "-i " + file);
                all.add(new NamedPath(path, NamedBy.COMMAND_LINE, Optional.of(at), true));
            }
        }
        all.addAll(taken);
        return all;
    }

    /** The certificate files of CertificateFile, in ssh's order. */
    public static List<NamedPath> certificates(Configuration configuration, UnaryOperator<String> expand) {
        return configuration.all("certificatefile").stream()
                .map(it -> named(it, expand))
                .toList();
    }

    private static NamedPath named(ConfigValue value, UnaryOperator<String> expand) {
        boolean onCommandLine = value.setAt().source().equals(Span.COMMAND_LINE);
        return new NamedPath(
                expand.apply(value.value()),
                onCommandLine ? NamedBy.COMMAND_LINE : NamedBy.CONFIG,
                Optional.of(value.setAt()),
                false);
    }

    private static boolean isNone(String value) {
        return value.equalsIgnoreCase("none");
    }

    private static boolean isTyped(List<NamedPath> paths, String path) {
        return paths.stream()
                .anyMatch(
                        it -> it.namedBy() == NamedBy.COMMAND_LINE && it.path().equals(path));
    }
}
