package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the checks of this layer share: configuration lines, taken apart and put together again. A change of a file is
 * told as a diff of single lines: {@code -} and the old line, {@code +} and the new one; without an old line, the new
 * one becomes the first of the file.
 */
public final class ConfigLines {
    /** A file of nothing but mistakes must not drown the report. */
    private static final int MOST_FINDINGS = 20;

    private static final int MOST_NAMES = 3;

    private ConfigLines() {}

    /** A finding that ssh does not start, for each problem of these kinds. */
    static Outcome refused(
            List<ConfigProblem> all,
            Set<ConfigProblem.Kind> kinds,
            Function<ConfigProblem, String> words,
            Function<ConfigProblem, Fix> cure) {
        List<ConfigProblem> problems =
                all.stream().filter(it -> kinds.contains(it.kind())).toList();
        List<Finding> findings = new ArrayList<>();
        for (ConfigProblem problem : problems) {
            Finding finding = Finding.of(Certainty.PROVEN, Subject.start(), words.apply(problem))
                    .seen(problem.at(), problem.message())
                    .withFix(cure.apply(problem));
            if (findings.size() + 1 == MOST_FINDINGS && problems.size() > MOST_FINDINGS) {
                int more = problems.size() - MOST_FINDINGS;
                findings.add(finding.seen(Span.of(problem.at().source(), ""), "and " + more + " more lines like it"));
                break;
            }
            findings.add(finding);
        }
        return Outcome.of(findings);
    }

    /** These findings; of very many, the first ones, and how many more there are. */
    static Outcome limited(List<Finding> findings) {
        return limited(findings, it -> it);
    }

    /** A finding for each of these; of very many, for the first ones, and how many more there are. */
    static <T> Outcome limited(List<T> all, Function<T, Finding> words) {
        List<Finding> findings =
                new ArrayList<>(all.stream().limit(MOST_FINDINGS).map(words).toList());
        int more = all.size() - findings.size();
        if (more > 0) {
            Finding last = findings.remove(findings.size() - 1);
            Span end = last.evidence().get(0).span();
            findings.add(last.seen(Span.of(end.source(), ""), "and " + more + " more like it"));
        }
        return Outcome.of(findings);
    }

    /** "gpu", "gpu and web", "gpu, web, db and 12 more". */
    static String listed(List<String> names) {
        int shown = names.size() <= MOST_NAMES ? names.size() - 1 : MOST_NAMES;
        String last = names.size() <= MOST_NAMES ? names.get(names.size() - 1) : names.size() - MOST_NAMES + " more";
        return shown == 0 ? last : String.join(", ", names.subList(0, shown)) + " and " + last;
    }

    /** "line 3 of ~/.ssh/config", "~/.ssh/config" or "the command line". */
    static String place(Machine machine, Span at) {
        if (at.source().equals(Span.COMMAND_LINE)) {
            return "the command line";
        }
        return at.line() == 0 ? machine.shown(at.source()) : "line " + at.line() + " of " + machine.shown(at.source());
    }

    /** The same at the beginning of a sentence. */
    static String capital(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** A clause made out of a sentence. */
    static String clause(String sentence) {
        String text = sentence.strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether a file of the configuration, not the command line, holds the line. */
    static boolean isInFile(Span at) {
        return !at.source().equals(Span.COMMAND_LINE) && at.line() > 0;
    }

    /** The fix for an option that no file of the user's own sets: leave it out of the command, or say otherwise first. */
    static Optional<Fix> overruled(Snapshot facts, Span at, String option, String value) {
        if (!isInFile(at)) {
            return Optional.of(Fix.manual("Leave -o " + option + "=… out of the command."));
        }
        if (at.source().startsWith(facts.machine().home())) {
            return Optional.empty();
        }
        String own = facts.machine().home() + "/.ssh/config";
        return Optional.of(insertFirst(
                Fix.ask("Say otherwise as the first line of " + facts.shown(own) + ", which ssh reads before "
                        + at.source() + "."),
                own,
                option + " " + value));
    }

    public static Fix replaceLine(Fix fix, Span old, String line) {
        return fix.edit(old.source(), "-" + old.text() + "\n+" + line);
    }

    static Fix insertFirst(Fix fix, String file, String line) {
        return fix.edit(file, "+" + line);
    }

    /** The line with a # before its first word. */
    static String commentedOut(String line) {
        int start = indentation(line);
        return line.substring(0, start) + "#" + line.substring(start);
    }

    /** The first word of a line. */
    static String keyword(String line) {
        int start = indentation(line);
        return line.substring(start, keywordEnd(line, start));
    }

    /** The line with another keyword. */
    static String withKeyword(String line, String keyword) {
        int start = indentation(line);
        return line.substring(0, start) + keyword + line.substring(keywordEnd(line, start));
    }

    /** What stands behind the keyword: without quotes around it, and without blanks and a comment at its end. */
    static String value(String line) {
        String value = line.substring(valueStart(line), valueEnd(line)).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** The line with another value, quoted where it has to be; a comment behind it stays. */
    public static String withValue(String line, String value) {
        return line.substring(0, valueStart(line))
                + quoted(value)
                + line.substring(valueEnd(line)).stripTrailing();
    }

    /** A value as it is written: in quotes where it holds blanks. */
    public static String quoted(String value) {
        return value.contains(" ") ? "\"" + value + "\"" : value;
    }

    /**
     * Whether two lines surely stand in one block: every line between them is an option that fits this host, and a Host
     * line is none.
     */
    static boolean isOneBlock(Snapshot facts, String file, int from, int to) {
        Set<Integer> options = new HashSet<>();
        for (List<ConfigValue> values : facts.configuration().options().values()) {
            for (ConfigValue value : values) {
                Stream.concat(Stream.of(value.setAt()), value.shadowed().stream())
                        .filter(it -> it.source().equals(file))
                        .forEach(it -> options.add(it.line()));
            }
        }
        return IntStream.rangeClosed(Math.min(from, to), Math.max(from, to)).allMatch(options::contains);
    }

    /** The words between commas. */
    static List<String> commaList(String value) {
        return List.of(value.split(",", -1));
    }

    private static int indentation(String line) {
        int i = 0;
        while (i < line.length() && isBlank(line.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int keywordEnd(String line, int start) {
        int i = start;
        while (i < line.length() && !isBlank(line.charAt(i)) && line.charAt(i) != '=') {
            i++;
        }
        return i;
    }

    /** ssh_config(5): keyword and value are parted by blanks, or by blanks and exactly one =. */
    private static int valueStart(String line) {
        int i = keywordEnd(line, indentation(line));
        boolean equalsSeen = false;
        while (i < line.length() && (isBlank(line.charAt(i)) || (line.charAt(i) == '=' && !equalsSeen))) {
            equalsSeen |= line.charAt(i) == '=';
            i++;
        }
        return i;
    }

    /** The blanks in front of a comment, or else the end: a # begins one where it begins a word (OpenSSH misc.c argv_split). */
    private static int valueEnd(String line) {
        char quote = 0;
        for (int i = valueStart(line); i < line.length(); i++) {
            char letter = line.charAt(i);
            if (quote != 0) {
                quote = letter == quote ? 0 : quote;
            } else if (letter == '"' || letter == '\'') {
                quote = letter;
            } else if (letter == '#' && isBlank(line.charAt(i - 1))) {
                int end = i;
                while (end > valueStart(line) && isBlank(line.charAt(end - 1))) {
                    end--;
                }
                return end;
            }
        }
        return line.length();
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\f';
    }
}
