package dev.sshwhy;

import dev.sshwhy.cli.Cli;
import dev.sshwhy.cli.Streams;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program's entry: hands the process's streams, environment and clock to {@link Cli}. */
public final class Main {
    private static final int BROKEN = 70;

    private Main() {}

    public static void main(String[] arguments) {
        // The reports are UTF-8 whatever the locale; TextStyle keeps to ASCII where the locale cannot show more.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // Java 17 cannot tell which of these is a terminal; the launcher can.
        boolean terminal = Boolean.getBoolean("sshwhy.terminal");
        boolean errorTerminal = Boolean.getBoolean("sshwhy.errorTerminal");
        boolean inputTerminal = Boolean.getBoolean("sshwhy.inputTerminal");
        int exitCode = BROKEN;
        try {
            Streams streams = new Streams(
                    System.in, out, err, environment(), Clock.systemUTC(), terminal, errorTerminal, inputTerminal);
            exitCode = new Cli(streams).run(List.of(arguments));
        } catch (LinkageError | OutOfMemoryError | StackOverflowError e) {
            err.println("sshwhy: this build of sshwhy is broken, or Java has too little room: " + e
                    + " (remove the folder target, and try again)");
        }
        out.flush();
        System.exit(exitCode);
    }

    /** The user's own: the launcher changes the locale for Java alone, and says what it was, "-" for unset. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        String locale = System.getProperty("sshwhy.lc_all", environment.getOrDefault("LC_ALL", "-"));
        if (locale.equals("-")) {
            environment.remove("LC_ALL");
        } else {
            environment.put("LC_ALL", locale);
        }
        return environment;
    }
}
