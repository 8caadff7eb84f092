package dev.sshwhy.cli;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.collect.AccountSource;
import dev.sshwhy.collect.Collector;
import dev.sshwhy.collect.Surroundings;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.report.AccountJson;
import dev.sshwhy.report.AccountReport;
import dev.sshwhy.report.Format;
import dev.sshwhy.report.PageReport;
import dev.sshwhy.report.RulesJson;
import dev.sshwhy.report.TextReport;
import dev.sshwhy.rule.Catalogue;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.RulePage;
import java.util.List;
import java.util.Optional;

/** Runs one command line. Nothing else in sshwhy knows standard output or exit codes. */
public final class Cli {
    private static final int USAGE = 2;
    private static final int BUG = 70;

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
            case DIAGNOSE, CHECK -> new DiagnoseCommand(arguments, streams, catalogue).run();
            case TICKET -> new TicketCommand(arguments, streams, catalogue).run();
            case KEYS -> new KeysCommand(arguments, streams, catalogue).run();
            case ACCOUNT -> account(arguments);
            case RULES -> rules(arguments);
            case EXPLAIN -> explain(arguments);
            case SCHEMA -> schema(arguments);
        };
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
        Observed<AccountSource.Text> text =
                DiagnoseCommand.read(arguments.words().get(0), streams, surroundings);
        if (text.seen().isEmpty()) {
            throw new UsageException("the account's keys cannot be read from "
                    + arguments.words().get(0) + ": "
                    + text.match(it -> "", where -> "it is not there", (where, reason) -> reason, why -> why));
        }
        AccountField field = Collector.account(
                text.seen().get(), surroundings, streams.clock().instant());
        output.print(
                output.isJson() ? AccountJson.of(field) : AccountReport.of(field, streams.program(), output.style()));
        return AccountReport.hasErrors(field) ? 1 : 0;
    }

    private int rules(Arguments arguments) throws UsageException {
        if (!arguments.words().isEmpty()) {
            throw new UsageException("rules takes no name: it lists them all; \"explain\" shows one");
        }
        List<RulePage> pages = BuiltInChecks.all().stream()
                .map(it -> catalogue.page(it.id()).orElseThrow())
                .toList();
        Output output = new Output(arguments, streams);
        output.print(output.isJson() ? RulesJson.of(pages) : listed(pages));
        return 0;
    }

    private static String listed(List<RulePage> pages) {
        StringBuilder lines = new StringBuilder();
        for (RulePage it : pages) {
            lines.append(String.format("%-34s %-8s %s%n", it.id(), TextReport.word(it.effect()), it.title()));
        }
        return lines.toString();
    }

    private int explain(Arguments arguments) throws UsageException {
        if (arguments.words().size() != 1) {
            throw new UsageException(
                    "explain takes one rule, such as account/fingerprint-pasted; \"rules\" lists them all");
        }
        RulePage page = page(arguments.words().get(0));
        Output output = new Output(arguments, streams);
        boolean isMarkdown = output.format(Format.TEXT, Format.MARKDOWN) == Format.MARKDOWN;
        output.print(isMarkdown ? PageReport.markdown(page) : PageReport.of(page, output.style()));
        return 0;
    }

    /** A rule's page by its id; a wrong one is told with what it may have been. */
    private RulePage page(String id) throws UsageException {
        Optional<RulePage> page = catalogue.page(id);
        if (page.isPresent()) {
            return page.get();
        }
        List<String> meant = BuiltInChecks.all().stream()
                .map(Check::id)
                .filter(it -> it.endsWith("/" + id.substring(id.lastIndexOf('/') + 1)))
                .toList();
        throw new UsageException("there is no rule \"" + Visible.text(id) + "\"; "
                + (meant.isEmpty() ? "\"rules\" lists them all" : "perhaps " + String.join(" or ", meant)));
    }

    private int schema(Arguments arguments) throws UsageException {
        if (!arguments.words().isEmpty()) {
            throw new UsageException("schema takes no name: one schema describes what every command prints");
        }
        Output output = new Output(arguments, streams);
        output.format(Format.JSON); // the only one
        output.print(Pages.schema());
        return 0;
    }

    static String version() {
        return Optional.ofNullable(Cli.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
