package dev.sshwhy.checks.config;

import dev.sshwhy.evidence.ConfigBlock;
import dev.sshwhy.evidence.ConfigBlock.Line;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import dev.sshwhy.rule.Subject;
import java.util.Optional;

/**
 * Two lines that set one option for one host: the first counts (ssh_config(5)).
 *
 * @param early the line that counts
 * @param late the one that comes too late
 * @param meant which of the two is meant, as far as their blocks show
 */
record Shadowing(Place early, Place late, Meant meant) {
    /** A line and its block. */
    record Place(Line line, ConfigBlock block) {
        /** "User root", as the line has it. */
        private String setting() {
            return ConfigLines.keyword(line.at().text()) + " " + line.value();
        }

        /** "line 2 of ~/.ssh/config (Host *)". */
        private String told(Machine machine) {
            String header = block.kind() == ConfigBlock.Kind.TOP
                    ? "for every host"
                    : block.header().text().strip();
            return ConfigLines.place(machine, line.at()) + " (" + header + ")";
        }
    }

    /** Which line is meant. */
    enum Meant {
        /** The later one: it is written more closely for the host. */
        LATE,
        /** Both are written for the host alone, or stand in one block: one of them does nothing. */
        EITHER,
        /** Nobody can tell. */
        UNCLEAR
    }

    /**
     * Two lines and which is meant; empty where the first one is, or both say the same.
     *
     * @param host the host as typed
     */
    static Optional<Shadowing> of(Place early, Place late, String host) {
        if (isSame(early.line(), late.line(), host)) {
            return Optional.empty();
        }
        if (early.block().header().equals(late.block().header())) {
            return Optional.of(new Shadowing(early, late, Meant.EITHER));
        }
        int closer = Closeness.of(late.block(), host).compareTo(Closeness.of(early.block(), host));
        // What is bound to a network or a command has to stand first: that is how exceptions are written.
        if (closer < 0 || Closeness.isConditional(early.block())) {
            return Optional.empty();
        }
        Meant meant = closer > 0
                ? Meant.LATE
                : Closeness.of(late.block(), host) == Closeness.OWN && !Closeness.isConditional(late.block())
                        ? Meant.EITHER
                        : Meant.UNCLEAR;
        return Optional.of(new Shadowing(early, late, meant));
    }

    private static boolean isSame(Line early, Line late, String host) {
        return early.option().equals(late.option())
                && early.value()
                        .replace("%h", host)
                        .equalsIgnoreCase(late.value().replace("%h", host));
    }

    /**
     * The finding, without what it does here.
     *
     * @param safe whether the change may be made unasked
     * @param lateFirst which line is shown first
     */
    Finding finding(Machine machine, Certainty certainty, String whose, boolean safe, boolean lateFirst) {
        Finding finding = Finding.of(
                certainty,
                Subject.host(),
                ConfigLines.capital(late.told(machine)) + " says " + late.setting() + whose + ", but "
                        + early.told(machine) + " said " + early.setting() + " before, and the first value counts.");
        Span first = early.line().at();
        Span second = late.line().at();
        finding = lateFirst
                ? finding.seen(second, "comes too late").seen(first, "counts, since it comes first")
                : finding.seen(first, "counts, since it comes first").seen(second, "comes too late");
        return finding.withFix(fix(machine, safe));
    }

    /** What is special is said once more above what is general: nothing changes for other hosts. */
    private Fix fix(Machine machine, boolean safe) {
        String setting = late.setting();
        boolean inOneBlock = early.block().header().equals(late.block().header());
        ConfigBlock block = early.block();
        Span header = block.header();
        String place = ConfigLines.place(machine, early.line().at());
        boolean inOneFile = header.source().equals(late.line().at().source());
        if (!inOneFile && !header.source().startsWith(machine.home() + "/")) {
            return Fix.manual(
                    "Say " + setting + " in a file that is read before " + machine.shown(header.source()) + ".");
        }
        if (meant == Meant.EITHER) {
            Fix fix = Fix.ask((inOneBlock ? "Take one of the two lines out" : "Make one block of the two") + "; if "
                    + setting + " is right, it belongs above " + place + ".");
            return block.kind() == ConfigBlock.Kind.TOP
                    ? ConfigLines.insertFirst(fix, header.source(), setting)
                    : ConfigLines.replaceLine(
                            fix, header, header.text() + "\n+" + HostLine.indentation(block) + setting);
        }
        String special = late.block().header().text().strip() + "\n+  " + setting + "\n+";
        String summary = "Say what is special first: " + setting + " above the block of " + place
                + ", or move that whole block below.";
        Fix fix = safe ? Fix.safe(summary) : Fix.ask(summary);
        return block.kind() == ConfigBlock.Kind.TOP
                ? ConfigLines.insertFirst(fix, header.source(), special + "\n+Host *")
                : ConfigLines.replaceLine(fix, header, special + "\n+" + header.text());
    }
}
