package dev.sshwhy.keys;

import dev.sshwhy.evidence.AccountFault.Kind;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that hold no key at all: what they are instead. */
final class AccountWords {
    private static final String HEX = "[0-9A-Fa-f]{2}";
    private static final Pattern SHA256 = Pattern.compile(
            "(?<![A-Za-z0-9])SHA-?256[-:= ] ?([A-Za-z0-9+/_-]{43})={0,2}(?![A-Za-z0-9+/])", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHA256_PART =
            Pattern.compile("(?:SHA-?256|SHA384|SHA512|SHA1)[:=] ?[A-Za-z0-9+/]{3,}", Pattern.CASE_INSENSITIVE);
    /** Sixteen bytes in hex, with one sign or none between them. */
    private static final Pattern MD5 = hex(15);

    private static final Pattern HEX_SHA1 = hex(19);
    private static final Pattern HEX_SHA256 = hex(31);
    private static final Pattern BARE_SHA256 = Pattern.compile("([A-Za-z0-9+/]{43})=?(?:\\s.*)?");
    private static final Pattern BUBBLE_BABBLE = Pattern.compile(
            "(?:.* )?x[aeiouy][b-df-hj-np-tvxz](?:[aeiouy][b-df-hj-np-tvxz]-[b-df-hj-np-tvxz][aeiouy][b-df-hj-np-tvxz]){4,40}[aeiouy]x(?: .*)?");
    private static final Pattern PICTURE = Pattern.compile("\\+-+\\[?.{0,30}\\]?-+\\+|\\|[ .=*BOX@%&#/^SEo+]{5,30}\\|");
    private static final Pattern KEYGEN_WORDS = Pattern.compile(
            ".*(?:fingerprint|randomart|Your public key has been|Your identification has been).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AGE = Pattern.compile("age1[0-9a-z]{58}");
    private static final Pattern SSH1 = Pattern.compile("(?:\\S+ )?\\d{3,5} \\d{1,12} \\d{50,}.*");
    private static final Pattern PATH = Pattern.compile(
            "@?(?:file://\\S*|[~.]{0,2}[/\\\\]\\S.*|[A-Za-z]:\\\\.*|%\\w+%.*|\\$(?:HOME|\\{HOME\\}).*|~[\\w/\\\\].*|id_\\w+(?:\\.pub)?|[\\w.-]+\\.pub)");
    private static final Pattern URL =
            Pattern.compile("(?:https?|ssh|git)://\\S+.*|(?:github|gitlab)[.:]\\S+", Pattern.CASE_INSENSITIVE);
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
    private static final Pattern COMMAND = Pattern.compile(
            "(?:.*[$#%>\u276f]\\s+)?(?:sudo\\s+)?(?:\\$\\()?(?:ssh|scp|sftp|cat|type|echo|printf|ssh-[a-z-]+|pbcopy|xclip|clip|chmod|mkdir|cp|nano|vi|vim|curl|runpodctl|Get-Content|gc)\\b.*");
    private static final Pattern TOKEN = Pattern.compile(
            "(?<![A-Za-z0-9])(?:rpa|gh[pousr]|github_pat|glpat|sk|hf|pat|xox[bp])[_-](?!ssh-|ecdsa-)[A-Za-z0-9_-]{16,}");
    /** Letters alone that say nothing of what they are. */
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9+/]{24,}={0,2}");

    private static final Pattern WRAPPER = Pattern.compile("[\\s\"'`<>(){}\\[\\],;|:>-]+");
    private static final Pattern FIELD = Pattern.compile(
            "\\s*-?\\s*(?:\"[^\"]{1,60}\"|'[^']{1,60}'|[A-Za-z_][A-Za-z0-9_-]{0,40})\\s*[:=]\\s*(?:[|>]-?|\"[^\"]{0,500}\"|'[^']{0,500}')?,?\\s*");
    private static final Pattern OTHER_FILE =
            Pattern.compile("(?:Public|Private)-Lines: ?\\d+|Private-(?:MAC|Hash): .*");
    private static final int SHORTEST_FINGERPRINT = 32;
    private static final int LONGEST_SHOWN = 60;
    private static final int LONGEST_MASKED = 4096;
    private static final int LONGEST_LINE = 20_000;

    private AccountWords() {}

    private static Pattern hex(int more) {
        return Pattern.compile(
                "(?<![0-9A-Za-z:_-])(?:MD5[:= ] ?)?(" + HEX + "([-: ]?)" + HEX + "(?:\\2" + HEX + "){" + (more - 1)
                        + "})(?![0-9A-Za-z:_-])",
                Pattern.CASE_INSENSITIVE);
    }

    /** A piece of a user's text, short and without anything that hides. */
    static String shown(String whole) {
        String text = AccountSecrets.masked(whole.substring(0, Math.min(whole.length(), LONGEST_MASKED)));
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_SHOWN); i++) {
            char it = text.charAt(i);
            shown.append(AccountLetters.isInvisible(it) ? ' ' : it);
        }
        return text.length() > LONGEST_SHOWN || whole.length() > LONGEST_MASKED
                ? shown.append("...").toString()
                : shown.toString();
    }

    /** Whether a line may be a secret, so that it is not to be shown: an access token, or a piece of a private key. */
    static boolean isPerhapsSecret(String text, AccountVerdict verdict) {
        boolean unknown = verdict.localPath().isEmpty()
                && verdict.keys().isEmpty()
                && verdict.kind() != Kind.FINGERPRINT_PASTED
                && !text.startsWith("AAAA");
        return TOKEN.matcher(text).find() || (unknown && LETTERS.matcher(text).matches());
    }

    /** What a line without a key is; {@code text} is what somebody meant. */
    static AccountVerdict judge(String text, AccountLocalKeys local) {
        String line = text.strip();
        String all = line.substring(0, Math.min(line.length(), LONGEST_LINE));
        Matcher token = TOKEN.matcher(all);
        if (token.matches()) {
            return AccountVerdict.of(
                    Kind.NOT_A_KEY, "what looks like an access token stands where the key's own text belongs");
        }
        String bounded = token.replaceAll("(token)");
        return fingerprint(bounded, local)
                .or(() -> otherFormat(bounded))
                .or(() -> AccountFragments.judge(bounded, local))
                .or(() -> something(bounded))
                .orElseGet(() -> AccountVerdict.of(
                        Kind.NOT_A_KEY,
                        (LETTERS.matcher(bounded).matches()
                                        ? bounded.length() + " letters: this"
                                        : "\"" + shown(bounded) + "\"")
                                + " is no public key: one begins with its type, such as ssh-ed25519"));
    }

    private static Optional<AccountVerdict> fingerprint(String line, AccountLocalKeys local) {
        return (line.length() >= SHORTEST_FINGERPRINT
                        ? wholeFingerprint(line, local)
                        : Optional.<AccountVerdict>empty())
                .or(() -> aboutFingerprints(line));
    }

    private static Optional<AccountVerdict> wholeFingerprint(String line, AccountLocalKeys local) {
        Matcher sha = SHA256.matcher(line);
        if (sha.find()) {
            return Optional.of(
                    fingerprintOf("SHA256:" + sha.group(1).replace('-', '+').replace('_', '/'), local));
        }
        Matcher md5 = MD5.matcher(line);
        if (md5.find()) {
            return Optional.of(fingerprintOf("MD5:" + String.join(":", pairs(md5.group(1))), local));
        }
        Matcher hex = HEX_SHA256.matcher(line);
        if (hex.find()) {
            byte[] digest = HexFormat.of().parseHex(String.join("", pairs(hex.group(1))));
            String letters = Base64.getEncoder().withoutPadding().encodeToString(digest);
            return Optional.of(fingerprintOf("SHA256:" + letters, local));
        }
        if (HEX_SHA1.matcher(line).find()) {
            return verdict(Kind.FINGERPRINT_PASTED, "20 bytes in hex are a fingerprint (SHA-1), not the key");
        }
        Matcher bare = BARE_SHA256.matcher(line);
        if (bare.matches() && local.byFragment(bare.group(1)).isEmpty()) {
            return Optional.of(fingerprintOf("SHA256:" + bare.group(1), local));
        }
        if (BUBBLE_BABBLE.matcher(line).matches()) {
            return verdict(Kind.FINGERPRINT_PASTED, "a key's fingerprint in the form bubblebabble, not the key");
        }
        return Optional.empty();
    }

    private static Optional<AccountVerdict> aboutFingerprints(String line) {
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

    private static List<String> pairs(String hex) {
        String digits = hex.toLowerCase(Locale.ROOT).replaceAll("[-: ]", "");
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < digits.length(); i += 2) {
            pairs.add(digits.substring(i, i + 2));
        }
        return pairs;
    }

    private static AccountVerdict fingerprintOf(String fingerprint, AccountLocalKeys local) {
        Optional<LocalPublicKey> owner = local.byFingerprint(fingerprint);
        return AccountVerdict.of(
                Kind.FINGERPRINT_PASTED,
                owner.map(it -> "the fingerprint of " + it.path() + "; the key itself belongs here")
                        .orElse(fingerprint + " is a key's fingerprint, not the key"),
                owner);
    }

    private static Optional<AccountVerdict> otherFormat(String line) {
        if (SSH1.matcher(line).matches()) {
            return verdict(
                    Kind.TYPE_UNSUPPORTED, "an SSH protocol 1 key (plain numbers), which no OpenSSH since 7.6 takes");
        }
        if (AGE.matcher(line).matches()) {
            return verdict(Kind.WRONG_FORMAT, "a key of age, which encrypts files; sshd does not read it");
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
        List<String> kinds = List.of("a path", "an address", "a mail address", "a command");
        List<Pattern> patterns = List.of(PATH, URL, EMAIL, COMMAND);
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matcher(line).matches()) {
                return verdict(
                        Kind.NOT_A_KEY,
                        kinds.get(i) + ", " + shown(line) + ", stands where the key's own text belongs");
            }
        }
        return Optional.empty();
    }

    private static Optional<AccountVerdict> verdict(Kind kind, String detail) {
        return Optional.of(AccountVerdict.of(kind, detail));
    }
}
