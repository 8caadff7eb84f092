package dev.sshwhy.cli;

import dev.sshwhy.checks.BuiltInChecks;
import dev.sshwhy.collect.Collector;
import dev.sshwhy.collect.Question;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.diagnosis.Diagnostician;
import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Reached;
import dev.sshwhy.evidence.Handshake.Stage;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Proposal;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Catalogue;
import dev.sshwhy.rule.Engine;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A home directory, an account's field, an agent and a server that are full of secrets, one way or another. */
final class PlantedSetup {
    private final Planted secrets;
    private final Path folder;
    private final int number;

    /** @param number which way; the setups differ in what is wrong with them */
    PlantedSetup(Planted secrets, Path folder, int number) {
        this.secrets = secrets;
        this.folder = folder;
        this.number = number;
    }

    Diagnosis diagnosis(Streams streams, Catalogue catalogue) throws IOException, UsageException {
        Path home = Files.createDirectories(folder.resolve("home").resolve(secrets.name()));
        Path ssh = Files.createDirectory(home.resolve(".ssh"));
        String alias = secrets.name();
        String key = number % 3 == 0 ? "id_ed25519" : secrets.name();
        List<String> pair = secrets.privateKey(number % 2 == 0 ? secrets.email() : secrets.phrase());
        write(ssh.resolve(key), pair.get(0), number % 4 == 1 ? "rw-r--r--" : "rw-------");
        write(ssh.resolve(key + ".pub"), pair.get(1), "rw-r--r--");
        write(ssh.resolve("config"), config(alias, key), "rw-------");
        write(ssh.resolve("known_hosts"), knownHosts(), "rw-------");
        Path account = folder.resolve(secrets.name() + ".txt");
        write(account, account(pair.get(1)), "rw-------");
        List<String> line =
                new ArrayList<>(List.of("--home", home.toString(), "--account-keys", account.toString(), "ssh"));
        line.addAll(target(alias));
        Streams around = new Streams(
                streams.in(),
                streams.out(),
                streams.err(),
                Map.of("GIT_SSH_COMMAND", "ssh -i " + home + "/" + secrets.name(), "SUDO_USER", secrets.name()),
                streams.clock(),
                false,
                false);
        Question question = new DiagnoseCommand(Arguments.parse(line), around, catalogue).question(false);
        Snapshot facts = told(Collector.collect(question));
        return Diagnostician.diagnose(facts, it -> new Engine(BuiltInChecks.all(), catalogue).run(it));
    }

    private List<String> target(String alias) {
        return switch (number % 5) {
            case 0 -> List.of(alias);
            case 1 -> List.of(secrets.shortName() + "@" + alias, "run", "--token=" + secrets.token());
            case 2 -> List.of("-o", "SetEnv=KEY=" + secrets.token(), secrets.pod() + "@ssh.runpod.io");
            case 3 -> List.of("-p", "2222", "-i", "~/" + secrets.name() + "/" + secrets.name(), secrets.address());
            default -> List.of("ssh://" + secrets.name() + "@" + secrets.host() + ":2222");
        };
    }

    private String config(String alias, String key) {
        StringBuilder text = new StringBuilder();
        text.append("# of ")
                .append(secrets.email())
                .append(", ")
                .append(secrets.phrase())
                .append('\n');
        text.append("Host ")
                .append(alias)
                .append(' ')
                .append(secrets.shortName())
                .append('\n');
        text.append("  HostName ")
                .append(number % 2 == 0 ? secrets.address() : secrets.host())
                .append('\n');
        text.append("  User ").append(secrets.name()).append('\n');
        text.append("  IdentityFile ~/.ssh/").append(key).append('\n');
        text.append("  IdentityFile ~/")
                .append(secrets.name())
                .append('/')
                .append(secrets.name())
                .append(".pem\n");
        text.append("  SetEnv API_KEY=")
                .append(secrets.token())
                .append(" USER_ID=")
                .append(secrets.name())
                .append('\n');
        text.append("  UserKnownHostsFile ~/.ssh/").append(secrets.name()).append(" ~/.ssh/known_hosts\n");
        text.append("Host ").append(secrets.name()).append('\n');
        text.append("  HostName ").append(secrets.longAddress()).append('\n');
        text.append("  RemoteCommand login --with ").append(secrets.token()).append('\n');
        text.append("Host *\n");
        text.append("  User ").append(secrets.name()).append('\n');
        text.append("  HostName ").append(secrets.host()).append('\n');
        switch (number % 4) {
            case 0 ->
                text.append("  ProxyCommand connect ")
                        .append(secrets.host())
                        .append(" --password ")
                        .append(secrets.token());
            case 1 ->
                text.append("  ProxyJump ").append(secrets.name()).append('@').append(secrets.host());
            case 2 -> text.append("  ").append(secrets.name()).append(' ').append(secrets.token());
            default -> text.append("Match exec \"test ").append(secrets.token()).append("\"\n  Port 22");
        }
        text.append('\n');
        if (number % 3 == 2) {
            text.append(secrets.privateKey(secrets.email()).get(0)); // pasted into the wrong file
        }
        return text.toString();
    }

    private String knownHosts() {
        return secrets.host() + "," + secrets.address() + " " + secrets.publicKey(secrets.email()) + secrets.host()
                + " broken " + secrets.token() + "\n";
    }

    private String account(String mine) {
        String text = secrets.publicKey(secrets.email());
        return switch (number % 6) {
            case 0 -> text + mine.replaceFirst("^ssh-ed25519 ", "");
            case 1 -> text.strip() + mine;
            case 2 -> text + secrets.token() + " " + secrets.email() + "\n";
            case 3 -> secrets.privateKey(secrets.name()).get(0).replace("\n", "\r\n") + text;
            case 4 -> "from=\"" + secrets.address() + "\",command=\"" + secrets.name() + "\" " + mine + text;
            default -> mine.toLowerCase(Locale.ROOT) + "/home/" + secrets.name() + "/.ssh/" + secrets.name() + ".pub\n";
        };
    }

    /** The facts, with a server and an agent that tell much. */
    private Snapshot told(Snapshot facts) {
        PublicKey agentKey = key(secrets.phrase());
        Machine machine = facts.machine();
        return new Snapshot(
                        new Machine(
                                machine.home(),
                                secrets.name(),
                                machine.superuser(),
                                machine.operatingSystem(),
                                machine.variables(),
                                machine.sshPrograms(),
                                machine.sshVersion()),
                        facts.target(),
                        facts.configuration(),
                        facts.identities(),
                        facts.localKeys(),
                        new Agent(
                                "/run/" + secrets.name() + "/agent",
                                "SSH_AUTH_SOCK",
                                Agent.State.HOLDS,
                                List.of(agentKey),
                                ""),
                        facts.otherAgents(),
                        facts.account(),
                        facts.route(),
                        facts.knownHosts(),
                        facts.controlSocket(),
                        facts.takenPorts(),
                        facts.jumps(),
                        facts.handshake(),
                        facts.now())
                .heard(List.of(), number % 7 == 6 ? facts.handshake() : Observed.present(handshake(facts)));
    }

    private PublicKey key(String comment) {
        String[] words = secrets.publicKey(comment).split(" ", 3);
        return new PublicKey(words[0], 256, Planted.fingerprint(words[1]), words[1], comment);
    }

    private Handshake handshake(Snapshot facts) {
        String address = secrets.address();
        PublicKey hostKey = key(secrets.host());
        List<KeyAnswer> answers = facts.offered().stream()
                .flatMap(it -> it.publicKey().stream())
                .map(it -> new KeyAnswer(it, KeyAnswer.Answer.REFUSED, "the server refused it"))
                .toList();
        Proposal proposal = new Proposal(
                List.of("curve25519-sha256", "kex@" + secrets.host()),
                List.of("ssh-ed25519"),
                List.of("aes128-ctr"),
                List.of("aes128-ctr"),
                List.of("hmac-sha2-256"),
                List.of("hmac-sha2-256"));
        return new Handshake(
                address + ":2222",
                Reached.AUTH,
                List.of(
                        new Stage(Reached.NAME, true, address, Duration.ofMillis(3)),
                        new Stage(Reached.AUTH, true, "offers publickey, " + secrets.name(), Duration.ofMillis(20))),
                Optional.of("SSH-2.0-OpenSSH_9.2p1 " + secrets.name()),
                List.of("welcome to " + secrets.host()),
                Optional.of(new HostKey(hostKey, HostKey.Known.YES, List.of(), true)),
                Optional.of(new Proposal.Pair(proposal, proposal)),
                Map.of("kex", "curve25519-sha256", "host key", "ssh-ed25519"),
                List.of("publickey", "password"),
                Optional.of("This system belongs to " + secrets.phrase() + ", ask " + secrets.email() + "."),
                answers,
                answers.size(),
                false,
                new Login.NotTried("no key was accepted"),
                List.of(),
                List.of("key options: environment=" + secrets.token()),
                Optional.empty());
    }

    private static void write(Path file, String text, String mode) throws IOException {
        Files.writeString(file, text);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        }
    }
}
