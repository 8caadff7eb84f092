package dev.sshwhy.report;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.AccountLine;
import dev.sshwhy.evidence.Visible;
import java.util.List;

/** The account's public-key field for a person: each line, what a server makes of it, and the corrected text. */
public final class AccountReport {
    private AccountReport() {}

    /** Whether anything in it keeps a key out; a key that stands there twice does not. */
    public static boolean hasErrors(AccountField field) {
        return field.allFaults().stream().anyMatch(it -> it.kind() != AccountFault.Kind.DUPLICATE_KEY);
    }

    /** The whole report. */
    public static String of(AccountField field, TextStyle style) {
        StringBuilder out = new StringBuilder();
        int good = field.acceptedKeys().size();
        boolean bad = hasErrors(field);
        out.append(bad ? style.cross() : style.tick())
                .append(' ')
                .append(style.bold("a server takes " + good + (good == 1 ? " key" : " keys") + " from this text"))
                .append(bad ? style.bold(", and something in it is broken.") : ".")
                .append("\n\n");
        for (AccountFault fault : field.faults()) {
            out.append("  ").append(explained(fault)).append('\n');
        }
        for (AccountLine line : field.lines()) {
            if (line.accepted() || !line.faults().isEmpty()) {
                line(out, line, style);
            }
        }
        if (bad && !field.corrected().isBlank()) {
            out.append("\n  ").append(style.bold("Corrected")).append('\n');
            field.corrected()
                    .lines()
                    .forEach(it -> out.append("    ").append(Visible.text(it)).append('\n'));
        }
        rules(field).forEach(it -> out.append(style.dim("\n  More about it: sshwhy explain " + it)));
        return bad ? out.append('\n').toString() : out.toString();
    }

    private static void line(StringBuilder out, AccountLine line, TextStyle style) {
        String verdict = line.accepted() ? style.green("accepted") : style.red("refused ");
        String key = line.key()
                .map(it -> it.type() + " " + it.fingerprint() + " " + it.comment())
                .orElse(line.text());
        out.append("  line ")
                .append(line.number())
                .append("  ")
                .append(verdict)
                .append("  ")
                .append(Visible.text(key, Math.max(20, style.width() - 24)))
                .append('\n');
        line.faults()
                .forEach(it -> out.append("          ").append(explained(it)).append('\n'));
    }

    private static String explained(AccountFault fault) {
        return fault.kind().rule() + ": " + Visible.text(fault.detail());
    }

    private static List<String> rules(AccountField field) {
        return field.allFaults().stream()
                .map(it -> it.kind().rule())
                .distinct()
                .limit(3)
                .toList();
    }
}
