package dev.sshwhy.testing;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.AccountLine;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.ConfigProblem;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.KnownHostsFacts;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.TakenPort;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.keys.PublicKeys;
import dev.sshwhy.sshconfig.ConfigResolver;
import dev.sshwhy.sshconfig.LocalSide;
import dev.sshwhy.sshconfig.SshCommandLine;
import dev.sshwhy.sshconfig.SshRelease;
import dev.sshwhy.sshconfig.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Snapshots for the tests of checks: a healthy setup, with what a test needs otherwise. */
public final class Facts {
    public static final String HOME = "/home/me";
    public static final String PATH = HOME + "/.ssh/id_ed25519";
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    public static final Machine MACHINE = new Machine(
            HOME,
            "me",
            false,
            OperatingSystem.LINUX,
            Map.of(),
            List.of("/usr/bin/ssh"),
            Optional.of("OpenSSH_9.2p1 Debian-2+deb12u10"));
    public static final PublicKey MINE = key(1, "me@laptop");
    public static final PublicKey OTHER = key(2, "other@desk");
    public static final PublicKey SERVER_KEY = key(9, "");

    private Target target = new Target(
            Program.SSH,
            List.of("ssh", "root@203.0.113.7", "-p", "17445"),
            List.of("root@203.0.113.7", "-p", "17445"),
            Optional.empty(),
            "203.0.113.7",
            "203.0.113.7",
            17445,
            "root",
            Optional.empty());
    private Configuration configuration = new Configuration(List.of(), Map.of(), List.of(), List.of());
    private List<Identity> identities = List.of(identity(PATH, MINE));
    private List<KeyFile> localKeys = List.of(file(PATH, MINE), publicFile(PATH + ".pub", MINE));
    private Agent agent = Agent.none("SSH_AUTH_SOCK is not set");
    private List<Agent> otherAgents = List.of();
    private Observed<AccountField> account = Observed.present(field(MINE.line()));
    private Observed<Handshake> handshake =
            Observed.present(answers(List.of(accepted(MINE)), new Login.Succeeded(Optional.of(MINE))));
    private Machine machine = MACHINE;
    private Route route = Route.direct();
    private List<KnownHostsFacts> knownHosts = List.of();
    private ControlSocket controlSocket = ControlSocket.notUsed();
    private List<TakenPort> takenPorts = List.of();
    private List<Snapshot> jumps = List.of();

    private Facts() {}

    /** One default key, registered, accepted, and a login that worked. */
    public static Facts healthy() {
        return new Facts();
    }

    /** The same, where nobody asked the server. */
    public static Facts offline() {
        return healthy().withHandshake(Observed.notLookedAt("the server was not asked (check)"));
    }

    /** The same, where the server refuses the one key. */
    public static Facts refused() {
        return healthy().withHandshake(answers(List.of(refused(MINE)), new Login.NotTried("no key was accepted")));
    }

    public Snapshot snapshot() {
        return new Snapshot(
                machine,
                target,
                configuration,
                identities,
                localKeys,
                agent,
                otherAgents,
                account,
                route,
                knownHosts,
                controlSocket,
                takenPorts,
                jumps,
                handshake,
                NOW);
    }

    public Target target() {
        return target;
    }

    public Configuration configuration() {
        return configuration;
    }

    public Machine machine() {
        return machine;
    }

    // -- what a test changes ------------------------------------------------------------------------------------

    private Facts with(Consumer<Facts> change) {
        Facts copy = new Facts();
        copy.target = target;
        copy.configuration = configuration;
        copy.identities = identities;
        copy.localKeys = localKeys;
        copy.agent = agent;
        copy.otherAgents = otherAgents;
        copy.account = account;
        copy.handshake = handshake;
        copy.machine = machine;
        copy.route = route;
        copy.knownHosts = knownHosts;
        copy.controlSocket = controlSocket;
        copy.takenPorts = takenPorts;
        copy.jumps = jumps;
        change.accept(copy);
        return copy;
    }

    public Facts withTakenPorts(TakenPort... them) {
        return with(copy -> copy.takenPorts = List.of(them));
    }

    /** The jump hosts that were asked. */
    public Facts withJumps(Snapshot... them) {
        return with(copy -> copy.jumps = List.of(them));
    }

    public Facts withTarget(Target it) {
        return with(copy -> copy.target = it);
    }

    public Facts withConfiguration(Configuration it) {
        return with(copy -> copy.configuration = it);
    }

    public Facts withIdentities(Identity... them) {
        return with(copy -> copy.identities = List.of(them));
    }

    public Facts withLocalKeys(KeyFile... them) {
        return with(copy -> copy.localKeys = List.of(them));
    }

    public Facts withAgent(Agent it) {
        return with(copy -> copy.agent = it);
    }

    public Facts withOtherAgents(Agent... them) {
        return with(copy -> copy.otherAgents = List.of(them));
    }

    public Facts withAccount(AccountField it) {
        return withAccount(Observed.present(it));
    }

    public Facts withAccount(Observed<AccountField> it) {
        return with(copy -> copy.account = it);
    }

    public Facts withMachine(Machine it) {
        return with(copy -> copy.machine = it);
    }

    public Facts withRoute(Route it) {
        return with(copy -> copy.route = it);
    }

    public Facts withKnownHosts(KnownHostsFacts... them) {
        return with(copy -> copy.knownHosts = List.of(them));
    }

    public Facts withControlSocket(ControlSocket it) {
        return with(copy -> copy.controlSocket = it);
    }

    /**
     * What ssh makes of a configuration file and a command line: configuration and target as the real resolver gives them.
     *
     * @param config the text of ~/.ssh/config
     * @param sshWords the words after {@code ssh}
     */
    public Facts withConfigFile(String config, String... sshWords) {
        return withCommand(Program.SSH, config, List.of(sshWords), List.of(sshWords));
    }

    /** The same for another program, and the words that ssh gets from it. */
    public Facts withCommand(Program program, String config, List<String> words, List<String> sshWords) {
        SshRelease release = SshRelease.of(machine.sshVersion().orElse(""));
        LocalSide local = new LocalSide(
                HOME,
                "me",
                "1000",
                "laptop",
                release,
                machine.operatingSystem() == OperatingSystem.WINDOWS,
                Optional.empty(),
                name -> Optional.ofNullable(machine.variables().get(name)),
                user -> Optional.empty(),
                Optional.empty());
        SshCommandLine line = SshCommandLine.parse(sshWords, release);
        Configuration resolved = new ConfigResolver(local, new OneFile(HOME + "/.ssh/config", config)).resolve(line);
        Tokens tokens = Tokens.of(local, line.destination(), resolved);
        List<String> command = new ArrayList<>(List.of(program.command()));
        command.addAll(words);
        return withConfiguration(resolved)
                .withTarget(new Target(
                        program,
                        command,
                        sshWords,
                        Optional.empty(),
                        line.destination(),
                        tokens.host(),
                        tokens.port(),
                        tokens.user(),
                        Optional.empty()));
    }

    public Facts withHandshake(Handshake it) {
        return withHandshake(Observed.present(it));
    }

    public Facts withHandshake(Observed<Handshake> it) {
        return with(copy -> copy.handshake = it);
    }

    // -- parts --------------------------------------------------------------------------------------------------

    /** An Ed25519 public key that nobody has the private half of, the same for the same number. */
    public static PublicKey key(int number, String comment) {
        byte[] type = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
        byte[] point = new byte[32];
        Arrays.fill(point, (byte) number);
        byte[] blob = ByteBuffer.allocate(4 + type.length + 4 + point.length)
                .putInt(type.length)
                .put(type)
                .putInt(point.length)
                .put(point)
                .array();
        return PublicKeys.fromBlob(blob, comment).orElseThrow();
    }

    /** A private key file without a passphrase, mode 0600. */
    public static KeyFile file(String path, PublicKey key) {
        return file(path, key, 0600, KeyFile.Loading.LOADS);
    }

    public static KeyFile file(String path, PublicKey key, int mode, KeyFile.Loading loading, KeyFault... faults) {
        return new KeyFile(
                facts(path, mode),
                KeyFormat.OPENSSH_V1,
                Optional.of(key.type()),
                OptionalInt.of(key.bits()),
                Optional.of(key),
                key.comment(),
                loading == KeyFile.Loading.ASKS_PASSPHRASE,
                loading,
                List.of(faults));
    }

    public static KeyFile publicFile(String path, PublicKey key) {
        return new KeyFile(
                facts(path, 0644),
                KeyFormat.PUBLIC,
                Optional.of(key.type()),
                OptionalInt.of(key.bits()),
                Optional.of(key),
                key.comment(),
                false,
                KeyFile.Loading.FAILS,
                List.of(new KeyFault(KeyFault.Kind.PUBLIC_HALF, "this is a public key", 0, Optional.empty())));
    }

    public static FileFacts facts(String path, int mode) {
        return new FileFacts(path, FileFacts.Kind.REGULAR, OptionalInt.of(mode), "me", true, 411);
    }

    /** A default identity, offered first. */
    public static Identity identity(String path, PublicKey key) {
        return identity(file(path, key), key, Identity.NamedBy.DEFAULT, 1);
    }

    /** An identity whose .pub says {@code offeredKey}. */
    public static Identity identity(KeyFile file, PublicKey offeredKey, Identity.NamedBy namedBy, int offered) {
        Identity.Pair pair = file.publicKey().filter(offeredKey::isSameKeyAs).isPresent()
                ? Identity.Pair.OK
                : Identity.Pair.MISMATCH;
        return new Identity(
                file.path(),
                namedBy,
                namedAt(namedBy),
                Observed.present(file),
                Observed.present(publicFile(file.path() + ".pub", offeredKey)),
                Optional.of(offeredKey),
                Identity.PublicFrom.PUB_FILE,
                pair,
                false,
                offered,
                "");
    }

    /** An identity that is named and not there. */
    public static Identity missing(String path, Identity.NamedBy namedBy) {
        return new Identity(
                path,
                namedBy,
                namedAt(namedBy),
                Observed.absent(path),
                Observed.absent(path + ".pub"),
                Optional.empty(),
                Identity.PublicFrom.NONE,
                Identity.Pair.NONE,
                false,
                0,
                "not offered: there is no such file");
    }

    /** An identity whose file is there, and cannot be read. */
    public static Identity unreadable(String path) {
        return new Identity(
                path,
                Identity.NamedBy.COMMAND_LINE,
                namedAt(Identity.NamedBy.COMMAND_LINE),
                Observed.unreadable(path, "permission denied"),
                Observed.absent(path + ".pub"),
                Optional.empty(),
                Identity.PublicFrom.NONE,
                Identity.Pair.NONE,
                false,
                0,
                "not offered: it cannot be read: permission denied");
    }

    /** An identity of {@code -i} whose file is there, and cannot be read for this reason. */
    public static Identity unreadable(String path, String reason) {
        return unreadable(path, path, reason);
    }

    /** An identity of {@code -i} that cannot be read since {@code where}, it or a folder above it, cannot. */
    public static Identity unreadable(String path, String where, String reason) {
        Identity it = unreadable(path);
        return new Identity(
                path,
                it.namedBy(),
                it.namedAt(),
                Observed.unreadable(where, reason),
                it.publicFile(),
                it.publicKey(),
                it.publicFrom(),
                it.pair(),
                false,
                0,
                "not offered: it cannot be read: " + reason);
    }

    /** An agent that is named, and does not answer. */
    public static Agent unreachableAgent() {
        return new Agent(
                "/run/agent.sock", "SSH_AUTH_SOCK", Agent.State.UNREACHABLE, List.of(), "there is no such socket");
    }

    /** An agent that answers and shows no key. */
    public static Agent emptyAgent() {
        return agent(new PublicKey[0]);
    }

    /** A key whose public half alone lies at a path. */
    public static Identity publicHalf(String path, PublicKey key, Identity.NamedBy namedBy, int offered) {
        return new Identity(
                path,
                namedBy,
                namedAt(namedBy),
                Observed.present(publicFile(path, key)),
                Observed.absent(path + ".pub"),
                Optional.of(key),
                Identity.PublicFrom.FILE_ITSELF,
                Identity.Pair.NONE,
                false,
                offered,
                "");
    }

    /** Nobody showed the account's field. */
    public Facts withoutAccount() {
        return withAccount(Observed.notLookedAt("--account-keys was not given"));
    }

    /** A key that only the agent holds. */
    public static Identity inAgent(PublicKey key, int offered) {
        return new Identity(
                "",
                Identity.NamedBy.AGENT,
                Optional.empty(),
                Observed.notLookedAt("only the agent holds it"),
                Observed.notLookedAt("only the agent holds it"),
                Optional.of(key),
                Identity.PublicFrom.AGENT,
                Identity.Pair.NONE,
                true,
                offered,
                "");
    }

    public static Agent agent(PublicKey... keys) {
        return new Agent(
                "/run/agent.sock",
                "SSH_AUTH_SOCK",
                keys.length == 0 ? Agent.State.EMPTY : Agent.State.HOLDS,
                List.of(keys),
                "");
    }

    /** An agent that ssh does not ask. */
    public static Agent otherAgent(String name, PublicKey... keys) {
        return new Agent(HOME + "/.1password/agent.sock", name, Agent.State.HOLDS, List.of(keys), "");
    }

    /** An encrypted PEM file, which shows its public half to nobody. */
    public static KeyFile closedFile(String path) {
        return new KeyFile(
                facts(path, 0600),
                KeyFormat.PEM_PKCS1,
                Optional.of("ssh-rsa"),
                OptionalInt.empty(),
                Optional.empty(),
                "",
                true,
                KeyFile.Loading.ASKS_PASSPHRASE,
                List.of());
    }

    private static Optional<Span> namedAt(Identity.NamedBy namedBy) {
        return switch (namedBy) {
            case COMMAND_LINE -> Optional.of(Span.of(Span.COMMAND_LINE, "-i"));
            case CONFIG -> Optional.of(Span.line(HOME + "/.ssh/config", 2, "  IdentityFile ~/.ssh/id_ed25519"));
            case DEFAULT, AGENT -> Optional.empty();
        };
    }

    /** A field whose lines are whole keys; each line is taken as it stands, so broken ones need {@link #field(AccountFault, String)}. */
    public static AccountField field(String... lines) {
        List<AccountLine> read = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            Optional<PublicKey> key = List.of(MINE, OTHER, key(3, "third")).stream()
                    .filter(it -> line.contains(it.blob()))
                    .findFirst();
            read.add(new AccountLine(i + 1, line, key.isPresent(), key, List.of()));
        }
        return new AccountField("field.txt", read, List.of(), String.join("\n", lines));
    }

    /** A field of one line that is broken in this way. */
    public static AccountField field(AccountFault fault, String line) {
        AccountLine broken = new AccountLine(1, line, false, Optional.empty(), List.of(fault));
        return new AccountField("field.txt", List.of(broken), List.of(), "");
    }

    /** A fault on line 1 that means these keys. */
    public static AccountFault fault(AccountFault.Kind kind, PublicKey... keys) {
        return new AccountFault(kind, 1, 1, 0, "what was seen", List.of(keys), Optional.empty());
    }

    public static Configuration configuration(String option, String value, int line, Span... shadowed) {
        Span at = Span.line(HOME + "/.ssh/config", line, "  " + option + " " + value);
        return new Configuration(
                List.of(HOME + "/.ssh/config"),
                Map.of(option, List.of(new ConfigValue(value, at, List.of(shadowed)))),
                List.of(),
                List.of());
    }

    public static Configuration configuration(ConfigProblem... problems) {
        return new Configuration(List.of(HOME + "/.ssh/config"), Map.of(), List.of(problems), List.of());
    }

    /** The usual machine with these environment variables. */
    public static Machine machine(Map<String, String> variables) {
        return new Machine(
                MACHINE.home(),
                MACHINE.localUser(),
                MACHINE.superuser(),
                MACHINE.operatingSystem(),
                variables,
                MACHINE.sshPrograms(),
                MACHINE.sshVersion());
    }

    public static KeyAnswer accepted(PublicKey key) {
        return new KeyAnswer(key, KeyAnswer.Answer.ACCEPTED, "accepted");
    }

    public static KeyAnswer refused(PublicKey key) {
        return new KeyAnswer(key, KeyAnswer.Answer.REFUSED, "refused");
    }

    public static KeyAnswer notAsked(PublicKey key) {
        return new KeyAnswer(key, KeyAnswer.Answer.NOT_ASKED, "not asked");
    }

    /** A server that was heard on authentication, and takes keys and passwords. */
    public static Handshake answers(List<KeyAnswer> answers, Login login) {
        return handshake(HostKey.Known.YES, List.of("publickey", "password"), answers, login, false);
    }

    public static Handshake handshake(
            HostKey.Known known, List<String> methods, List<KeyAnswer> answers, Login login, boolean cutOff) {
        boolean stopped = known == HostKey.Known.CHANGED || known == HostKey.Known.REVOKED;
        int refusals = (int) answers.stream()
                .filter(it -> it.answer() == KeyAnswer.Answer.REFUSED)
                .count();
        Handshake.Reached reached = stopped
                ? Handshake.Reached.HOSTKEY
                : login instanceof Login.Succeeded ? Handshake.Reached.LOGIN : Handshake.Reached.AUTH;
        List<Span> lines = known == HostKey.Known.NO
                ? List.of()
                : List.of(Span.line(HOME + "/.ssh/known_hosts", 4, "[203.0.113.7]:17445 " + OTHER.line()));
        return new Handshake(
                "203.0.113.7:17445",
                reached,
                List.of(),
                Optional.of("SSH-2.0-OpenSSH_9.2p1"),
                List.of(),
                Optional.of(new HostKey(SERVER_KEY, known, lines, known == HostKey.Known.YES)),
                Optional.empty(),
                Map.of("host key", "ssh-ed25519"),
                methods,
                Optional.empty(),
                answers,
                refusals,
                cutOff,
                login,
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** A connection that did not get as far as authentication. */
    public static Handshake failed(Handshake.Failure.Kind kind, Handshake.Reached reached, String seen) {
        return Transcripts.failed(kind, reached, seen);
    }
}
