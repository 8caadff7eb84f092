package dev.sshwhy.keys;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountFault.Kind;
import dev.sshwhy.evidence.PublicKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lines of which sshd takes no key, or the comment behind a key it takes: the keys that were meant, and what is wrong. */
final class AccountRegion {
    private final List<AccountText.Line> lines;
    private final AccountLetters text = new AccountLetters();
    private final String whole;
    private final List<AccountFind> finds;
    private final List<AccountTypeWord> words = new ArrayList<>();
    private final AccountLocalKeys local;
    private final AccountReading reading;
    /** The key that sshd takes from the line, when this is the comment behind it. */
    private final Optional<PublicKey> taken;
    /** Whether something that is no key stands in front of the text, on the same line. */
    private final boolean isBehind;

    private AccountRegion(
            List<AccountText.Line> lines,
            int from,
            Optional<PublicKey> taken,
            AccountLocalKeys local,
            AccountReading reading) {
        this.lines = lines;
        this.taken = taken;
        this.isBehind = taken.isEmpty() && from > 0;
        this.local = local;
        this.reading = reading;
        for (int i = 0; i < lines.size(); i++) {
            text.add(lines.get(i), i == 0 ? from : 0);
        }
        whole = text.text();
        finds = new AccountScan(text, key -> local.same(key).isPresent()).finds();
        for (int i = 0; i < finds.size(); i++) {
            AccountFind find = finds.get(i);
            words.add(AccountTypeWord.before(whole, previousEnd(i), find.start(), find.type()));
        }
    }

    /** Lines from which sshd takes nothing. */
    static void read(List<AccountText.Line> lines, AccountLocalKeys local, AccountReading reading) {
        new AccountRegion(lines, 0, Optional.empty(), local, reading).readLines();
    }

    /** The rest of a line, from the character {@code from} on, whose beginning is something else. */
    static void readBehind(AccountText.Line line, int from, AccountLocalKeys local, AccountReading reading) {
        AccountRegion rest = new AccountRegion(List.of(line), from, Optional.empty(), local, reading);
        for (int i = 0; i < rest.finds.size(); i++) {
            rest.judge(i);
        }
        reading.add(new AccountFault(
                Kind.KEYS_JOINED,
                line.number(),
                from + 1,
                0,
                "a public key stands behind the end of another one; it needs a line of its own",
                List.of(),
                Optional.empty()));
    }

    /** The comment, from the character {@code from} on, of a line from which sshd takes a key. */
    static void readComment(
            AccountText.Line line, int from, PublicKey key, AccountLocalKeys local, AccountReading reading) {
        new AccountRegion(List.of(line), from, Optional.of(key), local, reading).readComment(line, from);
    }

    private int previousEnd(int index) {
        return index == 0 ? 0 : finds.get(index - 1).end();
    }

    private int lineStart(int index, int floor) {
        int start = index;
        while (start > floor && whole.charAt(start - 1) != '\n') {
            start--;
        }
        return start;
    }

    private int lastIndex(int end) {
        return Math.max(0, Math.min(end, text.length()) - 1);
    }

    // ---- lines without a key for sshd

    private void readLines() {
        BitSet covered = new BitSet();
        for (int i = 0; i < finds.size(); i++) {
            int first = text.lineOf(words.get(i).start());
            int last = text.lineOf(lastIndex(finds.get(i).end()));
            covered.set(first, last + 1);
            for (int line = first; line <= last; line++) {
                reading.remove(line);
            }
            judge(i);
        }
        joined();
        BitSet unsure = new BitSet();
        for (AccountFind find : finds) {
            if (find.key().isEmpty() || find.glued() > 0) {
                unsure.set(text.lineOf(find.start()), text.lineOf(lastIndex(find.end())) + 1);
            }
        }
        for (AccountText.Line line : lines) {
            if (!covered.get(line.number())) {
                withoutKey(line);
            } else if (unsure.get(line.number())) {
                mask(line);
            }
        }
    }

    private void judge(int index) {
        AccountFind find = finds.get(index);
        AccountTypeWord word = words.get(index);
        int floor = previousEnd(index);
        int prefixStart = lineStart(word.start(), floor);
        boolean joined = index > 0 && prefixStart == floor;
        String prefix = joined ? "" : whole.substring(prefixStart, word.start());
        Optional<AccountVerdict> inFront = word.state() == AccountTypeWord.State.MISSING
                ? AccountPrefix.judge(prefix.strip().equals("AAAA") ? "" : prefix)
                : AccountPrefix.judge(prefix);
        boolean foreign = inFront.filter(AccountVerdict::isForeign).isPresent();
        boolean restricted =
                inFront.filter(it -> it.kind() == Kind.RESTRICTED_BY_OPTIONS).isPresent();
        Optional<LocalPublicKey> owner = owner(find);
        Optional<PublicKey> key = meant(find, owner)
                .filter(it -> !foreign || owner.isPresent())
                .map(it -> AccountComment.on(
                        it,
                        AccountComment.between(
                                lines, text, whole, find, endOf(index), joined ? "" : prefix, nextOnLine(index)),
                        owner));
        List<AccountVerdict> verdicts = new ArrayList<>();
        inFront.ifPresent(verdicts::add);
        AccountSymptoms.of(find, word, text, whole, joined ? word.start() : prefixStart, endOf(index), owner)
                .forEach(verdicts::add);
        if (verdicts.isEmpty() && !joined && taken.isEmpty() && !isBehind) {
            verdicts.add(AccountSymptoms.refusedAsItIs(find));
        }
        int line = text.lineOf(word.start());
        int column = text.columnOf(word.start());
        for (AccountVerdict it : verdicts) {
            int length = text.lineOf(lastIndex(find.end())) == line
                    ? Math.max(0, text.columnOf(lastIndex(find.end())) - column + 1)
                    : 0;
            boolean atPrefix = inFront.filter(it::equals).isPresent();
            List<PublicKey> keys = key.map(List::of).orElse(it.keys());
            reading.add(new AccountFault(
                    it.kind(),
                    line,
                    atPrefix ? text.columnOf(prefixStart) : column,
                    atPrefix ? prefix.length() : length,
                    it.detail(),
                    keys,
                    owner.map(LocalPublicKey::path)));
        }
        if (key.isPresent() && !restricted) {
            reading.replace(line, key.get().line());
        } else if (restricted
                && key.isPresent()
                && AuthorizedKeysOptions.joined(prefix).isPresent()) {
            reading.replace(
                    line,
                    AuthorizedKeysOptions.joined(prefix).get() + " " + key.get().line());
        } else if (restricted && find.key().isPresent()) {
            // What the options were to forbid is the owner's to say: the line stays for them to mend.
            lines.stream()
                    .filter(it -> it.number() == line && text.lineOf(lastIndex(find.end())) == line)
                    .forEach(it -> reading.replace(line, AccountComment.verbatim(it)));
        }
    }

    private boolean nextOnLine(int index) {
        return index + 1 < finds.size()
                && whole.substring(
                                        finds.get(index).end(),
                                        Math.max(
                                                finds.get(index).end(),
                                                words.get(index + 1).start()))
                                .indexOf('\n')
                        < 0;
    }

    /** Where what belongs to a find ends: at the next one's type, or at the end of the line. */
    private int endOf(int index) {
        int end = finds.get(index).end();
        int limit =
                index + 1 < finds.size() ? Math.max(end, words.get(index + 1).start()) : whole.length();
        int newline = end;
        while (newline < limit && whole.charAt(newline) != '\n') {
            newline++;
        }
        return newline;
    }

    private Optional<LocalPublicKey> owner(AccountFind find) {
        Optional<LocalPublicKey> same = find.key().flatMap(local::same);
        if (same.isPresent()) {
            return same;
        }
        if (find.key().isEmpty() || find.glued() > 0) {
            String glue = whole.substring(find.end(), Math.min(whole.length(), find.end() + find.glued()));
            return local.byFragment(find.letters() + AccountLocalKeys.unpadded(glue))
                    .or(() -> local.byFragment(find.letters()));
        }
        return find.key().filter(PublicKey::isCertificate).flatMap(it -> local.byFingerprint(it.fingerprint()));
    }

    private static Optional<PublicKey> meant(AccountFind find, Optional<LocalPublicKey> owner) {
        return owner.map(LocalPublicKey::key).or(find::key).filter(AccountSymptoms::isTaken);
    }

    /** Two keys on one line. */
    private void joined() {
        Map<Integer, List<Integer>> byLine = new LinkedHashMap<>();
        for (int i = 0; i < finds.size(); i++) {
            boolean follows = i > 0
                    && whole.substring(
                                            finds.get(i - 1).end(),
                                            Math.max(
                                                    finds.get(i - 1).end(),
                                                    words.get(i).start()))
                                    .indexOf('\n')
                            < 0;
            int line = follows
                    ? text.lineOf(words.get(i - 1).start())
                    : text.lineOf(words.get(i).start());
            byLine.computeIfAbsent(line, it -> new ArrayList<>()).add(i);
        }
        byLine.forEach((line, indexes) -> {
            if (indexes.size() > 1 || taken.isPresent()) {
                List<PublicKey> keys = indexes.stream()
                        .flatMap(it -> meant(finds.get(it), owner(finds.get(it))).stream())
                        .toList();
                AccountTypeWord last = words.get(indexes.get(indexes.size() - 1));
                int count = indexes.size() + (taken.isPresent() ? 1 : 0);
                String which = taken.isPresent() ? "only the first counts" : "none of them counts";
                reading.add(new AccountFault(
                        Kind.KEYS_JOINED,
                        line,
                        text.lineOf(last.start()) == line ? text.columnOf(last.start()) : 0,
                        0,
                        count + " keys stand on one line; " + which + "; each needs a line of its own",
                        keys,
                        Optional.empty()));
            }
        });
    }

    private void withoutKey(AccountText.Line line) {
        AccountLetters own = new AccountLetters();
        own.add(line, 0);
        String plain = own.text().replace(AccountLetters.SOFT_BREAK, ' ').strip();
        if (plain.isEmpty() || plain.startsWith("#")) {
            invisible(line, own, plain);
            return;
        }
        reading.remove(line.number());
        AccountVerdict verdict = AccountWords.judge(plain, local);
        if (AccountWords.isPerhapsSecret(plain, verdict)) {
            reading.hide(line.number(), "(perhaps a secret, not shown)");
        } else if (verdict.kind() != Kind.FINGERPRINT_PASTED && verdict.keys().isEmpty()) {
            mask(line);
        }
        reading.add(verdict.at(line.number(), 1, 0));
        AccountSymptoms.strays(own, 0, own.length())
                .filter(it -> verdict.kind() != Kind.NOT_A_KEY && verdict.kind() != Kind.FINGERPRINT_PASTED)
                .ifPresent(it -> reading.add(it.at(line.number(), 1, 0)));
        for (PublicKey key : verdict.keys()) {
            reading.replace(line.number(), key.line());
        }
    }

    /** Takes letters out of sight that may be of a private key: nobody can tell. */
    private void mask(AccountText.Line line) {
        String masked = AccountSecrets.masked(line.text());
        if (!masked.equals(line.text())) {
            reading.hide(line.number(), masked);
        }
    }

    /** A line that shows nothing but holds something, such as a byte order mark. */
    private void invisible(AccountText.Line line, AccountLetters own, String plain) {
        boolean sshdSkips = line.text().isBlank() || line.isUtf16();
        if (plain.isEmpty() && !sshdSkips) {
            AccountSymptoms.strays(own, 0, own.length()).ifPresent(it -> reading.add(it.at(line.number(), 1, 0)));
            reading.remove(line.number());
        } else if (line.isUtf16() || !plain.isEmpty()) {
            reading.remove(line.number());
            if (!plain.isEmpty()) {
                reading.replace(line.number(), plain);
            }
        }
    }

    // ---- the comment of a key that sshd takes

    /** Whether a find is the key itself once more, or its first letters. */
    private boolean isOfTaken(AccountFind find) {
        return find.glued() == 0
                && taken.filter(it -> it.blob().startsWith(find.letters())).isPresent();
    }

    private void readComment(AccountText.Line line, int from) {
        boolean any = false;
        for (AccountFind find : finds) {
            any |= !isOfTaken(find)
                    && (find.key().isPresent()
                            || find.letters().length() > AccountLocalKeys.sharedLetters(find.type()));
        }
        if (!any) {
            return;
        }
        String before = whole.substring(0, words.get(0).start());
        String head =
                line.text().substring(0, Math.min(from, line.text().length())).stripTrailing();
        String comment = AccountComment.beforeSeparator(before);
        reading.replace(line.number(), comment.isEmpty() ? head : head + " " + comment);
        for (int i = 0; i < finds.size(); i++) {
            AccountFind find = finds.get(i);
            Optional<LocalPublicKey> owner = owner(find);
            Optional<PublicKey> key = meant(find, owner);
            int end = endOf(i);
            boolean next = nextOnLine(i);
            key.ifPresent(it -> reading.replace(
                    line.number(),
                    AccountComment.on(it, AccountComment.between(lines, text, whole, find, end, "", next), owner)
                            .line()));
        }
        joined();
    }
}
