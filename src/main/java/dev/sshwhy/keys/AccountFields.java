package dev.sshwhy.keys;

import dev.sshwhy.evidence.AccountFault;
import dev.sshwhy.evidence.AccountFault.Kind;
import dev.sshwhy.evidence.AccountField;
import dev.sshwhy.evidence.AccountLine;
import dev.sshwhy.evidence.PublicKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the account's public-key field: as sshd does, and beside it as it was meant. */
public final class AccountFields {
    private static final String HIDDEN = "(private key, not shown)";
    private static final String PERHAPS_HIDDEN = "(perhaps of a private key, not shown)";

    /** Stands for a line of which sshd takes a key: it belongs to no block and ends the one above. */
    static final String A_KEY = "# a key";

    private static final int LONGEST_TEXT = 4096;
    private static final int MOST_ROUNDS = 8;
    /** What is shorter shows too little of a key. */
    private static final int SHORTEST_SECRET = 24;

    private final String source;
    private final Instant now;
    private final byte[] bytes;
    private final AccountText text;
    private final AccountLocalKeys local;
    private final List<AuthorizedKeysLine> readings;
    private final AccountReading said = new AccountReading();
    private final Set<Integer> inBlocks = new HashSet<>();

    private AccountFields(String source, byte[] bytes, AccountLocalKeys local, Instant now) {
        this.source = source;
        this.now = now;
        this.bytes = bytes;
        this.text = AccountText.of(bytes);
        this.local = local;
        this.readings = text.lines().stream()
                .map(it -> AuthorizedKeysLine.read(it.bytes(), now))
                .toList();
    }

    /**
     * Reads the text of the field. Any bytes will do.
     *
     * @param source where it came from, in words
     * @param text the bytes as sshd would get them
     * @param local this machine's public keys, to tell which one a piece of text belongs to
     * @param now decides over expiry-time=
     */
    public static AccountField read(String source, byte[] text, List<LocalPublicKey> local, Instant now) {
        return new AccountFields(source, text, new AccountLocalKeys(local), now).read();
    }

    private AccountField read() {
        judge();
        return new AccountField(source, lines(), empty(), settled());
    }

    /** Lines that come to stand together when one between them is taken out may tell something new. */
    private String settled() {
        String settled = corrected();
        if (Arrays.equals(bytes, settled.getBytes(StandardCharsets.UTF_8))) {
            return settled;
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            AccountFields again = new AccountFields(source, settled.getBytes(StandardCharsets.UTF_8), local, now);
            again.judge();
            String next = again.corrected();
            if (next.equals(settled)) {
                return settled;
            }
            settled = next;
        }
        return withoutComments(settled);
    }

    /** What never comes to rest, such as rows of NUL, which look like another encoding each time, stands in comments. */
    private static String withoutComments(String text) {
        StringBuilder lines = new StringBuilder();
        for (AccountText.Line line :
                AccountText.of(text.getBytes(StandardCharsets.UTF_8)).lines()) {
            AuthorizedKeysLine reading = AuthorizedKeysLine.read(line.bytes(), Instant.EPOCH);
            if (reading.isAccepted()) {
                lines.append(AccountText.decode(Arrays.copyOf(line.bytes(), reading.commentOffset()))
                                .strip())
                        .append('\n');
            }
        }
        return lines.toString();
    }

    private void judge() {
        blocks();
        List<AccountText.Line> region = new ArrayList<>();
        for (AccountText.Line line : text.lines()) {
            AuthorizedKeysLine reading = readings.get(line.number() - 1);
            boolean open = !inBlocks.contains(line.number())
                    && reading.key().isEmpty()
                    && (reading.state() != AuthorizedKeysLine.State.COMMENT || line.isUtf16());
            if (open) {
                region.add(line);
                continue;
            }
            endRegion(region);
            if (reading.key().isPresent() && !inBlocks.contains(line.number())) {
                readable(line, reading, reading.key().get());
            }
        }
        endRegion(region);
        duplicates();
    }

    private void endRegion(List<AccountText.Line> region) {
        if (region.stream().anyMatch(it -> it.bytes().length > 0)) {
            AccountRegion.read(region, local, said);
        }
        region.clear();
    }

    // ---- formats that span lines

    private void blocks() {
        List<String> lines = text.lines().stream()
                .map(it -> readings.get(it.number() - 1).key().isPresent() ? A_KEY : meant(it))
                .toList();
        for (AccountBlocks.Block block : AccountBlocks.find(lines)) {
            boolean secret = block.kind() != AccountBlocks.Kind.PUBLIC && block.kind() != AccountBlocks.Kind.OTHER;
            if (block.kind() == AccountBlocks.Kind.MIDDLE
                    && local.byFragment(block.name()).isPresent()) {
                continue;
            }
            for (int i = block.first(); i <= block.last(); i++) {
                if (readings.get(i).key().isPresent()) {
                    continue;
                }
                inBlocks.add(i + 1);
                said.remove(i + 1);
                if (secret) {
                    said.hide(i + 1, block.kind() == AccountBlocks.Kind.MIDDLE ? PERHAPS_HIDDEN : HIDDEN);
                }
            }
            judge(block);
            behind(text.lines().get(block.last()));
        }
    }

    private static String meant(AccountText.Line line) {
        boolean plain = line.text().chars().allMatch(it -> it < 0x7f && "&%<\\\u001b".indexOf(it) < 0);
        return plain ? line.text() : AccountLetters.meant(line);
    }

    /** A key that was glued to the END line of a block. */
    private void behind(AccountText.Line line) {
        int from = AccountBlocks.behindEnd(line.text());
        if (from < line.text().length()
                && AccountScan.startsWithKey(afterType(line.text().substring(from)))) {
            AccountRegion.readBehind(line, from, local, said);
        }
    }

    private void judge(AccountBlocks.Block block) {
        int line = block.first() + 1;
        Optional<LocalPublicKey> owner = block.key().flatMap(local::same);
        String of = owner.map(it -> " (the private half of " + it.path() + ")").orElse("");
        switch (block.kind()) {
            case PRIVATE ->
                add(
                        Kind.PRIVATE_KEY_PASTED,
                        line,
                        "a private key" + of + " stands here: whoever can read this field can use it",
                        List.of(),
                        owner);
            case PUTTY_PRIVATE -> {
                add(
                        Kind.PRIVATE_KEY_PASTED,
                        line,
                        "a PuTTY private key stands here: whoever can read this field can use it",
                        List.of(),
                        owner);
                add(Kind.WRONG_FORMAT, line, "PuTTY's own format, which sshd does not read", List.of(), owner);
            }
            case PUBLIC -> {
                List<PublicKey> keys =
                        block.key().filter(AccountSymptoms::isTaken).stream().toList();
                boolean isEncoded = block.name().equals("base64");
                String form = block.name().contains("SSH2")
                        ? "RFC 4716 (PuTTYgen's \"Save public key\")"
                        : block.name().equals("PuTTY") ? "of PuTTY's key files" : "PEM (" + block.name() + ")";
                add(
                        isEncoded ? Kind.KEY_DAMAGED : Kind.WRONG_FORMAT,
                        line,
                        isEncoded
                                ? "a key line that was encoded in base64 as a whole"
                                : "a public key in the format " + form + ", which sshd does not read",
                        keys,
                        owner);
                keys.forEach(it -> said.replace(
                        line, AccountComment.on(it, it.comment(), owner).line()));
            }
            case MIDDLE ->
                add(
                        Kind.KEY_TRUNCATED,
                        line,
                        (block.last() - block.first() + 1)
                                + " lines of letters without the beginning that says what they are; if they come from a"
                                + " private key, that key is no longer secret",
                        List.of(),
                        owner);
            case OTHER ->
                add(
                        Kind.WRONG_FORMAT,
                        line,
                        "\"" + AccountWords.shown(block.name()) + "\" is no SSH public key",
                        List.of(),
                        owner);
        }
    }

    private void add(Kind kind, int line, String detail, List<PublicKey> keys, Optional<LocalPublicKey> owner) {
        said.add(new AccountFault(kind, line, 0, 0, detail, keys, owner.map(LocalPublicKey::path)));
    }

    // ---- lines from which sshd reads a key

    private void readable(AccountText.Line line, AuthorizedKeysLine reading, PublicKey key) {
        int number = line.number();
        Optional<LocalPublicKey> owner = local.same(key);
        if (reading.state() == AuthorizedKeysLine.State.ACCEPTED) {
            restrictions(reading).ifPresent(it -> add(Kind.RESTRICTED_BY_OPTIONS, number, it, List.of(), owner));
            String head = AccountText.decode(Arrays.copyOf(line.bytes(), reading.commentOffset()));
            String options = AccountText.decode(Arrays.copyOf(line.bytes(), reading.keyOffset()));
            if (!secretOptions(line, options, key) && !secretComment(line, head, key)) {
                AccountRegion.readComment(line, head.length(), key, local, said);
            }
        } else if (!AccountSymptoms.isTaken(key)) {
            Optional<LocalPublicKey> plain =
                    local.byFingerprint(key.fingerprint()).filter(it -> key.isCertificate());
            add(
                    key.isCertificate() ? Kind.WRONG_FORMAT : Kind.TYPE_UNSUPPORTED,
                    number,
                    reading.refusal().orElse(""),
                    plain.map(LocalPublicKey::key).stream().toList(),
                    plain);
            said.remove(number);
            plain.ifPresent(it -> said.replace(number, it.key().line()));
        } else {
            refused(line, reading, key, owner);
        }
    }

    /** A private key in the comment of a public one: sshd does not mind, but everybody can read it. */
    private boolean secretComment(AccountText.Line line, String head, PublicKey key) {
        String comment =
                line.text().substring(Math.min(head.length(), line.text().length()));
        int start = AccountSecrets.startIn(comment);
        if (start < 0) {
            return false;
        }
        said.hide(line.number(), HIDDEN);
        addSecret(line, "behind", key);
        said.remove(line.number());
        said.replace(line.number(), (head + comment.substring(0, start)).stripTrailing());
        return true;
    }

    /** A private key in the options of a public one. What they are for is the owner's to say: the line is not mended. */
    private boolean secretOptions(AccountText.Line line, String options, PublicKey key) {
        if (AccountSecrets.startIn(options) < 0) {
            return false;
        }
        said.hide(line.number(), HIDDEN);
        addSecret(line, "in the options of", key);
        said.remove(line.number());
        return true;
    }

    private void addSecret(AccountText.Line line, String where, PublicKey key) {
        add(
                Kind.PRIVATE_KEY_PASTED,
                line.number(),
                "a private key stands " + where + " the public one: whoever can read this field can use it",
                List.of(uncommented(key)),
                local.same(key));
    }

    private void refused(
            AccountText.Line line, AuthorizedKeysLine reading, PublicKey key, Optional<LocalPublicKey> owner) {
        int number = line.number();
        String prefix = AccountText.decode(Arrays.copyOf(line.bytes(), reading.keyOffset()));
        if (reading.options().problem().isEmpty() || AuthorizedKeysOptions.looksLikeOptions(prefix.strip())) {
            String why = reading.refusal().orElse("");
            add(
                    Kind.RESTRICTED_BY_OPTIONS,
                    number,
                    "sshd refuses the key for its options: " + why,
                    List.of(key),
                    owner);
        } else {
            AccountRegion.read(List.of(line), local, said);
        }
        if (holdsSecret(line.text())) {
            addSecret(line, "behind", key);
        }
    }

    /** What a good line with options still asks for. */
    private static Optional<String> restrictions(AuthorizedKeysLine reading) {
        Optional<String> from = reading.options()
                .from()
                .filter(it -> !Set.of("*", "0.0.0.0/0,::/0", "::/0,0.0.0.0/0").contains(it))
                .map(it -> "the key only counts when the client comes from " + AccountWords.shown(it));
        return from.or(() -> reading.options()
                .command()
                .map(it -> "the key logs in, but only " + AccountWords.shown(it) + " is run, and no shell"));
    }

    private void duplicates() {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < readings.size(); i++) {
            if (!readings.get(i).isAccepted()) {
                continue;
            }
            PublicKey key = readings.get(i).key().orElseThrow();
            Integer before = first.putIfAbsent(key.blob(), i + 1);
            if (before != null) {
                add(Kind.DUPLICATE_KEY, i + 1, "the same key as in line " + before, List.of(), local.same(key));
            }
        }
    }

    private List<AccountFault> empty() {
        boolean nothing = text.lines().stream()
                .allMatch(it -> readings.get(it.number() - 1).state() == AuthorizedKeysLine.State.COMMENT
                        || (readings.get(it.number() - 1).key().isEmpty() && isBlank(it)));
        if (!nothing) {
            return List.of();
        }
        long commentedOut = text.lines().stream()
                .filter(it -> AccountScan.startsWithKey(afterType(it.text())))
                .count();
        String detail = commentedOut > 0
                ? commentedOut + " key line(s) stand behind #, where they do not count; nothing else is there"
                : text.lines().isEmpty()
                        ? "there is nothing in it"
                        : "there is no key in it, only blank lines and comments";
        return List.of(new AccountFault(Kind.EMPTY, 0, 0, 0, detail, List.of(), Optional.empty()));
    }

    private static boolean isBlank(AccountText.Line line) {
        return line.text().chars().allMatch(it -> it == '\t' || it == ' ' || AccountLetters.isInvisible((char) it));
    }

    private static String afterType(String comment) {
        int letters = comment.indexOf("AAAA");
        return letters < 0 ? "" : comment.substring(letters);
    }

    // ---- the answer

    private List<AccountLine> lines() {
        List<AccountLine> lines = new ArrayList<>();
        for (AccountText.Line line : text.lines()) {
            AuthorizedKeysLine reading = readings.get(line.number() - 1);
            Optional<String> hidden = said.hidden(line.number());
            Optional<PublicKey> key =
                    reading.key().map(it -> hidden.isPresent() || holdsSecret(it.comment()) ? uncommented(it) : it);
            String shown = hidden.orElseGet(() -> shown(line));
            lines.add(new AccountLine(line.number(), shown, reading.isAccepted(), key, said.faults(line.number())));
        }
        return lines;
    }

    private static PublicKey uncommented(PublicKey key) {
        return new PublicKey(key.type(), key.bits(), key.fingerprint(), key.blob(), "");
    }

    private static boolean holdsSecret(String text) {
        return text.length() >= SHORTEST_SECRET && AccountSecrets.startIn(text) >= 0;
    }

    private static String shown(AccountText.Line line) {
        String text = line.text();
        int end = Math.min(text.endsWith("\r") ? text.length() - 1 : text.length(), LONGEST_TEXT);
        int secret = end >= SHORTEST_SECRET ? AccountSecrets.startIn(text) : -1;
        return secret >= 0 && secret < end ? text.substring(0, secret) + HIDDEN : text.substring(0, end);
    }

    private String corrected() {
        boolean untouched = text.lines().stream()
                .allMatch(it -> said.replacement(it.number()).isEmpty());
        if (untouched) {
            List<String> all = text.lines().stream().map(AccountText.Line::text).toList();
            return String.join("\n", all) + (text.endsWithNewline() ? "\n" : "");
        }
        Set<String> written = new HashSet<>();
        for (AccountText.Line line : text.lines()) {
            if (said.replacement(line.number()).isEmpty()) {
                AuthorizedKeysLine reading = readings.get(line.number() - 1);
                reading.key().filter(it -> reading.isAccepted()).ifPresent(it -> written.add(it.blob()));
            }
        }
        StringBuilder corrected = new StringBuilder();
        for (AccountText.Line line : text.lines()) {
            List<String> replacement = said.replacement(line.number()).orElseGet(() -> List.of(line.text()));
            boolean original = said.replacement(line.number()).isEmpty();
            for (String it : replacement) {
                AuthorizedKeysLine again = AuthorizedKeysLine.read(it.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
                boolean twice = !original
                        && again.isAccepted()
                        && again.key().filter(key -> !written.add(key.blob())).isPresent();
                corrected.append(twice ? "" : it).append(twice ? "" : "\n");
            }
        }
        boolean cutNewline = !text.endsWithNewline() && corrected.length() > 0;
        return cutNewline ? corrected.substring(0, corrected.length() - 1) : corrected.toString();
    }
}
