package dev.sshwhy.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The ssh of this machine, run without a terminal: what becomes of a login is what it shows with {@code -v}. */
public final class RealSsh {
    private static final Path SSH = Path.of("/usr/bin/ssh");
    private static final int LIMIT = 30;

    private RealSsh() {}

    /** What becomes of a login. */
    public enum Fate {
        /** It ran something there, and asked nothing. */
        READY,
        /** It gets in, or on, once somebody answers a question that is not for want of a key. */
        PROMPTS,
        /** It is refused, or falls back to a password. */
        BLOCKED
    }

    /**
     * What was seen.
     *
     * @param fate what becomes of the login
     * @param asksPassword whether ssh, in want of a key that gets in, asks for a password of the server
     * @param refusals the most refused attempts of a run
     * @param said what ssh wrote, of all its runs, and what it asked
     */
    public record Seen(Fate fate, boolean asksPassword, int refusals, String said) {}

    /** Ends a test, as passed over, on a machine without ssh. */
    public static void assumeInstalled() {
        assumeTrue(Files.isExecutable(SSH), "needs ssh");
    }

    /**
     * Runs ssh with these words.
     *
     * @param folder for what it leaves behind; known_hosts lies there and is not changed
     * @param environment variables beside the few that are set
     */
    public static Seen login(Path folder, List<String> words, Map<String, String> environment)
            throws IOException, InterruptedException {
        String silent = run(folder, words, environment, "-oBatchMode=yes");
        if (hasRun(silent)) {
            return new Seen(Fate.READY, false, refusals(silent), silent);
        }
        Path asked = folder.resolve("asked");
        Files.deleteIfExists(asked);
        String asking = run(folder, words, environment, "-oNumberOfPasswordPrompts=1");
        String questions = Files.exists(asked) ? Files.readString(asked) : "";
        String all = silent + "---- not in batch mode\n" + asking + "---- asked\n" + questions;
        boolean goesOn = asking.contains("with partial success") && !questions.isEmpty();
        boolean wantsPassphrase = questions.contains("passphrase");
        return new Seen(
                hasRun(asking) || goesOn || wantsPassphrase ? Fate.PROMPTS : Fate.BLOCKED,
                questions.contains("assword:") && !goesOn && !wantsPassphrase,
                Math.max(refusals(silent), refusals(asking)),
                all);
    }

    /** Each answer behind the first one, which is to "none", and the goodbye to one too many. */
    private static int refusals(String said) {
        long answers = said.lines()
                .filter(it -> it.contains("Authentications that can continue"))
                .count();
        long goodbyes = said.lines()
                .filter(it -> it.contains("Too many authentication failures"))
                .limit(1)
                .count();
        return (int) Math.max(0, answers - 1 + goodbyes);
    }

    /** Whether a command, or what the server runs in its place, came to a good end there. */
    private static boolean hasRun(String said) {
        return said.lines().anyMatch(it -> it.strip().equals("debug1: Exit status 0"));
    }

    private static String run(Path folder, List<String> words, Map<String, String> environment, String more)
            throws IOException, InterruptedException {
        Path askpass = folder.resolve("askpass");
        Files.writeString(
                askpass,
                "#!/bin/sh\necho \"$1\" >>" + folder.resolve("asked")
                        + "\ncase $1 in *'continue connecting'*) echo yes ;; *) exit 1 ;; esac\n");
        if (!askpass.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + askpass + " executable");
        }
        Path known = folder.resolve("known_hosts.of-ssh");
        Files.write(known, Files.readAllBytes(folder.resolve("known_hosts")));
        List<String> command = new ArrayList<>(
                List.of(SSH.toString(), "-v", more, "-oUserKnownHostsFile=" + known, "-oConnectTimeout=10"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ssh.log").toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", "/usr/bin:/bin",
                        "SSH_ASKPASS", askpass.toString(),
                        "SSH_ASKPASS_REQUIRE", "force"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new String(Files.readAllBytes(folder.resolve("ssh.log")), StandardCharsets.ISO_8859_1);
    }
}
