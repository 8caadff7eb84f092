package dev.sshwhy.checks.runpod;

import dev.sshwhy.checks.target.TypedCommand;
import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.Optional;

/** At Runpod's proxy the login name says which Pod is meant, such as 8y5rumuyb50m78-6441103b; there is no user root. */
public final class ProxyUsername implements Check {
    private static final int SUFFIX = 8;
    private static final int SHORTEST_ID = 8;

    @Override
    public Outcome check(Snapshot facts) {
        String user = facts.target().user();
        boolean worked = facts.acceptedAndUsable().isPresent()
                || facts.handshake().seen().filter(Handshake::loggedIn).isPresent();
        if (!RunpodProxy.isTarget(facts) || isRoutingName(user) || worked) {
            return Outcome.clear();
        }
        boolean isId = isPodId(user);
        boolean hasOtherForm = user.indexOf('-') > 0; // a form that nobody has seen yet, perhaps
        Certainty certainty = hasOtherForm
                ? Certainty.POSSIBLE
                : facts.everyOfferedKeyRefused() && !isId ? Certainty.PROVEN : Certainty.LIKELY;
        Optional<ConfigValue> setting = facts.configuration().first("user");
        Span at = setting.map(ConfigValue::setAt)
                .filter(it -> it.line() > 0)
                .orElseGet(() -> TypedCommand.at(facts, TypedCommand.wordWithHost(facts)));
        String what = isId
                ? "\"" + user + "\" is a Pod's id without the part that follows it, a dash and eight letters or digits"
                : setting.isPresent()
                        ? "\"" + user + "\" names none"
                        : "nobody named one, so ssh takes the local name \"" + user + "\"";
        Finding finding = Finding.of(
                        certainty,
                        Subject.host(),
                        "At " + RunpodProxy.HOST + " the login name says which Pod is meant, and " + what + ".")
                .seen(at, "logs in as " + user);
        return Outcome.of(finding.withFix(fix(facts, isId ? user : "POD_ID")));
    }

    /** As in every one that was seen: the id, a dash, eight hexadecimal digits. */
    private static boolean isRoutingName(String user) {
        int dash = user.lastIndexOf('-');
        return dash > 0
                && user.length() - dash - 1 == SUFFIX
                && isIdText(user.substring(0, dash))
                && user.substring(dash + 1).chars().allMatch(it -> Character.digit(it, 16) >= 0);
    }

    private static boolean isPodId(String user) {
        return user.length() >= SHORTEST_ID && isIdText(user) && user.chars().anyMatch(it -> it >= '0' && it <= '9');
    }

    private static boolean isIdText(String text) {
        return text.chars().allMatch(it -> (it >= 'a' && it <= 'z') || (it >= '0' && it <= '9'));
    }

    private static Fix fix(Snapshot facts, String id) {
        String summary = "Copy the command anew: the console shows it under Connect, SSH; it begins like this:";
        Fix fix = Fix.manual(summary).paste("ssh " + id + "-XXXXXXXX@" + RunpodProxy.HOST);
        return facts.target().port() == 22 && facts.target().program() == Program.SSH
                ? fix
                : fix.byHand(
                        "root, a port of its own, scp and sftp belong to the Pod's public IP, not to the proxy: see"
                                + " SSH over exposed TCP on that page.");
    }
}
