package dev.sshwhy.checks.server;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Handshake.Failure;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;

/** A jump host lets its user in and opens no connection to the next host (RFC 4254 §5.1, SSH_OPEN_ADMINISTRATIVELY_PROHIBITED). */
public final class ForwardingRefused implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return ServerAnswers.heard(
                facts,
                handshake -> handshake
                        .failure()
                        .filter(it -> it.kind() == Failure.Kind.FORWARDING_REFUSED)
                        .map(it -> Outcome.of(finding(facts, handshake, it)))
                        .orElseGet(Outcome::clear));
    }

    private static Finding finding(Snapshot facts, Handshake handshake, Failure failure) {
        String user = facts.target().user();
        Finding finding = Finding.of(
                        Certainty.PROVEN,
                        Subject.use(), // the login itself worked
                        "The server lets " + user + " in, and opens no connection to the next host.")
                .seen(Span.of(Span.SERVER, ""), failure.saying());
        for (String remark : handshake.remarks()) {
            if (remark.contains("key options:") && !remark.contains("port-forwarding")) {
                finding = finding.seen(Span.of(Span.SERVER, remark), "the key's line there allows no forwarding");
            }
        }
        return finding.withFix(Fix.manual(
                        "Have the jump host's owner allow TCP forwarding for " + user + ", or take another jump host.")
                .byHand(
                        "There, AllowTcpForwarding must say yes or local, and PermitOpen any or the next host:\n  sshd -T -C"
                                + " user=" + user + " | grep -iE 'allowtcpforwarding|permitopen|disableforwarding'")
                .byHand("In ~/.ssh/authorized_keys there, the key's line must not begin with restrict or"
                        + " no-port-forwarding, unless port-forwarding follows."));
    }
}
