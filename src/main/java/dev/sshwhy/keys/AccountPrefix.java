package dev.sshwhy.keys;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountFault.Kind;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people leave in front of a key on its line. */
final class AccountPrefix {
    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_. -]{0,40}";
    private static final Pattern OPENERS = Pattern.compile("[bru]?[\\s\"'`<(\\[{]+");
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?:(?:export|set|setx|env|declare|let|const|var)\\s+)?\\$?" + NAME + "(?::?=)\\s*[\\s\"'`$(\\[{]*",
            Pattern.CASE_INSENSITIVE);
    /** As in systemd's units; an option environment= would be closed before the key. */
    private static final Pattern SYSTEMD = Pattern.compile("Environment=[\"']?[A-Za-z_][A-Za-z0-9_]{0,40}=[\"']?");

    private static final Pattern FIELD =
            Pattern.compile("[\\s{\\[(,-]*[\"']?" + NAME + "[\"']?\\s*:\\s*[|>]?-?[\\s\"'`(\\[{-]*");
    private static final Pattern LIST = Pattern.compile("(?:[-*+\u2022\u2023\u25e6]|-\\s)\\s*[\"'`]?");
    private static final Pattern NUMBER = Pattern.compile("[(\\[]?\\d{1,3}[.):\\]]\\s*");
    private static final Pattern ELEMENT = Pattern.compile(".{0,200}<[A-Za-z][A-Za-z0-9_:-]{0,30}[^<>]{0,100}>\\s*");
    private static final Pattern KNOWN_HOST = Pattern.compile("(?:@(?:cert-authority|revoked)\\s+\\S+"
            + "|\\|1\\|\\S+"
            + "|\\[[^\\]\\s]{1,255}\\]:\\d{1,5}(?:,\\S+)?"
            + "|(?:[\\w*?-]{1,63}\\.)+[\\w*?-]{1,63}(?:,\\S+)?"
            + "|\\S{1,255},(?:\\d{1,3}\\.){3}\\d{1,3}"
            + "|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})");
    private static final Pattern COMMAND = Pattern.compile(
            "(?:.*[$#%>\u276f\u279c]\\s*)?(?:sudo\\s+)?(?:echo|printf|cat|type|ssh|ssh-copy-id|ssh-add|tee)\\b.*");
    private static final Pattern MAIL = Pattern.compile("[>|\u2502\\s]+");
    private static final Pattern PROMPT = Pattern.compile(".*(?:[$#%>~]|\u276f|\u279c|\u00bb)\\s*");

    private static final int LONGEST = 512;

    private AccountPrefix() {}

    /** What a prefix is; empty when there is none. {@code shown} is the prefix as it may be shown. */
    static Optional<AccountVerdict> judge(String prefix) {
        String text = prefix.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String shown = "\"" + AccountWords.shown(text) + "\"";
        if (AccountTypeWord.isName(text)) {
            return verdict(Kind.TYPE_MISMATCH, "the type stands there twice: " + shown + " is one too many");
        }
        if (AccountTypeWord.isMeant(text, "ssh-rsa")) {
            return verdict(Kind.TYPE_MISMATCH, shown + " stands in front of the type");
        }
        if (SYSTEMD.matcher(text).matches()) {
            return verdict(Kind.QUOTED, "an assignment, " + shown + ", stands in front of the key");
        }
        if (AuthorizedKeysOptions.looksLikeOptions(text)) {
            return verdict(Kind.RESTRICTED_BY_OPTIONS, "sshd refuses the line for its options: " + problem(text));
        }
        if (text.length() > LONGEST) {
            return verdict(Kind.NOT_A_KEY, text.length() + " characters stand in front of the key: " + shown);
        }
        if (KNOWN_HOST.matcher(text).matches() && !NUMBER.matcher(text).matches()) {
            return Optional.of(AccountVerdict.foreign(
                    Kind.NOT_A_KEY,
                    AccountFault.SERVERS_LINE + ": " + shown
                            + " names a server, and the key is that server's, not yours"));
        }
        if (OPENERS.matcher(text).matches()) {
            // Quotes around quotes say nothing.
            String opener = shown.contains("\"\"") ? AccountWords.shown(text) : shown;
            return verdict(Kind.QUOTED, "the key is wrapped: " + opener + " stands in front of it");
        }
        if (MAIL.matcher(text).matches()) {
            return verdict(
                    Kind.QUOTED, "the mark of a quoted mail or a table, " + shown + ", stands in front of the key");
        }
        if (LIST.matcher(text).matches() || FIELD.matcher(text).matches()) {
            return verdict(Kind.QUOTED, "the key is an entry of a list or file: " + shown + " stands in front of it");
        }
        if (ASSIGNMENT.matcher(text).matches()) {
            return verdict(Kind.QUOTED, "an assignment, " + shown + ", stands in front of the key");
        }
        if (ELEMENT.matcher(text).matches()) {
            return verdict(Kind.QUOTED, "markup, " + shown + ", stands around the key");
        }
        if (COMMAND.matcher(text).matches()) {
            return verdict(Kind.NOT_A_KEY, "a command was pasted along with the key: " + shown);
        }
        if (NUMBER.matcher(text).matches()) {
            return verdict(Kind.NOT_A_KEY, "the number " + shown + " stands in front of the key");
        }
        if (PROMPT.matcher(text).matches()) {
            return verdict(Kind.NOT_A_KEY, "a shell prompt was pasted along with the key: " + shown);
        }
        return verdict(Kind.NOT_A_KEY, shown + " stands in front of the key, where sshd expects options");
    }

    private static Optional<AccountVerdict> verdict(Kind kind, String detail) {
        return Optional.of(AccountVerdict.of(kind, detail));
    }

    private static String problem(String options) {
        return AuthorizedKeysOptions.parse(options)
                .problem()
                .orElse("a blank stands between them, or quotes stay open");
    }
}
