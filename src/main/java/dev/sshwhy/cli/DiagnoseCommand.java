package dev.sshwhy.cli;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.collect.AccountSource;
import dev.sshwhy.collect.Collector;
import dev.sshwhy.collect.Progress;
import dev.sshwhy.collect.Question;
import dev.sshwhy.collect.Surroundings;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Diagnostician;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.report.Format;
import dev.sshwhy.report.Run;
import dev.sshwhy.report.TextReport;
import dev.sshwhy.rule.Catalogue;
import dev.sshwhy.rule.Engine;
import dev.sshwhy.sshconfig.program.Invocation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code sshwhy ssh …} and {@code sshwhy check …}: why a login fails, or would. */
final class DiagnoseCommand {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Arguments arguments;
    private final Streams streams;
    private final Catalogue catalogue;

    DiagnoseCommand(Arguments arguments, Streams streams, Catalogue catalogue) {
        this.arguments = arguments;
        this.streams = streams;
        this.catalogue = catalogue;
    }

    int run() throws UsageException {
        boolean check = arguments.command() == Arguments.Command.CHECK;
        Output output = new Output(arguments, streams);
        Format format = output.format(Format.values()); // a wrong one is told before anything is asked
        Question question = question(check ? arguments.has("online") : !arguments.has("offline"));
        Diagnosis diagnosis = diagnosis(question);
        int exitCode = check && diagnosis.verdict() == Verdict.UNKNOWN
                ? 0
                : diagnosis.verdict().exitCode(isBatch(question, diagnosis));
        String program = streams.program();
        NextCommand next = new NextCommand(arguments, program);
        Run run = new Run(
                program,
                Cli.version(),
                system(),
                exitCode,
                arguments.has("verbose"),
                isBrief(check)
                        ? next.more(diagnosis.facts().machine())
                        : next.after(diagnosis, question.online() && question.sign()));
        output.print(
                format == Format.TEXT && isBrief(check)
                        ? brief(diagnosis, run, output)
                        : format.report(diagnosis, run, output.style()));
        return exitCode;
    }

    private String brief(Diagnosis diagnosis, Run run, Output output) throws UsageException {
        boolean silent = run.exitCode() == 0
                && (arguments.has("quiet") || diagnosis.firstCause().isEmpty());
        return silent ? "" : TextReport.oneLine(diagnosis, run, output.style());
    }

    /** Whether one line is all that is told. */
    private boolean isBrief(boolean check) {
        return arguments.has("quiet") || (check && !arguments.has("verbose"));
    }

    /** Looks, asks and thinks. */
    Diagnosis diagnosis(Question question) {
        Function<Snapshot, Engine.Result> checks = it -> new Engine(BuiltInChecks.all(), catalogue).run(it);
        // A first run, for nothing but to have the checks loaded while the server thinks.
        Consumer<Snapshot> rehearsal = it -> {
            Engine.Result unused = checks.apply(it);
        };
        Snapshot facts;
        try (Progress told = question.progress()) {
            facts = question.online() ? Collector.collect(question, rehearsal) : Collector.collect(question);
        }
        return Diagnostician.diagnose(facts, checks);
    }

    /** Whether nobody is there to answer what ssh asks. */
    static boolean isBatch(Question question, Diagnosis diagnosis) {
        return question.batchMode() || diagnosis.facts().configuration().isOn("batchmode", false);
    }

    /** Without what somebody added to the release of a system of his own making. */
    static String system() {
        String release = System.getProperty("os.version", "").replaceFirst("^([0-9.]+).*$", "$1");
        return System.getProperty("os.name", "") + " " + release + " " + System.getProperty("os.arch", "");
    }

    /** What is asked, from the command line. */
    Question question(boolean online) throws UsageException {
        if (arguments.words().isEmpty()) {
            throw new UsageException("the ssh command line is missing, such as root@213.173.108.12 -p 17445");
        }
        boolean unicode = new Output(arguments, streams).style().unicode();
        Whose whose = Whose.of(arguments, streams);
        Surroundings surroundings = whose.surroundings();
        Invocation invocation = invocation(surroundings);
        return new Question(
                invocation.program(),
                invocation.typed(),
                invocation.sshWords(),
                invocation.sshProgram(),
                surroundings,
                whose.configFile(),
                account(surroundings),
                online,
                !arguments.has("no-sign"),
                arguments.has("batch-mode"),
                true,
                whose.runCommands(),
                limit(),
                LiveProgress.of(arguments, streams, unicode),
                streams.clock().instant());
    }

    /** What the typed program would have ssh do. */
    private Invocation invocation(Surroundings surroundings) throws UsageException {
        Invocation invocation = Collector.invocation(arguments.program(), arguments.words(), surroundings);
        List<String> problems = new ArrayList<>(invocation.problems());
        if (invocation.program() == Program.SSH) {
            problems.addAll(Collector.commandLineProblems(invocation.sshWords()));
        }
        if (!problems.isEmpty()) {
            throw new UsageException(invocation.program().command() + " would not take this command line: "
                    + String.join("; ", problems));
        }
        boolean copiesHere = invocation.program() == Program.SCP || invocation.program() == Program.RSYNC;
        if (invocation.withoutSsh().isPresent() && !copiesHere) {
            throw new UsageException(
                    "no ssh is run by this command: " + invocation.withoutSsh().get());
        }
        return invocation;
    }

    private Observed<AccountSource.Text> account(Surroundings surroundings) throws UsageException {
        Optional<String> source = arguments.value("account-keys");
        if (source.isEmpty()) {
            return Observed.notLookedAt("--account-keys was not given");
        }
        if (arguments.has("offline") && AccountSource.isRemote(source.get())) {
            return Observed.notLookedAt("--offline leaves out " + source.get());
        }
        return read(source.get(), streams, surroundings);
    }

    /** The text of an account's field, from wherever a user says. */
    static Observed<AccountSource.Text> read(String source, Streams streams, Surroundings surroundings)
            throws UsageException {
        if (source.equals("-") && streams.inputTerminal()) {
            streams.err().println("Paste the account's SSH Public Keys field here; then Enter and Ctrl-D:");
        }
        try {
            return AccountSource.read(source, streams.in(), surroundings);
        } catch (IOException e) {
            // An address may hold a password, which is for no eyes here either.
            String shown = source.replaceFirst("//[^/]*@", "//...@");
            throw new UsageException("the account's keys cannot be read from " + shown + ": " + e.getMessage());
        }
    }

    private Duration limit() throws UsageException {
        Optional<String> seconds = arguments.value("connect-timeout");
        if (seconds.isEmpty()) {
            return CONNECT_LIMIT;
        }
        if (!seconds.get().matches("[1-9][0-9]{0,3}")) {
            throw new UsageException("--connect-timeout takes seconds from 1 to 9999, not \"" + seconds.get() + "\"");
        }
        return Duration.ofSeconds(Long.parseLong(seconds.get()));
    }
}
