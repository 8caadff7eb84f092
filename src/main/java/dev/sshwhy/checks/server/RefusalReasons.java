package dev.sshwhy.checks.server;

import dev.sshwhy.checks.key.NotOffered;
import dev.sshwhy.checks.target.TypedCommand;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.BlockMatch;
import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Fix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why a server may refuse a key, ranked by what is known here. No server tells it: what stands first is what most points to,
 * never what was seen.
 */
final class RefusalReasons {
    /** With the log's line behind them they fill a screen with the rest of the report. */
    private static final int MOST = 4;

    private static final Pattern VERSION = Pattern.compile("(OpenSSH|dropbear)_(\\d{1,4})\\.(\\d{1,3})");
    private static final String IMAGES = "images want root, ubuntu, ec2-user or debian";

    private final Snapshot facts;
    private final Handshake handshake;
    private final PublicKey key;
    private final boolean hasCertificate;
    private final boolean isRegistered;
    private final String user;
    private final boolean isOpenSsh;
    private final boolean isWindows;
    private final String keysFile;
    private final boolean isPod;
    private final List<Reason> reasons = new ArrayList<>();

    /** How much points to it, and what to say. */
    private record Reason(int weight, String text) {}

    private RefusalReasons(Snapshot facts, Handshake handshake) {
        this.facts = facts;
        this.handshake = handshake;
        List<PublicKey> offered =
                facts.offered().stream().flatMap(it -> it.publicKey().stream()).toList();
        Optional<AccountField> account = facts.account().seen();
        Optional<PublicKey> registered = offered.stream()
                .filter(it -> account.filter(field -> field.accepts(it)).isPresent())
                .findFirst();
        isRegistered = registered.isPresent();
        hasCertificate = offered.stream().anyMatch(PublicKey::isCertificate);
        key = registered.orElseGet(() ->
                offered.stream().filter(it -> !it.isCertificate()).findFirst().orElse(offered.get(0)));
        user = facts.target().user();
        isOpenSsh = runs("OpenSSH");
        isWindows = runs("for_Windows");
        keysFile = isWindows
                ? "%USERPROFILE%\\.ssh\\authorized_keys"
                : (user.equals("root") ? "/root" : "~" + user) + "/.ssh/authorized_keys";
        isPod = isAtRunpod()
                || account.filter(it -> it.source().contains("runpod")).isPresent();
    }

    /** The likeliest first, each with what shows it on the server; the server's own log behind them. */
    static List<String> of(Snapshot facts, Handshake handshake) {
        RefusalReasons it = new RefusalReasons(facts, handshake);
        it.user();
        it.registration();
        it.hiddenKeys();
        it.unnamedKeys();
        it.machine();
        it.keyType();
        it.modes();
        List<String> texts = it.reasons.stream()
                .sorted(Comparator.comparing(Reason::weight).reversed())
                .limit(MOST)
                .map(Reason::text)
                .collect(Collectors.toCollection(ArrayList::new));
        texts.add(it.log());
        List<String> numbered = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            numbered.add((i + 1) + ". " + texts.get(i));
        }
        return numbered;
    }

    private void add(int weight, String text) {
        reasons.add(new Reason(weight, text));
    }

    private boolean isAtRunpod() {
        return facts.target().provider().filter("runpod"::equals).isPresent();
    }

    private boolean runs(String program) {
        return handshake.ident().filter(it -> it.contains(program)).isPresent();
    }

    private void user() {
        String host = facts.target().typedHost();
        Optional<String> told = KeyLine.anotherUser(facts, handshake);
        if (told.isPresent()) {
            add(
                    100,
                    "The server's banner names another user, " + told.get() + ":"
                            + typed("ssh " + told.get() + "@" + host));
        }
        boolean isNamed = facts.configuration().first("user").isPresent();
        if (isPod && !isAtRunpod() && !user.equals("root")) {
            add(96, "A Pod knows no user but root, and this is " + user + ":" + typed("ssh root@" + host));
        } else if (!isNamed && !user.equals("root")) {
            add(
                    isRegistered ? 90 : 80,
                    "Nobody named a user, so ssh took " + user + ", your name here; " + IMAGES + ":"
                            + typed(lookUp() + user));
        } else if (user.equals("root") && runs("dropbear")) {
            add(60, "This is dropbear, which lets no root in when it runs with -w:" + typed("ps w | grep dropbear"));
        } else if (!isAtRunpod()) {
            add(
                    user.equals("root") ? 40 : 55,
                    user + " is perhaps not who may log in; " + IMAGES + ":"
                            + typed(lookUp()
                                    + user
                                    + (isOpenSsh && !isWindows ? "; sshd -T | grep -iE '^(allow|deny)'" : "")));
        }
    }

    /** A command on a line of its own, see {@link Fix#byHand}. */
    private static String typed(String command) {
        return "\n  " + command;
    }

    private String lookUp() {
        return isWindows ? "net user " : "getent passwd ";
    }

    private void registration() {
        String see = typed((isWindows ? "find /c \"" + tail() + "\" " : "grep -c " + tail() + " ") + keysFile);
        if (hasCertificate) {
            add(
                    93,
                    "A certificate is offered, and the server does not trust who signed it:"
                            + typed("sshd -T | grep -iE 'trustedusercakeys|authorizedprincipals'"));
        }
        if (key.isCertificate()) {
            return; // no line of authorized_keys holds it
        }
        if (isRegistered) {
            String earlier = isPod ? "a Pod created" : "a machine made";
            add(85, "The account has the key; " + earlier + " before has not. If this says 0, add it:" + see);
        } else if (facts.account().seen().isPresent()) {
            add(
                    92,
                    "The key is not in " + facts.account().seen().get().source()
                            + ": add it, and to a machine that runs already by its console, in " + keysFile + ".");
        } else {
            add(75, "The key is perhaps not registered (the field was not shown). If this says 0, add it:" + see);
        }
    }

    /** Keys that nothing names to ssh; where the account's field is known, a rule of its own judges them. */
    private void unnamedKeys() {
        List<KeyFile> files = facts.account().seen().isPresent() ? List.of() : NotOffered.unnamed(facts);
        Optional<String> command =
                files.stream().findFirst().flatMap(it -> TypedCommand.withOptions(facts, "-i", it.path()));
        if (command.isEmpty()) {
            return;
        }
        boolean isNamed = facts.identities().stream()
                .anyMatch(
                        it -> it.namedBy() == Identity.NamedBy.COMMAND_LINE || it.namedBy() == Identity.NamedBy.CONFIG);
        String path = facts.shown(files.get(0).path());
        String left = files.size() == 1
                ? "A private key here is not offered, " + path + ". On this machine, try it:"
                : files.size() + " private keys here are not offered, such as " + path + ". On this machine, try one:";
        // Whoever names a key mostly knows which one is meant.
        add(isNamed ? 60 : 88, left + typed(command.get()));
    }

    /** Keys that the agent shows and ssh leaves out; where the account's field is known, a rule of its own judges them. */
    private void hiddenKeys() {
        long hidden = facts.agent().keys().stream()
                .filter(it -> facts.offered().stream()
                        .noneMatch(offered ->
                                offered.publicKey().filter(it::isSameKeyAs).isPresent()))
                .count();
        if (hidden > 0
                && facts.account().seen().isEmpty()
                && facts.configuration().isOn("identitiesonly", false)) {
            add(
                    78,
                    "The agent holds " + (hidden == 1 ? "one more key" : hidden + " more keys")
                            + ", which IdentitiesOnly yes keeps back. Where the right key may be"
                            + " among them, try once with -o IdentitiesOnly=no.");
        }
    }

    private void machine() {
        Optional<HostKey> hostKey = handshake.hostKey();
        Optional<HostKey.Known> known = hostKey.map(HostKey::known);
        String fingerprint = hostKey.map(it -> it.key().fingerprint()).orElse("");
        String compare =
                "The right one shows " + fingerprint + " for:" + typed("ssh-keygen -lf /etc/ssh/ssh_host_*.pub");
        if (known.equals(Optional.of(HostKey.Known.CHANGED))) {
            add(94, "This is another machine than before: its host key changed. " + compare);
        } else if (!otherPorts().isEmpty()) {
            // Who has seen this port's host key before has been there.
            add(
                    known.equals(Optional.of(HostKey.Known.YES)) ? 60 : 82,
                    "The address has more than one port (" + otherPorts() + " beside "
                            + facts.target().port() + "): this may be another machine. Copy host and port anew.");
        } else if (known.equals(Optional.of(HostKey.Known.NO))) {
            add(70, "This is perhaps another machine: its host key is new here. " + compare);
        }
    }

    /** Other ports of the same address, of known_hosts and of the config's other blocks. */
    private String otherPorts() {
        String host = facts.target().host();
        List<String> ports = facts.route().knownPorts().stream()
                .map(it -> Integer.toString(it))
                .collect(Collectors.toCollection(ArrayList::new));
        facts.configuration().blocks().stream()
                .map(BlockMatch::block)
                .filter(it -> it.first("hostname")
                        .filter(line -> line.value().equalsIgnoreCase(host))
                        .isPresent())
                .flatMap(it -> it.first("port").stream())
                .map(ConfigBlock.Line::value)
                .forEach(ports::add);
        return ports.stream()
                .distinct()
                .filter(it -> !it.equals(Integer.toString(facts.target().port())))
                .limit(3)
                .collect(Collectors.joining(", "));
    }

    private void keyType() {
        String type = key.type();
        if (isTooNewForServer(type)) {
            add(
                    91,
                    "This server is too old for " + type + " keys ("
                            + handshake.ident().orElse("") + "): make it another key, and"
                            + " register that:" + typed("ssh-keygen -t rsa -b 3072"));
        } else if (!isOpenSsh) {
            add(
                    30,
                    "The server reads keys elsewhere, or takes no " + type
                            + " keys: see its manual, dropbear(8) for one.");
        } else if (!isWindows) {
            add(
                    30,
                    "Less often: sshd reads keys elsewhere, or takes no " + type
                            + " keys:"
                            + typed("sshd -T | grep -iE 'authorizedkeys|pubkeyaccepted|requiredrsa'"));
        }
    }

    /** OpenSSH's release notes: Ed25519 since 6.5, ECDSA since 5.7, security keys since 8.2; dropbear's: Ed25519 since 2020.79. */
    private boolean isTooNewForServer(String type) {
        Matcher version = VERSION.matcher(handshake.ident().orElse(""));
        if (!version.find()) {
            return false;
        }
        int number = Integer.parseInt(version.group(2)) * 1000 + Integer.parseInt(version.group(3));
        if (version.group(1).equals("dropbear")) {
            return type.equals("ssh-ed25519") && number < 2020079;
        }
        return (type.startsWith("ssh-ed25519") && number < 6005)
                || (type.startsWith("ecdsa-") && number < 5007)
                || (type.startsWith("sk-") && number < 8002);
    }

    private void modes() {
        if (isWindows) {
            // Its sshd_config ends in a Match block for the group Administrators.
            add(
                    88,
                    "For members of Administrators a Windows server reads"
                            + " %ProgramData%\\ssh\\administrators_authorized_keys alone, and only SYSTEM and Administrators may"
                            + " have access to it.");
            return;
        }
        if (saysYesToAll(handshake)) {
            add(
                    60,
                    "This is tinysshd, which skips keys where others may write to any folder from / down to them:"
                            + typed("namei -l " + keysFile));
            return;
        }
        String home = keysFile.substring(0, keysFile.indexOf("/.ssh"));
        String folder = home + "/.ssh";
        add(
                50,
                "Others may write on the way to the keys, so that sshd skips them:"
                        + typed("chmod go-w " + home + " " + folder + " " + keysFile + "; chown -R " + user + " "
                                + folder));
    }

    private String log() {
        if (isWindows) {
            return "Its log tells the reason: Event Viewer, Applications and Services Logs, OpenSSH, Operational.";
        }
        return isOpenSsh
                ? "Its log tells the reason (or /var/log/auth.log):" + typed("journalctl -u ssh -u sshd -n 50")
                : "Its log tells the reason (or /var/log/auth.log):" + typed("logread");
    }

    /** Enough of the key to find it by. */
    private String tail() {
        String blob = key.blob();
        return blob.substring(Math.max(0, blob.length() - 16));
    }

    /** Whether a server asks for the signature before it looks a key up, so that its refusal may be about more than the key. */
    static boolean saysYesToAll(Handshake handshake) {
        return handshake.ident().filter(it -> it.startsWith("SSH-2.0-tinyssh")).isPresent();
    }
}
