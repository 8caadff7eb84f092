package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes of a Host or Match line that leave its other words, its blanks and its comment as they are. */
final class HostLine {
    private HostLine() {}

    /** The line with another word in the place of a pattern; empty where the pattern does not stand there so. */
    static Optional<String> with(String line, String pattern, String replacement) {
        int at = place(line, pattern);
        if (at < 0) {
            return Optional.empty();
        }
        int end = at + pattern.length();
        if (!replacement.isEmpty()) {
            return Optional.of(line.substring(0, at) + replacement + line.substring(end));
        }
        while (end < line.length() && isBlank(line.charAt(end))) {
            end++;
        }
        return Optional.of((line.substring(0, at) + line.substring(end)).stripTrailing());
    }

    /** The line with one more name behind its last pattern. */
    static Optional<String> withName(ConfigBlock block, String name) {
        String last = block.conditions().get(block.conditions().size() - 1);
        return with(block.header().text(), last, last + " " + name);
    }

    /** The names that a pattern with commas was meant to list. */
    static String parted(String pattern) {
        String not = HostPatterns.isNegated(pattern) ? "!" : "";
        List<String> names = new ArrayList<>();
        for (String name : ConfigLines.commaList(pattern)) {
            if (!name.isEmpty()) {
                names.add(HostPatterns.isNegated(name) ? name : not + name);
            }
        }
        return String.join(" ", names);
    }

    /** The line with the host of a pattern alone; what else the pattern says becomes lines, where there are none. */
    static Optional<String> undecorated(ConfigBlock block, String pattern) {
        HostPatterns.Decorated meant = HostPatterns.decorated(pattern).orElseThrow();
        List<String> more = new ArrayList<>();
        meant.user()
                .filter(it -> HostPatterns.isPlain(it) && block.first("user").isEmpty())
                .ifPresent(it -> more.add("User " + it));
        meant.port().filter(it -> block.first("port").isEmpty()).ifPresent(it -> more.add("Port " + it));
        return with(block.header().text(), pattern, meant.host()).map(it -> withLines(block, it, more));
    }

    /** A Host line and new lines right below it, in the text of a change. */
    static String withLines(ConfigBlock block, String header, List<String> lines) {
        StringBuilder text = new StringBuilder(header);
        String indent = indentation(block);
        lines.forEach(it -> text.append("\n+").append(indent).append(it));
        return text.toString();
    }

    /** The blanks before the block's own lines. */
    static String indentation(ConfigBlock block) {
        String line = block.lines().stream()
                .map(it -> it.at().text())
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse("  ");
        int end = 0;
        while (end < line.length() && isBlank(line.charAt(end))) {
            end++;
        }
        return line.substring(0, end);
    }

    /** The fix with the change of a line, where that can be told; without a step otherwise. */
    static Fix change(Fix fix, Span header, Optional<String> line) {
        return line.filter(it -> ConfigLines.isInFile(header) && !it.equals(header.text()))
                .map(it -> ConfigLines.replaceLine(fix, header, it))
                .orElse(fix);
    }

    /** Where a word stands, behind the keyword and between blanks; -1 where it does not, such as when it is quoted. */
    private static int place(String line, String word) {
        int comment = line.indexOf('#');
        int from = line.length()
                - line.stripLeading().length()
                + ConfigLines.keyword(line).length();
        for (int at = line.indexOf(word, from); at >= 0 && !word.isEmpty(); at = line.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at > 0 && (isBlank(line.charAt(at - 1)) || line.charAt(at - 1) == '=');
            boolean ends = end == line.length() || isBlank(line.charAt(end));
            if (begins && ends && (comment < 0 || at < comment)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t' || letter == '\r';
    }
}
