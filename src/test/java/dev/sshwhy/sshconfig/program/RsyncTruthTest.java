package dev.sshwhy.sshconfig.program;

import dev.sshwhy.evidence.Program;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words that the real rsync gives to ssh are the ones that are read from its command line. */
class RsyncTruthTest {
    @TempDir
    Path base;

    private void agrees(String row) throws IOException, InterruptedException {
        Truth.assertTold(new Workbench(base), Program.RSYNC, row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-a file host:path",
                "-av me@host:path .",
                "-a host:",
                "-a host:a :b folder",
                "-a host:a host:b folder",
                "-a host:a :b",
                "-a host:a other:b folder",
                "-a host:a file folder",
                "-a host:a host:b",
                "-a file host:a host:b",
                "file host:a",
                "file host: -av",
                "host:file -r . -e ssh^-p^2222",
                "-r -- -odd host:-odd",
                "-r -- host:-odd -odd",
                "file other",
                "file",
                "",
                "-a",
                "file [::1]:path",
                "file me@[::1]:path",
                "file ::1:path",
                "file [::1]",
                "file [::1x:path",
                "file @host:path",
                "file a@b@host:path",
                "file -- -host:path",
                "file ./a:b",
                "file a/b:c",
                "file host:~/path",
                "host:~ folder",
                "host:~me/x folder",
                "host:~*/x folder",
                "-R host:~me/x folder",
                "-R host:~me/./x folder",
                "host:it's^a;b$c*d[e]\\*\\x folder",
                "file host:{a,b}",
                "file 127.0.0.1::module",
                "file rsync://127.0.0.1:1/module",
                "rsync://127.0.0.1:1",
                "RSYNC://127.0.0.1:1/x folder",
                "-e ssh file me@127.0.0.1::module",
                "-e ssh^-l^me file you@127.0.0.1::module",
                "-e ssh^-l^-x file you@127.0.0.1::module",
                "-e ssh rsync://me@127.0.0.1:44/module/x folder",
                "--rsh=ssh rsync://127.0.0.1/module/x folder"
            })
    void names(String row) throws IOException, InterruptedException {
        agrees(row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-e ssh^-p^2222^-i^\"/a^b/key\" file host:",
                "-e ssh^-i^'it''s' file host:",
                "-e ssh^-o^'A^\"B\"' file host:",
                "-e ssh^-i^\"a\"\"b\" file host:",
                "-e ssh^x\"y^z\"w file host:",
                "-e ssh^'' file host:",
                "-e ^^ssh^^^-v^ file host:",
                "-e ssh^\\^x^$HOME^~/k file host:",
                "-e ssh^'open file host:",
                "-e myssh^-v file host:",
                "-4e myssh file host:",
                "-4 file host:",
                "-6av file me@host:",
                "--ipv4 --ipv6 file host:",
                "--rsh=ssh^-v file host:",
                "--rsh ssh^-v file host:",
                "-ave ssh file host:",
                "-avessh file host:",
                "-ave=ssh file host:",
                "-aev ssh file host:",
                "--rsh -v file host:",
                "-e",
                "file host: -e",
                "--rsync-path=sudo^rsync file host:",
                "--rsync-path /opt/rsync -a file host:",
                "--nonsense file host:",
                "--verb file host:",
                "-Y file host:",
                "-a=x file host:",
                "--archive=x file host:",
                "--no-b file host:",
                "--D file host:",
                "-no-D file host:",
                "--timeout=x file host:",
                "--timeout=0x10 file host:",
                "--timeout= file host:",
                "--version file host:",
                "-V",
                "-h",
                "-hh file host:",
                "--help file host:",
                "--info=help file host:",
                "--password-file=file file host:",
                "--contimeout=5 file host:",
                "--server file host:",
                "--files-from=file . host:",
                "--files-from=missing . host:",
                "--files-from=- host:x .",
                "--files-from=file host:x .",
                "--files-from=host:list host:x .",
                "--files-from=:list^x -0a host:x .",
                "--files-from=other:list host:x .",
                "--files-from=host:list . host:",
                "--files-from=file . file host:",
                "-r --files-from=file --no-R host:x .",
                "--exclude-from=missing file host:",
                "--exclude-from=file --include-from=- file host:",
                "--exclude=*.o --filter=-^x -f +^y --include=z file host:"
            })
    void shellAndOptions(String row) throws IOException, InterruptedException {
        agrees(row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-vvvvvvvvvvvv file host:",
                "-rlptgoD file host:",
                "-aHHAXX --no-o --no-g file host:",
                "-azz file host:",
                "-az --compress-level=9 file host:",
                "--zl=3 file host:",
                "--compress-choice=zstd file host:",
                "--zc=none -z file host:",
                "--old-compress file host:",
                "--new-compress --no-z file host:",
                "-a --delete file host:",
                "--delete file host:",
                "-d --delete file host:",
                "-d file host:",
                "--old-dirs --delete host:x .",
                "-r --delete-after host:x .",
                "-r --delete-delay file host:",
                "-r --del --delete-before file host:",
                "-r --delete-excluded --force --max-delete=3 --ignore-errors file host:",
                "-r --delete --max-delete=-5 file host:",
                "-aP file host:",
                "-aP host:x .",
                "--progress file host:",
                "--partial-dir=.part/../x//y/ file host:",
                "--partial-dir=. file host:",
                "--delay-updates -r file host:",
                "--delay-updates -r host:x .",
                "--inplace --partial file host:",
                "--inplace --partial-dir=x file host:",
                "--inplace --sparse file host:",
                "--inplace --sparse --no-W file host:",
                "--append file host:",
                "--append-verify file host:",
                "--append -W file host:",
                "-b --suffix=.old file host:",
                "-b --suffix=~ file host:",
                "--suffix= file host:",
                "--suffix=a/b file host:",
                "--backup-dir=./old^dir file host:",
                "--backup-dir=. --suffix=x file host:",
                "-bOtr file host:",
                "-Otr --backup-dir=x file host:",
                "-i file host:",
                "-ii file host:",
                "-vi file host:",
                "--out-format=%n file host:",
                "--out-format=%-10i file host:",
                "--out-format=%o%% -v file host:",
                "--out-format=x host:a .",
                "--stats -v file host:",
                "-q file host:",
                "-q --msgs2stderr file host:",
                "-q --no-msgs2stderr file host:",
                "--stderr=a file host:",
                "--stderr=client file host:",
                "--stderr=x file host:",
                "--info=progress2 file host:",
                "--info=name0,del2 -v file host:",
                "--info=all0 file host:",
                "--info=ALL2,NAME3 file host:",
                "--info=none,stats2 host:x .",
                "--info=nope file host:",
                "--debug=all file host:",
                "--debug=del3,flist4,time host:x .",
                "--bwlimit=100 file host:",
                "--bwlimit=1.5m file host:",
                "--bwlimit=0 file host:",
                "--bwlimit=x file host:",
                "--max-size=2kb+1 --min-size=1KiB file host:",
                "--max-size=2z file host:",
                "-B 1000 file host:",
                "--block-size=8k file host:",
                "--max-alloc=1g file host:",
                "--max-alloc=2g file host:",
                "--modify-window=2 file host:",
                "-@-1 file host:",
                "--checksum-seed=5 --checksum-choice=md5 file host:",
                "--cc=none file host:",
                "--cc=auto file host:",
                "--link-dest=../a --link-dest=b*c file host:",
                "--compare-dest=x host:x .",
                "--copy-dest=x --link-dest=y file host:",
                "-yy --link-dest=a file host:",
                "-yy file host:",
                "-LkKmJEU file host:",
                "-LkKmJEUU host:x .",
                "-xxScCIuSR --no-implied-dirs file host:",
                "-rm host:x .",
                "--chown=me:us file host:",
                "--chown=:us file host:",
                "--chown=me --usermap=a:b file host:",
                "--usermap=*:x --numeric-ids file host:",
                "--temp-dir=/t^x --fsync --existing --ignore-existing --size-only --super file host:",
                "--fake-super -XX file host:",
                "--specials file host:",
                "--devices --no-specials file host:",
                "--copy-devices host:x .",
                "--write-devices --preallocate --mkpath file host:",
                "--remove-source-files file host:",
                "--remove-sent-files host:x .",
                "--ignore-missing-args host:x .",
                "--delete-missing-args --ignore-missing-args file host:",
                "--copy-unsafe-links --safe-links --skip-compress=gz host:x .",
                "--open-noatime file host:",
                "--qsort -r file host:",
                "--no-i-r -a file host:",
                "-n file host:",
                "-n --only-write-batch=b file host:",
                "--list-only host:x .",
                "--protocol=29 -a file host:",
                "--iconv=utf8,latin1 file host:",
                "--iconv=. file host:",
                "--iconv=- file host:",
                "--no-iconv file host:",
                "-s file host:a^b",
                "--protect-args -av --iconv=utf8 host:a^b .",
                "--old-args file host:a^b",
                "--old-args --old-args --suffix=a^b -b file host:",
                "--old-args -s file host:",
                "-M--bwlimit=5 -M -x^y file host:",
                "--remote-option=x file host:",
                "--trust-sender host:~x .",
                "-a --no-a file host:",
                "--outbuf=L --log-file=log --sockopts=x --address=0 --port=5 --blocking-io file host:"
            })
    void serverSide(String row) throws IOException, InterruptedException {
        agrees(row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RSYNC_RSH=ssh^-p^33",
                "RSYNC_RSH=myssh^'a^b'",
                "RSYNC_OLD_ARGS=1",
                "RSYNC_OLD_ARGS=2",
                "RSYNC_PROTECT_ARGS=1",
                "RSYNC_PROTECT_ARGS=0",
                "RSYNC_PARTIAL_DIR=.part",
                "RSYNC_MAX_ALLOC=2g",
                "RSYNC_ICONV=utf8"
            })
    void environment(String variable) throws IOException, InterruptedException {
        int equals = variable.indexOf('=');
        String value = Workbench.words(variable.substring(equals + 1)).get(0);
        Workbench bench = new Workbench(base).with(variable.substring(0, equals), value);
        Truth.assertTold(bench, Program.RSYNC, "-aP file host:a^b");
        Truth.assertTold(bench, Program.RSYNC, "-e ssh^-v -s host:a^b .");
        Truth.assertTold(bench, Program.RSYNC, "-a file 127.0.0.1::module");
    }
}
