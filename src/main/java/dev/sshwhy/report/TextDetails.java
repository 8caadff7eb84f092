package dev.sshwhy.report;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.Snapshot;
import java.util.List;

/** What {@code --verbose} adds: how ssh comes to each key, and each step at each host with its time. */
final class TextDetails {
    private static final String INDENT = TextReport.MARGIN + " ";

    private final Sheet sheet;
    private final TextStyle style;
    private final Snapshot facts;

    private TextDetails(Sheet sheet, Snapshot facts) {
        this.sheet = sheet;
        this.style = sheet.style();
        this.facts = facts;
    }

    static void write(Sheet sheet, Snapshot facts, Snapshot there) {
        TextDetails details = new TextDetails(sheet, facts);
        details.trace(there);
        for (Snapshot jump : facts.jumps()) {
            details.stages(jump, " at the jump host " + jump.target().typedHost());
        }
        details.stages(facts, "");
    }

    /** Each key in ssh's order, and behind them those that it leaves out: who names it, and what becomes of it. */
    private void trace(Snapshot there) {
        if (there.identities().isEmpty()) {
            return;
        }
        heading("How ssh comes to its keys");
        for (Identity it : there.identities()) {
            String number = it.isOffered() ? Integer.toString(it.offered()) : "-";
            String key = it.publicKey()
                    .map(found -> " " + found.type() + " " + found.fingerprint())
                    .orElse("");
            String head = " ".repeat(Math.max(0, INDENT.length() - 2 - number.length())) + number + "  ";
            sheet.sentence(head, KeyTable.name(facts, it) + key);
            it.namedAt()
                    .ifPresent(at -> sheet.sentence(
                            INDENT,
                            TextEvidence.place(facts, at, style, style.width() / 2) + ": "
                                    + at.text().strip()));
            sheet.sentence(INDENT, KeyTable.fate(there, it));
        }
    }

    /** What was done at a host, and how long it took. */
    private void stages(Snapshot there, String where) {
        List<Handshake.Stage> stages =
                there.handshake().seen().map(Handshake::stages).orElse(List.of());
        if (stages.isEmpty()) {
            return;
        }
        heading("What the server did" + where);
        for (Handshake.Stage it : stages) {
            String time = it.took().toMillis() + " ms";
            String head = TextReport.MARGIN + String.format("%-9s%8s  ", TextReport.word(it.layer()), time);
            sheet.sentence(head, (it.done() ? "" : "no: ") + it.saying());
        }
    }

    private void heading(String text) {
        sheet.blank();
        sheet.line(style.plain() ? style.quote(text) + ":" : "  " + style.bold(style.quote(text)));
    }
}
