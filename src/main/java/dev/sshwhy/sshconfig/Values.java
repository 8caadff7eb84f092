package dev.sshwhy.sshconfig;

import dev.sshwhy.sshconfig.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** The values of options, read as strictly as ssh does and written as {@code ssh -G} prints them. */
final class Values {
    /** Stands between the words of one value until it is printed; no line holds it. */
    static final String BETWEEN = "\0";

    private static final int LONGEST_FORWARD = 255;
    private static final String KEYSTROKE_INTERVAL = "interval:";
    private static final Set<String> GSS_KEX = Set.of(
            "gss-group14-sha256-",
            "gss-group16-sha512-",
            "gss-nistp256-sha256-",
            "gss-curve25519-sha256-",
            "gss-group14-sha1-",
            "gss-gex-sha1-",
            "gss-group1-sha1-");

    private final LocalSide local;
    private final Ports ports;
    private final Algorithms algorithms;

    Values(LocalSide local, Ports ports) {
        this.local = local;
        this.ports = ports;
        this.algorithms = Algorithms.of(local.release());
    }

    Ports ports() {
        return ports;
    }

    Algorithms algorithms() {
        return algorithms;
    }

    /** Reads the value of a keyword. {@code rest} is the line behind it, {@code arguments} the same in words. */
    Statement parse(Keyword keyword, String rest, Arguments arguments) {
        String option = keyword.option();
        if (keyword.kind().isChoice()) {
            return choice(keyword, arguments);
        }
        return switch (keyword.kind()) {
            case TIME -> time(keyword, arguments);
            case INTEGER -> one(keyword, arguments, Values::integer, "a whole number");
            case PORT -> one(keyword, arguments, this::port, "a port from 1 to 65535");
            case STRING -> one(keyword, arguments, Optional::of, "one word");
            case REVOKED_KEYS ->
                local.release().isAtLeast(1003)
                        ? ListValues.files(keyword, arguments)
                        : one(keyword, arguments, Optional::of, "one file");
            case AGENT_SOCKET -> one(keyword, arguments, this::socket, "a path, none, SSH_AUTH_SOCK or a set variable");
            case ADDED -> added(keyword, arguments);
            case ALGORITHMS -> algorithms(keyword, arguments);
            case GSS_KEX -> one(keyword, arguments, Values::gssKex, "names of GSSAPI key exchanges");
            case ESCAPE_CHAR -> one(keyword, arguments, Values::escape, "one character, ^ and a letter, or none");
            case MASK -> mask(keyword, arguments);
            case TUNNEL_DEVICE -> one(keyword, arguments, Numbers::tunnelDevice, "a number, any, or two with a colon");
            case CONTROL_PERSIST -> one(keyword, arguments, Values::persist, "yes, no or a time");
            case FORWARD_AGENT -> forwardAgent(keyword, arguments);
            case ADD_KEYS -> addKeys(keyword, arguments);
            case KEYSTROKES -> one(keyword, arguments, Values::keystrokes, "yes, no or interval: and 1 to 1000");
            case CHANNEL_TIMEOUT -> ListValues.channelTimeouts(keyword, arguments);
            case IP_QOS -> serviceClasses(keyword, arguments);
            case REKEY_LIMIT -> rekeyLimit(keyword, arguments);
            case COMMAND -> setting(new Effect.First(option, raw(rest)));
            case PROXY_COMMAND -> setting(new Effect.ProxyCommand(raw(rest)));
            case PROXY_JUMP -> jump(raw(rest));
            case FORWARD -> forward(keyword, arguments);
            case SEND_ENV -> ListValues.sendEnv(arguments);
            case SET_ENV -> ListValues.setEnv(arguments);
            case FILES -> ListValues.files(keyword, arguments);
            case LOG_VERBOSE -> ListValues.logVerbose(keyword, arguments);
            case REMOTE_OPEN -> ListValues.remoteOpen(keyword, arguments, ports);
            case DOMAINS -> ListValues.domains(keyword, arguments);
            case CNAMES -> ListValues.names(keyword, arguments);
            default -> setting(new Effect.First(option, String.join(" ", arguments.rest())));
        };
    }

    /** The command of a ProxyCommand and its kin: the line as it is, quotes and comments included. */
    private static String raw(String rest) {
        int at = 0;
        while (at < rest.length() && (Words.BLANKS.indexOf(rest.charAt(at)) >= 0 || rest.charAt(at) == '=')) {
            at++;
        }
        return rest.substring(at);
    }

    private Statement choice(Keyword keyword, Arguments arguments) {
        Optional<String> word = arguments.take().filter(it -> !it.isEmpty());
        if (word.isEmpty()) {
            return missing(keyword);
        }
        Optional<String> state = keyword.kind().state(word.get());
        if (state.isEmpty()
                && keyword.kind() == Keyword.Kind.LOG_LEVEL
                && word.get().equalsIgnoreCase("silent")) {
            state = local.release().vendor() == SshRelease.Vendor.DEBIAN ? Optional.of("SILENT") : Optional.empty();
        } else if (state.filter("QUIET"::equals).isPresent() && local.release().vendor() == SshRelease.Vendor.DEBIAN) {
            // Debian's table lists SILENT first under the same number.
            state = Optional.of("SILENT");
        }
        if (state.isEmpty()) {
            String expected = keyword.kind().shownChoices();
            return refused(
                    keyword.spelling() + " cannot be " + quoted(word.get()) + "; it is one of " + expected,
                    Spelling.nearest(word.get(), keyword.kind().states().keySet())
                            .map(it -> keyword.spelling() + " " + it));
        }
        Effect effect = keyword.kind() == Keyword.Kind.LOG_FACILITY
                ? new Effect.FirstAnywhere(keyword.option(), state.get())
                : new Effect.First(keyword.option(), state.get());
        return ended(keyword, arguments, List.of(effect));
    }

    private Statement one(
            Keyword keyword, Arguments arguments, Function<String, Optional<String>> reading, String expected) {
        Optional<String> word = arguments.take().filter(it -> !it.isEmpty());
        if (word.isEmpty()) {
            return missing(keyword);
        }
        Optional<String> value = reading.apply(word.get());
        if (value.isEmpty()) {
            return refused(
                    keyword.spelling() + " cannot be " + quoted(word.get()) + "; it is " + expected, Optional.empty());
        }
        return ended(keyword, arguments, List.of(new Effect.First(keyword.option(), value.get())));
    }

    /** "none" is the number that means "not set yet" in readconf.c; ssh then uses its default. */
    private static Statement time(Keyword keyword, Arguments arguments) {
        Optional<String> word = arguments.take().filter(it -> !it.isEmpty());
        if (word.isEmpty()) {
            return missing(keyword);
        }
        if (word.get().equals("none")) {
            String unset = switch (keyword.option()) {
                case "connecttimeout" -> "none";
                case "forwardx11timeout" -> "1200";
                default -> "0";
            };
            return ended(keyword, arguments, List.of(new Effect.Weak(keyword.option(), unset)));
        }
        Optional<String> seconds = text(Numbers.seconds(word.get()));
        return seconds.isEmpty()
                ? refused(
                        keyword.spelling() + " cannot be " + quoted(word.get())
                                + "; it is a time such as 30, 5m or 1h30m, or none",
                        Optional.empty())
                : ended(keyword, arguments, List.of(new Effect.First(keyword.option(), seconds.get())));
    }

    private static Optional<String> integer(String word) {
        return text(Numbers.whole(word, 0, Integer.MAX_VALUE));
    }

    private Optional<String> port(String word) {
        return text(ports.port(word)).filter(it -> !it.equals("0"));
    }

    private static Optional<String> text(OptionalInt number) {
        return number.isPresent() ? Optional.of(Integer.toString(number.getAsInt())) : Optional.empty();
    }

    private Optional<String> socket(String word) {
        boolean badName = word.startsWith("$")
                && !word.startsWith("${")
                && !word.substring(1).matches("[A-Za-z0-9_]+");
        return badName || Tokens.dollar(word, local.environment()).isEmpty() ? Optional.empty() : Optional.of(word);
    }

    private static Optional<String> gssKex(String word) {
        for (String name : word.split(",", -1)) {
            if (name.isEmpty()) {
                break;
            }
            // A group's name may follow, so only the beginning is compared.
            if (GSS_KEX.stream().noneMatch(name::startsWith)) {
                return Optional.empty();
            }
        }
        return Optional.of(word);
    }

    static Optional<String> escape(String word) {
        if (word.equals("none")) {
            return Optional.of("none");
        }
        if (word.length() == 1) {
            return Optional.of(visible(word.charAt(0)));
        }
        boolean control = word.length() == 2 && word.charAt(0) == '^' && word.charAt(1) >= 64 && word.charAt(1) < 128;
        return control ? Optional.of(visible((char) (word.charAt(1) & 31))) : Optional.empty();
    }

    /** vis(3) with VIS_WHITE, as far as one character goes. */
    private static String visible(char c) {
        if (c == '\\') {
            return "\\\\";
        }
        if ((c & 127) == ' ' || c == '\t' || c == '\n' || c == 0) {
            return c == 0 ? "\\^@" : String.format("\\%03o", (int) c);
        }
        if (c > 32 && c < 127) {
            return String.valueOf(c);
        }
        StringBuilder out = new StringBuilder("\\");
        int low = c & 127;
        out.append(c > 127 ? "M" : "");
        if (low < 32 || low == 127) {
            return out.append('^').append(low == 127 ? '?' : (char) (low + 64)).toString();
        }
        return out.append('-').append((char) low).toString();
    }

    private static Optional<String> keystrokes(String word) {
        return switch (word) {
            case "yes", "true" -> Optional.of("yes");
            case "no", "false" -> Optional.of("no");
            default ->
                word.startsWith(KEYSTROKE_INTERVAL)
                        ? text(Numbers.whole(word.substring(KEYSTROKE_INTERVAL.length()), 1, 1000))
                                .map(it -> it.equals("20") ? "yes" : it)
                        : Optional.empty();
        };
    }

    private static Optional<String> persist(String word) {
        return switch (word) {
            case "no", "false" -> Optional.of("no");
            case "yes", "true" -> Optional.of("yes");
            default -> text(Numbers.seconds(word)).map(it -> it.equals("0") ? "yes" : it);
        };
    }

    private Statement added(Keyword keyword, Arguments arguments) {
        Optional<String> word = arguments.take().filter(it -> !it.isEmpty());
        return word.isEmpty()
                ? missing(keyword)
                : ended(keyword, arguments, List.of(new Effect.Add(keyword.option(), word.get())));
    }

    private Statement algorithms(Keyword keyword, Arguments arguments) {
        Optional<String> list = arguments.take().filter(it -> !it.isEmpty());
        if (list.isEmpty()) {
            return missing(keyword);
        }
        Optional<String> unknown = algorithms.unknownIn(keyword.option(), list.get());
        return unknown.isPresent()
                ? refused(
                        keyword.spelling() + ": this ssh knows no algorithm " + quoted(unknown.get()),
                        Spelling.nearest(unknown.get(), algorithms.names(keyword.option())))
                : ended(keyword, arguments, List.of(new Effect.First(keyword.option(), list.get())));
    }

    private static Statement mask(Keyword keyword, Arguments arguments) {
        Optional<String> word = arguments.take().filter(it -> !it.isEmpty());
        Optional<String> mask = word.flatMap(Numbers::mask);
        if (mask.isEmpty()) {
            return word.isEmpty()
                    ? missing(keyword)
                    : refused(keyword.spelling() + " is an octal mask such as 0177", Optional.empty());
        }
        return ended(keyword, arguments, List.of(new Effect.LastAnywhere(keyword.option(), mask.get())));
    }

    private Statement forwardAgent(Keyword keyword, Arguments arguments) {
        Optional<String> word = arguments.take().filter(it -> !it.isEmpty());
        if (word.isEmpty()) {
            return missing(keyword);
        }
        Optional<String> flag = Keyword.Kind.FLAG.state(word.get());
        if (flag.isPresent()) {
            return ended(keyword, arguments, List.of(new Effect.First(keyword.option(), flag.get())));
        }
        if (socket(word.get()).isEmpty()) {
            return refused(
                    keyword.spelling() + " " + quoted(word.get()) + " names a variable that is not set",
                    Optional.empty());
        }
        return ended(
                keyword,
                arguments,
                List.of(
                        new Effect.First(keyword.option(), "yes"),
                        new Effect.First(Settings.FORWARD_AGENT_PATH, word.get())));
    }

    private static Statement addKeys(Keyword keyword, Arguments arguments) {
        Optional<String> word = arguments.take().filter(it -> !it.isEmpty());
        Optional<String> lifetime = arguments.take();
        if (word.isEmpty()) {
            return missing(keyword);
        }
        Optional<String> state = word.get().equalsIgnoreCase("confirm")
                ? Optional.of("confirm")
                : Keyword.Kind.YES_NO_ASK.state(word.get());
        Optional<String> value = Optional.empty();
        if (state.filter("confirm"::equals).isPresent() && lifetime.isPresent()) {
            value = text(Numbers.seconds(lifetime.get())).map(it -> it.equals("0") ? "confirm" : "confirm " + it);
        } else if (lifetime.isEmpty()) {
            value = state.or(() -> text(Numbers.seconds(word.get())).map(it -> it.equals("0") ? "true" : it));
        }
        return value.isEmpty()
                ? refused(
                        keyword.spelling() + " cannot be " + quoted(arguments.joined())
                                + "; it is yes, no, ask, confirm or a time",
                        Optional.empty())
                : ended(keyword, arguments, List.of(new Effect.First(keyword.option(), value.get())));
    }

    private Statement serviceClasses(Keyword keyword, Arguments arguments) {
        SshRelease release = local.release();
        Optional<String> interactive = arguments.take().flatMap(it -> Numbers.serviceClass(it, release));
        Optional<String> second = arguments.take();
        Optional<String> bulk = second.isPresent() ? Numbers.serviceClass(second.get(), release) : interactive;
        if (interactive.isEmpty() || bulk.isEmpty()) {
            return refused(
                    keyword.spelling() + " cannot be " + quoted(arguments.joined())
                            + "; it is one or two classes such as af21 or lowdelay",
                    Optional.empty());
        }
        String value = interactive.get() + " " + bulk.get();
        return ended(keyword, arguments, List.of(new Effect.First(keyword.option(), value)));
    }

    private Statement rekeyLimit(Keyword keyword, Arguments arguments) {
        Optional<String> word = arguments.take().filter(it -> !it.isEmpty());
        if (word.isEmpty()) {
            return missing(keyword);
        }
        OptionalLong size = word.get().equals("default") ? OptionalLong.of(0) : Numbers.size(word.get());
        if (size.isEmpty() || (size.getAsLong() != 0 && size.getAsLong() < 16)) {
            return refused(
                    keyword.spelling() + " " + quoted(word.get()) + " is not a size of 16 bytes or more",
                    Optional.empty());
        }
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.First(keyword.option(), Long.toString(size.getAsLong())));
        Optional<String> interval = arguments.take();
        if (interval.isPresent() && !interval.get().equals("none")) {
            OptionalInt seconds = Numbers.seconds(interval.get());
            if (seconds.isEmpty()) {
                return refused(keyword.spelling() + ": " + quoted(interval.get()) + " is not a time", Optional.empty());
            }
            effects.add(new Effect.First(Settings.REKEY_INTERVAL, Integer.toString(seconds.getAsInt())));
        }
        return ended(keyword, arguments, effects);
    }

    private Statement jump(String text) {
        Optional<Jump> jump = Jump.parse(text, ports);
        return jump.isPresent()
                ? setting(new Effect.ProxyJump(jump.get()))
                : refused(
                        "ProxyJump " + quoted(text) + " is not [user@]host[:port], with commas between",
                        Optional.empty());
    }

    private Statement forward(Keyword keyword, Arguments arguments) {
        Optional<String> listen = arguments.take().filter(it -> !it.isEmpty());
        if (listen.isEmpty()) {
            return missing(keyword);
        }
        boolean remote = keyword.option().equals("remoteforward");
        boolean dynamic = keyword.option().equals("dynamicforward");
        String specification = listen.get();
        if (!dynamic) {
            Optional<String> connect = arguments.take().filter(it -> !it.isEmpty());
            if (connect.isEmpty() && !remote) {
                return refused(
                        keyword.spelling() + " needs two values, such as \"" + keyword.spelling()
                                + " 8080 localhost:80\"",
                        Optional.empty());
            }
            dynamic = connect.isEmpty();
            specification += connect.map(it -> ":" + it).orElse("");
        }
        String cut = specification.substring(0, Math.min(specification.length(), LONGEST_FORWARD));
        boolean isDynamic = dynamic;
        Optional<Forward> forward =
                Tokens.dollar(cut, local.environment()).flatMap(it -> Forward.parse(it, isDynamic, remote, ports));
        return forward.isEmpty()
                ? refused(
                        keyword.spelling() + " cannot be " + quoted(arguments.joined())
                                + "; it is [address:]port and host:port, or socket paths",
                        Optional.empty())
                : ended(keyword, arguments, List.of(new Effect.AddForward(forward.get())));
    }

    private static Statement ended(Keyword keyword, Arguments arguments, List<Effect> effects) {
        if (arguments.isEmpty()) {
            return new Statement.Setting(List.copyOf(effects));
        }
        String all = Bytes.text(arguments.joined());
        return refused(
                keyword.spelling() + " takes one value, and the line has more",
                Optional.of(keyword.spelling() + " \"" + all + "\""));
    }

    static Statement setting(Effect effect) {
        return new Statement.Setting(List.of(effect));
    }

    static Statement missing(Keyword keyword) {
        return refused(keyword.spelling() + " has no value", Optional.empty());
    }

    static Statement refused(String message, Optional<String> suggestion) {
        return new Statement.Refused(StatementParser.bad(message, suggestion), false);
    }

    static String quoted(String word) {
        String text = Bytes.text(word);
        return "\"" + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + "\"";
    }
}
