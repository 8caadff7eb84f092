package dev.sshwhy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sshwhy.testing.RealSsh;
import dev.sshwhy.testing.RealSsh.Fate;
import dev.sshwhy.testing.RealSshServer;
import dev.sshwhy.testing.ServerBench;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole tool and the real ssh against the same real server: they must agree on what becomes of the login, and why. */
class ServerMatrixTest {
    private static final String REFUSED = "server/key-refused";
    private static final String DENIED = "server/accepted-then-denied";
    private static final String NO_KEYS = "server/publickey-not-offered";
    private static final String SECOND = "server/second-factor";
    private static final String NO_COMMON = "server/no-common-algorithm";

    @TempDir
    private static Path keys;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        RealSshServer.assumeInstalled();
        RealSsh.assumeInstalled();
        ServerBench.makeKeys(keys);
    }

    private static MatrixCase openssh(String name) {
        return MatrixCase.of("openssh", name);
    }

    static Stream<MatrixCase> methods() {
        return Stream.of(
                openssh("usual").ready(),
                openssh("usual, another user").as("alice").ready(),
                openssh("keys only").serving("AuthenticationMethods publickey").ready(),
                openssh("keys or passwords")
                        .serving("AuthenticationMethods publickey password")
                        .ready(),
                openssh("keys only, none of them known")
                        .serving("AuthenticationMethods publickey")
                        .offering("other")
                        .blocked(REFUSED),
                openssh("passwords only")
                        .serving("AuthenticationMethods password")
                        .blocked(NO_KEYS),
                openssh("dialogue only")
                        .serving(
                                "UsePAM yes",
                                "AuthenticationMethods keyboard-interactive",
                                "KbdInteractiveAuthentication yes")
                        .blocked(NO_KEYS),
                openssh("PubkeyAuthentication no")
                        .serving("PubkeyAuthentication no")
                        .blocked(NO_KEYS),
                openssh("key and password")
                        .serving("AuthenticationMethods publickey,password")
                        .prompts(SECOND),
                openssh("key and password, in batch mode")
                        .serving("AuthenticationMethods publickey,password")
                        .asking("BatchMode yes")
                        .blocked(SECOND),
                openssh("key and dialogue")
                        .serving(
                                "UsePAM yes",
                                "KbdInteractiveAuthentication yes",
                                "AuthenticationMethods publickey,keyboard-interactive")
                        .prompts(SECOND),
                openssh("password first")
                        .serving("AuthenticationMethods password,publickey")
                        .blocked(NO_KEYS),
                openssh("two keys, one here")
                        .serving("AuthenticationMethods publickey,publickey")
                        .blocked(SECOND),
                openssh("two keys, both here")
                        .serving("AuthenticationMethods publickey,publickey")
                        .authorizing("@good@", "@ecdsa@")
                        .offering("good", "ecdsa")
                        .ready(),
                openssh("nothing is asked for")
                        .as("alice")
                        .serving("PermitEmptyPasswords yes")
                        .offering("other")
                        .ready(),
                openssh("nothing is asked for, and no key is here")
                        .as("alice")
                        .serving("PermitEmptyPasswords yes")
                        .asking("PubkeyAuthentication no")
                        .ready(),
                openssh("Kerberos beside keys, and no ticket here")
                        .serving("GSSAPIAuthentication yes")
                        .asking("GSSAPIAuthentication yes")
                        .ready(),
                openssh("Kerberos beside keys, and the key not known")
                        .serving("GSSAPIAuthentication yes")
                        .asking("GSSAPIAuthentication yes")
                        .offering("other")
                        .blocked(REFUSED),
                openssh("Kerberos behind keys, and something like a ticket")
                        .serving("GSSAPIAuthentication yes")
                        .asking("GSSAPIAuthentication yes", "PreferredAuthentications publickey,gssapi-with-mic")
                        .with("environment", "KRB5CCNAME=FILE:@folder@/known_hosts")
                        .ready(),
                openssh("Kerberos offered, and not switched on here")
                        .serving("GSSAPIAuthentication yes")
                        .ready(),
                openssh("the host's own key beside keys")
                        .serving("HostbasedAuthentication yes")
                        .asking("HostbasedAuthentication yes")
                        .ready(),
                openssh("a host's key offered, and not switched on here")
                        .serving("HostbasedAuthentication yes")
                        .ready(),
                openssh("a token that is not there")
                        .asking("PKCS11Provider /no/such/library.so")
                        .ready(),
                openssh("a token's library that is no library")
                        .asking("PKCS11Provider @folder@/known_hosts")
                        .unknown(Fate.READY));
    }

    static Stream<MatrixCase> tries() {
        return Stream.of(
                openssh("one try, the good key first")
                        .serving("MaxAuthTries 1")
                        .offering("good", "other")
                        .ready(),
                openssh("one try, the good key second")
                        .serving("MaxAuthTries 1")
                        .offering("other", "good")
                        .blocked("agent/too-many-keys"),
                openssh("two tries, the good key second")
                        .serving("MaxAuthTries 2")
                        .offering("other", "good")
                        .ready(),
                openssh("two tries, the good key third")
                        .serving("MaxAuthTries 2")
                        .offering("other", "third", "good")
                        .blocked("agent/too-many-keys"),
                openssh("six tries, the good key sixth")
                        .serving("MaxAuthTries 6")
                        .offering("other", "third", "rsa", "ecdsa", "ca", "good")
                        .ready(),
                openssh("six tries, the good key seventh")
                        .serving("MaxAuthTries 6")
                        .offering("other", "third", "rsa", "ecdsa", "ca", "host_ed25519", "good")
                        .blocked("agent/too-many-keys"),
                openssh("two tries, both keys refused")
                        .serving("MaxAuthTries 2")
                        .offering("other", "third")
                        .blocked(REFUSED));
    }

    static Stream<MatrixCase> agents() {
        return Stream.of(
                openssh("the agent holds the good key")
                        .with("agent", "good")
                        .offering("other")
                        .ready(),
                openssh("the agent holds the good key, and the file wants a passphrase")
                        .with("agent", "good")
                        .offering("locked")
                        .ready(),
                openssh("the agent holds an RSA key that is known")
                        .with("agent", "rsa")
                        .authorizing("@rsa@")
                        .offering("other")
                        .ready(),
                openssh("the agent's other keys come first")
                        .with("agent", "other", "third", "rsa")
                        .serving("MaxAuthTries 3")
                        .blocked("agent/too-many-keys"),
                openssh("the agent's other keys are left out")
                        .with("agent", "other", "third", "rsa")
                        .serving("MaxAuthTries 3")
                        .asking("IdentitiesOnly yes")
                        .ready(),
                openssh("the registered key is in the agent alone, and no line names it")
                        .with("agent", "good")
                        .with("account", "@good@.pub")
                        .asking("IdentitiesOnly yes")
                        .offering("other")
                        .blocked("agent/key-not-named"),
                openssh("a key is in the agent alone, and nobody knows which is registered")
                        .with("agent", "good")
                        .asking("IdentitiesOnly yes")
                        .offering("other")
                        .blocked(REFUSED),
                openssh("nothing in the agent").with("agent").ready(),
                openssh("no agent at that place")
                        .asking("IdentityAgent @folder@/agent")
                        .ready());
    }

    static Stream<MatrixCase> accounts() {
        return Stream.of(
                openssh("PermitRootLogin no").serving("PermitRootLogin no").blocked(DENIED),
                openssh("PermitRootLogin no, another user")
                        .serving("PermitRootLogin no")
                        .as("alice")
                        .ready(),
                openssh("PermitRootLogin prohibit-password").ready(),
                openssh("PermitRootLogin forced-commands-only, a plain key")
                        .serving("PermitRootLogin forced-commands-only")
                        .blocked(DENIED),
                openssh("PermitRootLogin forced-commands-only, a key with its command")
                        .serving("PermitRootLogin forced-commands-only")
                        .authorizing("command=\"/bin/true\" @good@")
                        .ready(),
                openssh("a key with a command for backups")
                        .authorizing("restrict,command=\"echo saved\" @good@")
                        .ready(),
                openssh("a key that is told to log in as another")
                        .authorizing(
                                "no-port-forwarding,no-agent-forwarding,no-X11-forwarding,command=\"echo 'Please login"
                                        + " as the user \\\"ubuntu\\\" rather than the user \\\"root\\\".';echo;sleep 0;exit 142\""
                                        + " @good@")
                        .blocked("server/login-as-other-user"),
                openssh("another user with a forced command of the server")
                        .as("alice")
                        .serving("ForceCommand echo hello")
                        .ready(),
                openssh("AllowUsers without this one")
                        .serving("AllowUsers alice")
                        .blocked(REFUSED),
                openssh("AllowUsers with this one")
                        .serving("AllowUsers alice root")
                        .ready(),
                openssh("DenyUsers with this one")
                        .serving("DenyUsers alice")
                        .as("alice")
                        .blocked(REFUSED),
                openssh("a user who is not there").as("bob").blocked(REFUSED),
                openssh("from= of another address")
                        .authorizing("from=\"203.0.113.9\" @good@")
                        .blocked(REFUSED),
                openssh("from= of this address")
                        .authorizing("from=\"127.0.0.1\" @good@")
                        .ready(),
                openssh("an expired line")
                        .authorizing("expiry-time=\"20200101\" @good@")
                        .blocked(REFUSED),
                openssh("authorized_keys that others may write").with("open").blocked(REFUSED),
                openssh("authorized_keys that others may write, and nobody minds")
                        .with("open")
                        .serving("StrictModes no")
                        .ready(),
                openssh("a shell that is missing")
                        .as("alice")
                        .with("shell", "/no/such/shell")
                        .blocked(REFUSED),
                // No channel is opened, so nobody sees what runs in it.
                openssh("a shell that says no")
                        .as("alice")
                        .with("shell", "/usr/sbin/nologin")
                        .expecting(Fate.BLOCKED, "ready", ""),
                openssh("a locked account").as("alice").with("password", "!").blocked(REFUSED),
                openssh("an account that expired")
                        .as("alice")
                        .with("expires", "18000")
                        .serving("UsePAM yes")
                        .blocked(DENIED),
                openssh("a closed machine")
                        .as("alice")
                        .with("nologin")
                        .serving("UsePAM yes")
                        .blocked(DENIED),
                openssh("a closed machine, for root")
                        .with("nologin")
                        .serving("UsePAM yes")
                        .ready(),
                openssh("a Match block for this user")
                        .serving("Match User root", "  PubkeyAuthentication no")
                        .blocked(NO_KEYS),
                openssh("a Match block for another")
                        .serving("Match User alice", "  PubkeyAuthentication no")
                        .ready(),
                openssh("no place").serving("MaxStartups 1:100:1").with("busy").blocked("network/closed-early"),
                openssh("a banner of one line")
                        .serving("Banner @folder@/banner")
                        .with("banner", "Hello")
                        .ready(),
                openssh("a banner of ten lines")
                        .serving("Banner @folder@/banner")
                        .with("banner", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")
                        .ready());
    }

    static Stream<MatrixCase> algorithms() {
        return Stream.of(
                openssh("an RSA key").authorizing("@rsa@").offering("rsa").ready(),
                openssh("an ECDSA key").authorizing("@ecdsa@").offering("ecdsa").ready(),
                openssh("a key with a passphrase").offering("locked").prompts("key/passphrase-needed"),
                openssh("a server that takes no keys of this type")
                        .serving("PubkeyAcceptedAlgorithms rsa-sha2-512,rsa-sha2-256")
                        .blocked(REFUSED),
                openssh("a server that takes keys of this type alone")
                        .serving("PubkeyAcceptedAlgorithms ssh-ed25519")
                        .ready(),
                openssh("an RSA key that is too small for the server")
                        .serving("RequiredRSASize 3072")
                        .authorizing("@rsa@")
                        .offering("rsa")
                        .blocked(REFUSED),
                openssh("an RSA key that is large enough")
                        .serving("RequiredRSASize 2048")
                        .authorizing("@rsa@")
                        .offering("rsa")
                        .ready(),
                openssh("an old key exchange")
                        .serving("KexAlgorithms diffie-hellman-group14-sha1")
                        .blocked(NO_COMMON),
                openssh("an old key exchange that is allowed here")
                        .serving("KexAlgorithms diffie-hellman-group14-sha1")
                        .asking("KexAlgorithms +diffie-hellman-group14-sha1")
                        .ready(),
                openssh("the oldest key exchange")
                        .serving("KexAlgorithms diffie-hellman-group1-sha1")
                        .blocked(NO_COMMON),
                openssh("an old host key")
                        .with("host", "rsa")
                        .serving("HostKeyAlgorithms ssh-rsa")
                        .blocked(NO_COMMON),
                openssh("an RSA host key").with("host", "rsa").ready(),
                openssh("an old host key that is allowed here")
                        .with("host", "rsa")
                        .serving("HostKeyAlgorithms ssh-rsa")
                        .asking("HostKeyAlgorithms +ssh-rsa")
                        .ready(),
                openssh("an old cipher").serving("Ciphers aes128-cbc").blocked(NO_COMMON),
                openssh("an old cipher that is allowed here")
                        .serving("Ciphers aes128-cbc")
                        .asking("Ciphers +aes128-cbc")
                        .ready(),
                openssh("an old MAC")
                        .serving("Ciphers aes128-ctr", "MACs hmac-md5")
                        .blocked(NO_COMMON),
                openssh("an old MAC that is allowed here")
                        .serving("Ciphers aes128-ctr", "MACs hmac-md5")
                        .asking("MACs +hmac-md5")
                        .ready());
    }

    static Stream<MatrixCase> certificates() {
        return Stream.of(
                openssh("a certificate")
                        .authorizing()
                        .serving("TrustedUserCAKeys @ca@.pub")
                        .with("certify", "good", "ca", "-n", "root")
                        .ready(),
                openssh("a certificate by a line of authorized_keys")
                        .authorizing("cert-authority @ca@")
                        .with("certify", "good", "ca", "-n", "root")
                        .ready(),
                openssh("a certificate that expired, and a key that is known")
                        .serving("TrustedUserCAKeys @ca@.pub")
                        .with("certify", "good", "ca", "-n", "root", "-V", "20200101:20210101")
                        .ready(),
                openssh("a certificate that expired")
                        .authorizing()
                        .serving("TrustedUserCAKeys @ca@.pub")
                        .with("certify", "good", "ca", "-n", "root", "-V", "20200101:20210101")
                        .blocked("key/certificate-expired"),
                openssh("a certificate for another")
                        .authorizing()
                        .serving("TrustedUserCAKeys @ca@.pub")
                        .with("certify", "good", "ca", "-n", "alice")
                        .blocked("key/certificate-principal"),
                openssh("a certificate of an authority that the server does not trust")
                        .authorizing()
                        .with("certify", "good", "ca", "-n", "root")
                        .blocked(REFUSED),
                openssh("a host certificate")
                        .serving("HostCertificate @host_ed25519@-cert.pub")
                        .with("certify", "host_ed25519", "ca", "-h", "-n", "127.0.0.1")
                        .with("authority")
                        .ready(),
                openssh("a host certificate for another host")
                        .serving("HostCertificate @host_ed25519@-cert.pub")
                        .with("certify", "host_ed25519", "ca", "-h", "-n", "db.example")
                        .with("authority")
                        .prompts("host/certificate-invalid"),
                openssh("a host certificate that nobody here knows of")
                        .serving("HostCertificate @host_ed25519@-cert.pub")
                        .with("certify", "host_ed25519", "ca", "-h", "-n", "127.0.0.1")
                        .ready(),
                openssh("a host key that is not known").with("stranger").prompts("host/key-unknown"),
                openssh("a host key that is not known, in batch mode")
                        .with("stranger")
                        .asking("BatchMode yes")
                        .blocked("host/key-unknown"),
                openssh("a host key that is not known, and no key that is")
                        .with("stranger")
                        .offering("other")
                        .blocked(REFUSED));
    }

    static Stream<MatrixCase> otherServers() {
        return Stream.of(
                MatrixCase.of("dropbear", "usual").ready(),
                MatrixCase.of("dropbear", "another user").as("alice").ready(),
                MatrixCase.of("dropbear", "another key").offering("other").blocked(REFUSED),
                MatrixCase.of("dropbear", "the good key behind others")
                        .offering("other", "third", "good")
                        .ready(),
                MatrixCase.of("dropbear", "no root").serving("-w").blocked(REFUSED),
                MatrixCase.of("dropbear", "no root, another user")
                        .serving("-w")
                        .as("alice")
                        .ready(),
                MatrixCase.of("dropbear", "keys only").serving("-s").ready(),
                MatrixCase.of("dropbear", "an RSA key")
                        .authorizing("@rsa@")
                        .offering("rsa")
                        .ready(),
                MatrixCase.of("dropbear", "an ECDSA key")
                        .authorizing("@ecdsa@")
                        .offering("ecdsa")
                        .ready(),
                MatrixCase.of("dropbear", "key and password").serving("-t").prompts(SECOND),
                MatrixCase.of("dropbear", "a command of its own")
                        .serving("-c", "echo hello")
                        .ready(),
                MatrixCase.of("dropbear", "a key with a command")
                        .authorizing("command=\"echo saved\" @good@")
                        .ready(),
                MatrixCase.of("dropbear", "a key that is told to log in as another")
                        .authorizing("no-port-forwarding,command=\"echo 'Please login as the user ubuntu'\" @good@")
                        .ready(),
                MatrixCase.of("tinysshd", "usual").ready(),
                MatrixCase.of("tinysshd", "another key").offering("other").blocked(REFUSED),
                MatrixCase.of("tinysshd", "the good key behind another")
                        .offering("other", "good")
                        .ready(),
                MatrixCase.of("tinysshd", "an RSA key alone").offering("rsa").blocked(NO_COMMON),
                MatrixCase.of("tinysshd", "an RSA key before the good one")
                        .offering("rsa", "good")
                        .ready(),
                MatrixCase.of("tinysshd", "a host key that is not known")
                        .with("stranger")
                        .expecting(Fate.PROMPTS, "unknown", "host/key-unknown"),
                MatrixCase.of("mina", "usual").ready(),
                MatrixCase.of("mina", "another key").offering("other").blocked(REFUSED),
                MatrixCase.of("mina", "an RSA key")
                        .authorizing("@rsa@")
                        .offering("rsa")
                        .ready(),
                MatrixCase.of("mina", "passwords only").with("passwords").blocked(NO_KEYS),
                MatrixCase.of("mina", "key and password")
                        .serving("publickey,password")
                        .prompts(SECOND));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"methods", "tries", "agents", "accounts", "algorithms", "certificates", "otherServers"})
    void agreesWithSsh(MatrixCase it) throws Exception {
        try (ServerBench bench = new ServerBench(keys, folder)) {
            start(bench, it);
            Files.write(folder.resolve("config"), config(bench, it));
            List<String> ssh = List.of(
                    "-F",
                    folder.resolve("config").toString(),
                    "-p",
                    Integer.toString(bench.port()),
                    user(it) + "@127.0.0.1",
                    "true");
            Map<String, String> environment = environment(bench, it);
            RealSsh.Seen seen = RealSsh.login(folder, ssh, environment);
            List<String> account = it.words("account").stream()
                    .flatMap(file -> Stream.of("--account-keys", bench.filledIn(file)))
                    .toList();
            String report = report(bench, account, ssh, environment);
            String all = "\n" + report + "\n" + seen.said() + "\n---- server\n" + bench.log();
            Answer answer = Answer.read(report);
            assertEquals(it.fate(), seen.fate(), () -> it + ", ssh: " + all);
            assertEquals(
                    it.verdict() + " " + it.rule(),
                    answer.verdict() + " " + answer.firstRule(),
                    () -> it + ", sshwhy: " + all);
            assertEquals(
                    seen.asksPassword(),
                    answer.rules().contains("server/password-offered"),
                    () -> it + ", the password prompt: " + all);
            assertTrue(
                    answer.tries() <= seen.refusals(),
                    () -> it + ", " + answer.tries() + " tries where ssh needs " + seen.refusals() + all);
        }
    }

    private static String user(MatrixCase it) {
        return it.words("user", "root").get(0);
    }

    private static Map<String, String> environment(ServerBench bench, MatrixCase it) {
        Map<String, String> variables = new TreeMap<>(Map.of("PATH", "/usr/bin:/bin"));
        it.words("environment").forEach(line -> {
            int equals = line.indexOf('=');
            variables.put(line.substring(0, equals), bench.filledIn(line.substring(equals + 1)));
        });
        return variables;
    }

    private static void start(ServerBench bench, MatrixCase it) throws Exception {
        String user = user(it);
        bench.accounts(
                it.words("shell", "/bin/sh").get(0),
                it.words("password", it.words("server").contains("PermitEmptyPasswords yes") ? "" : "*")
                        .get(0),
                it.words("expires", "").get(0));
        bench.authorize(user, it.words("authorized", "@good@"));
        if (it.has("open")) {
            bench.openToOthers();
        }
        if (it.has("certify")) {
            List<String> words = it.words("certify");
            bench.certify(
                    words.get(0), words.get(1), words.subList(2, words.size()).toArray(String[]::new));
        }
        if (it.has("banner")) {
            Files.write(bench.folder().resolve("banner"), it.words("banner"));
        }
        switch (it.server()) {
            case "openssh" -> bench.openssh(it.words("host", "ed25519").get(0), it.has("nologin"), it.words("server"));
            case "dropbear" -> bench.dropbear(it.words("server"));
            case "tinysshd" -> bench.tinysshd();
            case "mina" -> bench.mina(String.join(" ", it.words("server")), it.has("passwords"));
            default -> throw new IllegalArgumentException(it.server());
        }
        if (it.has("agent")) {
            bench.agent(it.words("agent"));
        }
        if (it.has("stranger")) {
            bench.forgetHostKey();
        }
        if (it.has("authority")) {
            bench.knowAuthority();
        }
        if (it.has("busy")) {
            bench.occupy();
        }
    }

    private static List<String> config(ServerBench bench, MatrixCase it) {
        List<String> lines = new ArrayList<>();
        it.words("client").forEach(line -> lines.add(bench.filledIn(line)));
        if (it.has("agent")) {
            lines.add(bench.filledIn("IdentityAgent @folder@/agent"));
        }
        it.words("keys", "good").forEach(key -> lines.add("IdentityFile " + bench.filledIn("@" + key + "@")));
        lines.add("IdentityAgent none");
        lines.add("UserKnownHostsFile " + bench.folder().resolve("known_hosts"));
        lines.add("GlobalKnownHostsFile /dev/null");
        return lines;
    }

    private static String report(
            ServerBench bench, List<String> more, List<String> ssh, Map<String, String> environment)
            throws IOException {
        List<String> line =
                new ArrayList<>(List.of("ssh", "--home", bench.clientHome().toString(), "--format", "json"));
        line.addAll(more);
        line.addAll(ssh);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                Clock.systemUTC(),
                false,
                false);
        new Cli(streams).run(line);
        return out.toString(StandardCharsets.UTF_8);
    }

    /**
     * What a report says.
     *
     * @param firstRule the rule of the first finding that has an effect
     * @param rules of all findings
     */
    private record Answer(String verdict, String firstRule, Set<String> rules, int tries) {
        static Answer read(String report) throws IOException {
            String verdict = "";
            String first = "";
            String last = "";
            Set<String> rules = new TreeSet<>();
            int tries = 0;
            try (JsonParser parser = new JsonFactory().createParser(report)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    String path = parser.getParsingContext().pathAsPointer().toString();
                    if (!token.isScalarValue()) {
                        continue;
                    }
                    if (path.equals("/verdict")) {
                        verdict = parser.getText();
                    } else if (path.equals("/handshake/tries")) {
                        tries = parser.getIntValue();
                    } else if (path.matches("/findings/[0-9]+/rule")) {
                        last = parser.getText();
                        rules.add(last);
                    } else if (path.matches("/findings/[0-9]+/effect") && first.isEmpty()) {
                        first = parser.getText().equals("none") ? "" : last;
                    }
                }
            }
            return new Answer(verdict, first, rules, tries);
        }
    }
}
