package dev.sshwhy.diagnosis;

import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Subject;
import java.util.List;
import java.util.Optional;

/** The verdict in one sentence, in terms of what the user sees ssh do. */
final class Summary {
    private Summary() {}

    static String of(Snapshot facts, Verdict verdict, List<Diagnosed> findings) {
        return switch (verdict) {
            case READY -> "ssh logs in to " + place(facts) + " without a question: sshwhy just did" + by(facts) + ".";
            case PROMPTS -> prompts(facts, lower(title(findings, Effect.PROMPTS)));
            case BLOCKED -> blocked(facts, findings);
            case UNKNOWN -> unknown(facts, findings);
        };
    }

    /** That it gets in afterwards is said only where the server has accepted something. */
    private static String prompts(Snapshot facts, String question) {
        boolean isAccepted = facts.acceptedAndUsable().isPresent()
                || facts.handshake()
                        .seen()
                        .filter(it -> it.login() instanceof Login.Partial || it.loggedIn())
                        .isPresent();
        return isAccepted
                ? "ssh gets in, but asks first: " + question + "."
                : "ssh asks first: " + question + "; what comes after it nobody saw.";
    }

    private static String unknown(Snapshot facts, List<Diagnosed> findings) {
        Optional<Snapshot> jump = facts.lastJump();
        if (jump.isPresent()) {
            String host = "the jump host " + jump.get().target().typedHost();
            return first(findings, Effect.PROMPTS)
                    .filter(it -> it.jump().isPresent())
                    .map(it -> "ssh asks first at " + host + ": "
                            + lower(it.page().title()) + "; nobody looked at what comes behind it.")
                    .orElse("nothing was found that blocks, but nobody got through " + host + ".");
        }
        if (facts.handshake().seen().filter(Handshake::loggedIn).isPresent()) {
            boolean isLoginOpen = facts.controlSocket().state() == ControlSocket.State.LIVE
                    || facts.authentication().stream()
                            .anyMatch(it -> !it.otherWays().isEmpty());
            return "sshwhy logged in to " + place(facts) + by(facts)
                    + (isLoginOpen
                            ? ", but ssh goes another way first."
                            : "; whether the server listens for RemoteForward, without which ssh ends, nobody saw.");
        }
        return facts.handshake().seen().isPresent()
                ? "nothing was found that blocks, but nobody saw the login work."
                : "nothing was found that blocks; the server was not asked.";
    }

    private static String blocked(Snapshot facts, List<Diagnosed> findings) {
        Diagnosed first = first(findings, Effect.BLOCKS).orElseThrow();
        String cause = lower(first.page().title()) + ".";
        boolean neverStarts = findings.stream()
                .anyMatch(it ->
                        it.effect() == Effect.BLOCKS && it.finding().subject().kind() == Subject.Kind.START);
        if (neverStarts) {
            return "ssh does not start: " + cause;
        }
        boolean asksPassword = findings.stream()
                .anyMatch(it ->
                        it.rule().equals("server/password-offered") && it.jump().equals(first.jump()));
        if (first.jump().isPresent() && facts.lastJump().isPresent()) {
            String where = " at the jump host " + first.jump().get();
            return atServer(facts.lastJump().get(), first, asksPassword, where) + cause;
        }
        if (first.finding().subject().kind() == Subject.Kind.USE) {
            return "this " + facts.target().program().command() + " command cannot work: " + cause;
        }
        return atServer(facts, first, asksPassword, "") + cause;
    }

    /** What the user sees of it. */
    private static String atServer(Snapshot facts, Diagnosed first, boolean asksPassword, String where) {
        Optional<Handshake> handshake = facts.handshake().seen();
        if (handshake.isEmpty()) {
            return "ssh will not get in" + where + ": ";
        }
        if (!handshake.get().reachedAuthentication() || first.page().layer().equals("host")) {
            return "ssh does not get as far as a login" + where + ": ";
        }
        if (handshake.get().cutOff()) {
            return "the server hangs up on ssh" + where + " (Too many authentication failures): ";
        }
        if (handshake.get().loggedIn()) {
            return "ssh gets in" + where + ", and no further: ";
        }
        if (handshake.get().login() instanceof Login.Denied denied && denied.hungUp()) {
            return "the server hangs up on ssh" + where + " (Connection closed): ";
        }
        return (asksPassword ? "ssh asks for a password" : "ssh is refused (Permission denied)") + where + ": ";
    }

    private static Optional<Diagnosed> first(List<Diagnosed> findings, Effect effect) {
        return findings.stream().filter(it -> it.effect() == effect).findFirst();
    }

    private static String title(List<Diagnosed> findings, Effect effect) {
        return first(findings, effect).map(it -> it.page().title()).orElse("");
    }

    private static String place(Snapshot facts) {
        return facts.target().user() + "@" + facts.target().host() + " port "
                + facts.target().port();
    }

    private static String by(Snapshot facts) {
        return facts.handshake()
                .seen()
                .filter(it -> it.login() instanceof Login.Succeeded)
                .flatMap(it -> ((Login.Succeeded) it.login()).key())
                .flatMap(key -> facts.offered().stream()
                        .filter(it -> it.publicKey().filter(key::isSameKeyAs).isPresent())
                        .findFirst())
                .map(it -> ", with " + name(facts, it))
                .orElse("");
    }

    private static String name(Snapshot facts, Identity identity) {
        return identity.path().isEmpty() ? "a key of the agent" : facts.shown(identity.path());
    }

    /** With a small letter at the beginning, unless that belongs to a name such as IdentityAgent. */
    static String lower(String sentence) {
        String word = sentence.split(" ", 2)[0];
        return sentence.isEmpty() || word.chars().skip(1).anyMatch(Character::isUpperCase)
                ? sentence
                : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
