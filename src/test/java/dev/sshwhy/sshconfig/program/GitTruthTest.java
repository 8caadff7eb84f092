package dev.sshwhy.sshconfig.program;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.evidence.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words that the real git gives to ssh are the ones that are read from its command line and settings. */
class GitTruthTest {
    @TempDir
    Path base;

    private Workbench bench;

    @BeforeEach
    void repositories() throws IOException, InterruptedException {
        assumeTrue(Workbench.has("git"), "needs git");
        bench = new Workbench(base);
        git("init", "-q", "-b", "main", ".");
        git("init", "-q", "-b", "main", "empty");
        git("init", "-q", "--bare", "-b", "main", "bare.git");
        for (String place : List.of(".", "empty")) { // without a commit git push stops before it connects
            git("-C", place, "-c", "user.name=x", "-c", "user.email=x", "commit", "-q", "--allow-empty", "-m", "x");
        }
        setting("remote.origin.url", "git@origin.example.org:o/r.git");
        setting("remote.two.url", "ssh://me@two.example.org:2222/r");
        setting("remote.two.pushurl", "gh:pushed");
        setting("remote.three.url", "https://three.example.org/r");
        setting("remote.three.skipfetchall", "true");
        setting("remote.three.uploadpack", "/opt/up pack");
        setting("remote.three.receivepack", "/opt/receive");
        setting("url.git@three.example.org:.insteadof", "https://three.example.org/");
        setting("url.git@github.example.org:.insteadof", "gh:");
        setting("url.git@github.example.org:.pushinsteadof", "https://github.example.org/");
        setting("push.default", "current"); // else git push stops where no upstream branch is set up
        setting("remotes.some", "two three");
        setting("remotes.one", "two");
        setting("alias.pu", "push -4");
        setting("alias.up", "pu 'two'");
        setting("alias.sh", "!ssh host");
        setting("alias.loop", "loop");
        git("-C", "empty", "config", "--add", "remote.up.url", "first:r");
        git("-C", "empty", "config", "--add", "remote.up.url", "second:r");
        git("-C", "empty", "config", "push.default", "current");
        git("-C", "empty", "config", "remote.up.pushurl", "https://github.example.org/r");
    }

    private void git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        bench.run(command);
    }

    private void setting(String name, String value) throws IOException, InterruptedException {
        git("config", "--add", name, value);
    }

    private void agrees(String row) throws IOException, InterruptedException {
        Truth.assertTold(bench, Program.GIT, row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls-remote host:path",
                "ls-remote git@host:path^with^'quote!",
                "ls-remote git@host:~me/r",
                "ls-remote host:/~me/r",
                "ls-remote host:x~y",
                "ls-remote host:",
                "ls-remote host:-x",
                "ls-remote -- -host:x",
                "ls-remote [host:2222]:path",
                "ls-remote git@[host:2222]:path",
                "ls-remote [::1]:path",
                "ls-remote git@[::1]:path",
                "ls-remote [::1]22:path",
                "ls-remote [fe80:22]:path",
                "ls-remote [host]:path",
                "ls-remote [host:path",
                "ls-remote ::1:path",
                "ls-remote host:22:path",
                "ls-remote ssh://host/path",
                "ls-remote ssh://me@host:2222/path",
                "ls-remote ssh://me@host:/path",
                "ls-remote ssh://host:x/path",
                "ls-remote ssh://host:70000/path",
                "ls-remote ssh://host:+22/path",
                "ls-remote ssh://host",
                "ls-remote ssh://host/",
                "ls-remote ssh://host/~me/r",
                "ls-remote ssh://[::1]/path",
                "ls-remote ssh://me@[::1]:22/path",
                "ls-remote ssh://[::1]:x/path",
                "ls-remote ssh://[::1]x/path",
                "ls-remote ssh://h%6fst/p%20q%zz",
                "ls-remote ssh://-oProxyCommand=x/path",
                "ls-remote git+ssh://host/path",
                "ls-remote ssh+git://host/path",
                "ls-remote SSH://host/path",
                "ls-remote svn+ssh://127.0.0.1/path",
                "ls-remote git://127.0.0.1:1/path",
                "ls-remote https://127.0.0.1:1/path",
                "ls-remote file:///nowhere",
                "ls-remote rsync://host/path",
                "ls-remote ext::ssh^host",
                "ls-remote nosuch::host:path",
                "ls-remote ./a:b",
                "ls-remote a/b:c",
                "ls-remote bare.git",
                "ls-remote nothing",
                "ls-remote x:y://z",
                "ls-remote file"
            })
    void addresses(String row) throws IOException, InterruptedException {
        agrees(row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fetch",
                "fetch origin main",
                "fetch two",
                "fetch three",
                "fetch nothing",
                "fetch some",
                "fetch one",
                "fetch --all",
                "fetch --all two",
                "fetch --multiple one",
                "fetch --multiple two origin",
                "fetch -4 two",
                "fetch two -6",
                "fetch --ipv4 --ipv6 two",
                "fetch --upload-pack=/x/up two",
                "fetch --upload-p /x/up two",
                "fetch --upload-pack=x --no-upload-pack two",
                "fetch --depth 3 --no-depth -j2 -j 2 -o x two",
                "fetch --re two",
                "fetch --nonsense two",
                "fetch -vqZ two",
                "fetch --verbose=3 two",
                "fetch --depth",
                "fetch -h",
                "fetch --recurse-submodules two",
                "fetch --recurse-submodules=no two",
                "fetch -- two",
                "fetch --end-of-options two",
                "fetch gh:x/y",
                "fetch ssh://host/x",
                "pull",
                "pull two main",
                "pull --all",
                "pull -4 --rebase=false --no-rebase two",
                "pull --upload-pack=x -s ours -Xtheirs -S two",
                "pull -r two",
                "push",
                "push origin main",
                "push two",
                "push -6 -o x --receive-pack=git-receive-pack two",
                "push --repo=two",
                "push --repo=two origin",
                "push --repo=two --no-repo",
                "push https://github.example.org/x",
                "push gh:x",
                "push --force-with-lease two",
                "push --force-with-lease=main two",
                "push --delete two branch",
                "push -u -n --tags two",
                "push --no-verify --verify two",
                "push nothing",
                "ls-remote",
                "ls-remote two main",
                "ls-remote --exec=x two --upload-pack=y",
                "ls-remote --get-url two",
                "ls-remote -h two",
                "ls-remote -h",
                "ls-remote -4 two",
                "remote update",
                "remote update some",
                "remote update one",
                "remote update two",
                "remote update -p default",
                "remote update nothing",
                "remote -v update two",
                "remote -v",
                "remote",
                "remote show",
                "remote show two",
                "remote show -n two",
                "remote prune two",
                "remote prune -n two",
                "remote prune",
                "remote set-head two -a",
                "remote set-head two -d",
                "remote add x host:y",
                "remote add -f x gh:y",
                "remote add -f x",
                "remote get-url two",
                "archive HEAD",
                "archive --format=tar --remote=https://127.0.0.1:1/x HEAD",
                "archive -9 -o out.tar HEAD",
                "status",
                "log --remote=host:x"
            })
    void commands(String row) throws IOException, InterruptedException {
        agrees(row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-C empty fetch",
                "-C empty push",
                "-C folder fetch",
                "-C empty -C .. fetch",
                "-C missing fetch",
                "-C",
                "-Cempty fetch",
                "--git-dir=empty/.git fetch",
                "--git-dir empty/.git fetch",
                "-C empty --git-dir=.git push",
                "-C bare.git fetch",
                "-C bare.git fetch host:x",
                "-C / fetch host:x",
                "-C / ls-remote host:x",
                "-C / push host:x",
                "--work-tree=. -p --no-pager --namespace x fetch",
                "--exec-path fetch",
                "--version",
                "-v",
                "--nonsense fetch",
                "-h",
                "",
                "-c core.sshCommand=ssh^-i^key fetch",
                "-c core.sshcommand=myssh^-v^'a^b' fetch",
                "-c CORE.SSHCOMMAND=plink fetch two",
                "-c core.sshCommand=ssh^-i^~/key^~^x~ fetch",
                "-c core.sshCommand=ssh^-i^\"a\\\"b\\c\"^d\\^e fetch",
                "-c core.sshCommand= fetch",
                "-c core.sshCommand=tortoiseplink fetch two",
                "-c ssh.variant=plink fetch two",
                "-c ssh.variant=putty -c core.sshCommand=myssh fetch two",
                "-c ssh.variant=simple fetch two",
                "-c ssh.variant=simple fetch origin",
                "-c ssh.variant=simple fetch -4 origin",
                "-c ssh.variant=other -c core.sshCommand=plink fetch two",
                "-c ssh.variant=tortoiseplink fetch -4 two",
                "-c protocol.version=0 fetch",
                "-c protocol.version=1 fetch",
                "-c protocol.version=1 push",
                "-c protocol.version=3 fetch",
                "-c protocol.version=1 archive --remote=two HEAD",
                "-c protocol.allow=never fetch",
                "-c protocol.ssh.allow=always -c protocol.allow=never fetch",
                "-c url.me@here:.insteadOf=git@ fetch",
                "-c url.a:.insteadOf=git@origin -c url.b:.insteadOf=git@origin.example fetch",
                "-c url.a:.insteadOf=git@ -c url.b:.insteadOf=git@ fetch",
                "-c url.a:.pushInsteadOf=git@origin push",
                "-c url.a:.pushInsteadOf=gh: push two",
                "-c remote.origin.url=other:x fetch",
                "-c remote.origin.pushurl=other:x push",
                "-c remote.new.url=other:x fetch new",
                "-c remote.pushDefault=two push",
                "-c remote.pushDefault=host:x push",
                "-c branch.main.remote=two fetch",
                "-c branch.main.remote=two push",
                "-c branch.main.remote=. fetch",
                "-c branch.main.pushRemote=two -c remote.pushDefault=three push",
                "-c branch.other.remote=two fetch",
                "-c nonsense fetch",
                "-c a.b fetch",
                "-c .a=b fetch",
                "-c",
                "--config-env=core.sshCommand=VARIABLE fetch",
                "--config-env core.sshCommand=MISSING fetch",
                "pu",
                "pu two",
                "up",
                "-c alias.x=fetch^--upload-pack=\"a^b\" x two",
                "-c alias.x=-c^protocol.version=0^fetch x",
                "-c alias.fetch=push fetch",
                "-c alias.x=fetch^'open x",
                "loop",
                "frobnicate"
            })
    void settings(String row) throws IOException, InterruptedException {
        bench.with("VARIABLE", "ssh -v");
        agrees(row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clone host:a/b.git new",
                "clone ssh://me@host:22/a new",
                "clone -4 -b x --depth 1 -u up -j2 host:a new",
                "clone host:a new -6",
                "clone https://127.0.0.1:1/a new",
                "clone bare.git new",
                "clone bare new",
                "clone missing new",
                "clone file new",
                "clone",
                "clone host:a new more",
                "clone -c core.sshCommand=ssh^-v host:a new",
                "clone -c url.git@host:.insteadOf=hh: hh:a new",
                "clone -c protocol.version=0 host:a new",
                "-c core.sshCommand=ssh^-x clone -c core.sshCommand=ssh^-v host:a new",
                "-c url.git@host:.insteadOf=hh: clone hh:a new",
                "clone gh:a new",
                "-C folder clone host:a new",
                "clone --no-checkout --checkout host:a new",
                "clone -o up -c remote.up.uploadpack=/x host:a new",
                "clone --recursive --filter=blob:none host:a new"
            })
    void cloning(String row) throws IOException, InterruptedException {
        agrees(row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GIT_SSH_COMMAND=ssh^-i^key",
                "GIT_SSH_COMMAND=ssh^-i^'k^y'^-o^\"A=B\"",
                "GIT_SSH_COMMAND=plink^-v",
                "GIT_SSH_COMMAND=myssh",
                "GIT_SSH=myssh",
                "GIT_SSH=ssh^-v",
                "GIT_SSH=plink",
                "GIT_SSH_VARIANT=plink",
                "GIT_SSH_VARIANT=simple",
                "GIT_SSH_VARIANT=auto",
                "GIT_ALLOW_PROTOCOL=https:ssh",
                "GIT_ALLOW_PROTOCOL=https"
            })
    void environment(String variable) throws IOException, InterruptedException {
        int equals = variable.indexOf('=');
        bench.with(
                variable.substring(0, equals),
                Workbench.words(variable.substring(equals + 1)).get(0));
        agrees("fetch two");
        agrees("push -4 origin");
        agrees("-c core.sshCommand=ssh^-x fetch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "archive --remote=two HEAD",
                "archive --remote two --exec=/x HEAD",
                "archive --format=tar --remote=host:x HEAD",
                "push --receive-pack=/x two",
                "push --exec=/x two",
                "push three"
            })
    void protocolTwoOnlyForFetching(String row) throws IOException, InterruptedException {
        // up to 2.39, git went by the name of the program on the other side
        Truth.assertTold(bench, Program.GIT, "-c protocol.version=0 " + row);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch", "push", "fetch two", "clone host:a new", "ls-remote"})
    void usersOwnSettings(String row) throws IOException, InterruptedException {
        Files.writeString(base.resolve("home/.gitconfig"), """
                [core]
                    sshCommand = ssh -F ~/conf
                [url "deploy@"]
                    insteadOf = git@origin
                [protocol]
                    version = 0
                """);
        agrees(row);
        Files.delete(bench.folder.resolve(".git/HEAD"));
        agrees(row);
    }
}
