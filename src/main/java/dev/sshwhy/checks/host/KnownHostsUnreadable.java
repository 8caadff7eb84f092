package dev.sshwhy.checks.host;

import dev.sshwhy.evidence.HostKey;
import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.HostKey.Obstacle;
import dev.sshwhy.evidence.KnownHostsFacts;
import dev.sshwhy.evidence.KnownHostsFacts.Content;
import dev.sshwhy.evidence.KnownHostsFacts.LostLine;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Check;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Outcome;
import dev.sshwhy.rule.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A source of host keys that ssh cannot read, or cannot write into (OpenSSH hostfile.c; sshconnect.c verify_host_key). */
public final class KnownHostsUnreadable implements Check {
    @Override
    public Outcome check(Snapshot facts) {
        Optional<HostKey> hostKey = facts.handshake().seen().flatMap(it -> it.hostKey());
        List<Finding> findings = new ArrayList<>();
        hostKey.flatMap(HostKey::obstacle)
                .flatMap(KnownHostsUnreadable::stopping)
                .ifPresent(findings::add);
        for (KnownHostsFacts file : facts.knownHosts()) {
            unreadable(facts, file, hostKey).ifPresent(findings::add);
            file.content().seen().flatMap(it -> lost(facts, file, it, hostKey)).ifPresent(findings::add);
            hostKey.flatMap(it -> notWritable(facts, file, it)).ifPresent(findings::add);
        }
        return findings.isEmpty() ? HostKeys.of(facts, it -> Outcome.clear()) : Outcome.of(findings);
    }

    private static Optional<Finding> stopping(Obstacle obstacle) {
        return switch (obstacle.kind()) {
            case REVOKED_UNREADABLE ->
                Optional.of(
                        Finding.of(
                                        Certainty.PROVEN,
                                        Subject.host(),
                                        "RevokedHostKeys names " + obstacle.where() + ", and " + obstacle.saying()
                                                + ": then ssh trusts no server's key at all.")
                                .seen(Span.of(obstacle.where(), ""), obstacle.saying())
                                .withFix(
                                        Fix.manual("Make " + obstacle.where() + " readable, or name another file.")
                                                .byHand(
                                                        "Before OpenSSH 10.3 the name must be written in full: ~ is not expanded here.")));
            case COMMAND_FAILED ->
                Optional.of(Finding.of(
                                Certainty.PROVEN,
                                Subject.host(),
                                "The KnownHostsCommand failed, and then ssh ends: " + obstacle.saying() + ".")
                        .seen(Span.of(obstacle.where(), ""), obstacle.saying())
                        .withFix(Fix.manual("Run the command by hand, and mend what it complains of.")));
            case TOO_SMALL, CERTIFICATE_BROKEN, TYPE_NOT_ALLOWED, NOTHING_TO_WRITE -> Optional.empty();
        };
    }

    private static Optional<Finding> unreadable(Snapshot facts, KnownHostsFacts file, Optional<HostKey> hostKey) {
        if (!(file.content() instanceof Observed.Unreadable<Content> content)
                || content.reason().startsWith("it is larger")) {
            return Optional.empty();
        }
        Effect effect = hostKey.filter(it -> it.known() == Known.NO)
                .map(it -> effect(facts, it))
                .orElse(Effect.NONE);
        return Optional.of(Finding.of(
                        effect == Effect.NONE ? Certainty.PROVEN : Certainty.LIKELY,
                        Subject.host(),
                        "ssh cannot read " + facts.shown(file.path()) + " (" + facts.shown(content.where()) + ": "
                                + content.reason() + "), and knows none of the keys in it.")
                .seen(Span.of(file.path(), ""), content.reason())
                .withFix(
                        isOurs(facts, file)
                                ? Fix.manual("Make it a file that you own and may read.")
                                        .byHand("For a file of another owner: sudo chown \"$USER\" "
                                                + facts.shown(file.path()) + ".")
                                : Fix.manual("Have it made a file that everybody may read: sudo chmod a+r "
                                        + file.path() + "."))
                .withEffect(effect));
    }

    /** A file of the system stays with its owner. */
    private static boolean isOurs(Snapshot facts, KnownHostsFacts file) {
        return file.path().startsWith(facts.machine().home() + "/");
    }

    private static Optional<Finding> lost(
            Snapshot facts, KnownHostsFacts file, Content content, Optional<HostKey> hostKey) {
        Optional<LostLine> line = hostKey.filter(it -> it.known() == Known.NO || it.known() == Known.CHANGED)
                .flatMap(it -> content.lost().stream()
                        .filter(lost -> matters(lost, it))
                        .findFirst());
        if (line.isEmpty() && content.encoding().isEmpty()) {
            return Optional.empty();
        }
        Effect effect = line.isPresent() ? hostKey.map(it -> effect(facts, it)).orElse(Effect.NONE) : Effect.NONE;
        boolean guessed = line.filter(it -> it.key().isEmpty()).isPresent();
        String what = line.map(it -> HostKeys.place(facts, it.at()) + " " + it.saying()
                        + (it.key().isPresent() ? " and has the very key that the server shows" : "")
                        + " for " + HostKeys.name(facts))
                .orElseGet(() -> facts.shown(file.path()) + " stands in "
                        + content.encoding().orElse("an encoding of its own"));
        Finding finding = Finding.of(
                        guessed ? Certainty.LIKELY : Certainty.PROVEN,
                        Subject.host(),
                        what + "; ssh passes over " + (line.isPresent() ? "it." : "every line of it."))
                .seen(
                        line.map(LostLine::at).orElseGet(() -> Span.of(file.path(), "")),
                        line.map(LostLine::saying).orElse("is no text that ssh reads"));
        return Optional.of(finding.withFix(fix(facts, file, content, line)).withEffect(effect));
    }

    /** A line with another key than the server's would help nobody, were it mended. */
    private static boolean matters(LostLine lost, HostKey hostKey) {
        return lost.key().isPresent()
                ? lost.key().filter(hostKey.key()::isSameKeyAs).isPresent()
                : hostKey.known() == Known.NO;
    }

    private static Effect effect(Snapshot facts, HostKey hostKey) {
        if (hostKey.trusted()) {
            return Effect.NONE;
        }
        return hostKey.known() == Known.CHANGED
                ? Effect.BLOCKS
                : HostKeys.unknown(facts, hostKey).effect();
    }

    private static Fix fix(Snapshot facts, KnownHostsFacts file, Content content, Optional<LostLine> line) {
        if (content.encoding().isPresent()) {
            return Fix.manual("Save " + facts.shown(file.path()) + " as plain text again.")
                    .byHand("In PowerShell, in that folder (elsewhere, iconv -f UTF-16 -t UTF-8 does it):\n"
                            + "  (Get-Content known_hosts) | Set-Content -Encoding ascii known_hosts");
        }
        String place = line.map(it -> HostKeys.place(facts, it.at())).orElse(facts.shown(file.path()));
        return Fix.manual("Put each key on a line of its own: name, type, key, and nothing in front of the name.")
                .byHand("Mend " + place + ", or delete it and let ssh write the key anew, once you compared it.");
    }

    private static Optional<Finding> notWritable(Snapshot facts, KnownHostsFacts file, HostKey hostKey) {
        boolean wouldWrite = hostKey.known() == Known.NO
                && hostKey.obstacle().isEmpty()
                && HostKeys.unknown(facts, hostKey).effect() != Effect.BLOCKS;
        return file.notWritable()
                .filter(it -> wouldWrite)
                .map(reason -> Finding.of(
                                Certainty.PROVEN,
                                Subject.host(),
                                "ssh cannot write the server's key into " + facts.shown(file.path()) + ": " + reason
                                        + "; so it meets this server as a stranger each time.")
                        .seen(Span.of(file.path(), ""), reason)
                        .withFix(
                                isOurs(facts, file)
                                        ? Fix.manual("Make " + facts.shown(file.path())
                                                        + " yours again, with the right to write.")
                                                .byHand("sudo chown \"$USER\" " + facts.shown(file.path())
                                                        + " && chmod 600 " + facts.shown(file.path()))
                                        : Fix.manual("Have UserKnownHostsFile name a file of your own first, such as"
                                                + " ~/.ssh/known_hosts."))
                        .withEffect(Effect.NONE));
    }
}
