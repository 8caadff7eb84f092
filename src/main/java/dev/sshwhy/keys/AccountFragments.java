package dev.sshwhy.keys;

import dev.sshwhy.evidence.AccountFault.Kind;
import dev.sshwhy.evidence.PublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines whose letters were meant to be a key, but do not begin as any key does. */
final class AccountFragments {
    /** What the keys of a type begin with: its name, and the lengths behind it. */
    private static final List<String> FIXED_BEGINNINGS = List.of(
            "AAAAC3NzaC1lZDI1NTE5AAAAI",
            "AAAAB3NzaC1yc2EAAAADAQAB",
            "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB",
            "AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABh",
            "AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACF");

    private static final int SHORTEST_BEGINNING = 5;

    private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}");
    private static final Pattern ELLIPSIS = Pattern.compile("\\.{2,}|\u2026|\\[\\.\\.\\.\\]");
    private static final Pattern UNKNOWN_NAME = Pattern.compile("[a-z][a-z0-9-]{2,40}(?:@[a-z0-9.-]{3,40})?");
    private static final Pattern PLACEHOLDER =
            Pattern.compile(".*(?:YOUR|your|<|\\.{3}|xxx|XXX|\u2026).*", Pattern.DOTALL);
    /** The keys that providers print as samples; both are damaged. */
    private static final List<String> SAMPLES = List.of("AAAAC4NzaC1lZDI1JTE5", "AAAAC3NzaC1lZ9DdI1NTE5");

    private static final String SAMPLE_BODY = "IGP+L8hnjIcBqUb8NRrDiC32FuJBvRA0m8jLShzgq6BQ";

    private AccountFragments() {}

    /** Whether there is a run of letters long enough to be a piece of a key. */
    static boolean holdsLetters(String text) {
        return LETTERS.matcher(text).find();
    }

    /** What such a line is; empty when nothing in it was meant to be a key. */
    static Optional<AccountVerdict> judge(String line, AccountLocalKeys local) {
        if (SAMPLES.stream().anyMatch(line::contains) || line.contains(SAMPLE_BODY)) {
            return verdict(
                    Kind.KEY_DAMAGED,
                    "this is the sample key of a provider's documentation, not yours (and no valid key)");
        }
        int space = line.indexOf(' ');
        String first = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1).strip();
        String type = first.toLowerCase(Locale.ROOT);
        boolean typed =
                AccountTypeWord.isName(type) || (first.length() < 60 && AccountTypeWord.isMeant(first, "ssh-rsa"));
        Matcher run = LETTERS.matcher(line);
        String letters = longest(run);
        Optional<PublicKey> encoded = AccountOtherFormats.encoded(letters);
        if (encoded.isPresent()) {
            Optional<String> path = local.same(encoded.get()).map(LocalPublicKey::path);
            return verdict(new AccountVerdict(
                    Kind.KEY_DAMAGED,
                    "a key line that was encoded in base64 as a whole",
                    encoded.stream().toList(),
                    path,
                    false));
        }
        Optional<AccountVerdict> unknown = unknownType(first, letters);
        if (unknown.isPresent()) {
            return unknown;
        }
        boolean blob = rest.startsWith("AAAA") || rest.startsWith("aaaa") || letters.length() >= 30;
        boolean named = AccountTypeWord.isName(type)
                || (typed && (rest.isEmpty() || PLACEHOLDER.matcher(rest).matches()));
        if (named && !blob && !first.startsWith("id_")) {
            return verdict(typedWithout(first, rest));
        }
        if (!blob && typed) {
            return Optional.empty();
        }
        if (!typed && letters.length() < 40 && !line.startsWith("AAAA")) {
            return Optional.empty();
        }
        return Optional.of(piece(line, typed, letters, local));
    }

    private static Optional<AccountVerdict> verdict(Kind kind, String detail) {
        return Optional.of(AccountVerdict.of(kind, detail));
    }

    private static Optional<AccountVerdict> verdict(AccountVerdict verdict) {
        return Optional.of(verdict);
    }

    private static String longest(Matcher run) {
        String letters = "";
        while (run.find()) {
            letters = run.group().length() > letters.length() ? run.group() : letters;
        }
        return letters;
    }

    /** Letters that name a type nobody knows, with the same name in front. */
    private static Optional<AccountVerdict> unknownType(String first, String letters) {
        return AccountScan.innerName(AccountLocalKeys.unpadded(letters))
                .filter(it -> it.equals(first) && UNKNOWN_NAME.matcher(it).matches() && !AccountTypeWord.isName(it))
                .map(it -> AccountVerdict.of(
                        Kind.TYPE_UNSUPPORTED,
                        "OpenSSH " + (it.startsWith("ssh-mldsa44-") ? "before 10.4 " : "") + "knows no key type "
                                + it));
    }

    private static AccountVerdict typedWithout(String first, String rest) {
        if (PLACEHOLDER.matcher(rest).matches()) {
            boolean cut = rest.startsWith("AAAA");
            return AccountVerdict.of(
                    cut ? Kind.KEY_TRUNCATED : Kind.KEY_DAMAGED,
                    "\"" + AccountWords.shown(rest) + "\" is a placeholder; the letters of your own key belong there");
        }
        return AccountVerdict.of(
                Kind.KEY_TRUNCATED,
                "the key's letters are missing: behind " + first + " stands "
                        + (rest.isEmpty() ? "nothing" : "\"" + AccountWords.shown(rest) + "\""));
    }

    /** Whether the letters are a key that lost its first few: what is left of the part that all keys of a type share. */
    private static boolean beginsInsideTheFixedBeginning(String letters) {
        for (String beginning : FIXED_BEGINNINGS) {
            for (int cut = 1; cut <= beginning.length() - SHORTEST_BEGINNING; cut++) {
                if (letters.startsWith(beginning.substring(cut)) && !letters.startsWith("AAAA")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static AccountVerdict piece(String line, boolean typed, String letters, AccountLocalKeys local) {
        Optional<LocalPublicKey> owner = local.byFragment(AccountLocalKeys.unpadded(letters));
        String of = owner.map(it -> "; it belongs to " + it.path()).orElse("");
        if (ELLIPSIS.matcher(line).find()) {
            return AccountVerdict.of(Kind.KEY_TRUNCATED, "the key is cut short by dots" + of, owner);
        }
        if (letters.startsWith("aaaa")
                || line.contains("AAAAB3NZAC1")
                || line.contains("AAAAC3NZAC1")
                || line.contains("AAAAE2VJZHNH")) {
            return AccountVerdict.of(
                    Kind.KEY_DAMAGED,
                    "capital and small letters were changed; in a key they differ, so copy it again" + of,
                    owner);
        }
        if (AccountScan.isCutBeginning(letters)) {
            return AccountVerdict.of(
                    Kind.KEY_TRUNCATED,
                    "only the first " + letters.length() + " letters of a key are there" + of,
                    owner);
        }
        boolean headed = line.contains("AAAA") && !beginsInsideTheFixedBeginning(letters);
        if (typed && headed) {
            return AccountVerdict.of(
                    Kind.KEY_DAMAGED,
                    "the letters after AAAA do not say any key type: some of them were changed" + of,
                    owner);
        }
        return AccountVerdict.of(
                headed ? Kind.KEY_DAMAGED : Kind.KEY_TRUNCATED,
                headed
                        ? "letters that no key begins with: some of them were changed" + of
                        : "the beginning of a key (AAAA...) is missing" + of,
                owner);
    }
}
