package dev.sshwhy.sshconfig;

import dev.sshwhy.sshconfig.SshCommandLine.Option;
import dev.sshwhy.sshconfig.Statement.Effect;
import dev.sshwhy.sshconfig.Statement.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the letters of the command line set (OpenSSH ssh.c main). */
final class CommandLineEffects {
    private static final List<String> LOG_LEVELS =
            List.of("QUIET", "FATAL", "ERROR", "INFO", "VERBOSE", "DEBUG", "DEBUG2", "DEBUG3");

    private static final Set<String> CONTROL_COMMANDS = Set.of("check", "forward", "cancel", "exit", "stop", "proxy");
    private static final Set<String> CONTROL_COMMANDS_10_3 = Set.of("conninfo", "channels");

    private final StatementParser parser;
    private final LocalSide local;
    private final ConfigFiles files;
    private boolean isVerbose;

    CommandLineEffects(StatementParser parser, LocalSide local, ConfigFiles files) {
        this.parser = parser;
        this.local = local;
        this.files = files;
    }

    /** What one option says, given what the options before it have set. */
    Statement of(Option option, Settings before) {
        String argument = Bytes.of(option.argument());
        return switch (option.letter()) {
            case 'o' -> typedJump(parser.parse(argument, true));
            case 'l' -> setting(new Effect.First("user", argument));
            // Only the first port is looked at.
            case 'p' -> before.entry("port").isPresent() ? new Statement.Nothing() : parsed("Port", argument);
            case 'i' -> identity(option);
            case 'J' -> jump(argument, before);
            case 'c' -> algorithms("Ciphers", argument, "-");
            case 'm' -> algorithms("MACs", argument, "+-^");
            case 'e' -> overriding("EscapeChar", argument);
            case 'w' -> tunnel(argument);
            case 'L' -> forward(argument, false, false);
            case 'D' -> forward(argument, true, false);
            case 'R' -> forward(argument, false, true);
            case '4' -> last("addressfamily", "inet");
            case '6' -> last("addressfamily", "inet6");
            case 'n' -> last("stdinnull", "yes");
            case 'f' -> last("forkafterauthentication", "yes", "stdinnull", "yes");
            case 'x' -> last("forwardx11", "no");
            case 'X' -> last("forwardx11", "yes");
            case 'Y' -> last("forwardx11", "yes", "forwardx11trusted", "yes");
            case 'g' -> last("gatewayports", "yes");
            case 'a' -> last("forwardagent", "no");
            case 'A' -> last("forwardagent", "yes");
            case 'k' -> last("gssapidelegatecredentials", "no");
            case 'K' -> last("gssapiauthentication", "yes", "gssapidelegatecredentials", "yes");
            case 'I' -> last("pkcs11provider", argument);
            case 't' -> last("requesttty", before.value("requesttty", "").equals("true") ? "force" : "true");
            case 'T' -> last("requesttty", "false");
            case 'N' -> session(before, "none", last("sessiontype", "none", "requesttty", "false"));
            case 's' -> session(before, "subsystem", last("sessiontype", "subsystem"));
            case 'W' -> standardStreams(argument, before);
            case 'O' -> control(argument, before);
            case 'M' -> last("controlmaster", before.value("controlmaster", "").equals("true") ? "ask" : "true");
            case 'C' -> last("compression", "yes");
            case 'S' -> last("controlpath", argument);
            case 'b' -> last("bindaddress", argument);
            case 'B' -> last("bindinterface", argument);
            case 'P' -> local.release().isAtLeast(904) ? last("tag", argument) : new Statement.Nothing();
            case 'q' -> overriding("LogLevel", "quiet");
            case 'v' -> last("loglevel", louder(before.value("loglevel", "INFO")));
            default -> new Statement.Nothing();
        };
    }

    /** The first -v means DEBUG, whatever was set; each further one adds a step. */
    private String louder(String level) {
        if (!isVerbose) {
            isVerbose = true;
            return "DEBUG";
        }
        int step = LOG_LEVELS.indexOf(level.equals("SILENT") ? "QUIET" : level);
        return LOG_LEVELS.get(Math.min(step + 1, LOG_LEVELS.size() - 1));
    }

    /** -N and -s exclude each other and any other SessionType before them. */
    private static Statement session(Settings before, String type, Statement statement) {
        return before.entry("sessiontype").isEmpty()
                        || before.value("sessiontype", "").equals(type)
                ? statement
                : refused("SessionType is " + before.value("sessiontype", "") + " already, by what stands before -"
                        + (type.equals("none") ? "N" : "s"));
    }

    /** A file that is not there is not taken at all: ssh warns and goes on without it. */
    private Statement identity(Option option) {
        Optional<String> path = Tokens.tilde(option.argument(), local.home(), local.homeOf());
        if (path.isEmpty()) {
            return refused("-i names the home directory of a user who does not exist");
        }
        return !path.get().isEmpty() && files.exists(path.get())
                ? setting(new Effect.Add("identityfile", Bytes.of(path.get())))
                : new Statement.Nothing();
    }

    private Statement jump(String argument, Settings before) {
        if (before.jump().isPresent() || before.entry(Settings.PROXY_COMMAND).isPresent()) {
            return refused("-J stands beside another -J or ProxyCommand; ssh takes one, with commas between hosts");
        }
        return typedJump(parsed("ProxyJump", argument));
    }

    /** A file may name jump hosts with characters that ssh refuses here. */
    private Statement typedJump(Statement statement) {
        if (statement instanceof Statement.Setting setting && setting.effects().get(0) instanceof Effect.ProxyJump it) {
            return new TypedNames(local.release())
                    .faultOfJump(it.jump(), parser.values().ports())
                    .map(CommandLineEffects::refused)
                    .orElse(statement);
        }
        return statement;
    }

    /** In a file these lists may begin with a sign; the letters do not take every one. */
    private Statement algorithms(String keyword, String argument, String notAtStart) {
        return !argument.isEmpty() && notAtStart.indexOf(argument.charAt(0)) >= 0
                ? refused("ssh takes no list that begins with " + argument.charAt(0) + " here, only in -o " + keyword
                        + "=")
                : overriding(keyword, argument);
    }

    /** Only with a host do standard input and output really lead there; "-W 22" is taken, and does nothing of the kind. */
    private Statement standardStreams(String argument, Settings before) {
        Optional<Forward> forward = forwardOf(argument, true, false);
        if (before.entry(Settings.STANDARD_STREAMS).isPresent()
                || before.entry(Settings.CONTROL_COMMAND).isPresent()) {
            return refused("-W stands beside another -W or -O");
        }
        if (forward.isEmpty()) {
            return refused("\"" + Bytes.text(argument) + "\" is not host:port");
        }
        Forward.End target = forward.get().listen();
        boolean leadsThere = target.host().isPresent()
                || (target.path().isPresent() && local.release().isAtLeast(904));
        List<Effect> effects = new ArrayList<>(
                List.of(new Effect.Last("sessiontype", "none"), new Effect.Last("requesttty", "false")));
        if (leadsThere) {
            effects.add(new Effect.First(Settings.STANDARD_STREAMS, target.shown()));
        }
        return new Statement.Setting(List.copyOf(effects));
    }

    private Statement control(String argument, Settings before) {
        if (before.entry(Settings.STANDARD_STREAMS).isPresent()
                || before.entry(Settings.CONTROL_COMMAND).isPresent()) {
            return refused("-O stands beside another -O or -W");
        }
        boolean isKnown = CONTROL_COMMANDS.contains(argument)
                || (CONTROL_COMMANDS_10_3.contains(argument) && local.release().isAtLeast(1003));
        return isKnown
                ? setting(new Effect.First(Settings.CONTROL_COMMAND, argument))
                : refused("-O takes check, forward, cancel, exit, stop or proxy");
    }

    private Statement tunnel(String argument) {
        Optional<String> device = Numbers.tunnelDevice(argument);
        return device.isPresent()
                ? new Statement.Setting(List.of(
                        new Effect.First("tunnel", "point-to-point"), new Effect.Last("tunneldevice", device.get())))
                : refused("-w takes a tunnel number, any, or two with a colon");
    }

    private Statement forward(String argument, boolean dynamic, boolean remote) {
        Optional<Forward> forward = forwardOf(argument, dynamic, remote)
                .or(() -> remote ? forwardOf(argument, true, true) : Optional.empty());
        return forward.isPresent()
                ? setting(new Effect.AddForward(forward.get()))
                : refused("\"" + Bytes.text(argument) + "\" is not [address:]port:host:port or a variant of it");
    }

    private Optional<Forward> forwardOf(String argument, boolean dynamic, boolean remote) {
        return Tokens.dollar(argument, local.environment())
                .flatMap(
                        it -> Forward.parse(it, dynamic, remote, parser.values().ports()));
    }

    private Statement parsed(String keyword, String argument) {
        return Keywords.find(Bytes.lowerCase(keyword), local.release())
                .map(it -> parser.values().parse(it, argument, new Arguments(List.of(argument))))
                .orElseGet(() -> new Statement.Nothing());
    }

    /** The same checks as in a file, but the last one counts. */
    private Statement overriding(String keyword, String argument) {
        Statement statement = parsed(keyword, argument);
        if (statement instanceof Statement.Setting setting) {
            List<Effect> effects = setting.effects().stream()
                    .map(it -> it instanceof Effect.First first ? new Effect.Last(first.option(), first.value()) : it)
                    .toList();
            return new Statement.Setting(effects);
        }
        return statement;
    }

    private static Statement last(String option, String value) {
        return setting(new Effect.Last(option, value));
    }

    private static Statement last(String option, String value, String other, String otherValue) {
        return new Statement.Setting(List.of(new Effect.Last(option, value), new Effect.Last(other, otherValue)));
    }

    private static Statement setting(Effect effect) {
        return new Statement.Setting(List.of(effect));
    }

    private static Statement refused(String message) {
        Refusal refusal = StatementParser.bad(message, Optional.empty());
        return new Statement.Refused(refusal, false);
    }
}
