package dev.sshwhy.cli;

import dev.sshwhy.diagnosis.Diagnosed;
import dev.sshwhy.diagnosis.Diagnosis;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.report.TextReport;
import dev.sshwhy.report.redaction.Keep;
import dev.sshwhy.report.redaction.Kind;
import dev.sshwhy.report.redaction.Redaction.Redacted;
import dev.sshwhy.report.redaction.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a ticket holds, for the eyes of who sends it, before it is written. */
final class TicketPreview {
    private static final String MARGIN = "  ";

    private TicketPreview() {}

    /**
     * What it holds, and what not.
     *
     * @param stands the replacements that the ticket shows
     * @param file where it goes, if into a file
     */
    static String of(Redacted redacted, List<Replacement> stands, Optional<String> file, Set<Keep> keep) {
        Diagnosis diagnosis = redacted.diagnosis();
        Snapshot facts = diagnosis.facts();
        List<String> parts = new ArrayList<>();
        parts.add("the verdict (" + TextReport.word(diagnosis.verdict()) + ")");
        diagnosis
                .firstCause()
                .map(Diagnosed::rule)
                .ifPresent(it -> parts.add("its cause " + it + " with the evidence"));
        parts.add(counted(facts.identities().size(), "key") + " with type, fingerprint and mode");
        if (facts.handshake().seen().isPresent() || !facts.jumps().isEmpty()) {
            parts.add("what the server said, with times");
        }
        parts.add(counted(facts.configuration().options().size(), "option") + " of the configuration");
        facts.account()
                .seen()
                .ifPresent(it -> parts.add(counted(it.lines().size(), "line") + " of the account's field"));
        parts.add("the versions of sshwhy, ssh and the system");

        StringBuilder out = new StringBuilder();
        out.append("The ticket")
                .append(file.map(it -> " " + Visible.text(it)).orElse(""))
                .append(" tells\n");
        parts.forEach(it -> out.append(MARGIN).append(it).append('\n'));
        out.append("Pseudonyms stand in it for\n")
                .append(MARGIN)
                .append(kinds(stands))
                .append('\n');
        kept(facts.target(), stands, keep)
                .ifPresent(it -> out.append("As you asked, it also tells\n")
                        .append(MARGIN)
                        .append(it)
                        .append('\n'));
        if (!redacted.fingerprints().isEmpty()) {
            out.append(
                    "Fingerprints stay: they open nothing, but who knows a key's public half, such as of a public host,"
                            + " can look it up.\n");
        }
        return out.toString();
    }

    /** The private map. It is never part of a ticket. */
    static String map(List<Replacement> stands) {
        StringBuilder out = new StringBuilder("What stands for what; keep this to yourself:\n");
        for (Replacement it : stands) {
            String value = it.kind() == Kind.KEY_BODY ? Visible.text(it.value(), 40) : Visible.text(it.value(), 200);
            out.append(MARGIN)
                    .append(String.format("%-14s", it.pseudonym()))
                    .append(value)
                    .append('\n');
        }
        return out.toString();
    }

    private static String kinds(List<Replacement> stands) {
        List<String> counts = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long count = stands.stream().filter(it -> it.kind() == kind).count();
            if (count > 0) {
                counts.add(kind.counted(count));
            }
        }
        return counts.isEmpty() ? "nothing" : String.join(", ", counts);
    }

    private static Optional<String> kept(Target target, List<Replacement> stands, Set<Keep> keep) {
        List<String> kept = new ArrayList<>();
        if (keep.contains(Keep.TARGET)) {
            kept.add("where ssh connects to: " + target.host() + " port " + target.port());
        }
        boolean isPod = stands.stream().noneMatch(it -> it.pseudonym().equals(target.user()));
        if (keep.contains(Keep.POD) && isPod) {
            kept.add("the Pod's id: " + target.user());
        }
        return kept.isEmpty() ? Optional.empty() : Optional.of(Visible.text(String.join("; ", kept)));
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
