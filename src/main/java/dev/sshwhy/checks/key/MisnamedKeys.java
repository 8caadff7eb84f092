package dev.sshwhy.checks.key;

import dev.sshwhy.checks.config.ConfigLines;
import dev.sshwhy.checks.target.TypedCommand;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.rule.Certainty;
import dev.sshwhy.rule.Finding;
import dev.sshwhy.rule.Fix;
import java.util.List;
import java.util.Optional;

/** What the checks of this layer share: names after -i or IdentityFile that lead ssh to no private key. */
final class MisnamedKeys {
    private MisnamedKeys() {}

    /** Whether what could not be read is a file, and not a directory, a device or a link to nothing. */
    static boolean isFile(Observed.Unreadable<KeyFile> unread) {
        return !isNoFile(unread) && !isDangling(unread);
    }

    static boolean isNoFile(Observed.Unreadable<KeyFile> unread) {
        return unread.reason().contains("directory") || unread.reason().contains("no regular file");
    }

    static boolean isDangling(Observed.Unreadable<KeyFile> unread) {
        return unread.reason().contains("link that leads nowhere");
    }

    /** Whether a person, not a default, chose the name. */
    static boolean isChosen(Identity identity) {
        return identity.namedBy() == Identity.NamedBy.COMMAND_LINE || identity.namedBy() == Identity.NamedBy.CONFIG;
    }

    /** The key that was probably meant: one that the account holds, else the one that looks most like the name. */
    static Optional<KeyFile> meant(Snapshot facts, List<KeyFile> near) {
        Optional<KeyFile> registered =
                near.stream().filter(it -> LocalKeys.isRegistered(facts, it)).findFirst();
        return registered
                .or(() -> LocalKeys.usable(facts).stream()
                        .filter(it -> LocalKeys.isRegistered(facts, it))
                        .findFirst())
                .or(() -> near.stream().findFirst());
    }

    /** The finding with what the server, the account and the other keys make of a name that leads nowhere. */
    static Finding weighed(Snapshot facts, Identity identity, Optional<KeyFile> meant, Finding finding) {
        boolean registered =
                meant.filter(it -> LocalKeys.isRegistered(facts, it)).isPresent();
        Finding told = meant.isEmpty()
                ? finding
                : finding.seen(
                        Span.of(meant.get().path(), ""),
                        registered ? "is here, and the account holds its public half" : "is here");
        boolean heard = facts.authentication().isPresent();
        if (facts.acceptedAndUsable().isPresent()
                || UnusableKeys.serverTakesNoKeys(facts)
                || LocalKeys.offersRegistered(facts)) {
            return UnusableKeys.harmless(told); // another key does it, or the reason is another
        }
        if (heard && (facts.offered().isEmpty() || facts.everyOfferedKeyRefused())) {
            told = told.seen(
                    Span.of(Span.SERVER, ""),
                    facts.offered().isEmpty()
                            ? "was offered no key at all"
                            : "refuses what ssh offers instead ("
                                    + facts.offered().size() + (facts.offered().size() == 1 ? " key)" : " keys)"));
            return UnusableKeys.sure(told, certainty(facts, identity, meant, Certainty.PROVEN));
        }
        return UnusableKeys.sure(told, certainty(facts, identity, meant, Certainty.LIKELY));
    }

    /** {@code best} where the account holds the key that was meant; a guess where another name of the same kind is right. */
    private static Certainty certainty(Snapshot facts, Identity identity, Optional<KeyFile> meant, Certainty best) {
        boolean another =
                facts.offered().stream().anyMatch(it -> it.namedBy() == identity.namedBy() && !it.isSameAs(identity));
        boolean near =
                meant.filter(it -> LocalKeys.isNear(identity.path(), it.path())).isPresent();
        if (another && !near) {
            return Certainty.POSSIBLE;
        }
        if (meant.filter(it -> LocalKeys.isRegistered(facts, it)).isPresent()) {
            return best;
        }
        boolean nothingLeft = facts.offered().isEmpty() || facts.everyOfferedKeyRefused();
        return nothingLeft && !another ? Certainty.LIKELY : Certainty.POSSIBLE;
    }

    /** Says how to name {@code good} instead, in the line or the command that names the wrong file. */
    static Fix naming(Snapshot facts, Identity identity, KeyFile good) {
        String path = facts.shown(good.path());
        Optional<Span> line =
                identity.namedAt().filter(it -> it.line() > 0 && !it.source().equals(Span.COMMAND_LINE));
        if (line.isEmpty()) {
            return TypedCommand.withIdentity(facts, identity.path(), good.path())
                    .map(it -> Fix.manual("Name the private key that is here:").paste(it))
                    .orElseGet(() -> Fix.manual("Name the private key that is here: -i " + path + "."));
        }
        // ssh_config(5), TOKENS: a percent sign is written twice.
        String value = path.replace("%", "%%");
        String summary = "Name " + path + " in line " + line.get().line() + " of "
                + facts.shown(line.get().source()) + ".";
        return ConfigLines.replaceLine(
                LocalKeys.isRegistered(facts, good) ? Fix.safe(summary) : Fix.ask(summary),
                line.get(),
                ConfigLines.withValue(line.get().text(), value));
    }

    /** Who names it, at the beginning of a sentence. */
    static String namer(Snapshot facts, Identity identity) {
        return switch (identity.namedBy()) {
            case COMMAND_LINE -> "-i names ";
            case CONFIG ->
                identity.namedAt()
                        .filter(it -> it.line() > 0)
                        .map(it -> "Line " + it.line() + " of " + facts.shown(it.source()) + " names ")
                        .orElse("IdentityFile names ");
            case DEFAULT, AGENT -> "ssh looks for ";
        };
    }

    /** Where it is named, as evidence; the path itself where nothing names it. */
    static Span place(Identity identity) {
        return identity.namedAt().orElseGet(() -> Span.of(identity.path(), ""));
    }
}
