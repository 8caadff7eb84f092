package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.BlockMatch.Fate;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.Patterns;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.sshconfig.Conditions.Verdict;
import dev.sshwhy.sshconfig.ConfigFile.Section;
import dev.sshwhy.sshconfig.ConfigFiles.Reading;
import dev.sshwhy.sshconfig.Settings.Origin;
import dev.sshwhy.sshconfig.SshCommandLine.Option;
import dev.sshwhy.sshconfig.Statement.Effect;
import dev.sshwhy.sshconfig.Statement.Line;
import dev.sshwhy.sshconfig.Statement.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One way through the command line and the files for one host (OpenSSH ssh.c main, readconf.c read_config_file_depth). */
final class Walk {
    private static final int DEEPEST_INCLUDE = 16;
    /** Far more than anybody has; keeps files that include each other over and over from taking for ever. */
    private static final int MOST_INCLUDES = 5_000;

    /** {@code ssh -F /dev/null}: without any configuration. */
    private static final String NOTHING = "/dev/null";

    /** What a configuration is called by mistake, in small letters. */
    private static final Set<String> MISNAMED =
            Set.of("config", "config.txt", "config.conf", "config.cfg", "ssh_config", "ssh_config.txt");

    private static final Set<String> SETTLED_BEFORE_FINAL_PASS =
            Set.of("hostname", "canonicalizemaxdots", "canonicalizefallbacklocal", "canonicalizehostname");

    private final ConfigResolver resolver;
    private final SshCommandLine commandLine;
    private final boolean tellsBlocks;
    private final Settings settings;
    private final Conditions conditions;
    private final Set<String> filesRead = new LinkedHashSet<>();
    private final Set<ConfigProblem> problems = new LinkedHashSet<>();
    private final List<BlockMatch> blocks = new ArrayList<>();
    private final String originalHost;
    private String host;
    private boolean finalPass;
    private int includes;

    /** Where reading stands: the file's standing within ssh, and the block around it. */
    private record Scope(Origin origin, boolean parseOnly, int depth, Optional<Span> include, Optional<Span> around) {
        Scope inside(boolean active, Span includeLine, Optional<Span> header) {
            // An inner Include within a block that never matches is still that block's fault.
            return new Scope(
                    origin,
                    parseOnly || !active,
                    depth + 1,
                    parseOnly ? include : Optional.of(includeLine),
                    parseOnly ? around : header);
        }
    }

    /** @param tellsBlocks whether the answer says how each block fared */
    Walk(ConfigResolver resolver, SshCommandLine commandLine, boolean tellsBlocks) {
        this.tellsBlocks = tellsBlocks;
        this.resolver = resolver;
        this.settings = new Settings(resolver.local().release());
        this.commandLine = commandLine;
        this.originalHost = Bytes.of(commandLine.destination());
        this.host = originalHost;
        this.conditions = new Conditions(resolver.local(), settings, originalHost, this::notEvaluated);
    }

    Configuration run() {
        applyCommandLine();
        readFiles();
        settleHost();
        boolean canonicalizes = !settings.value("canonicalizehostname", "false").equals("false");
        if (conditions.wantsFinalPass() || canonicalizes) {
            finalPass = true;
            blocks.clear();
            includes = 0;
            readFiles();
        }
        return new Outcome(resolver, commandLine, settings, problems, originalHost, host)
                .configuration(List.copyOf(filesRead), blocks);
    }

    private void applyCommandLine() {
        CommandLineEffects effects = resolver.commandLineEffects();
        for (Option option : commandLine.options()) {
            Line line = new Line(Span.of(Span.COMMAND_LINE, option.shown()), effects.of(option, settings));
            apply(line, true, option.letter() == 'i' ? Origin.IDENTITY_LETTER : Origin.USER);
        }
        checkWholeCommandLine();
    }

    /** What ssh looks at once more when it has read its last word. */
    private void checkWholeCommandLine() {
        TypedNames names = new TypedNames(resolver.local().release());
        settings.entry("user")
                .ifPresent(user -> names.faultOfUser(user.value())
                        .ifPresent(it -> report(user.at(), ConfigProblem.Kind.BAD_VALUE, it)));
        names.faultOfHost(originalHost)
                .ifPresent(it ->
                        report(Span.of(Span.COMMAND_LINE, Bytes.text(originalHost)), ConfigProblem.Kind.BAD_VALUE, it));
        if (commandLine.has('y') && commandLine.has('E')) {
            report(Span.of(Span.COMMAND_LINE, "-y -E"), ConfigProblem.Kind.BAD_VALUE, "-y and -E exclude each other");
        }
        boolean runsSubsystem = settings.value("sessiontype", "").equals("subsystem");
        if (runsSubsystem && commandLine.remoteCommand().isEmpty()) {
            report(
                    settings.all("sessiontype").get(0).at(),
                    ConfigProblem.Kind.BAD_VALUE,
                    "no subsystem is named behind the host, such as sftp");
        }
    }

    private void readFiles() {
        LocalSide local = resolver.local();
        Scope user = new Scope(Origin.USER, false, 0, Optional.empty(), Optional.empty());
        Optional<String> named = commandLine.configFile();
        if (named.isPresent()) {
            if (!named.get().equalsIgnoreCase("none")) {
                readNamed(Bytes.of(named.get()), user);
            }
            return;
        }
        String path = local.home() + "/.ssh/config";
        readQuietly(path, user, true);
        local.systemConfig()
                .ifPresent(it -> readQuietly(
                        it, new Scope(Origin.SYSTEM_FILE, false, 0, Optional.empty(), Optional.empty()), false));
    }

    private void readNamed(String path, Scope scope) {
        Reading reading = path.isEmpty() ? new Reading.Missing() : resolver.read(path);
        if (reading instanceof Reading.Content content) {
            readLines(content, scope, true);
        } else if (reading instanceof Reading.TooLarge it) {
            notRead(path, it);
        } else if (reading instanceof Reading.NotRegular it) {
            notRegular(path, it.facts());
        } else if (reading instanceof Reading.Missing || reading instanceof Reading.Unreadable) {
            String why = reading instanceof Reading.Unreadable it ? it.reason() : "there is no such file";
            report(
                    Span.of(Span.COMMAND_LINE, "-F " + Bytes.text(path)),
                    ConfigProblem.Kind.BAD_VALUE,
                    "-F names " + Bytes.text(path) + ", and " + why);
        }
    }

    /** The usual files: ssh says nothing when it cannot open them. */
    private void readQuietly(String path, Scope scope, boolean checkPermissions) {
        Reading reading = resolver.read(path);
        if (reading instanceof Reading.Content content) {
            if (checkPermissions) {
                checkPermissions(content.facts(), content.objection());
            }
            readLines(content, scope, true);
        } else if (reading instanceof Reading.Unreadable it) {
            report(Span.of(path, ""), ConfigProblem.Kind.UNREADABLE, "cannot be read: " + it.reason());
        } else if (reading instanceof Reading.TooLarge it) {
            notRead(path, it);
        } else if (reading instanceof Reading.NotRegular it) {
            notRegular(path, it.facts());
        } else if (reading instanceof Reading.Missing && scope.origin() == Origin.USER) {
            misnamed(path);
        }
    }

    /** Editors and browsers have their own idea of the name, and ssh looks for none but its own. */
    private void misnamed(String path) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        resolver.glob(folder + "*").stream()
                .filter(it -> MISNAMED.contains(Bytes.lowerCase(it.substring(folder.length()))))
                .filter(it -> resolver.read(it) instanceof Reading.Content)
                .findFirst()
                .ifPresent(it -> problems.add(new ConfigProblem(
                        ConfigProblem.Kind.UNREADABLE,
                        Span.of(Bytes.text(it), ""),
                        "is not called config, and ssh looks for no other name",
                        Optional.of(path))));
    }

    private void notRead(String path, Reading.TooLarge file) {
        report(
                Span.of(Bytes.text(path), ""),
                ConfigProblem.Kind.NOT_EVALUATED,
                "it is larger than " + file.mebibytes() + " MiB, and was not read; ssh reads it");
    }

    /** ssh reads a directory as an empty file, and a pipe or a device as it comes. */
    private void notRegular(String path, FileFacts facts) {
        Span at = Span.of(Bytes.text(path), "");
        if (facts.kind() == FileFacts.Kind.DIRECTORY) {
            report(at, ConfigProblem.Kind.UNREADABLE, "is a directory, not a file");
        } else if (!path.equals(NOTHING)) {
            report(
                    at,
                    ConfigProblem.Kind.NOT_EVALUATED,
                    "it is a pipe or a device, and was not read; ssh reads it, and waits for it");
        }
    }

    private void checkPermissions(FileFacts facts, Optional<String> objection) {
        objection.ifPresent(it -> report(Span.of(facts.path(), ""), ConfigProblem.Kind.PERMISSIONS, it));
    }

    private void readLines(Reading.Content content, Scope scope, boolean startsActive) {
        filesRead.add(content.facts().path());
        ConfigFile file = resolver.file(content);
        for (Section section : tellsBlocks ? file.sections() : file.sectionsFor(host)) {
            Optional<Span> header = section.header().map(Line::at);
            BlockMatch match = section.header().isPresent()
                    ? fate(section, section.header().get(), scope)
                    : applies(section, startsActive ? Fate.APPLIES : Fate.DOES_NOT_MATCH);
            if (tellsBlocks) {
                blocks.add(match);
            }
            for (Line line : section.lines()) {
                if (line.statement() instanceof Statement.Include include) {
                    include(line.at(), include, scope, match.applies(), header);
                } else {
                    apply(line, match.applies(), scope.origin());
                }
            }
        }
    }

    private static BlockMatch applies(Section section, Fate fate) {
        return new BlockMatch(section.block(), fate, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private BlockMatch fate(Section section, Line header, Scope scope) {
        Verdict verdict;
        if (header.statement() instanceof Statement.HostBlock block) {
            boolean matches = conditions.hostMatches(host, block.patterns());
            reportUnreachable(header, matches, block, scope);
            verdict = new Verdict(matches, true, Optional.empty());
        } else if (header.statement() instanceof Statement.MatchBlock block) {
            verdict = conditions.matches(block.criteria(), host, finalPass, header.at());
        } else {
            // Nobody knows which hosts were meant; better none than all.
            apply(header, true, scope.origin());
            verdict = new Verdict(false, false, Optional.empty());
        }
        Fate fate = verdict.matches()
                ? scope.parseOnly() ? Fate.KEPT_OUT : Fate.APPLIES
                : verdict.known() ? Fate.DOES_NOT_MATCH : Fate.NOT_EVALUATED;
        Optional<Span> none = Optional.empty();
        return new BlockMatch(
                section.block(),
                fate,
                verdict.unmet().map(Statement.Criterion::shown),
                fate == Fate.KEPT_OUT ? scope.include() : none,
                fate == Fate.KEPT_OUT ? scope.around() : none);
    }

    /** A line that sets something, or is wrong. */
    private void apply(Line line, boolean active, Origin origin) {
        Statement statement = line.statement();
        if (statement instanceof Statement.Setting setting) {
            for (Effect effect : setting.effects()) {
                boolean settled = effect instanceof Effect.First first && isSettled(first.option());
                if (!settled && !settings.apply(effect, line.at(), active, origin)) {
                    report(line.at(), ConfigProblem.Kind.BAD_VALUE, "ssh takes no more than 100 files of this kind");
                }
            }
        } else if (statement instanceof Statement.Unknown unknown) {
            Optional<String> ignored = settings.entry("ignoreunknown").map(Settings.Entry::value);
            if (ignored.isEmpty() || !Patterns.listMatches(unknown.keyword(), Bytes.lowerCase(ignored.get()))) {
                problems.add(unknown.refusal().at(line.at()));
            }
        } else if (statement instanceof Statement.Refused refused) {
            problems.add(refused.refusal().at(line.at()));
        }
    }

    /** By the final pass ssh has filled these in, and no line can set them any more. */
    private boolean isSettled(String option) {
        return finalPass
                && SETTLED_BEFORE_FINAL_PASS.contains(option)
                && settings.entry(option).isEmpty();
    }

    private void include(Span at, Statement.Include include, Scope scope, boolean active, Optional<Span> header) {
        for (String pattern : include.patterns()) {
            if (pattern.startsWith("~") && scope.origin() == Origin.SYSTEM_FILE) {
                report(at, ConfigProblem.Kind.BAD_VALUE, "an Include of the system-wide file cannot begin with ~");
                return;
            }
            String anchored = anchored(pattern, scope.origin());
            List<String> paths = resolver.glob(anchored);
            if (paths.isEmpty() && !Glob.isPattern(anchored)) {
                report(at, ConfigProblem.Kind.INCLUDE, "there is no file " + Bytes.text(anchored));
            }
            for (String path : paths) {
                if (includes > MOST_INCLUDES) {
                    return;
                }
                includes++;
                if (scope.depth() >= DEEPEST_INCLUDE) {
                    includes = MOST_INCLUDES + 1;
                    report(
                            at,
                            ConfigProblem.Kind.BAD_VALUE,
                            "files include each other more than " + DEEPEST_INCLUDE
                                    + " deep; one of them seems to include itself");
                    return;
                }
                readIncluded(path, at, scope.inside(active, at, header), active);
            }
        }
    }

    /** Relative paths stand for the user's or the system's ssh folder (ssh_config(5), Include). */
    private String anchored(String pattern, Origin origin) {
        LocalSide local = resolver.local();
        String path = pattern;
        if (!local.isAbsolute(pattern) && !pattern.startsWith("~")) {
            String system = local.systemConfig().orElse("/etc/ssh/ssh_config");
            path = (origin != Origin.SYSTEM_FILE ? "~/.ssh" : system.substring(0, Math.max(0, system.lastIndexOf('/'))))
                    + "/" + pattern;
        }
        return Tokens.tilde(path, local.homeForInclude(), local.homeOf()).orElse(path);
    }

    private void readIncluded(String path, Span at, Scope scope, boolean active) {
        Reading reading = resolver.read(path);
        if (reading instanceof Reading.Content content) {
            checkPermissions(content.facts(), content.objection());
            readLines(content, scope, active && !scope.parseOnly());
        } else if (reading instanceof Reading.Unreadable it) {
            report(
                    at,
                    it.isDeadLink() ? ConfigProblem.Kind.INCLUDE : ConfigProblem.Kind.BAD_VALUE,
                    "the included file " + Bytes.text(path) + " cannot be read: " + it.reason());
        } else if (reading instanceof Reading.TooLarge it) {
            checkPermissions(it.facts(), it.objection());
            notRead(path, it);
        } else if (reading instanceof Reading.NotRegular it) {
            checkPermissions(it.facts(), it.objection());
            notRegular(path, it.facts());
        }
    }

    /** A block that would match, in a file whose Include stands inside a block that does not. */
    private void reportUnreachable(Line line, boolean matches, Statement.HostBlock block, Scope scope) {
        if (matches
                && scope.parseOnly()
                && scope.include().isPresent()
                && !block.patterns().contains("*")) {
            report(
                    scope.include().get(),
                    ConfigProblem.Kind.INCLUDE,
                    "this Include stands inside the block of "
                            + scope.around().map(it -> "line " + it.line()).orElse("another file")
                            + ", which does not match, so \"" + line.at().text().strip() + "\" ("
                            + line.at().source() + " line " + line.at().line() + ") does not count");
        }
    }

    /** What ssh does with HostName before it connects: tokens, case, the numeric form of addresses. */
    private void settleHost() {
        Optional<Settings.Entry> entry = settings.entry("hostname");
        if (entry.isPresent()) {
            Optional<String> expanded = Conditions.expandedHost(entry.get().value(), host);
            if (expanded.isEmpty()) {
                report(
                        entry.get().at(),
                        ConfigProblem.Kind.BAD_VALUE,
                        "HostName knows %h and %% only, not \""
                                + Bytes.text(entry.get().value()) + "\"");
            }
            host = expanded.orElse(host);
        }
        String family = settings.value("addressfamily", "any");
        Optional<String> address = Addresses.canonical(host)
                .filter(it -> family.equals("any") || (it.indexOf(':') >= 0) == family.equals("inet6"));
        if (address.isPresent()) {
            // ssh leaves an address as it was typed when only the case differs.
            host = address.get().equalsIgnoreCase(host) ? host : address.get();
        } else if (!Addresses.looksNumeric(host)) {
            host = Bytes.lowerCase(host);
            reportCanonicalization();
        }
    }

    /** Looking names up is not this package's business; it matters only where a domain could be appended. */
    private void reportCanonicalization() {
        Optional<Settings.Entry> wanted = settings.entry("canonicalizehostname");
        Optional<Settings.Entry> domains = settings.entry("canonicaldomains");
        boolean direct = settings.jump().flatMap(Jump::last).isEmpty()
                && settings.value(Settings.PROXY_COMMAND, "none").equalsIgnoreCase("none");
        String mode = wanted.map(Settings.Entry::value).orElse("false");
        long dots = host.chars().filter(c -> c == '.').count();
        long most = Numbers.whole(settings.value("canonicalizemaxdots", "1")).orElse(1);
        boolean looksUp = mode.equals("always") || (mode.equals("true") && direct);
        if (looksUp
                && dots <= most
                && domains.filter(it -> !it.value().equals("none")).isPresent()) {
            report(
                    wanted.get().at(),
                    ConfigProblem.Kind.NOT_EVALUATED,
                    "ssh would look for " + Bytes.text(host) + " in "
                            + Bytes.text(domains.get().value().replace(Values.BETWEEN, " "))
                            + "; this was not looked up");
        }
    }

    private void notEvaluated(Span at, String message) {
        report(at, ConfigProblem.Kind.NOT_EVALUATED, message);
    }

    private void report(Span at, ConfigProblem.Kind kind, String message) {
        problems.add(new Refusal(kind, message, Optional.empty()).at(at));
    }
}
