package dev.sshwhy.report;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What ssh would use for one host, for a person: each option, the line that decided it, and the lines it shadows. */
public final class ConfigReport {
    static final String MARGIN = "    ";
    static final String GAP = "  ";
    private static final int MOST_PROBLEMS = 30;

    private final String host;
    private final Configuration configuration;
    private final Map<String, List<String>> defaults;
    private final UnaryOperator<String> shownPath;
    private final TextStyle style;
    private final Sheet sheet;

    private ConfigReport(
            String host,
            Configuration configuration,
            Map<String, List<String>> defaults,
            UnaryOperator<String> shownPath,
            TextStyle style) {
        this.host = host;
        this.configuration = configuration;
        this.defaults = defaults;
        this.shownPath = shownPath;
        this.style = style;
        this.sheet = new Sheet(style);
    }

    /**
     * The whole report.
     *
     * @param host the host as typed, without user and port
     * @param configuration what is decided for it
     * @param defaults what ssh uses for the rest, by option; empty to leave that out
     * @param shownPath a path as people write it, with ~ for the home directory
     */
    public static String of(
            String host,
            Configuration configuration,
            Map<String, List<String>> defaults,
            UnaryOperator<String> shownPath,
            TextStyle style) {
        ConfigReport report = new ConfigReport(host, configuration, defaults, shownPath, style);
        report.write();
        return report.sheet.toString();
    }

    private void write() {
        if (configuration.fatal().isEmpty()) {
            sheet.headline("", 0, "ssh " + Visible.text(host) + " connects to " + target());
        } else {
            sheet.headline(
                    style.cross() + " ",
                    2,
                    "ssh refuses this configuration; without the lines it refuses it would connect to " + target());
        }
        options();
        problems("What ssh refuses", true);
        problems("What else to know", false);
    }

    private String target() {
        String way = used("proxycommand").isPresent() ? ", by way of the command in ProxyCommand" : "";
        return Visible.text(used("hostname").orElse(host)) + " port "
                + Visible.text(used("port").orElse("22")) + " as "
                + used("user").map(Visible::text).orElse("your local user")
                + used("proxyjump").map(it -> ", by way of " + Visible.text(it)).orElse(way) + ".";
    }

    private Optional<String> used(String option) {
        return configuration
                .first(option)
                .map(ConfigValue::value)
                .or(() -> defaults.getOrDefault(option, List.of()).stream().findFirst());
    }

    private void options() {
        Map<OptionGroup, List<ConfigRows.Row>> groups = rows();
        List<ConfigRows.Row> all =
                groups.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            sheet.blank();
            indented(GAP, "Nothing is set for this host, so ssh uses its own defaults (--all shows them).");
            return;
        }
        ConfigRows table = new ConfigRows(sheet, all);
        groups.forEach((group, rows) -> {
            if (!rows.isEmpty()) {
                sheet.blank();
                sheet.line(GAP + style.bold(group.title()));
                table.write(rows);
            }
        });
    }

    private Map<OptionGroup, List<ConfigRows.Row>> rows() {
        Set<String> set = new TreeSet<>(configuration.options().keySet());
        set.addAll(defaults.keySet());
        Map<OptionGroup, List<ConfigRows.Row>> groups = new EnumMap<>(OptionGroup.class);
        OptionGroup.spelled(set).forEach((group, options) -> {
            List<ConfigRows.Row> rows = new ArrayList<>();
            options.forEach(it -> add(rows, it));
            groups.put(group, rows);
        });
        return groups;
    }

    private void add(List<ConfigRows.Row> rows, String option) {
        String name = option.toLowerCase(Locale.ROOT);
        List<ConfigValue> values = configuration.all(name);
        for (ConfigValue it : values) {
            List<ConfigRows.Shadowed> shadowed = it.shadowed().stream()
                    .map(at -> new ConfigRows.Shadowed(flat(at.text()), place(at)))
                    .toList();
            rows.add(new ConfigRows.Row(option, flat(it.value()), place(it.setAt()), false, shadowed));
        }
        if (values.isEmpty()) {
            for (String value : defaults.getOrDefault(name, List.of())) {
                rows.add(new ConfigRows.Row(option, flat(value), "default", true, List.of()));
            }
        }
    }

    private void problems(String title, boolean fatal) {
        List<ConfigProblem> problems = configuration.problems().stream()
                .filter(it -> it.kind().isFatal() == fatal)
                .toList();
        if (problems.isEmpty()) {
            return;
        }
        sheet.blank();
        sheet.line(GAP + (fatal ? style.red(title) : style.bold(title)));
        for (ConfigProblem it : problems.stream().limit(MOST_PROBLEMS).toList()) {
            indented(MARGIN, place(it.at()) + GAP + flat(it.at().text()));
            String meant =
                    it.suggestion().map(text -> "; perhaps meant: " + text).orElse("");
            indented(MARGIN + "    ", flat(it.message() + meant));
        }
        if (problems.size() > MOST_PROBLEMS) {
            sheet.line(MARGIN + "and " + (problems.size() - MOST_PROBLEMS) + " more");
        }
    }

    private void indented(String indent, String text) {
        Sheet.folded(text, style.width() - indent.length()).forEach(it -> sheet.line(indent + it));
    }

    private String place(Span span) {
        String source = flat(shownPath.apply(span.source()));
        return span.line() == 0 ? source : source + ":" + span.line();
    }

    /** Visible, on one line, and without tabs, which would shift the columns. */
    private static String flat(String text) {
        return Visible.text(text.replace('\t', ' ')).strip();
    }
}
