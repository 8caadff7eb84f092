package dev.sshwhy.sshconfig.program;

import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.sshconfig.program.GitConfigText.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * git's command line up to the command itself, and aliases (git git.c). What git refuses for reasons that have nothing
 * to do with ssh, such as a push without an upstream branch or a folder that is in the way of a clone, is not looked
 * at.
 */
final class GitCommand {
    private static final int DEEPEST_ALIAS = 10;
    private static final int MOST_ALIAS_WORDS = 1000;

    /** git's commands that open no connection of their own; an alias with such a name is never asked. */
    private static final List<String> LOCAL = List.of(("add am annotate apply bisect blame branch bundle cat-file"
                    + " check-ignore checkout cherry cherry-pick citool clean commit commit-tree config count-objects credential"
                    + " describe diff difftool fast-export filter-branch for-each-ref format-patch fsck gc grep gui hash-object"
                    + " help init instaweb interpret-trailers log ls-files ls-tree maintenance merge merge-base mergetool mv"
                    + " name-rev notes pack-refs prune range-diff read-tree rebase reflog repack replace rerere reset restore"
                    + " rev-list rev-parse revert rm shortlog show show-branch show-ref sparse-checkout stage stash status"
                    + " stripspace switch symbolic-ref tag update-index update-ref var verify-commit verify-tag version"
                    + " whatchanged worktree write-tree")
            .split(" ", -1));

    private static final List<String> TELLING =
            List.of("--help", "-h", "--version", "-v", "--html-path", "--man-path", "--info-path", "--list-cmds");

    private static final List<String> PLAIN = List.of(
            "-p",
            "--paginate",
            "-P",
            "--no-pager",
            "--no-lazy-fetch",
            "--no-replace-objects",
            "--bare",
            "--literal-pathspecs",
            "--no-literal-pathspecs",
            "--glob-pathspecs",
            "--noglob-pathspecs",
            "--icase-pathspecs",
            "--no-optional-locks",
            "--no-advice");

    private static final List<String> WITH_VALUE = List.of(
            "-C", "-c", "--git-dir", "--work-tree", "--namespace", "--config-env", "--attr-source", "--super-prefix");

    private final boolean windows;
    private final Around around;
    private final List<Entry> typed = new ArrayList<>();
    private Optional<String> directory = Optional.empty();
    private Optional<String> gitDirectory = Optional.empty();
    private int at;

    GitCommand(SshRelease release, Around around) {
        this.windows = release.vendor() == SshRelease.Vendor.WINDOWS;
        this.around = around;
    }

    Answer read(List<String> words) {
        List<String> rest = words;
        for (int depth = 0; depth <= DEEPEST_ALIAS; depth++) {
            at = 0;
            Optional<Answer> early = options(rest);
            if (early.isPresent()) {
                return early.get();
            }
            String name = rest.get(at);
            List<String> arguments = rest.subList(at + 1, rest.size());
            GitOverlay settings = settings();
            Optional<Answer> answer =
                    settings.problem().<Answer>map(Answer.Refused::new).or(() -> command(name, arguments, settings));
            if (answer.isPresent()) {
                return answer.get();
            }
            Optional<String> alias = GitAlias.of(name, settings);
            if (alias.isEmpty()) {
                return new Answer.Refused("sshwhy does not know the command " + Answer.quoted("git " + name));
            }
            List<String> expanded = new ArrayList<>(GitAlias.words(alias.get()).orElse(List.of()));
            if (expanded.isEmpty() || expanded.size() > MOST_ALIAS_WORDS) {
                return new Answer.Refused("the git alias " + Answer.quoted(name)
                        + " runs a shell or is malformed: sshwhy cannot follow it");
            }
            expanded.addAll(arguments);
            rest = expanded;
        }
        return new Answer.Refused("the git alias leads back to itself");
    }

    /** Takes the options in front of the command; an answer where there is nothing more to do. */
    private Optional<Answer> options(List<String> words) {
        while (at < words.size() && words.get(at).startsWith("-")) {
            String word = words.get(at++);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            if (TELLING.contains(name) || word.equals("--exec-path")) {
                return Optional.of(new Answer.WithoutSsh("git only tells about itself"));
            }
            if (name.equals("--exec-path") || (equals < 0 && PLAIN.contains(name))) {
                continue;
            }
            if (!WITH_VALUE.contains(name)) {
                return refused("git has no option " + Answer.quoted(word));
            }
            if (equals < 0 && at == words.size()) {
                return refused("git " + name + " needs a value");
            }
            Optional<Answer> problem = take(name, equals < 0 ? words.get(at++) : word.substring(equals + 1));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return at < words.size() ? Optional.empty() : refused("git is given no command");
    }

    private Optional<Answer> take(String name, String value) {
        switch (name) {
            case "-C" -> {
                directory = value.isEmpty() ? directory : Optional.of(below(directory, value));
                if (!value.isEmpty() && !around.exists(directory.orElse("") + "/.")) {
                    return refused("git -C finds no folder " + Answer.quoted(value));
                }
            }
            case "--git-dir" -> gitDirectory = Optional.of(value);
            case "-c" -> {
                return set(Entry.ofArgument(value), name, value);
            }
            case "--config-env" -> {
                int equals = value.lastIndexOf('=');
                Optional<String> held = around.variable(value.substring(equals + 1));
                Optional<String> setting = GitConfigText.canonicalName(value.substring(0, Math.max(equals, 0)));
                return set(held.flatMap(text -> setting.map(it -> new Entry(it, held))), name, value);
            }
            default -> {} // the others change nothing for ssh
        }
        return Optional.empty();
    }

    private Optional<Answer> set(Optional<Entry> entry, String name, String value) {
        entry.ifPresent(typed::add);
        return entry.isPresent()
                ? Optional.empty()
                : refused("git " + name + " " + Answer.quoted(value) + " sets nothing");
    }

    private static Optional<Answer> refused(String problem) {
        return Optional.of(new Answer.Refused(problem));
    }

    /** A path as seen from a directory. */
    static String below(Optional<String> directory, String path) {
        boolean absolute = path.startsWith("/") || path.startsWith("\\") || path.startsWith(":", 1);
        return absolute || directory.isEmpty() ? path : directory.get() + "/" + path;
    }

    private GitOverlay settings() {
        Optional<String> place = gitDirectory.map(it -> below(directory, it)).or(() -> directory);
        return new GitOverlay(around.git(place), typed);
    }

    /** What one of git's own commands comes to; empty when it is none of these. */
    private Optional<Answer> command(String command, List<String> arguments, GitOverlay settings) {
        if (LOCAL.contains(command)) {
            return Optional.of(new Answer.WithoutSsh("git " + command + " works on this machine"));
        }
        GitTransfer transfer = new GitTransfer(settings, around, windows, directory);
        return switch (command) {
            case "fetch" -> Optional.of(transfer.fetch(arguments));
            case "pull" -> Optional.of(transfer.pull(arguments));
            case "push" -> Optional.of(transfer.push(arguments));
            case "clone" -> Optional.of(transfer.cloning(arguments));
            case "ls-remote" -> Optional.of(transfer.lsRemote(arguments));
            case "archive" -> Optional.of(transfer.archive(arguments));
            case "remote" -> Optional.of(transfer.remote(arguments));
            case "submodule", "lfs", "svn", "p4", "subtree", "send-pack", "fetch-pack", "send-email", "imap-send" ->
                refused("sshwhy cannot follow git " + command);
            default -> Optional.empty();
        };
    }
}
