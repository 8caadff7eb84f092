package dev.sshwhy.keys;

import dev.sshwhy.evidence.AccountFault.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that hold no key at all: what they are instead. */
final class AccountWords {
    private static final Pattern SHA256 = Pattern.compile("SHA256[:=] ?([A-Za-z0-9+/]{43})=?(?![A-Za-z0-9+/])");
    private static final Pattern SHA256_PART = Pattern.compile("(?:SHA256|SHA512|SHA1)[:=] ?[A-Za-z0-9+/]{3,}");
    private static final Pattern MD5 =
            Pattern.compile("(?<![0-9A-Fa-f:])(?:MD5:)?((?:[0-9A-Fa-f]{2}:){15}[0-9A-Fa-f]{2})(?![0-9A-Fa-f:])");
    private static final Pattern BARE_SHA256 = Pattern.compile("([A-Za-z0-9+/]{43})=?(?:\\s.*)?");
    private static final Pattern PICTURE = Pattern.compile("\\+-+\\[?.{0,30}\\]?-+\\+|\\|[ .=*BOX@%&#/^SEo+]{5,30}\\|");
    private static final Pattern KEYGEN_WORDS = Pattern.compile(
            ".*(?:fingerprint|randomart|Your public key has been|Your identification has been).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SSH1 = Pattern.compile("(?:\\S+ )?\\d{3,5} \\d{1,12} \\d{50,}.*");
    private static final Pattern PATH = Pattern.compile(
            "@?(?:file://\\S*|[~.]{0,2}[/\\\\]\\S.*|[A-Za-z]:\\\\.*|%\\w+%.*|\\$(?:HOME|\\{HOME\\}).*|~[\\w/\\\\].*|id_\\w+(?:\\.pub)?|[\\w.-]+\\.pub)");
    private static final Pattern URL =
            Pattern.compile("(?:https?|ssh|git)://\\S+.*|(?:github|gitlab)[.:]\\S+", Pattern.CASE_INSENSITIVE);
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
    private static final Pattern COMMAND = Pattern.compile(
            "(?:.*[$#%>\u276f]\\s+)?(?:sudo\\s+)?(?:\\$\\()?(?:ssh|scp|sftp|cat|type|echo|printf|ssh-[a-z-]+|pbcopy|xclip|clip|chmod|mkdir|cp|nano|vi|vim|curl|runpodctl|Get-Content|gc)\\b.*");
    private static final Pattern TOKEN = Pattern.compile("(?:rpa|ghp|glpat|sk|hf|pat|xox[bp])[_-][A-Za-z0-9_-]{16,}");
    private static final Pattern WRAPPER = Pattern.compile("[\\s\"'`<>(){}\\[\\],;|:>-]+");
    private static final Pattern FIELD = Pattern.compile(
            "\\s*-?\\s*(?:\"[^\"]{1,60}\"|'[^']{1,60}'|[A-Za-z_][A-Za-z0-9_-]{0,40})\\s*[:=]\\s*(?:[|>]-?|\"[^\"]{0,500}\"|'[^']{0,500}')?,?\\s*");
    private static final Pattern OTHER_FILE =
            Pattern.compile("(?:Public|Private)-Lines: ?\\d+|Private-(?:MAC|Hash): .*");
    private static final int LONGEST_SHOWN = 60;
    private static final int LONGEST_LINE = 20_000;

    private AccountWords() {}

    /** A piece of a user's text, short and without anything that hides. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_SHOWN); i++) {
            char it = text.charAt(i);
            shown.append(AccountLetters.isInvisible(it) ? ' ' : it);
        }
        return text.length() > LONGEST_SHOWN ? shown.append("...").toString() : shown.toString();
    }

    /** What a line without a key is; {@code text} is what somebody meant. */
    static AccountVerdict judge(String text, AccountLocalKeys local) {
        String line = text.strip();
        String bounded = line.substring(0, Math.min(line.length(), LONGEST_LINE));
        return fingerprint(bounded, local)
                .or(() -> otherFormat(bounded))
                .or(() -> AccountFragments.judge(bounded, local))
                .or(() -> something(bounded))
                .orElseGet(() -> AccountVerdict.of(
                        Kind.NOT_A_KEY,
                        "\"" + shown(bounded) + "\" is no public key: one begins with its type, such as ssh-ed25519"));
    }

    private static Optional<AccountVerdict> fingerprint(String line, AccountLocalKeys local) {
        Matcher sha = SHA256.matcher(line);
        if (sha.find()) {
            return Optional.of(fingerprintOf("SHA256:" + sha.group(1), local));
        }
        Matcher md5 = MD5.matcher(line);
        if (md5.find()) {
            return Optional.of(fingerprintOf("MD5:" + md5.group(1).toLowerCase(Locale.ROOT), local));
        }
        Matcher bare = BARE_SHA256.matcher(line);
        if (bare.matches()) {
            return Optional.of(fingerprintOf("SHA256:" + bare.group(1), local));
        }
        Matcher part = SHA256_PART.matcher(line);
        boolean typed = AccountTypeWord.isName(line.substring(0, Math.max(0, line.indexOf(' '))));
        if (part.find()
                && !(typed && part.group().length() < 20)
                && !AccountFragments.holdsLetters(line.substring(0, part.start()))) {
            return verdict(
                    Kind.FINGERPRINT_PASTED,
                    "a piece of a fingerprint, " + shown(line) + ", stands where the key belongs");
        }
        if (PICTURE.matcher(line).matches()) {
            return verdict(
                    Kind.FINGERPRINT_PASTED, "a line of the picture that ssh-keygen draws of a key, not the key");
        }
        if (KEYGEN_WORDS.matcher(line).matches()) {
            return verdict(
                    Kind.FINGERPRINT_PASTED,
                    "\"" + shown(line) + "\" is what ssh-keygen prints about a key, not the key");
        }
        return Optional.empty();
    }

    private static AccountVerdict fingerprintOf(String fingerprint, AccountLocalKeys local) {
        Optional<LocalPublicKey> owner = local.byFingerprint(fingerprint);
        return AccountVerdict.of(
                Kind.FINGERPRINT_PASTED,
                owner.map(it -> fingerprint + " is the fingerprint of " + it.path() + ": the key itself belongs here")
                        .orElse(fingerprint + " is a key's fingerprint, not the key"),
                owner);
    }

    private static Optional<AccountVerdict> otherFormat(String line) {
        if (SSH1.matcher(line).matches()) {
            return verdict(
                    Kind.TYPE_UNSUPPORTED, "an SSH protocol 1 key (plain numbers), which no OpenSSH since 7.6 takes");
        }
        if (OTHER_FILE.matcher(line).matches()) {
            return verdict(Kind.WRONG_FORMAT, "\"" + shown(line) + "\" is a line of a PuTTY key file");
        }
        return Optional.empty();
    }

    private static Optional<AccountVerdict> something(String line) {
        if (WRAPPER.matcher(line).matches() && !line.matches("-+")) {
            return verdict(Kind.QUOTED, "only " + shown(line) + " stands here, left over from quotes or a list");
        }
        if (FIELD.matcher(line).matches()) {
            return verdict(Kind.QUOTED, "\"" + shown(line) + "\" is a line of a JSON, YAML or settings file");
        }
        if (AuthorizedKeysOptions.looksLikeOptions(line)) {
            return verdict(Kind.RESTRICTED_BY_OPTIONS, "options without a key behind them: " + shown(line));
        }
        if (line.startsWith("<") && line.endsWith(">")) {
            return verdict(Kind.NOT_A_KEY, shown(line) + " is a placeholder; your own key belongs here");
        }
        List<String> kinds =
                List.of("a path", "an address", "a mail address", "a command", "what looks like an access token");
        List<Pattern> patterns = List.of(PATH, URL, EMAIL, COMMAND, TOKEN);
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matcher(line).matches()) {
                String text = patterns.get(i).equals(TOKEN) ? "" : ", " + shown(line) + ",";
                return verdict(Kind.NOT_A_KEY, kinds.get(i) + text + " stands where the key's own text belongs");
            }
        }
        return Optional.empty();
    }

    private static Optional<AccountVerdict> verdict(Kind kind, String detail) {
        return Optional.of(AccountVerdict.of(kind, detail));
    }
}
