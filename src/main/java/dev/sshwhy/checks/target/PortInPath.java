package dev.sshwhy.checks.target;

import dev.sshwhy.checks.target.TypedCommand.RemoteWord;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;

/** The colon of scp, sftp, rsync and git: behind it stands a path, and only behind that of ssh:// a port. */
final class PortInPath {
    private PortInPath() {}

    static Optional<Finding> find(Snapshot facts) {
        return facts.target().program() == Program.SSH
                ? Optional.empty()
                : portForPath(facts).or(() -> pathForPort(facts));
    }

    /** {@code scp file host:2222:/path}, {@code git clone git@host:2222/repo.git}. */
    private static Optional<Finding> portForPath(Snapshot facts) {
        Target target = facts.target();
        Optional<RemoteWord> remote = TypedCommand.remote(target);
        String path = remote.map(RemoteWord::path).orElse("");
        int end = 0;
        while (end < path.length() && path.charAt(end) >= '0' && path.charAt(end) <= '9') {
            end++;
        }
        String port = path.substring(0, end);
        boolean colon = path.startsWith(":", end);
        boolean ends = colon || path.startsWith("/", end) || end == path.length();
        if (remote.isEmpty() || !ends || !HostAndPort.isPort(port) || Trial.portIsTyped(facts)) {
            return Optional.empty();
        }
        // A folder may well be called 12345; a connection that fails, and a bare address, speak against it.
        boolean metNobody = Trial.metNobody(facts);
        boolean bare = isAddress(target.typedHost()) && facts.handshake().seen().isEmpty();
        boolean portIsSet = facts.configuration().first("port").isPresent();
        if (Trial.worked(facts) || (!colon && (portIsSet || !(metNobody || bare)))) {
            return Optional.empty();
        }
        List<String> corrected = corrected(facts, remote.get(), port, path.substring(colon ? end + 1 : end));
        return Optional.of(Finding.of(
                        colon || metNobody ? Certainty.LIKELY : Certainty.POSSIBLE,
                        Subject.host(),
                        target.program().command() + " takes \"" + path + "\" behind the colon for a path, and goes to"
                                + " port " + target.port() + " of " + target.host() + ".")
                .seen(TypedCommand.at(facts, remote.get().at()), "names a path that begins with " + port)
                .withFix(TypedCommand.corrected(facts, "If " + port + " is the port:", corrected)));
    }

    private static boolean isAddress(String host) {
        return host.indexOf('.') > 0 && host.chars().allMatch(it -> it == '.' || (it >= '0' && it <= '9'));
    }

    private static List<String> corrected(Snapshot facts, RemoteWord remote, String port, String path) {
        List<String> command = facts.target().command();
        String host = facts.target().typedHost();
        String place = remote.user() + (host.indexOf(':') >= 0 ? "[" + host + "]" : host);
        if (facts.target().program() == Program.GIT) {
            String slash = path.startsWith("/") ? "" : "/";
            return TypedCommand.with(command, remote.at(), "ssh://" + place + ":" + port + slash + path);
        }
        return TypedCommand.withPort(facts, TypedCommand.with(command, remote.at(), place + ":" + path), port);
    }

    /** {@code git clone ssh://git@host:me/repo.git}: git hands "host:me" to ssh. */
    private static Optional<Finding> pathForPort(Snapshot facts) {
        Target target = facts.target();
        String typed = target.typedHost();
        int colon = typed.indexOf(':');
        boolean oneColon = colon > 0 && colon == typed.lastIndexOf(':');
        if (target.program() != Program.GIT
                || !oneColon
                || HostAndPort.isPort(typed.substring(colon + 1))
                || !Trial.seeksTypedName(facts)) {
            return Optional.empty();
        }
        int at = TypedCommand.wordWithHost(facts);
        String address = "ssh://USER@" + typed.substring(0, colon) + "/PATH";
        Fix fix = at == 0
                ? Fix.manual("Correct the remote's address with git remote set-url: " + address + ".")
                : TypedCommand.corrected(
                        facts,
                        "Let a slash follow the host:",
                        TypedCommand.with(
                                target.command(),
                                at,
                                target.command().get(at).replace(typed, typed.replace(':', '/'))));
        return Optional.of(Finding.of(
                        Certainty.PROVEN,
                        Subject.host(),
                        "Behind ssh:// a colon is followed by a port, not by a path: git lets ssh look for a host"
                                + " called \"" + typed + "\".")
                .seen(TypedCommand.at(facts, at), "names a host that is called so, colon included")
                .withFix(fix));
    }
}
