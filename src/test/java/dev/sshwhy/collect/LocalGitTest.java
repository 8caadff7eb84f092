package dev.sshwhy.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sshwhy.sshconfig.program.GitConfigText.Entry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** git's settings are the ones that the installed git lists. */
class LocalGitTest {
    @TempDir
    Path base;

    private final Map<String, String> environment = new HashMap<>();
    private Path home;
    private Path work;

    @BeforeEach
    void repository() throws IOException, InterruptedException {
        assumeTrue(hasGit(), "needs git");
        home = Files.createDirectories(base.toRealPath().resolve("home"));
        work = Files.createDirectories(home.resolve("work/project"));
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", home.toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        git(work, "init", "-q", "-b", "main", ".");
    }

    private static boolean hasGit() {
        try {
            new ProcessBuilder("git", "--version").start().destroy();
            return true;
        } catch (IOException missing) {
            return false;
        }
    }

    private String git(Path directory, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(base, "out", null);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        return status == 0 ? Files.readString(out) : "failed";
    }

    private LocalGit settings(Path directory) {
        return new LocalGit(
                new LocalFiles(), home.toString(), directory, name -> Optional.ofNullable(environment.get(name)));
    }

    /** The same settings in the same order, and the same branch. */
    private LocalGit agrees(Path directory) throws IOException, InterruptedException {
        LocalGit settings = settings(directory);
        StringBuilder ours = new StringBuilder();
        for (Entry entry : settings.entries()) {
            ours.append(entry.name());
            entry.value().ifPresent(it -> ours.append('\n').append(it));
            ours.append('\0');
        }
        String expected = git(directory, "config", "--list", "-z", "--includes");
        assertEquals(expected, settings.problem().isPresent() ? "failed" : ours.toString());
        if (settings.problem().isPresent()) {
            return settings; // git answers nothing then
        }
        boolean inRepository = !git(directory, "rev-parse", "--git-dir").equals("failed");
        assertEquals(inRepository, settings.inRepository());
        String branch = git(directory, "symbolic-ref", "--short", "HEAD").strip();
        assertEquals(branch.equals("failed") ? "" : branch, settings.branch().orElse(""));
        return settings;
    }

    private void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void takesTheFilesInGitsOrder() throws IOException, InterruptedException {
        write(".gitconfig", "[core]\n\tsshCommand = ssh -i home\n");
        write(".config/git/config", "[core]\n\tsshCommand = ssh -i xdg\n[a]\nb=1\n");
        write("work/project/.git/config", "[core]\n\tbare = false\n[remote \"origin\"]\nurl=h:x\nurl = h:y\n");
        LocalGit settings = agrees(work);
        assertEquals(Optional.of("ssh -i home"), settings.value("core.sshcommand"));
        assertEquals(List.of("h:x", "h:y"), settings.values("remote.origin.url"));
        assertEquals(Optional.of("h:y"), settings.value("remote.origin.url"));
        assertFalse(settings.outsideRepository().names().contains("remote.origin.url"));
        assertTrue(settings.outsideRepository().names().contains("a.b"));
        agrees(home);
    }

    @Test
    void readsEveryOddityOfTheLanguage() throws IOException, InterruptedException {
        write(".gitconfig", """
                toplevel = 1
                # a comment
                ; another
                [Sec] Key = Value ; behind
                [a.B]
                c
                d =
                e-1 = a  b # x
                f = "  quoted # ; "  end
                g = a\\tb\\nc\\\\d\\"e\\b
                h = one \\
                    two\\
                three
                i="half"quoted"again"
                [url "Git@Host:\\"x\\\\y"] insteadOf = A=b
                [x ""]
                empty = section
                [
                """.replace("[\n", "") + "[crlf]\r\n\tkey = value \r\n\tlast = end\\");
        agrees(work);
        write(".gitconfig", "\uFEFF[bom]\nx=y");
        agrees(work);
    }

    @Test
    void stopsWhereGitStops() throws IOException, InterruptedException {
        for (String bad : List.of(
                "[a]\nb = \"open\n",
                "[a]\nb = \\q\n",
                "[a\nb=c\n",
                "[a \"b]\nc=d\n",
                "[a \"b\" ]\nc=d\n",
                "[a]\n1b=c\n",
                "[a]\nb c\n",
                "[a]\n= c\n",
                "[]\nb=c\n",
                "[a]\n b_c = d\n")) {
            write(".gitconfig", bad);
            assertTrue(agrees(work).problem().isPresent(), bad);
        }
        write(".gitconfig", "[a]\nb = c\n\nbad line\n[d]\n");
        assertEquals(
                Optional.of("git cannot read line 4 of " + home + "/.gitconfig"),
                settings(work).problem());
    }

    @Test
    void followsIncludes() throws IOException, InterruptedException {
        write(".gitconfig", """
                [include]
                    path = ~/more
                    path = sub/relative
                    path = missing
                [last]
                    x = 1
                """);
        write("more", "[m]\nx=1\n[include]\npath=sub/relative\n");
        write("sub/relative", "[r]\nx=1\n[include]\npath=beside\n");
        write("sub/beside", "[b]\nx=1\n");
        agrees(work);
        write("sub/beside", "[include]\npath=beside\n");
        assertTrue(agrees(work).problem().isPresent());
    }

    @Test
    void followsSimpleConditions() throws IOException, InterruptedException {
        List<String> conditions = List.of(
                "gitdir:~/work/",
                "gitdir:~/wor/",
                "gitdir:work/",
                "gitdir:ork/",
                "gitdir:project/.git",
                "gitdir:~/work/project/.git",
                "gitdir:~/work/project/.git/",
                "gitdir:~/work/project",
                "gitdir:./work/",
                "gitdir:WORK/",
                "gitdir/i:WORK/",
                "gitdir:**/project/**",
                "gitdir:/",
                "onbranch:main",
                "onbranch:ma",
                "onbranch:main/",
                "unknown:x",
                "hasnocolon");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < conditions.size(); i++) {
            text.append("[includeIf \"")
                    .append(conditions.get(i))
                    .append("\"]\npath = c")
                    .append(i)
                    .append('\n');
            write("c" + i, "[c" + i + "]\nx=1\n");
        }
        write(".gitconfig", text.toString());
        agrees(work);
        agrees(home);
        git(work, "checkout", "-q", "-b", "main/sub");
        agrees(work);
    }

    @Test
    void findsTheRepositoryAsGitDoes() throws IOException, InterruptedException {
        git(work, "config", "remote.origin.url", "h:x");
        agrees(Files.createDirectories(work.resolve("deep/er")));
        agrees(work.resolve(".git"));
        git(home, "init", "-q", "--bare", "bare.git");
        agrees(home.resolve("bare.git"));
        git(work, "-c", "user.name=x", "-c", "user.email=x", "commit", "-q", "--allow-empty", "-m", "x");
        git(work, "worktree", "add", "-q", "../tree");
        agrees(home.resolve("work/tree"));
        git(work, "config", "extensions.worktreeConfig", "true");
        git(home.resolve("work/tree"), "config", "--worktree", "own.x", "1");
        agrees(home.resolve("work/tree"));
        agrees(work);
        git(work, "checkout", "-q", "--detach");
        assertEquals(Optional.empty(), agrees(work).branch());
        git(home, "init", "-q", "--separate-git-dir", "elsewhere", "separate");
        agrees(home.resolve("separate"));
        Files.createDirectories(home.resolve("broken/.git"));
        agrees(home.resolve("broken"));
        environment.put("GIT_DIR", work.resolve(".git").toString());
        agrees(home);
        environment.put("GIT_DIR", "nothing");
        assertFalse(settings(home).inRepository());
    }

    @Test
    void heedsTheVariables() throws IOException, InterruptedException {
        write(".gitconfig", "[a]\nx=home\n");
        write("other", "[a]\nx=other\n");
        write("xdg/git/config", "[a]\nx=xdg\n");
        environment.put("XDG_CONFIG_HOME", home.resolve("xdg").toString());
        agrees(work);
        environment.put("GIT_CONFIG_GLOBAL", home.resolve("other").toString());
        agrees(work);
        environment.put("GIT_CONFIG_SYSTEM", home.resolve("other").toString());
        agrees(work);
        environment.remove("GIT_CONFIG_NOSYSTEM");
        agrees(work);
        environment.put("GIT_CONFIG_COUNT", "2");
        environment.put("GIT_CONFIG_KEY_0", "Core.SshCommand");
        environment.put("GIT_CONFIG_VALUE_0", "ssh -v");
        environment.put("GIT_CONFIG_KEY_1", "url.X.InsteadOf");
        environment.put("GIT_CONFIG_VALUE_1", "y");
        agrees(work);
        environment.put("GIT_CONFIG_COUNT", "3");
        assertTrue(agrees(work).problem().isPresent());
        environment.put("GIT_CONFIG_COUNT", "x");
        assertTrue(agrees(work).problem().isPresent());
    }
}
