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
    public static String of(AccountField field, String program, TextStyle style) {
        StringBuilder out = new StringBuilder();
        int good = field.acceptedKeys().size();
        boolean bad = hasErrors(field);
        out.append(bad ? style.cross() : style.tick())
                .append(' ')
                .append(style.bold("a server takes " + good + (good == 1 ? " key" : " keys") + " from this text"))
                .append(bad ? style.bold(", and something in it is broken.") : ".")
                .append("\n\n");
        for (AccountFault fault : field.faults()) {
            explained(out, "  ", fault, style);
        }
        for (AccountLine line : field.lines()) {
            if (line.accepted() || !line.faults().isEmpty()) {
                line(out, line, style);
            }
        }
        if (bad && !field.corrected().isBlank()) {
            out.append("\n  ")
                    .append(style.bold("Corrected: the whole field as it should be"))
                    .append('\n');
            field.corrected()
                    .lines()
                    .map(it -> ("    " + Visible.text(it)).stripTrailing())
                    .forEach(it -> out.append(it).append('\n'));
        }
        String lead = "\n  " + style.bold("Next") + "  ";
        for (String it : rules(field)) {
            out.append(lead).append(program).append(" explain ").append(it).append('\n');
            lead = "        ";
        }
        return out.toString();
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
        line.faults().forEach(it -> explained(out, "          ", it, style));
    }

    private static void explained(StringBuilder out, String margin, AccountFault fault, TextStyle style) {
        String text = style.prose(fault.kind().rule() + ": " + fault.detail());
        Sheet.folded(text, style.width() - margin.length())
                .forEach(it -> out.append(margin).append(it).append('\n'));
    }

    private static List<String> rules(AccountField field) {
        return field.allFaults().stream()
                .map(it -> it.kind().rule())
                .distinct()
                .limit(3)
                .toList();
    }
}
