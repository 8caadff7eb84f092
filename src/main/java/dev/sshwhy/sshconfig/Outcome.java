package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.sshconfig.Settings.Entry;
import dev.sshwhy.sshconfig.Settings.ForwardEntry;
import dev.sshwhy.sshconfig.Settings.Origin;
import dev.sshwhy.sshconfig.Statement.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What ssh makes of the collected options before it connects (OpenSSH readconf.c fill_default_options, ssh.c main). */
final class Outcome {
    private static final String DEFAULT_KNOWN_HOSTS = "~/.ssh/known_hosts";
    private static final int DEBIAN_BATCH_ALIVE_SECONDS = 300;
    private static final String SECURITY_KEY_PROVIDER = "securitykeyprovider";
    private static final List<String> CLEARED_BY_NONE = List.of(
            "localcommand",
            "remotecommand",
            "proxycommand",
            "controlpath",
            "revokedhostkeys",
            "pkcs11provider",
            SECURITY_KEY_PROVIDER,
            "knownhostscommand");
    private static final List<String> EXPANDED =
            List.of("controlpath", "identityagent", Settings.FORWARD_AGENT_PATH, "remotecommand", "userknownhostsfile");
    private static final List<String> ALGORITHM_LISTS = List.of(
            "ciphers",
            "macs",
            "kexalgorithms",
            "hostbasedacceptedalgorithms",
            "pubkeyacceptedalgorithms",
            "casignaturealgorithms",
            "hostkeyalgorithms");

    private final ConfigResolver resolver;
    private final LocalSide local;
    private final Algorithms algorithms;
    private final SshCommandLine commandLine;
    private final Settings settings;
    private final Set<ConfigProblem> problems;
    private final String originalHost;
    private final String host;
    private final Map<String, List<ConfigValue>> options = new HashMap<>();
    private boolean securityKeysAreOff;

    Outcome(
            ConfigResolver resolver,
            SshCommandLine commandLine,
            Settings settings,
            Set<ConfigProblem> problems,
            String originalHost,
            String host) {
        this.resolver = resolver;
        this.local = resolver.local();
        this.algorithms = resolver.parser().values().algorithms();
        this.commandLine = commandLine;
        this.settings = settings;
        this.problems = problems;
        this.originalHost = originalHost;
        this.host = host;
    }

    /** The finished configuration. */
    Configuration configuration(List<String> files, List<BlockMatch> blocks) {
        clearForwards();
        assembleAlgorithms();
        securityKeysAreOff = settings.value(SECURITY_KEY_PROVIDER, "").equalsIgnoreCase("none");
        for (String option : CLEARED_BY_NONE) {
            if (settings.value(option, "").equalsIgnoreCase("none")) {
                settings.remove(option);
            }
        }
        settleJump();
        settings.entry("hostkeyalias").ifPresent(it -> settings.replace("hostkeyalias", Bytes.lowerCase(it.value())));
        settings.entry("hostname").ifPresent(it -> settings.replace("hostname", host));
        settleUser();
        deriveUpdateHostKeys();
        deriveServerAlive();
        checkCommand();
        expandTokens();
        checkAgentSocket();
        list();
        return new Configuration(files, options, List.copyOf(problems), blocks);
    }

    private void clearForwards() {
        settings.entry(Settings.STANDARD_STREAMS).ifPresent(it -> {
            for (String option : List.of("clearallforwardings", "exitonforwardfailure")) {
                settings.apply(new Statement.Effect.First(option, "yes"), it.at(), true, Origin.USER);
            }
        });
        if (settings.value("clearallforwardings", "no").equals("yes")) {
            settings.clearForwards();
            settings.replace("tunnel", "false");
        }
    }

    private void assembleAlgorithms() {
        for (String option : ALGORITHM_LISTS) {
            Optional<Entry> entry = settings.entry(option);
            if (entry.isPresent()) {
                Optional<String> list = algorithms.assembled(option, entry.get().value());
                if (list.isEmpty()) {
                    refuse(
                            entry.get().at(),
                            "no algorithm is left of \""
                                    + Bytes.text(entry.get().value()) + "\"");
                }
                list.ifPresent(it -> settings.replace(option, it));
            }
        }
    }

    private void settleJump() {
        Optional<HostSpec> hop = settings.jump().flatMap(Jump::last);
        if (hop.isEmpty()) {
            if (settings.jump().isPresent()) {
                settings.remove(Settings.PROXY_JUMP);
            }
            return;
        }
        settings.remove(Settings.PROXY_COMMAND);
        settings.replace("proxyusefdpass", "no");
        OptionalInt hopPort = hop.get().port();
        String user = settings.value("user", local.user());
        boolean isTarget = hop.get().host().equals(host)
                && Integer.toString(hopPort.orElse(22)).equals(settings.value("port", "22"))
                && hop.get().user().orElse(user).equals(user);
        if (isTarget) {
            settings.entry(Settings.PROXY_JUMP)
                    .ifPresent(it -> refuse(it.at(), "ProxyJump leads to " + Bytes.text(host) + ", the target itself"));
        }
    }

    /** Since 10.0 a file may say the user with tokens, all but the user's own. */
    private void settleUser() {
        settings.entry("user")
                .filter(it -> local.release().isAtLeast(1000) && !it.at().text().startsWith("-l "))
                .ifPresent(it -> {
                    Optional<String> expanded =
                            it.value().matches("(?s).*%[rC].*") ? Optional.empty() : tokens().expand(it.value(), true);
                    if (expanded.isEmpty()) {
                        refuse(it.at(), "User has an unknown % token or a variable that is not set");
                    }
                    expanded.ifPresent(user -> settings.replace("user", user));
                });
    }

    /** Unset, it is on only while the known_hosts files are the usual ones. */
    private void deriveUpdateHostKeys() {
        Optional<Entry> entry = settings.entry("updatehostkeys");
        if (entry.isEmpty()) {
            Optional<Entry> verify =
                    settings.entry("verifyhostkeydns").filter(it -> !it.value().equals("false"));
            Optional<Entry> files = settings.entry("userknownhostsfile")
                    .filter(it -> !it.value().equals(DEFAULT_KNOWN_HOSTS));
            verify.or(() -> files)
                    .ifPresent(it -> settings.apply(
                            new Statement.Effect.First("updatehostkeys", "false"), it.at(), true, it.origin()));
            return;
        }
        boolean quiet = Set.of("SILENT", "QUIET", "FATAL", "ERROR").contains(settings.value("loglevel", "INFO"));
        boolean persists = !settings.value("controlpersist", "no").equals("no")
                && settings.entry("controlpath").isPresent();
        boolean runsCommand = !commandLine.remoteCommand().isEmpty()
                || settings.entry("remotecommand").isPresent()
                || settings.value("requesttty", "auto").equals("false");
        if (entry.get().value().equals("ask") && (persists || runsCommand || quiet)) {
            settings.replace("updatehostkeys", "false");
        }
    }

    /** Debian's ssh watches the connection in batch mode. */
    private void deriveServerAlive() {
        Optional<Entry> batch =
                settings.entry("batchmode").filter(it -> it.value().equals("yes"));
        boolean debian = local.release().vendor() == SshRelease.Vendor.DEBIAN;
        if (debian && batch.isPresent() && !settings.isSet("serveraliveinterval")) {
            // A line that says "none" asks for what is usual, and this is what is usual in batch mode.
            Span at =
                    settings.entry("serveraliveinterval").or(() -> batch).get().at();
            settings.apply(
                    new Statement.Effect.First("serveraliveinterval", Integer.toString(DEBIAN_BATCH_ALIVE_SECONDS)),
                    at,
                    true,
                    Origin.USER);
        }
    }

    private void checkCommand() {
        Optional<Entry> command = settings.entry("remotecommand");
        boolean typed = !commandLine.remoteCommand().isEmpty();
        if (command.isPresent() && typed) {
            refuse(command.get().at(), "RemoteCommand and a command behind the host exclude each other");
        }
        Optional<Entry> fork = settings.entry("forkafterauthentication")
                .filter(it -> it.value().equals("yes"));
        boolean nothingToRun = command.isEmpty() && !typed;
        if (fork.isPresent()
                && nothingToRun
                && !settings.value("sessiontype", "default").equals("none")) {
            refuse(fork.get().at(), "ssh cannot go to the background without a command to run, or -N");
        }
        settings.entry("refuseconnection")
                .ifPresent(it -> refuse(it.at(), "RefuseConnection makes ssh stop here: " + Bytes.text(it.value())));
        settings.entry("connectionattempts")
                .filter(it -> it.value().equals("0"))
                .ifPresent(it -> refuse(it.at(), "ConnectionAttempts must be at least 1"));
    }

    private Tokens tokens() {
        return new Tokens(
                local,
                Bytes.text(originalHost),
                Bytes.text(host),
                Numbers.whole(settings.value("port", "22"), 1, 65535).orElse(22),
                Bytes.text(settings.value("user", local.user())),
                Bytes.text(settings.value("hostkeyalias", originalHost)),
                settings.jump().flatMap(Jump::last).map(HostSpec::host).orElse(""));
    }

    private void expandTokens() {
        boolean holdsTokens =
                EXPANDED.stream().anyMatch(it -> settings.entry(it).isPresent())
                        || !settings.forwards().isEmpty();
        if (!holdsTokens) {
            return;
        }
        Tokens tokens = tokens();
        for (String option : List.of("controlpath", "identityagent", Settings.FORWARD_AGENT_PATH)) {
            settings.entry(option).ifPresent(it -> settings.replace(option, path(tokens, it, it.value())));
        }
        settings.entry("remotecommand")
                .ifPresent(it -> settings.replace("remotecommand", percent(tokens, it.at(), it.value())));
        settings.entry("userknownhostsfile").ifPresent(it -> {
            List<String> paths = new ArrayList<>();
            for (String file : it.value().split(Values.BETWEEN, -1)) {
                paths.add(path(tokens, it, file));
            }
            settings.replace("userknownhostsfile", String.join(Values.BETWEEN, paths));
        });
        Map<String, List<ConfigValue>> forwards = new HashMap<>();
        for (ForwardEntry entry : settings.forwards()) {
            UnaryOperator<String> expand = it -> percent(tokens, entry.at(), it);
            Forward forward = entry.forward().expanded(expand);
            if (forward.isListedAsDynamic()) {
                addForward(forwards, "dynamicforward", forward.listen().shown(), entry);
            }
            if (forward.isListedAsLocal()) {
                addForward(forwards, "localforward", forward.shown(), entry);
            }
            if (forward.remote()) {
                addForward(forwards, "remoteforward", forward.shown(), entry);
            }
        }
        options.putAll(forwards);
    }

    /** Without the socket ssh goes on and forwards no agent, but not when a failed forward is to end it. */
    private void checkAgentSocket() {
        boolean wanted = settings.value("forwardagent", "no").equals("yes")
                && settings.value("exitonforwardfailure", "no").equals("yes");
        settings.entry(Settings.FORWARD_AGENT_PATH).filter(it -> wanted).ifPresent(it -> {
            Optional<String> path = it.value().startsWith("$")
                    ? local.environment().apply(it.value().substring(1)).map(Bytes::of)
                    : Optional.of(it.value());
            path.filter(socket -> !resolver.exists(socket))
                    .ifPresent(socket -> refuse(
                            it.at(),
                            "the agent's socket " + Bytes.text(socket)
                                    + " is not there, and with ExitOnForwardFailure or -W ssh stops then"));
        });
    }

    private static void addForward(
            Map<String, List<ConfigValue>> forwards, String option, String value, ForwardEntry entry) {
        forwards.computeIfAbsent(option, key -> new ArrayList<>())
                .add(new ConfigValue(Bytes.text(value), entry.at(), List.of()));
    }

    private String path(Tokens tokens, Entry entry, String value) {
        Optional<String> expanded = tokens.pathOfBytes(value);
        if (expanded.isEmpty()) {
            refuse(
                    entry.at(),
                    "\"" + Bytes.text(value)
                            + "\" has an unknown % token, an unset variable, or a user without a home directory");
        }
        return expanded.map(Bytes::of).orElse(value);
    }

    private String percent(Tokens tokens, Span at, String value) {
        Optional<String> expanded = tokens.percentOfBytes(value);
        if (expanded.isEmpty()) {
            refuse(at, "\"" + Bytes.text(value) + "\" has an unknown % token; a plain % is written %%");
        }
        return expanded.map(Bytes::of).orElse(value);
    }

    private void list() {
        settings.entry(Settings.FORWARD_AGENT_PATH).ifPresent(path -> {
            // The line that names the socket may come behind one that said yes.
            List<Span> shadowed = settings.shadowed("forwardagent").stream()
                    .filter(it -> !it.equals(path.at()))
                    .toList();
            options.put("forwardagent", List.of(new ConfigValue(Bytes.text(path.value()), path.at(), shadowed)));
        });
        settings.entry("rekeylimit").ifPresent(it -> {
            String value = it.value() + " " + settings.value(Settings.REKEY_INTERVAL, "0");
            options.put("rekeylimit", List.of(new ConfigValue(value, it.at(), settings.shadowed("rekeylimit"))));
        });
        if (securityKeysAreOff) {
            options.put(SECURITY_KEY_PROVIDER, List.of()); // ssh -G then leaves the line out
        }
        for (String option : settings.options()) {
            List<Entry> entries = settings.all(option);
            if (option.indexOf(' ') < 0 && !options.containsKey(option) && !entries.isEmpty()) {
                List<Span> shadowed = settings.shadowed(option);
                List<ConfigValue> values = new ArrayList<>(entries.size());
                for (Entry it : entries) {
                    values.add(new ConfigValue(Bytes.text(it.value().replace(Values.BETWEEN, " ")), it.at(), shadowed));
                }
                options.put(option, List.copyOf(values));
            }
        }
        if (!options.containsKey("hostname") && !host.equals(originalHost)) {
            Span typed = Span.of(Span.COMMAND_LINE, Bytes.text(originalHost));
            options.put("hostname", List.of(new ConfigValue(Bytes.text(host), typed, List.of())));
        }
    }

    private void refuse(Span at, String message) {
        ConfigProblem.Kind kind = at.source().equals(Span.COMMAND_LINE)
                ? ConfigProblem.Kind.BAD_VALUE
                : ConfigProblem.Kind.BAD_VALUE_HERE;
        problems.add(new Refusal(kind, message, Optional.empty()).at(at));
    }
}
