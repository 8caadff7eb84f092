package dev.sshwhy.cli;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.collect.ConfigSurvey;
import dev.sshwhy.collect.LintFile;
import dev.sshwhy.collect.Surroundings;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigTree;
import dev.sshwhy.report.Format;
import dev.sshwhy.report.LintJson;
import dev.sshwhy.report.LintReport;
import dev.sshwhy.report.Run;
import dev.sshwhy.report.SarifReport;
import dev.sshwhy.rule.Catalogue;
import dev.sshwhy.rule.Engine;
import dev.sshwhy.rule.Gap;
import dev.sshwhy.rule.RuleFinding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code sshwhy lint [FILE…]}: faults in configurations, key files and lists of keys, whichever host they are for. */
final class LintCommand {
    private final Arguments arguments;
    private final Streams streams;
    private final Engine engine;
    private final List<RuleFinding> findings = new ArrayList<>();
    private final Set<Gap> gaps = new LinkedHashSet<>();
    private final Set<String> files = new LinkedHashSet<>();

    LintCommand(Arguments arguments, Streams streams, Catalogue catalogue) {
        this.arguments = arguments;
        this.streams = streams;
        this.engine = new Engine(BuiltInChecks.all(), catalogue);
    }

    int run() throws UsageException {
        Output output = new Output(arguments, streams);
        Format format = output.format(Format.TEXT, Format.JSON, Format.SARIF);
        Whose whose = Whose.of(arguments, streams);
        List<LintFile> named = new ArrayList<>();
        for (String word : arguments.words()) {
            named.addAll(LintFile.at(word, whose.surroundings())
                    .orElseThrow(() -> new UsageException("lint: " + word + " cannot be opened")));
        }
        if (arguments.words().isEmpty()) {
            configuration(whose, whose.configFile());
        }
        for (LintFile file : named) {
            if (file.kind() == LintFile.Kind.CONFIGURATION) {
                configuration(whose, Optional.of(file.path()));
            } else {
                add(engine.run(file.facts(whose.surroundings(), streams.clock().instant())), file);
                files.add(file.path());
            }
        }
        LintReport report = new LintReport(List.copyOf(findings), List.copyOf(gaps), List.copyOf(files));
        int exitCode = report.hasErrors() ? 1 : 0;
        Surroundings surroundings = whose.surroundings();
        if (format == Format.JSON) {
            output.print(LintJson.of(report, surroundings::shown));
        } else if (format == Format.SARIF) {
            Run run = new Run("sshwhy", Cli.version(), DiagnoseCommand.system(), exitCode, false, Optional.empty());
            String root = surroundings.currentDirectory().toString();
            output.print(SarifReport.ofLint(report, surroundings.home(), root, run));
        } else if (!arguments.has("quiet") || !findings.isEmpty()) {
            output.print(report.text(surroundings::shown, output.style()));
        }
        return exitCode;
    }

    private void configuration(Whose whose, Optional<String> file) {
        ConfigTree tree = new ConfigSurvey(whose.surroundings()).read(file);
        Engine.Result result = engine.lint(tree);
        findings.addAll(result.findings());
        gaps.addAll(result.gaps());
        tree.configuration().problems().stream()
                .filter(it -> it.kind() == ConfigProblem.Kind.NOT_EVALUATED)
                .map(it -> Gap.of(tree.machine(), it))
                .forEach(gaps::add);
        files.addAll(tree.configuration().files());
        file.ifPresent(files::add);
    }

    /** Of a single file, what concerns the file: not what it would mean for some login. */
    private void add(Engine.Result result, LintFile file) {
        result.findings().stream()
                .filter(it -> file.concerns(it.rule()))
                .map(it -> new RuleFinding(it.page(), it.finding().movedTo(file.path())))
                .forEach(findings::add);
    }
}
