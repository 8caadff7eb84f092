package dev.sshwhy.sshconfig.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** rsync's command line (rsync main.c start_client and do_cmd). */
final class RsyncCommand {
    private static final int MOST_SHELL_WORDS = 800;

    private final Around around;

    RsyncCommand(Around around) {
        this.around = around;
    }

    Answer read(List<String> words) {
        RsyncOptions options = new RsyncOptions(words);
        List<String> names = options.operands();
        if (options.problem().isPresent()) {
            return new Answer.Refused(options.problem().get());
        }
        if (options.is("daemon")) {
            return new Answer.WithoutSsh("rsync --daemon waits for others to connect");
        }
        if (options.is("server")) {
            return new Answer.WithoutSsh("rsync --server is the far side of a copy: ssh has started it");
        }
        boolean helps = options.is("help") || (words.size() == 1 && options.number("human") > 1);
        if (helps || options.is("version")) {
            return new Answer.WithoutSsh("rsync only tells about itself");
        }
        if (names.isEmpty()) {
            return new Answer.Refused("rsync is told nothing to copy");
        }
        if (options.is("read-batch")) {
            return new Answer.WithoutSsh("rsync --read-batch works on this machine alone");
        }
        Optional<RsyncName> source = RsyncName.of(names.get(0));
        String last = names.get(names.size() - 1);
        if (source.isPresent()) {
            return fromRemote(options, source.get(), names);
        }
        Optional<RsyncName> target = names.size() > 1 ? RsyncName.of(last) : Optional.empty();
        for (String name : names.subList(0, target.isPresent() ? names.size() - 1 : names.size())) {
            if (name.isEmpty()) {
                return new Answer.Refused("rsync: a name is empty");
            }
            if (RsyncName.of(name).isPresent()) {
                return new Answer.Refused("rsync cannot take " + Answer.quoted(name) + ", a name on another machine, "
                        + "beside local ones");
            }
        }
        return target.isPresent()
                ? connect(
                        options,
                        target.get(),
                        new RsyncServer(options, around, true, true),
                        List.of(path(target.get())))
                : new Answer.WithoutSsh(
                        "rsync copies on this machine: no name has a host and a colon in front of the path");
    }

    private Answer fromRemote(RsyncOptions options, RsyncName first, List<String> names) {
        String last = names.get(names.size() - 1);
        boolean hasTarget = names.size() > 1 && !last.startsWith(":");
        if (hasTarget && RsyncName.of(last).isPresent()) {
            return new Answer.Refused("rsync cannot copy from one other machine to another");
        }
        List<String> paths = new ArrayList<>(List.of(path(first)));
        for (String name : names.subList(1, hasTarget ? names.size() - 1 : names.size())) {
            Optional<RsyncName> more = RsyncName.of(name);
            if (more.isEmpty()) {
                return new Answer.Refused("rsync takes " + Answer.quoted(name)
                        + " for a local file; a colon in front makes it one of the same host");
            }
            boolean sameHost =
                    more.get().place().isEmpty() || more.get().place().equals(first.place());
            if (!sameHost || more.get().daemon() != first.daemon()) {
                return new Answer.Refused("rsync wants all sources on one host, written alike");
            }
            paths.add(path(more.get()));
        }
        return connect(options, first, new RsyncServer(options, around, false, names.size() > 1), paths);
    }

    private static String path(RsyncName name) {
        return name.path().isEmpty() && !name.daemon() ? "." : name.path();
    }

    private Answer connect(RsyncOptions options, RsyncName name, RsyncServer server, List<String> paths) {
        if (name.daemon() && options.text("rsh").isEmpty()) {
            return new Answer.WithoutSsh(
                    "rsync goes to an rsync daemon by itself, without ssh: two colons or rsync:// say so");
        }
        Optional<String> problem = server.problem().or(() -> outside(options, name));
        if (problem.isPresent()) {
            return new Answer.Refused(problem.get());
        }
        String shell =
                options.text("rsh").or(() -> around.variable("RSYNC_RSH")).orElse("ssh");
        Optional<List<String>> split = RsyncShell.split(shell);
        if (split.isEmpty()) {
            return new Answer.Refused("rsync: a quote is not closed in " + Answer.quoted(shell));
        }
        List<String> shellWords = split.get();
        if (shellWords.isEmpty() || shellWords.size() > MOST_SHELL_WORDS) {
            return new Answer.Refused("rsync cannot run " + Answer.quoted(shell));
        }
        String program = shellWords.get(0);
        List<String> words = new ArrayList<>(shellWords.subList(1, shellWords.size()));
        int at = name.place().lastIndexOf('@');
        String host = name.place().substring(at + 1);
        if (host.startsWith("-")) {
            return new Answer.Refused("rsync refuses a host that starts with a dash");
        }
        if (at >= 0 && !(name.daemon() && namesUser(shellWords))) {
            words.addAll(List.of("-l", name.place().substring(0, at)));
        }
        if (program.substring(program.lastIndexOf('/') + 1).equals("ssh") && options.is("family")) {
            words.add("-" + options.number("family"));
        }
        words.addAll(List.of(host, options.text("rsync-path").orElse("rsync")));
        words.addAll(name.daemon() ? List.of("--server", "--daemon", ".") : server.words(paths));
        return new Answer.Runs(program, words);
    }

    /** What rsync refuses once it knows where to go. */
    private static Optional<String> outside(RsyncOptions options, RsyncName name) {
        boolean otherHost = options.text("files-from")
                .flatMap(RsyncName::of)
                .filter(it -> !it.place().isEmpty() && !it.place().equals(name.place()))
                .isPresent();
        if (otherHost) {
            return Optional.of("rsync --files-from names another host than the copy");
        }
        if (options.text("files-from").isPresent() && options.operands().size() != 2) {
            return Optional.of("rsync --files-from wants one source and one target");
        }
        if (!name.daemon() && options.text("password-file").isPresent()) {
            return Optional.of("rsync --password-file is for an rsync daemon: with ssh it is refused");
        }
        if (options.number("contimeout") != 0) {
            return Optional.of("rsync --contimeout is for an rsync daemon: with ssh it is refused");
        }
        return Optional.empty();
    }

    /** Whether -l with a user already stands in the remote-shell command. */
    private static boolean namesUser(List<String> shellWords) {
        for (int i = 0; i + 1 < shellWords.size(); i++) {
            if (shellWords.get(i).equals("-l") && !shellWords.get(i + 1).startsWith("-")) {
                return true;
            }
        }
        return false;
    }
}
