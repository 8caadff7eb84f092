package dev.sshwhy.sshconfig;

import dev.sshwhy.sshconfig.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of options that take any number of words. */
final class ListValues {
    private static final int MOST = 32;

    private ListValues() {}

    static Statement sendEnv(Arguments arguments) {
        List<String> names = arguments.rest();
        for (String name : names) {
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                return Values.refused(
                        "SendEnv takes names only, not " + Values.quoted(name),
                        Optional.of("SetEnv " + Bytes.text(name)));
            }
        }
        return Values.setting(new Effect.SendEnv(List.copyOf(names)));
    }

    static Statement setEnv(Arguments arguments) {
        List<String> assignments = arguments.rest();
        for (String assignment : assignments) {
            if (assignment.indexOf('=') < 0) {
                return Values.refused("SetEnv needs NAME=value, not " + Values.quoted(assignment), Optional.empty());
            }
        }
        return Values.setting(new Effect.SetEnv(List.copyOf(assignments)));
    }

    static Statement files(Keyword keyword, Arguments arguments) {
        List<String> words = arguments.rest();
        Optional<Statement> refusal = noneAlone(keyword, words);
        if (refusal.isPresent() || words.isEmpty()) {
            return refusal.orElseGet(() -> new Statement.Nothing());
        }
        if (words.size() > MOST) {
            return tooMany(keyword, "files");
        }
        String value = words.get(0).equalsIgnoreCase("none") ? "none" : String.join(Values.BETWEEN, words);
        return Values.setting(new Effect.First(keyword.option(), value));
    }

    static Statement logVerbose(Keyword keyword, Arguments arguments) {
        List<String> words = arguments.rest();
        Optional<Statement> refusal = noneAlone(keyword, words);
        // readconf.c keeps the first word only.
        return words.isEmpty() || refusal.isPresent()
                ? refusal.orElseGet(() -> new Statement.Nothing())
                : Values.setting(new Effect.First(keyword.option(), words.get(0)));
    }

    private static Statement tooMany(Keyword keyword, String things) {
        return Values.refused(keyword.spelling() + " names more than " + MOST + " " + things, Optional.empty());
    }

    private static Optional<Statement> noneAlone(Keyword keyword, List<String> words) {
        if (words.contains("")) {
            return Optional.of(Values.refused(keyword.spelling() + " has an empty value", Optional.empty()));
        }
        boolean none = words.stream().anyMatch(it -> it.equalsIgnoreCase("none"));
        return none && words.size() > 1
                ? Optional.of(Values.refused(keyword.spelling() + ": \"none\" must stand alone", Optional.empty()))
                : Optional.empty();
    }

    static Statement remoteOpen(Keyword keyword, Arguments arguments, Ports ports) {
        List<String> words = arguments.rest();
        for (String word : words) {
            boolean alone = word.equalsIgnoreCase("none") || word.equalsIgnoreCase("any");
            int end = HostSpec.endOfHost(word);
            boolean place = end >= 0 && end < word.length() && word.charAt(end) == ':';
            String port = place ? word.substring(end + 1) : "";
            boolean goodPort = port.equals("*") || (place && ports.port(port).orElse(0) > 0);
            if (alone ? words.size() > 1 : !goodPort) {
                return Values.refused(
                        keyword.spelling() + " cannot be " + Values.quoted(word)
                                + "; it is host:port, or any, or none alone",
                        Optional.empty());
            }
        }
        return words.isEmpty()
                ? Values.missing(keyword)
                : Values.setting(new Effect.First(keyword.option(), String.join(Values.BETWEEN, words)));
    }

    static Statement channelTimeouts(Keyword keyword, Arguments arguments) {
        List<String> words = arguments.rest();
        Optional<Statement> refusal = noneAlone(keyword, words);
        for (String word : words) {
            int sign = word.lastIndexOf('=');
            boolean isRule =
                    sign > 0 && Numbers.seconds(word.substring(sign + 1)).isPresent();
            if (refusal.isEmpty() && !isRule && !word.equalsIgnoreCase("none")) {
                return Values.refused(
                        keyword.spelling() + " cannot be " + Values.quoted(word) + "; it is type=time, or none alone",
                        Optional.empty());
            }
        }
        if (words.isEmpty()) {
            return Values.missing(keyword);
        }
        return refusal.orElseGet(
                () -> Values.setting(new Effect.First(keyword.option(), String.join(Values.BETWEEN, words))));
    }

    static Statement domains(Keyword keyword, Arguments arguments) {
        List<String> words = arguments.rest();
        Optional<Statement> refusal = noneAlone(keyword, words);
        List<String> domains = new ArrayList<>();
        for (String word : words) {
            Optional<String> domain = HostSpec.domain(word);
            if (domain.isEmpty() && refusal.isEmpty()) {
                return Values.refused(
                        keyword.spelling() + ": " + Values.quoted(word) + " is not a domain name", Optional.empty());
            }
            domains.add(domain.orElse(""));
        }
        if (domains.size() > MOST) {
            return tooMany(keyword, "domains");
        }
        return refusal.isPresent() || domains.isEmpty()
                ? refusal.orElseGet(() -> new Statement.Nothing())
                : Values.setting(new Effect.First(keyword.option(), String.join(Values.BETWEEN, domains)));
    }

    static Statement names(Keyword keyword, Arguments arguments) {
        List<String> words = arguments.rest();
        List<String> rules = new ArrayList<>();
        for (String word : words) {
            int colon = word.indexOf(':');
            boolean none = word.equalsIgnoreCase("none");
            if (none ? words.size() > 1 : !word.equals("*") && (colon < 0 || colon + 1 == word.length())) {
                return Values.refused(
                        keyword.spelling() + " cannot be " + Values.quoted(word) + "; it is list:list, * or none alone",
                        Optional.empty());
            }
            rules.add(none ? "none" : word.equals("*") ? "*:*" : Bytes.lowerCase(word));
        }
        if (rules.size() > MOST) {
            return tooMany(keyword, "rules");
        }
        return rules.isEmpty()
                ? new Statement.Nothing()
                : Values.setting(new Effect.First(keyword.option(), String.join(Values.BETWEEN, rules)));
    }
}
