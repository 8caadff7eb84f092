package dev.sshwhy.sshconfig.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ssh that git runs, and the words it gets from git (git connect.c fill_ssh_args). */
final class GitSsh {
    private final GitSettings settings;
    private final Around around;

    /** The dialects of ssh's command line that git knows; of an unknown program it asks for {@code -G} first. */
    private enum Dialect {
        OPENSSH,
        PLINK,
        TORTOISE_PLINK,
        SIMPLE
    }

    GitSsh(GitSettings settings, Around around) {
        this.settings = settings;
        this.around = around;
    }

    /**
     * The ssh command for a place.
     *
     * @param program the program on the other side, such as git-upload-pack
     * @param fetching whether it is one that knows protocol version 2
     * @param family 4 or 6, where only such addresses are wanted
     */
    Answer connect(GitUrl.Ssh place, String program, boolean fetching, Optional<String> family) {
        if (!isAllowed()) {
            return new Answer.Refused("git is told not to use ssh, by protocol.allow or GIT_ALLOW_PROTOCOL");
        }
        Optional<String> command = around.variable("GIT_SSH_COMMAND").or(() -> settings.value("core.sshcommand"));
        ShellWords split = ShellWords.of(command.orElse(""), around.variable("HOME"));
        if (split.needsShell().isPresent()) {
            return new Answer.Refused("git runs ssh through the shell, as " + Answer.quoted(command.orElse(""))
                    + ": sshwhy cannot follow " + split.needsShell().get());
        }
        List<String> own = new ArrayList<>(split.words());
        if (command.isEmpty()) {
            own.add(around.variable("GIT_SSH").orElse("ssh"));
        }
        if (own.isEmpty() || own.get(0).isEmpty()) {
            return new Answer.Refused("git has an empty core.sshCommand or GIT_SSH_COMMAND to run");
        }
        Dialect dialect = dialect(own.get(0));
        if (dialect == Dialect.SIMPLE && (place.port().isPresent() || family.isPresent())) {
            return new Answer.Refused("git cannot tell an ssh of the variant \"simple\" a port, -4 or -6");
        }
        String version = version();
        if (!List.of("0", "1", "2").contains(version)) {
            return new Answer.Refused("git does not know the protocol.version " + Answer.quoted(version));
        }
        List<String> words = new ArrayList<>(own.subList(1, own.size()));
        if (dialect == Dialect.OPENSSH && (version.equals("1") || (version.equals("2") && fetching))) {
            words.addAll(List.of("-o", "SendEnv=GIT_PROTOCOL"));
        }
        family.ifPresent(it -> words.add("-" + it));
        if (dialect == Dialect.TORTOISE_PLINK) {
            words.add("-batch");
        }
        place.port().ifPresent(it -> words.addAll(List.of(dialect == Dialect.OPENSSH ? "-p" : "-P", it)));
        words.addAll(List.of(place.host(), program + " " + shellQuoted(place.path())));
        return new Answer.Runs(own.get(0), words);
    }

    private Dialect dialect(String program) {
        String told = around.variable("GIT_SSH_VARIANT")
                .or(() -> settings.value("ssh.variant"))
                .orElse("auto");
        String file = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
        String lower = file.toLowerCase(Locale.ROOT);
        String base = lower.endsWith(".exe") ? lower.substring(0, lower.length() - 4) : lower;
        return switch (told.equals("auto") ? base : told) {
            case "plink" -> Dialect.PLINK;
            case "putty" -> told.equals("putty") ? Dialect.PLINK : Dialect.OPENSSH;
            case "tortoiseplink" -> Dialect.TORTOISE_PLINK;
            case "simple" -> told.equals("simple") ? Dialect.SIMPLE : Dialect.OPENSSH;
            default -> Dialect.OPENSSH;
        };
    }

    private String version() {
        return settings.value("protocol.version").orElse("2");
    }

    /** git transport.c is_transport_allowed. */
    private boolean isAllowed() {
        Optional<String> list = around.variable("GIT_ALLOW_PROTOCOL");
        if (list.isPresent()) {
            return List.of(list.get().split(":", -1)).contains("ssh");
        }
        String allow = settings.value("protocol.ssh.allow")
                .or(() -> settings.value("protocol.allow"))
                .orElse("always");
        boolean fromUser = around.variable("GIT_PROTOCOL_FROM_USER")
                .map(GitConfigText::isTrue)
                .orElse(true);
        return allow.equals("user") ? fromUser : !allow.equals("never");
    }

    /** git quote.c sq_quote_buf. */
    private static String shellQuoted(String path) {
        return "'" + path.replace("'", "'\\''").replace("!", "'\\!'") + "'";
    }
}
