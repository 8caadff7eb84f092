package dev.sshwhy.sshconfig.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.Program;
import dev.sshwhy.sshconfig.SshRelease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No words make a parser fail, hang or answer two things at once. */
class AnyWordsTest {
    private static final List<SshRelease.Vendor> VENDORS = List.of(SshRelease.Vendor.values());
    private static final int LISTS = 20_000;
    private static final long SEED = 20261122;
    private static final String CHARACTERS =
            "abehiPRSsx0129-=:/@[]'\"\\$`*?~%#!.,;+ \t\n\r\u0000\u00e9\ud83d\udd11\ud800{}()<>|&";

    private static final List<String> GOOD = List.of(
            "-P 22 -i key -oA=b file me@host:path",
            "-R scp://u@a:44/x me@b:y",
            "-b - -s sub sftp://me@host:2222/path",
            "-avz --delete --info=name2,del -e ssh^-p^2222^-i^\"/a^b\" --rsync-path=x host:a :b folder",
            "--files-from=:list --partial-dir=a/../b --bwlimit=1.5m --max-size=2kb+1 -M--x me@[::1]:path .",
            "-C a --git-dir=b -c core.sshCommand=ssh^-i^~/x -c url.A.insteadOf=B fetch --upload-pack x origin",
            "clone -c a.b=c --depth 1 ssh://me@[::1]:22/~u/%41 new",
            "push -4 --force-with-lease=x git@[host:22]:p",
            "remote update some",
            "archive --remote=host:x HEAD",
            "ls-remote -- host:x");

    private final Random random = new Random(SEED);
    private final FakeAround around = new FakeAround()
            .file("file")
            .file("folder/.")
            .setting("remote.origin.url", "host:x")
            .setting("alias.x", "fetch 'a b")
            .setting("alias.loop", "-c a.b=c loop")
            .setting("remotes.some", " origin\tb ");

    private String word() {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            word.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return (random.nextInt(3) == 0 ? random.nextBoolean() ? "-" : "--" : "") + word;
    }

    private List<String> list() {
        List<String> words = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            words.addAll(Workbench.words(GOOD.get(random.nextInt(GOOD.size()))));
        }
        for (int changes = random.nextInt(5); changes > 0 || words.isEmpty(); changes--) {
            int at = random.nextInt(words.size() + 1);
            if (at == words.size() || random.nextInt(3) == 0) {
                words.add(at, word());
                continue;
            }
            String old = words.get(at);
            int cut = random.nextInt(old.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> words.remove(at);
                case 1 -> words.set(at, old.substring(0, cut) + word() + old.substring(cut));
                case 2 -> words.set(at, old.substring(cut));
                default -> words.add(at, old);
            }
        }
        return words;
    }

    @Test
    void getOneAnswerFromEveryProgram() {
        assertTimeout(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < LISTS; i++) {
                List<String> words = list();
                around.variable(random.nextBoolean() ? "RSYNC_RSH" : "GIT_SSH_COMMAND", word());
                around.setting(random.nextBoolean() ? "core.sshcommand" : "alias." + word(), word());
                SshRelease release =
                        new SshRelease(780 + random.nextInt(240), VENDORS.get(random.nextInt(VENDORS.size())));
                for (Program program : Program.values()) {
                    check(Invocation.parse(program, words, release, around), words);
                }
                GitConfigText.parse(String.join("\n", words));
            }
        });
    }

    private static void check(Invocation read, List<String> words) {
        int answers = (read.sshWords().isEmpty() ? 0 : 1)
                + (read.withoutSsh().isPresent() ? 1 : 0)
                + (read.problems().isEmpty() ? 0 : 1);
        if (read.program() != Program.SSH) {
            assertEquals(1, answers, () -> read.program() + " " + words);
        }
        assertTrue(read.problems().stream().allMatch(it -> it.length() < 600), () -> read.program() + " " + words);
        assertEquals(words.size() + 1, read.typed().size());
    }
}
