package dev.sshwhy.checks.server;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;

/**
 * The key is right, and the login is refused all the same. sshd answers "would you accept this key?" with yes before it
 * looks at PermitRootLogin or asks PAM (OpenSSH auth2.c userauth_finish).
 */
public final class AcceptedThenDenied implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        return ServerAnswers.heard(
                facts,
                handshake -> handshake.login() instanceof Login.Denied denied
                        ? Outcome.of(finding(facts, handshake, denied))
                        : Outcome.clear());
    }

    private static Finding finding(Snapshot facts, Handshake handshake, Login.Denied denied) {
        String user = facts.target().user();
        String name = ServerAnswers.name(facts, denied.key());
        return Finding.of(
                        Certainty.PROVEN,
                        Subject.key(denied.key()),
                        "The server knows " + name + " and accepts it for " + user + ", and then refuses the login: the"
                                + " key is not the problem.")
                .seen(
                        Span.of(Span.SERVER, ""),
                        "accepts " + name + " (" + denied.key().fingerprint() + ")")
                .seen(Span.of(Span.SERVER, handshake.banner().orElse("")), denied.saying())
                .withFix(user.equals("root") ? rootFix(denied.hungUp()) : userFix(user));
    }

    /** To PermitRootLogin no sshd answers with a refusal; with forced-commands-only it says yes, and hangs up. */
    private static Fix rootFix(boolean hungUp) {
        return Fix.manual("Log in as another user and use sudo, or let root in by key on the server.")
                .byHand("1. On the server:\n  sshd -T -C user=root | grep -i permitrootlogin\nIf it says "
                        + (hungUp ? "forced-commands-only or no" : "no or forced-commands-only")
                        + ", set PermitRootLogin prohibit-password in /etc/ssh/sshd_config, and:\n"
                        + "  systemctl reload ssh || service ssh reload")
                .byHand("2. The account may be closed (PAM, expired, /etc/nologin):\n"
                        + "  chage -l root; ls /etc/nologin; journalctl -u ssh -u sshd -n 50");
    }

    private static Fix userFix(String user) {
        return Fix.manual("The account, not the key, is closed to logins: look there, by its console.")
                .byHand("1. Expired or locked:\n  chage -l " + user + "; passwd -S " + user)
                .byHand("2. Nobody may log in at the moment, or not from here:\n"
                        + "  ls /etc/nologin; cat /etc/security/access.conf")
                .byHand("3. Its log tells the reason (or /var/log/auth.log):\n  journalctl -u ssh -u sshd -n 50");
    }
}
