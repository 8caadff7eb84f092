package dev.sshwhy.checks.server;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.Optional;

/**
 * The login works, and all it comes to is "Please login as the user …": cloud images set that as the command of root's keys
 * (cloud-init, disable_root). No channel is opened to see it, so the options of the key's line have to tell.
 */
public final class LoginAsOtherUser implements Check {

    @Override
    public Outcome check(Snapshot facts) {
        return ServerAnswers.heard(
                facts,
                handshake -> KeyLine.withCommand(handshake)
                        .flatMap(line -> line.sendsAway(facts, handshake)
                                .map(how -> Outcome.of(finding(facts, handshake, line, how))))
                        .orElseGet(Outcome::clear));
    }

    private static Finding finding(Snapshot facts, Handshake handshake, KeyLine line, Certainty certainty) {
        String user = facts.target().user();
        Optional<String> told = KeyLine.anotherUser(facts, handshake);
        String command = told.map(it -> "its words name " + it)
                .orElse("its options are those by which cloud images tell " + user + " to log in as their own user");
        Finding finding = Finding.of(
                        certainty,
                        Subject.use(),
                        "The server lets " + user + " in by key, but the key's line there runs a command in place of a"
                                + " shell, and " + command + ".")
                .seen(Span.of(Span.SERVER, line.remark()), "says so on the login (ssh -v shows it behind \"Remote:\")");
        if (told.isPresent()) {
            finding = finding.seen(Span.of(Span.SERVER, handshake.banner().orElse("")), "names " + told.get());
        }
        return finding.withFix(fix(facts, told.orElseGet(() -> usual(handshake)), told.isPresent()));
    }

    private static Fix fix(Snapshot facts, String other, boolean isTold) {
        String user = facts.target().user();
        String host = facts.target().typedHost();
        Fix fix = Fix.manual("Log in as " + other + ", and use sudo there: "
                + facts.target().program().command() + " … " + other + "@" + host
                + (isTold ? "." : ", or the image's own user, if that is another."));
        if (!isTold) {
            fix = fix.byHand("The image decides: ubuntu (Ubuntu), ec2-user (Amazon Linux), debian or admin (Debian),"
                    + " fedora, rocky, almalinux, opc (Oracle), azureuser (Azure).");
        }
        return fix.byHand(
                "To let " + user + " in, as that user on the server: take what stands before the key's type out of "
                        + user + "'s authorized_keys, and set disable_root: false in /etc/cloud/cloud.cfg.");
    }

    /** The user of the images whose name the server's greeting carries. */
    private static String usual(Handshake handshake) {
        String ident = handshake.ident().orElse("");
        if (ident.contains("Ubuntu")) {
            return "ubuntu";
        }
        return ident.contains("Debian") ? "debian" : "ec2-user";
    }
}
