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
            sheet.sentence(INDENT, fate(there, it));
        }
    }

    private String fate(Snapshot there, Identity it) {
        if (!it.isOffered()) {
            return it.why();
        }
        String half = switch (it.publicFrom()) {
            case FILE_ITSELF -> "; its public half stands in the file itself";
            case PUB_FILE -> "; its public half stands in " + facts.shown(it.path()) + ".pub";
            case EMBEDDED -> "; its public half stands in the private file";
            case LOADED -> "; ssh knows it only once it has loaded the private file";
            case CERTIFICATE, AGENT, NONE -> "";
        };
        String signing = switch (it.signing()) {
            case BY_AGENT -> "; the agent would sign";
            case BY_FILE -> "; its file would sign";
            case ASKS_PASSPHRASE -> "; ssh would ask for its passphrase";
            case NEEDS_TOKEN -> "; its token would have to be there";
            case IMPOSSIBLE -> "; ssh cannot sign with it";
        };
        String answer =
                KeyTable.answer(there, it).map(found -> "; " + found.saying()).orElse("");
        return "offered: " + it.why() + half + signing + answer;
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
