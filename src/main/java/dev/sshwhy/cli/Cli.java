package dev.sshwhy.cli;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.collect.AccountSource;
import dev.sshwhy.collect.Collector;
import dev.sshwhy.collect.Question;
import dev.sshwhy.collect.Surroundings;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Diagnostician;
import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.report.AccountReport;
import dev.sshwhy.report.JsonReport;
import dev.sshwhy.report.PageReport;
import dev.sshwhy.report.TextReport;
import dev.sshwhy.rule.Catalogue;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Engine;
import dev.sshwhy.rule.RulePage;
import dev.sshwhy.sshconfig.program.Invocation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs one command line. Nothing else in sshwhy knows standard output or exit codes. */
public final class Cli {
    private static final int USAGE = 2;
    private static final int BUG = 70;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Streams streams;
    private final Catalogue catalogue = Pages.catalogue();

    public Cli(Streams streams) {
        this.streams = streams;
    }

    /** Runs it, and gives the exit code. */
    public int run(List<String> line) {
        if (streams.environment().containsKey("SSHWHY_NESTED")) {
            return 0; // started by something that sshwhy started, such as Match exec: it must not go round in a circle
        }
        boolean verbose = line.contains("--verbose");
        try {
            return run(Arguments.parse(line));
        } catch (UsageException e) {
            streams.err().println("sshwhy: " + e.getMessage() + " (sshwhy --help)");
            return USAGE;
        } catch (RuntimeException e) {
            streams.err()
                    .println("sshwhy: a bug in sshwhy: " + e.getClass().getSimpleName()
                            + " (--verbose shows where; please report it)");
            if (verbose) {
                e.printStackTrace(streams.err());
            }
            return BUG;
        }
    }

    private int run(Arguments arguments) throws UsageException {
        if (arguments.has("version")) {
            streams.out().println("sshwhy " + version());
            return 0;
        }
        if (arguments.has("help") || arguments.isEmpty()) {
            streams.out().print(Help.TEXT);
            return arguments.has("help") ? 0 : USAGE;
        }
        return switch (arguments.command()) {
            case CONFIG -> new ConfigCommand(arguments, streams).run();
            case LINT -> new LintCommand(arguments, streams, catalogue).run();
            case DIAGNOSE -> diagnose(arguments, !arguments.has("offline"));
            case CHECK -> diagnose(arguments, arguments.has("online"));
            case KEYS -> new KeysCommand(arguments, streams, catalogue).run();
            case ACCOUNT -> account(arguments);
            case RULES -> rules();
            case EXPLAIN -> explain(arguments);
        };
    }

    private int diagnose(Arguments arguments, boolean online) throws UsageException {
        Output output = new Output(arguments, streams);
        boolean json = output.isJson(); // a wrong format is told before anything is asked
        Question question = question(arguments, online);
        Function<Snapshot, Engine.Result> checks = it -> new Engine(BuiltInChecks.all(), catalogue).run(it);
        // A first run, for nothing but to have the checks loaded while the server thinks.
        Consumer<Snapshot> rehearsal = it -> {
            Engine.Result unused = checks.apply(it);
        };
        Snapshot facts = online ? Collector.collect(question, rehearsal) : Collector.collect(question);
        Diagnosis diagnosis = Diagnostician.diagnose(facts, checks);
        boolean batchMode = question.batchMode() || facts.configuration().isOn("batchmode", false);
        boolean check = arguments.command() == Arguments.Command.CHECK;
        int exitCode = check && diagnosis.verdict() == Verdict.UNKNOWN
                ? 0
                : diagnosis.verdict().exitCode(batchMode);
        if (json) {
            output.print(JsonReport.of(diagnosis, exitCode, version(), arguments.has("verbose")));
        } else if (arguments.has("quiet") || (check && !arguments.has("verbose"))) {
            boolean silent = diagnosis.firstCause().isEmpty() || (arguments.has("quiet") && exitCode == 0);
            output.print(silent ? "" : TextReport.oneLine(diagnosis, output.style()));
        } else {
            output.print(
                    arguments.has("verbose")
                            ? TextReport.verbose(diagnosis, output.style())
                            : TextReport.of(diagnosis, output.style()));
        }
        return exitCode;
    }

    private Question question(Arguments arguments, boolean online) throws UsageException {
        if (arguments.words().isEmpty()) {
            throw new UsageException("the ssh command line is missing, such as root@213.173.108.12 -p 17445");
        }
        Whose whose = Whose.of(arguments, streams);
        Surroundings surroundings = whose.surroundings();
        Invocation invocation = invocation(arguments, surroundings);
        return new Question(
                invocation.program(),
                invocation.typed(),
                invocation.sshWords(),
                invocation.sshProgram(),
                surroundings,
                whose.configFile(),
                account(arguments, surroundings),
                online,
                !arguments.has("no-sign"),
                arguments.has("batch-mode"),
                true,
                whose.runCommands(),
                limit(arguments),
                this::progress,
                streams.clock().instant());
    }

    /** Told to a person who looks on, never to a file or a pipe. */
    private void progress(String what) {
        if (streams.errorTerminal()) {
            streams.err().println("sshwhy: " + Visible.text(what));
        }
    }

    /** What the typed program would have ssh do. */
    private static Invocation invocation(Arguments arguments, Surroundings surroundings) throws UsageException {
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

    private Observed<AccountSource.Text> account(Arguments arguments, Surroundings surroundings) throws UsageException {
        Optional<String> source = arguments.value("account-keys");
        if (source.isEmpty()) {
            return Observed.notLookedAt("--account-keys was not given");
        }
        if (arguments.has("offline") && AccountSource.isRemote(source.get())) {
            return Observed.notLookedAt("--offline leaves out " + source.get());
        }
        return read(source.get(), surroundings);
    }

    private Observed<AccountSource.Text> read(String source, Surroundings surroundings) throws UsageException {
        try {
            return AccountSource.read(source, streams.in(), surroundings);
        } catch (IOException e) {
            // An address may hold a password, which is for no eyes here either.
            String shown = source.replaceFirst("//[^/]*@", "//...@");
            throw new UsageException("the account's keys cannot be read from " + shown + ": " + e.getMessage());
        }
    }

    private static Duration limit(Arguments arguments) throws UsageException {
        Optional<String> seconds = arguments.value("connect-timeout");
        if (seconds.isEmpty()) {
            return CONNECT_LIMIT;
        }
        if (!seconds.get().matches("[1-9][0-9]{0,3}")) {
            throw new UsageException("--connect-timeout takes seconds from 1 to 9999, not \"" + seconds.get() + "\"");
        }
        return Duration.ofSeconds(Long.parseLong(seconds.get()));
    }

    private int account(Arguments arguments) throws UsageException {
        Output output = new Output(arguments, streams);
        Surroundings surroundings = Whose.of(arguments, streams).surroundings();
        if (arguments.has("batch")) {
            return new AccountBatch(streams).run(arguments.value("batch").orElse("-"), surroundings);
        }
        if (arguments.words().size() != 1) {
            throw new UsageException(
                    "account takes one source: a file, - for standard input, github:USER, gitlab:USER or an https"
                            + " address");
        }
        if (arguments.has("offline") && AccountSource.isRemote(arguments.words().get(0))) {
            throw new UsageException("--offline leaves out " + arguments.words().get(0));
        }
        Observed<AccountSource.Text> text = read(arguments.words().get(0), surroundings);
        if (text.seen().isEmpty()) {
            throw new UsageException("the account's keys cannot be read from "
                    + arguments.words().get(0) + ": "
                    + text.match(it -> "", where -> "it is not there", (where, reason) -> reason, why -> why));
        }
        AccountField field = Collector.account(
                text.seen().get(), surroundings, streams.clock().instant());
        output.print(output.isJson() ? JsonReport.ofAccount(field) : AccountReport.of(field, output.style()));
        return AccountReport.hasErrors(field) ? 1 : 0;
    }

    private int rules() {
        for (Check check : BuiltInChecks.all()) {
            RulePage page = catalogue.page(check.id()).orElseThrow();
            streams.out().printf("%-34s %-8s %s%n", page.id(), word(page.effect()), page.title());
        }
        return 0;
    }

    private int explain(Arguments arguments) throws UsageException {
        if (arguments.words().size() != 1) {
            throw new UsageException("explain takes one rule, such as account/fingerprint-pasted (sshwhy rules)");
        }
        String id = arguments.words().get(0);
        RulePage page = catalogue
                .page(id)
                .orElseThrow(() -> new UsageException("there is no rule \"" + id + "\" (sshwhy rules lists them)"));
        streams.out().print(PageReport.of(page, new Output(arguments, streams).style()));
        return 0;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String version() {
        return Optional.ofNullable(Cli.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
