package dev.sshwhy.report;

import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.Effect;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.RuleFinding;
import dev.sshwhy.rule.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code sshwhy keys} prints: a few lines for each file. */
public final class KeysReport {
    private static final String MARGIN = "    ";

    /**
     * A file and what is said of it.
     *
     * @param path as named
     * @param identity what ssh would make of it
     * @param certificate what it says beside its key, when it is a certificate
     * @param findings what is wrong with it
     */
    public record Entry(
            String path, Optional<Identity> identity, Optional<Certificate> certificate, List<RuleFinding> findings) {
        public Entry {
            findings = List.copyOf(findings);
        }

        Optional<KeyFile> file() {
            return identity.flatMap(it -> it.file().seen());
        }

        /** Whether ssh could not use it. */
        public boolean hasErrors() {
            return findings.stream().anyMatch(it -> it.severity() == Severity.ERROR);
        }
    }

    private KeysReport() {}

    /** The whole report. */
    public static String of(List<Entry> entries, Machine machine, TextStyle style) {
        StringBuilder out = new StringBuilder();
        for (Entry entry : entries) {
            out.append(entry.hasErrors() ? style.cross() : style.tick())
                    .append(' ')
                    .append(style.bold(Visible.text(machine.shown(entry.path()))))
                    .append('\n');
            entry.file().ifPresent(it -> describe(out, entry, it));
            entry.findings().forEach(it -> finding(out, it, machine, style));
        }
        if (entries.isEmpty()) {
            out.append("there is no key file in ~/.ssh\n");
        }
        return out.toString();
    }

    private static void describe(StringBuilder out, Entry entry, KeyFile file) {
        List<String> words = new ArrayList<>();
        words.add(
                file.format() == KeyFormat.UNKNOWN
                        ? "no key file"
                        : file.format().shown());
        file.type().ifPresent(words::add);
        file.bits().ifPresent(it -> words.add(it + " bits"));
        if (file.format().isPrivate()) {
            words.add(file.encrypted() ? "with a passphrase" : "without a passphrase");
        }
        if (file.format() != KeyFormat.UNKNOWN) {
            words.add("mode " + file.file().modeText());
        }
        entry.identity().ifPresent(it -> {
            if (file.format().isPrivate()) {
                words.add(
                        switch (it.pair()) {
                            case OK -> "pair ok";
                            case MISMATCH -> "another key's .pub";
                            case NONE -> "no .pub";
                        });
            }
            if (it.inAgent()) {
                words.add("in the agent");
            }
        });
        line(out, String.join(", ", words));
        file.publicKey().map(PublicKey::fingerprint).ifPresent(it -> line(out, it + comment(file)));
        entry.certificate().ifPresent(it -> certificate(out, it));
    }

    private static void certificate(StringBuilder out, Certificate it) {
        String names = it.principals().isEmpty() ? "none named" : String.join(", ", it.principals());
        line(out, "for the " + (it.purpose() == Certificate.Purpose.HOST ? "hosts: " : "users: ") + names);
        line(out, "valid" + validity(it));
        line(out, "signed by " + it.authority() + (it.keyId().isEmpty() ? "" : " as \"" + it.keyId() + "\""));
        if (!it.options().isEmpty()) {
            line(out, "options: " + String.join(", ", it.options()));
        }
    }

    private static String validity(Certificate it) {
        String from = it.validAfter().equals(Instant.EPOCH) ? "" : " from " + it.validAfter();
        String until = it.validBefore().equals(Instant.MAX) ? "" : " until " + it.validBefore();
        return from.isEmpty() && until.isEmpty() ? " for ever" : from + until;
    }

    private static String comment(KeyFile file) {
        return file.comment().isEmpty() ? "" : " " + file.comment();
    }

    private static void finding(StringBuilder out, RuleFinding it, Machine machine, TextStyle style) {
        boolean isError = it.effect() == Effect.BLOCKS;
        String rule = "[" + it.rule() + "]";
        List<String> lines = told(isError ? "error: " : "note: ", it.finding().message() + " " + rule, style);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean isWhole = line.endsWith(rule);
            String text = isWhole ? line.substring(0, line.length() - rule.length()) + style.dim(rule) : line;
            out.append(i == 0 && isError ? text.replaceFirst("error", style.red("error")) : text)
                    .append('\n');
        }
        it.finding().fix().ifPresent(fix -> fix(out, fix, machine, style));
    }

    private static void fix(StringBuilder out, Fix fix, Machine machine, TextStyle style) {
        told("fix: ", fix.summary(), style).forEach(it -> out.append(it).append('\n'));
        for (Fix.Step step : fix.steps()) {
            if (!step.command().isEmpty()) {
                line(out, "     " + ShellWords.quoted(step.command(), machine));
            }
            step.text().stream().flatMap(String::lines).forEach(it -> line(out, "     " + it));
        }
    }

    /** A sentence in lines of the style's width, below a label. */
    private static List<String> told(String label, String sentence, TextStyle style) {
        List<String> lines = new ArrayList<>();
        for (String it : Sheet.folded(style.prose(sentence), style.width() - MARGIN.length() - label.length())) {
            lines.add(MARGIN + (lines.isEmpty() ? label : " ".repeat(label.length())) + it);
        }
        return lines;
    }

    private static void line(StringBuilder out, String text) {
        out.append(MARGIN).append(Visible.text(text)).append('\n');
    }
}
