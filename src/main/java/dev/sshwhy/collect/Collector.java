package dev.sshwhy.collect;

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
import dev.sshwhy.sshconfig.program.Invocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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
        ConfigResolver resolver = ConfigLookup.resolver(surroundings, local, files);
        Leg leg = Leg.of(SshCommandLine.parse(words, release), resolver, local);
        Agent agent = agent(leg);
        List<IdentityPaths.NamedPath> paths = paths(leg);
        List<KeyFile> localKeys = result(keysOfHome); // from here on nobody else reads keys
        List<Identity> identities = identities(leg, paths, agent);
        RouteFinder.Way way =
                new RouteFinder(resolver, local, new ProgramPath(surroundings)).find(leg, knownPorts(leg));
        Journey.Outcome outcome = journey(leg, agent, identities, localKeys, way);
        Snapshot facts = new Snapshot(
                machine,
                leg.target(question.program(), question.command(), question.sshProgram()),
                leg.configuration(),
                identities,
                localKeys,
                agent,
                List.of(),
                account(identities, localKeys),
                way.route(),
                controlSocket(leg),
                outcome.jumps(),
                outcome.arrival(),
                question.now());
        return question.asksOtherAgents() && facts.lacksRightKey()
                ? facts.withOtherAgents(OtherAgents.beside(agent, surroundings, files))
                : facts;
    }

    private Journey.Outcome journey(
            Leg leg, Agent agent, List<Identity> identities, List<KeyFile> localKeys, RouteFinder.Way way) {
        if (!question.runsSsh()) {
            return nowhere(question.program().command() + " runs no ssh here");
        }
        if (!question.online()) {
            return nowhere("the server was not asked");
        }
        if (way.route().loops()) {
            return nowhere("the way to it leads in a circle");
        }
        List<Stop> stops = new ArrayList<>();
        for (Leg jump : way.legs()) {
            Agent its = agent(jump);
            stops.add(new Stop(jump, its, identities(jump, paths(jump), its)));
        }
        stops.add(new Stop(leg, agent, identities));
        Journey journey = new Journey(
                stops,
                it -> new TrialPlan(question, it, release, files, surroundings).handshake(),
                (jump, said) -> jumpFacts(jump, localKeys, said));
        return journey.go(new ProxyCommand(stops.get(0).leg(), surroundings, question.runConfigCommands()));
    }

    private static Journey.Outcome nowhere(String why) {
        return new Journey.Outcome(List.of(), Observed.notLookedAt(why));
    }

    /** What there is to know about a jump host; the account's field and the way are the target's. */
    private Snapshot jumpFacts(Stop jump, List<KeyFile> localKeys, Observed<Handshake> said) {
        return new Snapshot(
                machine,
                jump.leg().target(),
                jump.leg().configuration(),
                jump.identities(),
                localKeys,
                jump.agent(),
                List.of(),
                Observed.notLookedAt("it is the target's, not the jump host's"),
                Route.direct(),
                controlSocket(jump.leg()),
                List.of(),
                said,
                question.now());
    }

    private Agent agent(Leg leg) {
        return AgentChoice.agent(leg.configuration(), it -> leg.path(it, surroundings), surroundings);
    }

    private List<IdentityPaths.NamedPath> paths(Leg leg) {
        List<String> usual = IdentityNames.of(release).stream()
                .map(it -> surroundings.home() + "/.ssh/" + it)
                .toList();
        return IdentityPaths.of(
                leg.line().identityFiles(), leg.configuration(), usual, it -> leg.path(it, surroundings));
    }

    private List<Identity> identities(Leg leg, List<IdentityPaths.NamedPath> paths, Agent agent) {
        Configuration configuration = leg.configuration();
        List<IdentityPaths.NamedPath> certificates =
                IdentityPaths.certificates(configuration, it -> leg.path(it, surroundings));
        return Offers.order(paths, certificates, configuration, agent, keys, takesSecurityKeys(configuration));
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

    /** Only where nobody says a port does it matter which ones were used before. */
    private List<Integer> knownPorts(Leg leg) {
        return leg.configuration().first("port").isPresent()
                ? List.of()
                : KnownHosts.knownPorts(
                        KnownHostsFiles.read(leg.configuration(), files, it -> leg.path(it, surroundings)),
                        leg.tokens().host());
    }

    private ControlSocket controlSocket(Leg leg) {
        return leg.configuration()
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
}
