package dev.sshwhy.report;

import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.FileFacts;
import dev.sshwhy.evidence.Handshake;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyAnswer;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Visible;
import java.util.List;
import java.util.Optional;

/** The keys of one host, in ssh's order: what each has of all that it takes to get in. */
final class KeyTable {
    /** How the name of a key begins that no file holds. */
    static final String OF_AGENT = "agent: ";

    /** What tells a file's certificate from the key itself, which ssh offers too. */
    private static final String OF_CERTIFICATE = " (certificate)";

    private static final int LONGEST_NAME = 48;

    /** How a cell stands to a login with its key. */
    enum Tone {
        GOOD,
        BAD,
        /** It is no matter, or nobody knows. */
        NEUTRAL
    }

    /** What a cell says; a few words. */
    record Cell(String text, Tone tone) {
        static Cell good(String text) {
            return new Cell(text, Tone.GOOD);
        }

        static Cell bad(String text) {
            return new Cell(text, Tone.BAD);
        }

        static Cell neutral(String text) {
            return new Cell(text, Tone.NEUTRAL);
        }
    }

    /**
     * A key.
     *
     * @param place its place among the keys that ssh offers, or "-"
     * @param name its file, or what the agent calls it
     * @param file what the file is
     * @param mode the permissions of the private file
     * @param pair whether both halves belong together
     * @param agent whether the agent holds it
     * @param config who names it
     * @param account whether the account's field holds it
     * @param server what the server said
     */
    record Row(
            String place,
            String name,
            Cell file,
            Cell mode,
            Cell pair,
            Cell agent,
            Cell config,
            Cell account,
            Cell server) {}

    private KeyTable() {}

    /** All of them; those that ssh leaves out stand behind. */
    static List<Row> of(Snapshot there) {
        return there.identities().stream().map(it -> row(there, it)).toList();
    }

    private static Row row(Snapshot there, Identity it) {
        return new Row(
                it.isOffered() ? Integer.toString(it.offered()) : "-",
                Visible.text(name(there, it), LONGEST_NAME),
                file(it),
                mode(it),
                switch (it.pair()) {
                    case OK -> Cell.good("ok");
                    case MISMATCH -> Cell.bad("mismatch");
                    case NONE -> Cell.neutral("-");
                },
                it.inAgent() ? Cell.good("yes") : Cell.neutral("no"),
                namedBy(it),
                account(there, it),
                server(there, it));
    }

    /** A key's file as people write it, or what the agent calls it. */
    static String name(Snapshot there, Identity it) {
        return it.path().isEmpty()
                ? OF_AGENT
                        + it.publicKey()
                                .map(key -> key.comment().isEmpty() ? key.fingerprint() : key.comment())
                                .orElse("")
                : there.shown(it.path()) + (it.publicFrom() == Identity.PublicFrom.CERTIFICATE ? OF_CERTIFICATE : "");
    }

    /** What the server said to a key, where it was asked. */
    static Optional<KeyAnswer> answer(Snapshot there, Identity it) {
        return there.handshake().seen().flatMap(handshake -> it.publicKey().flatMap(handshake::answerTo));
    }

    /** Why ssh offers a key, or not, and what becomes of it. */
    static String fate(Snapshot there, Identity it) {
        if (!it.isOffered()) {
            return it.why();
        }
        String half = switch (it.publicFrom()) {
            case FILE_ITSELF -> "; its public half stands in the file itself";
            case PUB_FILE -> "; its public half stands in " + there.shown(it.path()) + ".pub";
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
        String answer = answer(there, it).map(found -> "; " + found.saying()).orElse("");
        return "offered: " + it.why() + half + signing + answer;
    }

    private static Cell file(Identity it) {
        Observed<KeyFile> file = it.file();
        return file.match(
                key -> switch (key.loading()) {
                    case LOADS -> Cell.good(key.format().shown());
                    case ASKS_PASSPHRASE -> Cell.neutral(key.format().shown() + ", passphrase");
                    case NEEDS_TOKEN -> Cell.neutral(key.format().shown() + ", token");
                    case FAILS -> Cell.bad(key.format().shown() + ", unusable");
                },
                where -> it.path().isEmpty() ? Cell.neutral("-") : Cell.bad("missing"),
                (where, reason) -> Cell.bad("unread"),
                why -> Cell.neutral("-"));
    }

    private static Cell mode(Identity it) {
        return it.file()
                .match(
                        key -> mode(key.file()),
                        where -> it.path().isEmpty() ? Cell.neutral("-") : Cell.neutral("missing"),
                        (where, reason) -> Cell.neutral("unread"),
                        why -> Cell.neutral("-"));
    }

    private static Cell mode(FileFacts file) {
        return new Cell(file.modeText(), file.isTooOpenForPrivateKey() ? Tone.BAD : Tone.GOOD);
    }

    private static Cell namedBy(Identity it) {
        return Cell.neutral(
                switch (it.namedBy()) {
                    case COMMAND_LINE -> "-i";
                    case CONFIG ->
                        it.namedAt()
                                .filter(at -> at.line() > 0)
                                .map(at -> "line " + at.line())
                                .orElse("config");
                    case DEFAULT -> "default";
                    case AGENT -> "agent";
                });
    }

    private static Cell account(Snapshot there, Identity it) {
        return there.account()
                .match(
                        field -> accepts(field, it) ? Cell.good("yes") : missing(there, it),
                        where -> Cell.neutral("-"),
                        (where, reason) -> Cell.neutral("-"),
                        why -> Cell.neutral("-"));
    }

    /** It matters to a key that ssh offers, as long as the server does not know it from elsewhere. */
    private static Cell missing(Snapshot there, Identity it) {
        boolean known = answer(there, it)
                .filter(said -> said.answer() == KeyAnswer.Answer.ACCEPTED)
                .isPresent();
        return it.isOffered() && !known ? Cell.bad("no") : Cell.neutral("no");
    }

    static boolean accepts(AccountField field, Identity it) {
        return it.publicKey().filter(field::accepts).isPresent();
    }

    private static Cell server(Snapshot there, Identity it) {
        if (!it.isOffered()) {
            return Cell.neutral("not offered");
        }
        Optional<KeyAnswer.Answer> answer = answer(there, it).map(KeyAnswer::answer);
        if (answer.isEmpty()) {
            return Cell.neutral("not asked");
        }
        Handshake handshake = there.handshake().seen().orElseThrow();
        String word = TextReport.word(answer.get());
        return switch (answer.get()) {
            case ACCEPTED ->
                it.publicKey().filter(handshake::deniedAfterAccepting).isPresent()
                        ? Cell.neutral(word)
                        : Cell.good(word);
            case REFUSED -> Cell.bad(word);
            case NOT_ASKED, PASSED_OVER, UNPROVEN -> Cell.neutral(word);
        };
    }
}
