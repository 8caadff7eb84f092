package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What one line of a configuration file says, whatever the host. */
sealed interface Statement {
    /** Blank, a comment, or an option that ssh passes over. */
    record Nothing() implements Statement {}

    /** The start of a block for host names. */
    record HostBlock(List<String> patterns) implements Statement {}

    /** The start of a block with conditions. */
    record MatchBlock(List<Criterion> criteria) implements Statement {}

    /** Other files, as glob patterns. */
    record Include(List<String> patterns) implements Statement {}

    /** An option with a value that ssh takes. */
    record Setting(List<Effect> effects) implements Statement {}

    /** A keyword that ssh does not know, and takes only where IgnoreUnknown covers it. */
    record Unknown(String keyword, Refusal refusal) implements Statement {}

    /** A line on which ssh gives up. */
    record Refused(Refusal refusal, boolean startsBlock) implements Statement {}

    /** A line with its place. */
    record Line(Span at, Statement statement) {}

    /** Why ssh refuses it. */
    record Refusal(ConfigProblem.Kind kind, String message, Optional<String> suggestion) {
        ConfigProblem at(Span span) {
            return new ConfigProblem(kind, span, message, suggestion);
        }
    }

    /** One condition of a Match line. */
    record Criterion(Kind kind, boolean negated, String argument) {
        /** As a person would write it. */
        String shown() {
            String name = (negated ? "!" : "") + kind.name().toLowerCase(Locale.ROOT);
            return argument.isEmpty() ? name : name + " " + Bytes.text(argument);
        }

        enum Kind {
            ALL,
            CANONICAL,
            FINAL,
            HOST,
            ORIGINALHOST,
            USER,
            LOCALUSER,
            EXEC,
            LOCALNETWORK,
            TAGGED,
            VERSION,
            COMMAND,
            SESSIONTYPE
        }
    }

    /** What a setting does to the options collected so far. */
    sealed interface Effect {
        /** The option that it is about. */
        String option();

        /** What the line says, as {@code ssh -G} would print it. */
        default String shown() {
            return value().replace(Values.BETWEEN, " ");
        }

        String value();

        /** Counts only when nothing has set the option yet: the rule for nearly all options. */
        record First(String option, String value) implements Effect {}

        /** The same, but outside of matching blocks too (SyslogFacility, by an oversight in readconf.c). */
        record FirstAnywhere(String option, String value) implements Effect {}

        /** The same, but any later line that really sets the option wins over it: "none" for a time. */
        record Weak(String option, String value) implements Effect {}

        /** Overrides what was set before: most letters of the command line. */
        record Last(String option, String value) implements Effect {}

        /** The same, outside of matching blocks too (StreamLocalBindMask, by an oversight in readconf.c). */
        record LastAnywhere(String option, String value) implements Effect {}

        /** One more value; a repeated one counts once. */
        record Add(String option, String value) implements Effect {}

        record AddForward(Forward forward) implements Effect {
            @Override
            public String option() {
                return forward.remote()
                        ? "remoteforward"
                        : forward.isListedAsLocal() ? "localforward" : "dynamicforward";
            }

            @Override
            public String value() {
                return forward.shown();
            }
        }

        /** Names to send; one with a minus takes back what matches it. */
        record SendEnv(List<String> names) implements Effect {
            @Override
            public String option() {
                return Settings.SEND_ENV;
            }

            @Override
            public String value() {
                return String.join(" ", names);
            }
        }

        /** Assignments; the first line with any wins as a whole. */
        record SetEnv(List<String> assignments) implements Effect {
            @Override
            public String option() {
                return Settings.SET_ENV;
            }

            @Override
            public String value() {
                return String.join(" ", assignments);
            }
        }

        record ProxyCommand(String command) implements Effect {
            @Override
            public String option() {
                return Settings.PROXY_COMMAND;
            }

            @Override
            public String value() {
                return command;
            }
        }

        record ProxyJump(Jump jump) implements Effect {
            @Override
            public String option() {
                return Settings.PROXY_JUMP;
            }

            @Override
            public String value() {
                return jump.shown();
            }
        }
    }
}
