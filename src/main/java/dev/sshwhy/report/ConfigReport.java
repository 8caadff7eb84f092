package dev.sshwhy.report;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What ssh would use for one host, for a person: each option, the line that decided it, and the lines it shadows. */
public final class ConfigReport {
    private static final String MARGIN = "    ";
    private static final String GAP = "  ";
    /** With less room than that, a list goes below its place rather than be cut to one name. */
    private static final int LEAST_LIST = 48;

    private static final int MOST_LINES = 8;
    private static final int MOST_PROBLEMS = 30;
    private static final int MOST_SHADOWED = 6;

    /** An option with one value, ready to show. */
    private record Row(String option, String value, String place, boolean isDefault, List<Span> shadowed) {
        private Row {
            shadowed = List.copyOf(shadowed);
        }
    }

    private final String host;
    private final Configuration configuration;
    private final Map<String, List<String>> defaults;
    private final UnaryOperator<String> shownPath;
    private final TextStyle style;
    private final String cut;
    private final StringBuilder out = new StringBuilder();

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
        this.cut = style.ellipsis();
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
        return report.out.toString();
    }

    private void write() {
        if (configuration.fatal().isEmpty()) {
            headline("", "ssh " + Visible.text(host) + " connects to " + target());
        } else {
            headline(
                    style.signs() ? "✗ " : "X ",
                    "ssh refuses this configuration; without the lines it refuses it would connect to " + target());
        }
        options();
        problems("What ssh refuses", true);
        problems("What else to know", false);
    }

    private void headline(String mark, String sentence) {
        String before = mark.isEmpty() ? mark : style.red(mark);
        for (String text : wrapped(sentence, style.width() - mark.length())) {
            line(before + style.bold(text));
            before = " ".repeat(mark.length());
        }
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
        Map<OptionGroup, List<Row>> groups = rows();
        List<Row> all = groups.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            blank();
            wrapped("Nothing is set for this host, so ssh uses its own defaults (--all shows them).", room(2))
                    .forEach(it -> line(GAP + it));
            return;
        }
        Columns columns = columns(all);
        groups.forEach((group, rows) -> {
            if (!rows.isEmpty()) {
                blank();
                line(GAP + style.bold(group.title()));
                // All values of an option shadow the same lines.
                Set<Span> shadowed = new LinkedHashSet<>();
                for (int i = 0; i < rows.size(); i++) {
                    row(rows.get(i), columns);
                    shadowed.addAll(rows.get(i).shadowed());
                    boolean last = i + 1 == rows.size()
                            || !rows.get(i + 1).option().equals(rows.get(i).option());
                    if (last) {
                        shadowed(shadowed, columns);
                        shadowed.clear();
                    }
                }
            }
        });
    }

    private Map<OptionGroup, List<Row>> rows() {
        Set<String> set = new TreeSet<>(configuration.options().keySet());
        set.addAll(defaults.keySet());
        Map<OptionGroup, List<Row>> groups = new EnumMap<>(OptionGroup.class);
        OptionGroup.spelled(set).forEach((group, options) -> {
            List<Row> rows = new ArrayList<>();
            options.forEach(it -> add(rows, it));
            groups.put(group, rows);
        });
        return groups;
    }

    private void add(List<Row> rows, String option) {
        String name = option.toLowerCase(Locale.ROOT);
        List<ConfigValue> values = configuration.all(name);
        for (ConfigValue it : values) {
            rows.add(new Row(option, flat(it.value()), place(it.setAt()), false, it.shadowed()));
        }
        if (values.isEmpty()) {
            for (String value : defaults.getOrDefault(name, List.of())) {
                rows.add(new Row(option, flat(value), "default", true, List.of()));
            }
        }
    }

    /**
     * Where things stand on a line.
     *
     * @param value where values begin
     * @param place where the places at the right begin
     */
    private record Columns(int value, int place) {
        /** How many characters a value may have beside its place. */
        int room() {
            return place - value - GAP.length();
        }
    }

    private Columns columns(List<Row> rows) {
        int longest = rows.stream().mapToInt(it -> it.option().length()).max().orElse(0);
        int names = Math.min(longest, style.width() * 2 / 5);
        int places = 0;
        for (Row row : rows) {
            places = Math.max(places, row.place().length());
            for (Span span : row.shadowed()) {
                places = Math.max(places, place(span).length());
            }
        }
        return new Columns(
                MARGIN.length() + names + GAP.length(), style.width() - Math.min(places, style.width() * 2 / 5));
    }

    private void row(Row row, Columns columns) {
        String head = MARGIN + row.option();
        if (head.length() + GAP.length() > columns.value()) {
            line(head);
            head = "";
        }
        String place = fitted(row.place(), style.width() - columns.place());
        List<String> lines = lines(row.value(), columns);
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i + 1 == lines.size();
            String text = padded(head, columns.value()) + lines.get(i);
            head = "";
            if (last && text.length() + GAP.length() <= columns.place()) {
                line(padded(text, columns.place()) + (row.isDefault() ? style.dim(place) : place));
            } else {
                line(text);
                if (last) {
                    line(" ".repeat(columns.place()) + (row.isDefault() ? style.dim(place) : place));
                }
            }
        }
    }

    private List<String> lines(String value, Columns columns) {
        if (value.length() <= columns.room()) {
            return List.of(value);
        }
        int whole = style.width() - columns.value();
        if (isList(value)) {
            return List.of(list(value, columns.room() >= LEAST_LIST ? columns.room() : whole));
        }
        List<String> lines = wrapped(value, whole);
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<String> some = new ArrayList<>(lines.subList(0, MOST_LINES));
        some.add(cut + " (" + value.length() + " characters in all)");
        return some;
    }

    private static boolean isList(String value) {
        boolean oneWord = value.indexOf(' ') < 0 && value.indexOf('/') < 0;
        return oneWord && value.indexOf(',') != value.lastIndexOf(',');
    }

    /** As many names of a list as fit, and how many there are. */
    private String list(String value, int room) {
        List<String> names = List.of(value.split(",", -1));
        String rest = "," + cut + " (" + names.size() + " in all)";
        StringBuilder some = new StringBuilder();
        for (String name : names) {
            if (some.length() + 1 + name.length() + rest.length() > room) {
                break;
            }
            some.append(some.isEmpty() ? "" : ",").append(name);
        }
        return value.length() <= room ? value : some.isEmpty() ? rest.substring(1) : some + rest;
    }

    private void shadowed(Set<Span> spans, Columns columns) {
        for (Span span : spans.stream().limit(MOST_SHADOWED).toList()) {
            String place = fitted(place(span), style.width() - columns.place());
            String text = MARGIN + GAP + "not  " + flat(span.text());
            int most = columns.place() - GAP.length();
            String fits = text.length() <= most ? text : start(text, most - cut.length()) + cut;
            line(style.dim(padded(fits, columns.place()) + place));
        }
        if (spans.size() > MOST_SHADOWED) {
            line(style.dim(MARGIN + GAP + "not  " + (spans.size() - MOST_SHADOWED) + " more lines"));
        }
    }

    private void problems(String title, boolean fatal) {
        List<ConfigProblem> problems = configuration.problems().stream()
                .filter(it -> it.kind().isFatal() == fatal)
                .toList();
        if (problems.isEmpty()) {
            return;
        }
        blank();
        line(GAP + (fatal ? style.red(title) : style.bold(title)));
        for (ConfigProblem it : problems.stream().limit(MOST_PROBLEMS).toList()) {
            wrapped(place(it.at()) + GAP + flat(it.at().text()), room(MARGIN.length()))
                    .forEach(text -> line(MARGIN + text));
            String meant =
                    it.suggestion().map(text -> "; perhaps meant: " + text).orElse("");
            wrapped(flat(it.message() + meant), room(MARGIN.length() + 4))
                    .forEach(text -> line(MARGIN + "    " + text));
        }
        if (problems.size() > MOST_PROBLEMS) {
            line(MARGIN + "and " + (problems.size() - MOST_PROBLEMS) + " more");
        }
    }

    private String place(Span span) {
        String source = flat(shownPath.apply(span.source()));
        return span.line() == 0 ? source : source + ":" + span.line();
    }

    /** Visible, on one line, and without tabs, which would shift the columns. */
    private static String flat(String text) {
        return Visible.text(text.replace('\t', ' ')).strip();
    }

    /** The end of a place says most: the file's own name, and the line. */
    private String fitted(String place, int room) {
        int from = place.length() - room + cut.length();
        return place.length() <= room
                ? place
                : cut + place.substring(Character.isLowSurrogate(place.charAt(from)) ? from + 1 : from);
    }

    private int room(int indent) {
        return style.width() - indent;
    }

    /** Breaks at blanks, and where there is none, anywhere. */
    private static List<String> wrapped(String text, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!current.isEmpty() && current.length() + 1 + word.length() > room) {
                lines.add(current.toString());
                current.setLength(0);
            }
            current.append(current.isEmpty() ? "" : " ").append(word);
            while (current.length() > room) {
                String full = start(current.toString(), room);
                lines.add(full);
                current.delete(0, full.length());
            }
        }
        lines.add(current.toString());
        return lines;
    }

    /** The first characters, without half of a pair at the end. */
    private static String start(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private void blank() {
        line("");
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
