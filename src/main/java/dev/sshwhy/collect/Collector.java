package dev.sshwhy.collect;

import dev.sshwhy.collect.handshake.TrialHandshake;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.keys.AccountFields;
import dev.sshwhy.keys.KnownHosts;
import dev.sshwhy.keys.LocalPublicKey;
import dev.sshwhy.offer.IdentityPaths;
import dev.sshwhy.offer.Offers;
import dev.sshwhy.sshconfig.ConfigResolver;
import dev.sshwhy.sshconfig.IdentityNames;
import dev.sshwhy.sshconfig.LocalSide;
import dev.sshwhy.sshconfig.SshCommandLine;
import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.sshconfig.Tokens;
import dev.sshwhy.sshconfig.program.Invocation;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Looks at everything that ssh would look at, in ssh's order, and at the account's field. */
public final class Collector {
    private final Question question;
    private final Surroundings surroundings;
    private final LocalFiles files = new LocalFiles();
    private final KeyCollection keys;
    private final Machine machine;
    private final SshRelease release;
    private final LocalSide local;

    private Collector(Question question) {
        this.question = question;
        this.surroundings = question.surroundings();
        Optional<String> version = surroundings.sshVersion();
        this.keys = new KeyCollection(files, version);
        this.machine = surroundings.machine(files);
        this.release = version.map(SshRelease::of).orElse(SshRelease.NEWEST);
        this.local = LocalSsh.side(surroundings, files, release, question.runConfigCommands());
    }

    /** What a program of the ssh family would have ssh do. */
    public static Invocation invocation(Program program, List<String> words, Surroundings surroundings) {
        SshRelease release = surroundings.sshVersion().map(SshRelease::of).orElse(SshRelease.NEWEST);
        return Invocation.parse(program, words, release, new LocalAround(surroundings));
    }

    /** What ssh would refuse in these words before it reads any file. */
    public static List<String> commandLineProblems(List<String> sshWords) {
        return SshCommandLine.parse(sshWords, SshRelease.NEWEST).problems();
    }

    /** All the facts. */
    public static Snapshot collect(Question question) {
        return new Collector(question).snapshot();
    }

    /** The account's field alone, held against the keys of this home directory. */
    public static AccountField account(AccountSource.Text text, Surroundings surroundings, Instant now) {
        LocalFiles files = new LocalFiles();
        KeyCollection keys = new KeyCollection(files, surroundings.sshVersion());
        Machine machine = surroundings.machine(files);
        List<LocalPublicKey> local = KeyCollection.publicKeys(keys.ofHome(surroundings.home()), machine::shown);
        return AccountFields.read(text.source(), text.bytes(), local, now);
    }

    private Snapshot snapshot() {
        // The keys are read beside the configuration; reading and proving them takes about as long.
        FutureTask<List<KeyFile>> keysOfHome = Aside.start("key-reader", () -> keys.ofHome(surroundings.home()));

        List<String> words = ConfigLookup.words(question.sshWords(), question.configFile());
        SshCommandLine line = SshCommandLine.parse(words, release);
        ConfigResolver resolver = ConfigLookup.resolver(surroundings, local, files);
        Configuration configuration = resolver.resolve(line);
        Tokens tokens = Tokens.of(local, line.destination(), configuration);
        Target target = target(line, tokens);

        UnaryOperator<String> expand =
                value -> surroundings.absolute(tokens.path(value).orElse(value));
        Agent agent = AgentChoice.agent(configuration, expand, surroundings);
        List<IdentityPaths.NamedPath> paths =
                IdentityPaths.of(line.identityFiles(), configuration, defaultIdentities(), expand);
        List<IdentityPaths.NamedPath> certificates = IdentityPaths.certificates(configuration, expand);
        List<KeyFile> localKeys = result(keysOfHome); // from here on nobody else reads keys
        List<Identity> identities =
                Offers.order(paths, certificates, configuration, agent, keys, takesSecurityKeys(configuration));
        Snapshot facts = new Snapshot(
                machine,
                target,
                configuration,
                identities,
                localKeys,
                agent,
                List.of(),
                account(identities, localKeys),
                route(resolver, configuration, line, target, expand),
                controlSocket(configuration),
                List.of(),
                handshake(configuration, target, identities, agent, tokens, expand),
                question.now());
        return question.asksOtherAgents() && facts.lacksRightKey()
                ? facts.withOtherAgents(OtherAgents.beside(agent, surroundings, files))
                : facts;
    }

    private List<String> defaultIdentities() {
        return IdentityNames.of(release).stream()
                .map(it -> surroundings.home() + "/.ssh/" + it)
                .toList();
    }

    /** A provider's name may stand in a variable; without one ssh leaves out the keys of files (ssh.c main). */
    private boolean takesSecurityKeys(Configuration configuration) {
        boolean isOff = configuration.options().containsKey("securitykeyprovider")
                && configuration.first("securitykeyprovider").isEmpty();
        String provider = configuration.text("securitykeyprovider", "");
        return !isOff
                && (!provider.startsWith("$")
                        || provider.length() == 1
                        || surroundings.environment().containsKey(provider.substring(1)));
    }

    private static List<KeyFile> result(FutureTask<List<KeyFile>> keysOfHome) {
        try {
            return keysOfHome.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the key reader failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private Target target(SshCommandLine line, Tokens tokens) {
        Optional<String> provider = tokens.host().equals("ssh.runpod.io") ? Optional.of("runpod") : Optional.empty();
        return new Target(
                question.program(),
                question.command(),
                question.sshWords(),
                question.sshProgram(),
                line.destination(),
                tokens.host(),
                tokens.port(),
                tokens.user(),
                provider);
    }

    private Route route(
            ConfigResolver resolver,
            Configuration configuration,
            SshCommandLine line,
            Target target,
            UnaryOperator<String> expand) {
        // Offline it matters only where nobody says a port which ones were used before.
        List<Integer> knownPorts = configuration.first("port").isPresent() && !question.online()
                ? List.of()
                : KnownHosts.knownPorts(KnownHostsFiles.read(configuration, files, expand), target.host());
        return new RouteFinder(resolver, local, new ProgramPath(surroundings))
                .find(configuration, line, target, knownPorts);
    }

    private ControlSocket controlSocket(Configuration configuration) {
        return configuration
                .first("controlpath")
                .map(it -> ControlSocketProbe.look(surroundings.absolute(it.value())))
                .orElseGet(ControlSocket::notUsed);
    }

    private Observed<AccountField> account(List<Identity> identities, List<KeyFile> localKeys) {
        Collection<KeyFile> all = Stream.concat(
                        localKeys.stream(),
                        identities.stream()
                                .flatMap(it -> Stream.of(it.file(), it.publicFile()))
                                .flatMap(it -> it.seen().stream()))
                .toList();
        List<LocalPublicKey> local = KeyCollection.publicKeys(all, machine::shown);
        return question.account()
                .match(
                        text -> Observed.present(
                                AccountFields.read(text.source(), text.bytes(), local, question.now())),
                        Observed::absent,
                        Observed::unreadable,
                        Observed::notLookedAt);
    }

    private Observed<Handshake> handshake(
            Configuration configuration,
            Target target,
            List<Identity> identities,
            Agent agent,
            Tokens tokens,
            UnaryOperator<String> expand) {
        if (!question.runsSsh()) {
            return Observed.notLookedAt(question.program().command() + " runs no ssh here");
        }
        if (!question.online()) {
            return Observed.notLookedAt("the server was not asked");
        }
        TrialPlan plan = new TrialPlan(question, configuration, target, release, files, expand);
        String jump = configuration.text("proxyjump", "none");
        if (!jump.equals("none")) {
            return Observed.notLookedAt("ssh jumps over " + jump + " (ProxyJump), which sshwhy does not do yet");
        }
        String proxy = configuration.text("proxycommand", "none");
        if (proxy.equals("none")) {
            return Observed.present(TrialHandshake.run(plan.handshake(identities, agent)));
        }
        Optional<String> command = tokens.percent(proxy);
        if (!question.runConfigCommands() || command.isEmpty() || configuration.isOn("proxyusefdpass", false)) {
            return Observed.notLookedAt("ssh goes through ProxyCommand " + proxy + ", which was not run");
        }
        return ProxyCommand.ask(command.get(), surroundings, plan.handshake(identities, agent));
    }
}
