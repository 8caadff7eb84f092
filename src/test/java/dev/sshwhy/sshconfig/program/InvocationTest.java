package dev.sshwhy.sshconfig.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sshwhy.evidence.Program;
import dev.sshwhy.sshconfig.SshRelease;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user gets told, and what no program that is installed here can show: other releases, other systems. */
class InvocationTest {
    private final FakeAround around =
            new FakeAround().file("file").file("folder").file("folder/.");

    private Invocation parse(Program program, String row) {
        return parse(program, row, SshRelease.NEWEST);
    }

    private Invocation parse(Program program, String row, SshRelease release) {
        return Invocation.parse(program, Workbench.words(row), release, around);
    }

    private String sshWords(Program program, String row, int release) {
        return String.join(
                " ",
                parse(program, row, new SshRelease(release, SshRelease.Vendor.OTHER))
                        .sshWords());
    }

    @Test
    void leavesSshsOwnWordsAlone() {
        Invocation ssh = parse(Program.SSH, "-p 22 host ls");
        assertEquals(List.of("ssh", "-p", "22", "host", "ls"), ssh.typed());
        assertEquals(List.of("-p", "22", "host", "ls"), ssh.sshWords());
        assertEquals(Optional.empty(), ssh.sshProgram());
    }

    /** Each line was seen of an scp built from that release. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "800  | -x -oForwardAgent=no -oPermitLocalCommand=no -oClearAllForwardings=yes -oRemoteCommand=none "
                        + "-oRequestTTY=no -v -l me -- host scp -v -t path",
                "806  | -x -oPermitLocalCommand=no -oClearAllForwardings=yes -oRemoteCommand=none -oRequestTTY=no -v "
                        + "-oForwardAgent=no -l me -- host scp -v -t path",
                "808  | -x -oPermitLocalCommand=no -oClearAllForwardings=yes -oRemoteCommand=none -oRequestTTY=no -v "
                        + "-oForwardAgent=no -l me -- host scp -v -t path",
                "905  | -x -oPermitLocalCommand=no -oClearAllForwardings=yes -oRemoteCommand=none -oRequestTTY=no -v "
                        + "-oForwardAgent=no -l me -s -- host sftp",
                "1005 | -x -oPermitLocalCommand=no -oClearAllForwardings=yes -oRemoteCommand=none -oRequestTTY=no "
                        + "-oControlMaster=no -v -oForwardAgent=no -l me -s -- host sftp"
            })
    void knowsTheReleasesOfScp(int release, String words) {
        assertEquals(words, sshWords(Program.SCP, "-v file me@host:path", release));
    }

    /** Each line was seen of an sftp built from that release. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "801  | -oForwardX11 no -oForwardAgent no -oPermitLocalCommand no -oClearAllForwardings yes "
                        + "-oPort 22 -l me -oProtocol 2 -s -- host sftp",
                "806  | -oForwardX11 no -oPermitLocalCommand no -oClearAllForwardings yes -oForwardAgent no "
                        + "-oPort 22 -l me -s -- host sftp",
                "1005 | -oForwardX11 no -oPermitLocalCommand no -oClearAllForwardings yes -oControlMaster no "
                        + "-oForwardAgent no -oPort 22 -l me -s -- host sftp"
            })
    void knowsTheReleasesOfSftp(int release, String words) {
        assertEquals(words, sshWords(Program.SFTP, "-P 22 me@host", release));
    }

    @Test
    void looksForTheLocalFileFirstOnlyWhereScpDoes() {
        assertEquals(
                List.of("scp finds no file \"missing\" here"),
                parse(Program.SCP, "missing host:").problems());
        assertEquals("", sshWords(Program.SCP, "missing host:", 904));
        assertEquals(false, sshWords(Program.SCP, "missing host:", 903).isEmpty());
        assertEquals(false, sshWords(Program.SCP, "-O missing host:", 904).isEmpty());
    }

    @Test
    void takesDrivesForFilesOnWindowsAlone() {
        SshRelease windows = SshRelease.of("OpenSSH_for_Windows_9.5p1, LibreSSL 3.8.2");
        assertEquals(
                "host",
                lastButOne(parse(Program.SCP, "host:file C:\\x", windows).sshWords()));
        assertEquals(
                true, parse(Program.SCP, "C:\\x /D:/y", windows).withoutSsh().isPresent());
        assertEquals("C", lastButOne(parse(Program.SCP, "C:\\x folder").sshWords()));
        assertEquals(
                true,
                parse(Program.GIT, "ls-remote C:\\x", windows).withoutSsh().isPresent());
        assertEquals(List.of("C", "git-upload-pack '\\x'"), tail(parse(Program.GIT, "ls-remote C:\\x")));
    }

    private static String lastButOne(List<String> words) {
        return words.get(words.size() - 2);
    }

    private static List<String> tail(Invocation invocation) {
        List<String> words = invocation.sshWords();
        return words.subList(words.size() - 2, words.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SCP   | file other            | scp copies between two local files: no name has a host and a colon in "
                        + "front of the path",
                "SCP   | -t folder             | scp -f and scp -t are the far side of a copy: ssh has started them",
                "SFTP  | -D /usr/lib/server    | sftp -D starts an sftp server on this machine in place of ssh",
                "RSYNC | -a file folder        | rsync copies on this machine: no name has a host and a colon in front "
                        + "of the path",
                "RSYNC | -a file host::module  | rsync goes to an rsync daemon by itself, without ssh: two colons or "
                        + "rsync:// say so",
                "RSYNC | --daemon              | rsync --daemon waits for others to connect",
                "GIT   | fetch https://me:secret@example.org/x | git goes there by https://, without ssh and its keys",
                "GIT   | fetch ./x             | git takes \"./x\" for a folder on this machine: no host and colon "
                        + "stand in front of its first slash",
                "GIT   | status                | git status works on this machine",
                "GIT   | ls-remote ext::ssh^x  | git hands this address to the helper git-remote-ext, not to ssh"
            })
    void saysWhyThereIsNoSsh(Program program, String row, String why) {
        assertEquals(Optional.of(why), parse(program, row).withoutSsh());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SCP   | -Z file host:           | scp has no option -Z",
                "SCP   | -P                      | scp -P needs an argument",
                "SCP   | -P x file host:         | scp -P \"x\" is no port number from 1 to 65535",
                "SCP   | file                    | scp needs a source and a target",
                "SCP   | a:x b:y missing         | scp needs a folder to copy several files into, and \"missing\" is "
                        + "none here",
                "SFTP  | sftp://host:x/          | \"sftp://host:x/\" is not sftp://[user@]host[:port][/path]",
                "RSYNC | --nope file host:       | rsync has no option \"--nope\"",
                "RSYNC | -e ssh^'x file host:    | rsync: a quote is not closed in \"ssh 'x\"",
                "RSYNC | a:x b:y                 | rsync cannot copy from one other machine to another",
                "GIT   | fetch --nope            | git fetch has no option \"--nope\"",
                "GIT   | fetch                   | git knows no remote to fetch from: none is set up here",
                "GIT   | clone nothing           | git clone finds no repository \"nothing\" here, and without a colon "
                        + "it names no host",
                "GIT   | submodule update        | sshwhy cannot follow git submodule",
                "GIT   | frobnicate              | sshwhy does not know the command \"git frobnicate\"",
                "GIT   | -c core.sshCommand=ssh^-i^$KEY fetch host:x | git runs ssh through the shell, as "
                        + "\"ssh -i $KEY\": sshwhy cannot follow \"$\"",
                "GIT   | -c core.sshCommand=a;b fetch host:x         | git runs ssh through the shell, as \"a;b\": "
                        + "sshwhy cannot follow \";\""
            })
    void saysWhatIsRefused(Program program, String row, String problem) {
        Invocation read = parse(program, row);
        assertEquals(List.of(problem), read.problems());
        assertEquals(List.of(), read.sshWords());
    }

    @Test
    void namesTheProgramInSshsPlace() {
        around.variable("GIT_SSH", "/opt/my ssh");
        assertEquals(
                Optional.of("/opt/my ssh"), parse(Program.GIT, "fetch host:x").sshProgram());
        assertEquals(
                Optional.of("/usr/bin/ssh"),
                parse(Program.GIT, "-c core.sshCommand=/usr/bin/ssh^-v fetch host:x")
                        .sshProgram());
        assertEquals(
                Optional.empty(),
                parse(Program.GIT, "-c core.sshCommand=ssh^-v fetch host:x").sshProgram());
        assertEquals(
                Optional.of("/x/ssh"),
                parse(Program.SCP, "-S /x/ssh file host:").sshProgram());
        assertEquals(
                Optional.of("/x y/ssh"),
                parse(Program.RSYNC, "-e '/x^y/ssh'^-v file host:").sshProgram());
    }

    @Test
    void quotesNoMoreOfAWordThanAnyoneReads() {
        String problem =
                parse(Program.RSYNC, "--" + "x".repeat(100_000)).problems().get(0);
        assertEquals(true, problem.length() < 300, problem);
    }

    @Test
    void heedsTheSettingsOfTheRepository() {
        around.setting("remote.origin.url", "gh:o/r").setting("url.git@example.org:.insteadof", "gh:");
        assertEquals(List.of("git@example.org", "git-upload-pack 'o/r'"), tail(parse(Program.GIT, "fetch")));
        around.setting("branch.main.pushremote", "other").setting("remote.other.url", "ssh://me@other:22/x");
        assertEquals(
                List.of("-p", "22", "me@other", "git-receive-pack '/x'"),
                parse(Program.GIT, "push").sshWords());
    }
}
