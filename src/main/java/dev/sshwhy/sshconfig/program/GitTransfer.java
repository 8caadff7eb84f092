package dev.sshwhy.sshconfig.program;

import dev.sshwhy.sshconfig.program.GitConfigText.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** git's commands that go to another repository: which one they go to first (git's builtin/*.c). */
final class GitTransfer {
    private static final String FETCH = "v/verbose q/quiet all set-upstream a/append atomic upload-pack= f/force "
            + "m/multiple t/tags n/ j/jobs= prefetch p/prune P/prune-tags recurse-submodules? dry-run porcelain "
            + "write-fetch-head k/keep u/update-head-ok progress depth= shallow-since= shallow-exclude= deepen= "
            + "unshallow refetch submodule-prefix= recurse-submodules-default= update-shallow refmap= "
            + "o/server-option= 4/ipv4 6/ipv6 negotiation-restrict= negotiation-tip= negotiation-include= "
            + "negotiate-only filter= auto-maintenance auto-gc show-forced-updates write-commit-graph stdin";

    private static final String PULL = "v/verbose q/quiet progress recurse-submodules? r/rebase? n/ stat summary "
            + "compact-summary log? signoff? squash commit edit cleanup= ff ff-only verify verify-signatures autostash "
            + "s/strategy= X/strategy-option= S/gpg-sign? allow-unrelated-histories all a/append upload-pack= f/force "
            + "t/tags p/prune j/jobs= dry-run k/keep depth= shallow-since= shallow-exclude= deepen= unshallow "
            + "update-shallow refmap= o/server-option= 4/ipv4 6/ipv6 negotiation-restrict= negotiation-tip= "
            + "negotiation-include= show-forced-updates set-upstream";

    private static final String PUSH = "v/verbose q/quiet repo= all branches mirror d/delete tags n/dry-run porcelain "
            + "f/force force-with-lease? force-if-includes recurse-submodules= thin receive-pack= exec= "
            + "u/set-upstream progress prune no-verify follow-tags signed? atomic o/push-option= 4/ipv4 6/ipv6";

    private static final String CLONE = "v/verbose q/quiet progress reject-shallow n/no-checkout bare naked mirror "
            + "l/local no-hardlinks s/shared recurse-submodules? recursive? j/jobs= template= reference= "
            + "reference-if-able= dissociate o/origin= b/branch= revision= u/upload-pack= depth= shallow-since= "
            + "shallow-exclude= single-branch tags shallow-submodules separate-git-dir= ref-format= c/config= "
            + "server-option= 4/ipv4 6/ipv6 filter= also-filter-submodules remote-submodules sparse bundle-uri=";

    private static final String LS_REMOTE = "q/quiet upload-pack= exec= t/tags b/branches h/heads refs get-url sort= "
            + "exit-code symref o/server-option=";

    private static final String ARCHIVE = "o/output= remote= exec=";

    private static final String UPLOAD_PACK = "upload-pack";

    private final GitOverlay settings;
    private final GitRemotes remotes;
    private final Around around;
    private final boolean windows;
    private final Optional<String> directory;

    GitTransfer(GitOverlay settings, Around around, boolean windows, Optional<String> directory) {
        this.settings = settings;
        this.remotes = new GitRemotes(settings);
        this.around = around;
        this.windows = windows;
        this.directory = directory;
    }

    Answer fetch(List<String> arguments) {
        return fetch(new GitOptions("fetch", FETCH, false, false).read(arguments));
    }

    /** git pull, which begins with git fetch. */
    Answer pull(List<String> arguments) {
        return fetch(new GitOptions("pull", PULL, false, false).read(arguments));
    }

    private Answer fetch(Typed words) {
        Optional<Answer> problem = problem(words);
        if (problem.isPresent()) {
            return problem.get();
        }
        List<String> operands = words.operands();
        if (has(words, "all").orElse(operands.isEmpty() && isTrue("fetch.all"))) {
            return operands.isEmpty() ? fetchAll(words) : new Answer.Refused("git fetch --all takes no remote");
        }
        Optional<String> name = operands.isEmpty() ? remotes.usual(false) : Optional.of(operands.get(0));
        if (name.isEmpty()) {
            return new Answer.Refused("git knows no remote to fetch from: none is set up here");
        }
        if (!operands.isEmpty() && has(words, "multiple").orElse(false)) {
            return fetchOneOfMany(name.get(), words);
        }
        List<String> group = operands.isEmpty() ? List.of() : remotes.group(name.get());
        if (group.size() <= 1) { // git fetch takes the name of a group of one for an address
            return fetchFrom(name.get(), words);
        }
        return operands.size() == 1
                ? fetchByItself(group.get(0), words)
                : new Answer.Refused("git fetch takes nothing behind a group of remotes");
    }

    private Answer fetchAll(Typed words) {
        List<String> all = remotes.names().stream()
                .filter(it ->
                        !isTrue("remote." + it + ".skipdefaultupdate") && !isTrue("remote." + it + ".skipfetchall"))
                .toList();
        if (all.isEmpty()) {
            return new Answer.WithoutSsh("git has no remote to fetch from: none is set up here");
        }
        return all.size() == 1 ? fetchFrom(all.get(0), words) : fetchByItself(all.get(0), words);
    }

    private Answer fetchOneOfMany(String name, Typed words) {
        List<String> group = remotes.group(name);
        return group.isEmpty() && !remotes.names().contains(name)
                ? new Answer.Refused("git knows no remote or group of remotes " + Answer.quoted(name))
                : fetchByItself(group.isEmpty() ? name : group.get(0), words);
    }

    /** One of many remotes gets a git fetch of its own, which --upload-pack does not reach. */
    private Answer fetchByItself(String remote, Typed words) {
        return connect(remotes.fetchUrl(remote), uploadPack(remote, Optional.empty()), true, family(words));
    }

    private Answer fetchFrom(String remote, Typed words) {
        return connect(remotes.fetchUrl(remote), uploadPack(remote, last(words, UPLOAD_PACK)), true, family(words));
    }

    private String uploadPack(String remote, Optional<String> told) {
        return told.or(() -> remotes.serverProgram(remote, "uploadpack")).orElse("git-upload-pack");
    }

    Answer push(List<String> arguments) {
        Typed words = new GitOptions("push", PUSH, false, false).read(arguments);
        Optional<Answer> problem = problem(words);
        if (problem.isPresent()) {
            return problem.get();
        }
        List<String> operands = words.operands();
        Optional<String> name =
                operands.isEmpty() ? last(words, "repo").or(() -> remotes.usual(true)) : Optional.of(operands.get(0));
        if (name.isEmpty()) {
            return new Answer.Refused("git knows no remote to push to: none is set up here");
        }
        String program = last(words, "receive-pack")
                .or(() -> last(words, "exec"))
                .or(() -> remotes.serverProgram(name.get(), "receivepack"))
                .orElse("git-receive-pack");
        return connect(remotes.pushUrl(name.get()), program, false, family(words));
    }

    Answer cloning(List<String> arguments) {
        Typed words = new GitOptions("clone", CLONE, false, false).read(arguments);
        List<String> operands = words.operands();
        if (words.problem().isPresent()) {
            return new Answer.Refused(words.problem().get());
        }
        if (operands.isEmpty() || operands.size() > 2) {
            return new Answer.Refused("git clone takes a repository, and perhaps a folder for it");
        }
        String name = operands.get(0);
        if (isRepository(name)) {
            return new Answer.WithoutSsh(
                    "git clones " + Answer.quoted(name) + " from this machine: it is a folder here");
        }
        if (name.indexOf(':') < 0) {
            return new Answer.Refused("git clone finds no repository " + Answer.quoted(name)
                    + " here, and without a colon it names no host");
        }
        List<Entry> own = new ArrayList<>();
        for (Typed.Option option : words.options()) {
            if (option.name().equals("config")) {
                Entry.ofArgument(option.value()).ifPresent(own::add);
            }
        }
        // clone -c goes into the new repository's file, so that git -c still wins
        GitOverlay files = new GitOverlay(settings.below().outsideRepository(), own);
        return new GitTransfer(new GitOverlay(files, settings.typed()), around, windows, directory)
                .cloneFrom(name, words);
    }

    private Answer cloneFrom(String name, Typed words) {
        String program = last(words, UPLOAD_PACK).orElse("git-upload-pack");
        return connect(remotes.fetchUrl(name), program, true, family(words));
    }

    /** Whether git clone finds a repository or bundle of that name here (builtin/clone.c get_repo_path). */
    private boolean isRepository(String name) {
        String path = GitCommand.below(directory, name);
        boolean file = around.exists(path) && !around.exists(path + "/.");
        return file
                || around.exists(path + "/.git")
                || around.exists(path + "/HEAD")
                || around.exists(path + ".git/HEAD")
                || around.exists(path + ".bundle");
    }

    Answer lsRemote(List<String> arguments) {
        Typed words = new GitOptions("ls-remote", LS_REMOTE, true, false).read(arguments);
        if (words.problem().isPresent() || arguments.equals(List.of("-h"))) {
            return new Answer.Refused(words.problem().orElse("git ls-remote -h only shows its usage"));
        }
        List<String> operands = words.operands();
        Optional<String> name = operands.isEmpty() ? remotes.usual(false) : Optional.of(operands.get(0));
        if (name.isEmpty()) {
            return new Answer.Refused("git knows no remote to list: none is set up here");
        }
        if (has(words, "get-url").orElse(false)) {
            return new Answer.WithoutSsh("git ls-remote --get-url only shows the address");
        }
        Optional<String> told = last(words, UPLOAD_PACK).or(() -> last(words, "exec"));
        return connect(remotes.fetchUrl(name.get()), uploadPack(name.get(), told), true, Optional.empty());
    }

    Answer archive(List<String> arguments) {
        Typed words = new GitOptions("archive", ARCHIVE, false, true).read(arguments);
        Optional<String> remote = last(words, "remote");
        if (words.problem().isPresent()) {
            return new Answer.Refused(words.problem().get());
        }
        return remote.isEmpty()
                ? new Answer.WithoutSsh("git archive without --remote packs the repository on this machine")
                : connect(
                        remotes.fetchUrl(remote.get()),
                        last(words, "exec").orElse("git-upload-archive"),
                        false,
                        Optional.empty());
    }

    Answer remote(List<String> arguments) {
        int start = 0;
        while (start < arguments.size() && List.of("-v", "--verbose").contains(arguments.get(start))) {
            start++;
        }
        String action = start < arguments.size() ? arguments.get(start) : "";
        String table = switch (action) {
            case "update" -> "p/prune";
            case "show" -> "n/";
            case "prune" -> "n/dry-run";
            case "set-head" -> "a/auto d/delete";
            case "add" -> "f/fetch tags t/track= m/master= mirror?";
            default -> "";
        };
        if (table.isEmpty()) {
            return new Answer.WithoutSsh("git remote works on this machine here");
        }
        Typed words = new GitOptions("remote " + action, table, false, false)
                .read(arguments.subList(start + 1, arguments.size()));
        return problem(words).orElseGet(() -> remote(action, words));
    }

    private Answer remote(String action, Typed words) {
        List<String> operands = words.operands();
        if (action.equals("update")) { // git fetch --multiple, or --all
            boolean usual = operands.isEmpty() || operands.equals(List.of("default"));
            boolean all = usual && remotes.group("default").isEmpty();
            return all ? fetchAll(words) : fetchOneOfMany(usual ? "default" : operands.get(0), words);
        }
        if (action.equals("add") && operands.size() != 2) {
            return new Answer.Refused("git remote add takes a name and an address");
        }
        if (action.equals("prune") && operands.isEmpty()) {
            return new Answer.Refused("git remote prune needs a name");
        }
        boolean asks = !operands.isEmpty()
                && switch (action) {
                    case "show" -> has(words, "n").isEmpty();
                    case "set-head" -> has(words, "auto").orElse(false);
                    case "add" -> has(words, "fetch").orElse(false);
                    default -> true;
                };
        return asks
                ? fetchFrom(operands.get(action.equals("add") ? 1 : 0), words)
                : new Answer.WithoutSsh("git remote " + action + " works on this machine here");
    }

    private Answer connect(String url, String program, boolean fetching, Optional<String> family) {
        GitUrl place = GitUrl.of(url, windows);
        return place instanceof GitUrl.Ssh ssh
                ? new GitSsh(settings, around).connect(ssh, program, fetching, family)
                : ((GitUrl.Other) place).answer();
    }

    private Optional<Answer> problem(Typed words) {
        return words.problem()
                .or(() -> settings.inRepository()
                        ? Optional.empty()
                        : Optional.of("git finds no repository here, and this command needs one"))
                .map(Answer.Refused::new);
    }

    /** The option's last value; a no- form takes it back. */
    private static Optional<String> last(Typed words, String name) {
        Optional<String> value = Optional.empty();
        for (Typed.Option option : words.options()) {
            if (option.name().equals(name)) {
                value = Optional.of(option.value());
            } else if (option.name().equals("no-" + name)) {
                value = Optional.empty();
            }
        }
        return value;
    }

    /** Whether the option, rather than its no- form, was given last; empty when neither was. */
    private static Optional<Boolean> has(Typed words, String name) {
        Optional<Boolean> given = Optional.empty();
        for (Typed.Option option : words.options()) {
            if (option.name().equals(name) || option.name().equals("no-" + name)) {
                given = Optional.of(option.name().equals(name));
            }
        }
        return given;
    }

    private static Optional<String> family(Typed words) {
        Optional<String> family = Optional.empty();
        for (Typed.Option option : words.options()) {
            if (option.name().equals("ipv4") || option.name().equals("ipv6")) {
                family = Optional.of(option.name().substring("ipv".length()));
            }
        }
        return family;
    }

    private boolean isTrue(String name) {
        return settings.value(name).filter(GitConfigText::isTrue).isPresent();
    }
}
