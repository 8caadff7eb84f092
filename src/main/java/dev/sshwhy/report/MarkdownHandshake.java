package dev.sshwhy.report;

import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Login;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server showed and said, folded in. */
final class MarkdownHandshake {
    private static final int LONGEST_TEXT = 160;

    private MarkdownHandshake() {}

    /** Nothing where the server was not asked. */
    static void write(Markdown page, String title, Snapshot there, boolean timings) {
        Optional<Handshake> handshake = there.handshake().seen();
        handshake.ifPresent(seen -> page.details(title, () -> {
            List<String> lines = new ArrayList<>();
            add(lines, "host", there.target().typedHost() + " at " + seen.address());
            seen.linesBefore().forEach(it -> add(lines, "before", it));
            seen.ident().ifPresent(it -> add(lines, "greeting", it));
            seen.hostKey()
                    .ifPresent(it -> add(
                            lines,
                            "host key",
                            it.key().type() + " " + it.key().fingerprint() + ", known: "
                                    + TextReport.word(it.known())));
            if (!seen.methods().isEmpty()) {
                add(lines, "methods", String.join(", ", seen.methods()));
            }
            add(lines, "login", login(seen.login()));
            seen.banner().stream().flatMap(String::lines).forEach(it -> add(lines, "banner", it));
            seen.remarks().forEach(it -> add(lines, "remark", it));
            seen.failure().ifPresent(it -> add(lines, "ended", it.saying()));
            lines.add("");
            for (Handshake.Stage it : seen.stages()) {
                String time = timings ? " (" + it.took().toMillis() + " ms)" : "";
                add(lines, TextReport.word(it.layer()), (it.done() ? "" : "no: ") + it.saying() + time);
            }
            page.fence("text", lines);
        }));
    }

    private static String login(Login login) {
        if (login instanceof Login.NotTried it) {
            return "not tried: " + it.why();
        }
        if (login instanceof Login.Denied it) {
            return "denied to " + it.key().fingerprint() + ": " + it.saying();
        }
        if (login instanceof Login.Partial it) {
            return it.key().fingerprint() + " is right, and the server also wants " + String.join(", ", it.methods());
        }
        if (login instanceof Login.NotSigned it) {
            return "no signature with " + it.key().fingerprint() + ": " + it.why();
        }
        return ((Login.Succeeded) login)
                .key()
                .map(it -> "succeeded with " + it.fingerprint())
                .orElse("succeeded without a key");
    }

    private static void add(List<String> lines, String name, String value) {
        lines.add(String.format("%-9s ", name) + Visible.text(value, LONGEST_TEXT));
    }
}
