package dev.sshwhy.collect;

import dev.sshwhy.collect.handshake.Preparation;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KnownHostsFacts;
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
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Looks at everything that ssh would look at, in ssh's order, and at the account's field. */
public final class Collector {
    private static final Observed<Handshake> NOT_ASKED = Observed.notLookedAt("the server was not asked");

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
        return collect(question, it -> {});
    }

    /**
     * The same.
     *
     * @param meanwhile gets what is known before the server has answered, and may use the time
     */
    public static Snapshot collect(Question question, Consumer<Snapshot> meanwhile) {
        return new Collector(question).snapshot(meanwhile);
    }

    /** The account's field alone, held against the keys of this home directory. */
    public static AccountField account(AccountSource.Text text, Surroundings surroundings, Instant now) {
        LocalFiles files = new LocalFiles();
        KeyCollection keys = new KeyCollection(files, surroundings.sshVersion());
        Machine machine = surroundings.machine(files);
        List<LocalPublicKey> local = KeyCollection.publicKeys(keys.ofHome(surroundings.home()), machine::shown);
        return AccountFields.read(text.source(), text.bytes(), local, now);
    }

    private Snapshot snapshot(Consumer<Snapshot> meanwhile) {
        // Beside the configuration, the keys are read, which takes about as long. Where a server is asked there is time
        // for them later, and less to wait for when the key exchange is prepared instead.
        boolean asks = question.online() && question.runsSsh();
        FutureTask<List<KeyFile>> keysOfHome = new FutureTask<>(() -> keys.ofHome(surroundings.home()));
        Aside.start("beside the configuration", asks ? Preparation::run : keysOfHome);

        List<String> words = ConfigLookup.words(question.sshWords(), question.configFile());
        ConfigResolver resolver = ConfigLookup.resolver(surroundings, local, files);
        Leg leg = Leg.of(SshCommandLine.parse(words, release), resolver, local);
        RouteFinder.Way way =
                new RouteFinder(resolver, local, new ProgramPath(surroundings)).find(leg, knownPorts(leg));
        List<Stop> jumps = way.legs().stream().map(Stop::new).toList();
        Stop target = new Stop(leg);

        // The server takes its time over the key exchange: the keys, and what the facts are for, are made ready
        // meanwhile.
        FutureTask<Journey.Outcome> outcome = Aside.start("server", () -> journey(jumps, target, way));
        if (asks) {
            keysOfHome.run();
        }
        List<KeyFile> localKeys = result(keysOfHome); // from here on nobody else reads keys
        jumps.forEach(it -> it.keys().complete(keys(it.leg())));
        target.keys().complete(keys(leg));
        Snapshot before = facts(target, localKeys, way.route());
        meanwhile.accept(before);
        Journey.Outcome end = result(outcome);
        List<Snapshot> asked = new ArrayList<>();
        for (int i = 0; i < end.jumps().size(); i++) {
            asked.add(jumpFacts(jumps.get(i), localKeys, end.jumps().get(i)));
        }
        Snapshot facts = before.heard(asked, end.arrival());
        return question.asksOtherAgents() && facts.lacksRightKey()
                ? facts.withOtherAgents(OtherAgents.beside(facts.agent(), surroundings, files))
                : facts;
    }

    /** Everything that can be known before any server is asked. */
    private Snapshot facts(Stop target, List<KeyFile> localKeys, Route route) {
        Stop.Keys its = target.keys().join();
        return new Snapshot(
                machine,
                target.leg().target(question.program(), question.command(), question.sshWords(), question.sshProgram()),
                target.leg().configuration(),
                its.identities(),
                localKeys,
                its.agent(),
                List.of(),
                account(its.identities(), localKeys),
                route,
                knownHosts(target.leg()),
                controlSocket(target.leg()),
                LocalPorts.taken(target.leg().configuration()),
                List.of(),
                NOT_ASKED,
                question.now());
    }

    private Journey.Outcome journey(List<Stop> jumps, Stop target, RouteFinder.Way way) {
        if (!question.runsSsh()) {
            return nowhere(question.program().command() + " runs no ssh here");
        }
        if (!question.online()) {
            return new Journey.Outcome(List.of(), NOT_ASKED);
        }
        if (way.route().loops()) {
            return nowhere("the way to it leads in a circle");
        }
        if (!way.isWhole()) {
            return nowhere("the way to it leads over more jump hosts than sshwhy follows");
        }
        List<Stop> stops = new ArrayList<>(jumps);
        stops.add(target);
        Journey journey =
                new Journey(stops, it -> new TrialPlan(question, it, release, files, surroundings).handshake());
        return journey.go(new ProxyCommand(stops.get(0).leg(), surroundings, question.runConfigCommands()));
    }

    private static Journey.Outcome nowhere(String why) {
        return new Journey.Outcome(List.of(), Observed.notLookedAt(why));
    }

    /** What there is to know about a jump host; the account's field and the way are the target's. */
    private Snapshot jumpFacts(Stop jump, List<KeyFile> localKeys, Observed<Handshake> said) {
        Stop.Keys its = jump.keys().join();
        return new Snapshot(
                machine,
                jump.leg().target(),
                jump.leg().configuration(),
                its.identities(),
                localKeys,
                its.agent(),
                List.of(),
                Observed.notLookedAt("it is the target's, not the jump host's"),
                Route.direct(),
                knownHosts(jump.leg()),
                controlSocket(jump.leg()),
                List.of(), // ssh clears the forwardings of a hop (ssh.c, ProxyJump: -W)
                List.of(),
                said,
                question.now());
    }

    private Stop.Keys keys(Leg leg) {
        Agent agent = new KnownAgents(surroundings)
                .marked(AgentChoice.agent(leg.configuration(), it -> leg.path(it, surroundings), surroundings));
        Configuration configuration = leg.configuration();
        List<IdentityPaths.NamedPath> certificates =
                IdentityPaths.certificates(configuration, it -> leg.path(it, surroundings));
        return new Stop.Keys(
                agent,
                Offers.order(paths(leg), certificates, configuration, agent, keys, takesSecurityKeys(configuration)));
    }

    private List<IdentityPaths.NamedPath> paths(Leg leg) {
        List<String> usual = IdentityNames.of(release).stream()
                .map(it -> surroundings.home() + "/.ssh/" + it)
                .toList();
        return IdentityPaths.of(
                leg.line().identityFiles(), leg.configuration(), usual, it -> leg.path(it, surroundings));
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

    private static <T> T result(FutureTask<T> work) {
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("what went on beside the rest failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Offline it matters only where nobody says a port which ones were used before. */
    private List<Integer> knownPorts(Leg leg) {
        return leg.configuration().first("port").isPresent() && !question.online()
                ? List.of()
                : KnownHosts.knownPorts(
                        KnownHostsFiles.read(leg.configuration(), files, it -> leg.path(it, surroundings)),
                        leg.tokens().host());
    }

    /** The name to look for in known_hosts; offline a damaged line of another host is nobody's business. */
    private Optional<String> serverName(Leg leg) {
        return question.online()
                ? Optional.of(TrialPlan.knownHostsName(leg.configuration(), leg.target()))
                : Optional.empty();
    }

    private List<KnownHostsFacts> knownHosts(Leg leg) {
        return KnownHostsFiles.facts(leg.configuration(), files, it -> leg.path(it, surroundings), serverName(leg));
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
