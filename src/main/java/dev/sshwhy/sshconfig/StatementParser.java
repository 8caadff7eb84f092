package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.sshconfig.Statement.Criterion;
import dev.sshwhy.sshconfig.Statement.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** One line → what it says (OpenSSH readconf.c process_config_line_depth), whatever the host. */
final class StatementParser {
    /** What percent_expand knows within Match exec. */
    private static final String EXEC_TOKENS = "CLdhklnprui%";

    private static final int MOST_SUGGESTIONS = 200;

    private static final Statement NOTHING = new Statement.Nothing();

    private final LocalSide local;
    private final Values values;
    private final Map<String, Refusal> unknown = new ConcurrentHashMap<>();

    StatementParser(LocalSide local, Ports ports) {
        this.local = local;
        this.values = new Values(local, ports);
    }

    Values values() {
        return values;
    }

    /**
     * Reads a line.
     *
     * @param line its bytes, without the line end or with it
     * @param commandLine whether it is the argument of {@code -o}
     */
    Statement parse(String line, boolean commandLine) {
        int zero = line.indexOf('\0');
        String text = trimmed(zero < 0 ? line : line.substring(0, zero));
        if (text.isEmpty()) {
            return NOTHING;
        }
        Words words = Words.of(text);
        Optional<String> first = words.next();
        if (first.filter(String::isEmpty).isPresent()) {
            first = words.next();
        }
        if (first.isEmpty() || first.get().isEmpty() || first.get().startsWith("#")) {
            return NOTHING;
        }
        String written = first.get();
        String name = Bytes.lowerCase(written);
        words.skipBlanks();
        String rest = words.rest();
        Optional<Keyword> keyword = Keywords.find(name, local.release());
        boolean startsBlock = name.equals("host") || name.equals("match");
        if (rest.isEmpty()) {
            Refusal missing = keyword.isPresent()
                    ? bad(keyword.get().spelling() + " has no value", Optional.empty())
                    : unknownWithoutValue(written);
            return new Statement.Refused(missing, startsBlock);
        }
        Optional<List<String>> split = Words.split(rest);
        if (split.isEmpty()) {
            Refusal quotes = bad(
                    "a quote is opened and never closed"
                            + (rest.indexOf('\'') >= 0 ? " (an apostrophe counts as one)" : ""),
                    Optional.empty());
            return new Statement.Refused(quotes, startsBlock);
        }
        if (keyword.isEmpty()) {
            return new Statement.Unknown(name, unknown(written));
        }
        Arguments arguments = new Arguments(split.get());
        return switch (keyword.get().kind()) {
            case HOST -> commandLine ? notHere(keyword.get()) : host(arguments);
            case MATCH -> commandLine ? notHere(keyword.get()) : match(Words.of(rest), arguments);
            case INCLUDE -> commandLine ? notHere(keyword.get()) : include(arguments);
            case IGNORED -> NOTHING;
            default -> values.parse(keyword.get(), rest, arguments);
        };
    }

    private Refusal unknownWithoutValue(String written) {
        return bad(
                "\"" + Bytes.text(written) + "\" stands alone, without a value",
                unknown(written).suggestion());
    }

    /** Looking for the nearest keyword takes its time, and in a file that is no configuration every line asks for it. */
    private Refusal unknown(String written) {
        if (unknown.size() >= MOST_SUGGESTIONS) {
            return unknown.getOrDefault(written, Keywords.unknownWithoutSuggestion(written));
        }
        return unknown.computeIfAbsent(written, it -> Keywords.unknown(it, local.release()));
    }

    private static Statement notHere(Keyword keyword) {
        return new Statement.Refused(
                bad(keyword.spelling() + " works in a file only, not after -o", Optional.empty()), false);
    }

    /** ssh cuts blanks off the end, but never the first character. */
    private static String trimmed(String line) {
        int end = line.length();
        while (end > 1 && (Words.BLANKS.indexOf(line.charAt(end - 1)) >= 0 || line.charAt(end - 1) == '\f')) {
            end--;
        }
        return line.substring(0, end);
    }

    private static Statement host(Arguments arguments) {
        List<String> patterns = arguments.rest();
        return patterns.contains("")
                ? new Statement.Refused(bad("Host has an empty pattern", Optional.empty()), true)
                : new Statement.HostBlock(patterns);
    }

    private Statement include(Arguments arguments) {
        List<String> patterns = arguments.rest();
        return patterns.contains("")
                ? new Statement.Refused(bad("Include has an empty path", Optional.empty()), false)
                : new Statement.Include(patterns);
    }

    /** OpenSSH match_cfg_line; all but the verdict, which needs the host. */
    private Statement match(Words words, Arguments arguments) {
        List<Criterion> criteria = new ArrayList<>();
        int attributes = 0;
        while (true) {
            Optional<String> next = words.next();
            if (next.isEmpty() || next.get().isEmpty()) {
                break;
            }
            String word = next.get();
            if (word.startsWith("#")) {
                words.skipRest();
                break;
            }
            boolean negated = word.startsWith("!");
            String name = negated ? word.substring(1) : word;
            Optional<Criterion.Kind> kind = kind(name);
            if (kind.isPresent() && kind.get() == Criterion.Kind.ALL) {
                Optional<String> more = words.next();
                boolean comment = more.filter(it -> it.startsWith("#")).isPresent();
                if (attributes > 1 || (more.isPresent() && !more.get().isEmpty() && !comment)) {
                    return refusedMatch("Match all cannot be combined with other conditions", Optional.empty());
                }
                if (comment) {
                    words.skipRest();
                }
                criteria.add(new Criterion(Criterion.Kind.ALL, negated, ""));
                return finished(words, criteria, arguments);
            }
            attributes++;
            if (kind.isPresent() && (kind.get() == Criterion.Kind.FINAL || kind.get() == Criterion.Kind.CANONICAL)) {
                criteria.add(new Criterion(kind.get(), negated, ""));
                continue;
            }
            // ssh asks for the argument first and only then whether it knows the condition.
            Optional<String> argument = words.next().filter(it -> !it.isEmpty() && !it.startsWith("#"));
            if (kind.isEmpty()) {
                return refusedMatch(unknownCondition(name), Spelling.nearest(name, names()));
            }
            if (argument.isEmpty()) {
                return refusedMatch("Match " + Bytes.text(name) + " has no pattern behind it", Optional.empty());
            }
            if (kind.get() == Criterion.Kind.EXEC && unknownToken(argument.get())) {
                return refusedMatch("Match exec has an unknown % token; a plain % is written %%", Optional.empty());
            }
            criteria.add(new Criterion(kind.get(), negated, argument.get()));
        }
        if (attributes == 0) {
            return refusedMatch("Match has no condition", Optional.of("Match all"));
        }
        return finished(words, criteria, arguments);
    }

    private static Statement finished(Words words, List<Criterion> criteria, Arguments arguments) {
        return words.rest().isEmpty() || arguments.isEmpty()
                ? new Statement.MatchBlock(List.copyOf(criteria))
                : refusedMatch("Match has words that are left over at the end of the line", Optional.empty());
    }

    private static Statement refusedMatch(String message, Optional<String> suggestion) {
        return new Statement.Refused(bad(message, suggestion), true);
    }

    private Optional<Criterion.Kind> kind(String name) {
        return ofAnyRelease(name).filter(it -> local.release().isAtLeast(since(it)));
    }

    private static Optional<Criterion.Kind> ofAnyRelease(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(Criterion.Kind.values())
                .filter(it -> it.name().equals(upper))
                .findFirst();
    }

    private String unknownCondition(String name) {
        String newer = ofAnyRelease(name)
                .map(it -> "; it came with OpenSSH " + SshRelease.shown(since(it)) + ", and this ssh is "
                        + local.release().shown())
                .orElse("");
        return "Match knows no condition \"" + Bytes.text(name) + "\"" + newer;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Criterion.Kind kind : Criterion.Kind.values()) {
            if (local.release().isAtLeast(since(kind))) {
                names.add(kind.name().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static int since(Criterion.Kind kind) {
        return switch (kind) {
            case ALL, CANONICAL, HOST, ORIGINALHOST, USER, LOCALUSER, EXEC -> 0;
            case FINAL -> 800;
            case LOCALNETWORK, TAGGED -> 904;
            case VERSION, COMMAND, SESSIONTYPE -> 1000;
        };
    }

    private static boolean unknownToken(String command) {
        for (int i = command.indexOf('%'); i >= 0; i = command.indexOf('%', i + 2)) {
            if (i + 1 == command.length() || EXEC_TOKENS.indexOf(command.charAt(i + 1)) < 0) {
                return true;
            }
        }
        return false;
    }

    static Refusal bad(String message, Optional<String> suggestion) {
        return new Refusal(ConfigProblem.Kind.BAD_VALUE, message, suggestion);
    }
}
