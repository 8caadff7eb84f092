package dev.sshwhy.keys;

import dev.sshwhy.evidence.KnownHostsFacts.Content;
import dev.sshwhy.evidence.KnownHostsFacts.LostLine;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Visible;
import dev.sshwhy.keys.KnownHosts.KnownHostsFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines of a known_hosts file that were meant for a host, and that ssh passes over (OpenSSH hostfile.c hostkeys_foreach_file). */
public final class KnownHostsDamage {
    private static final String UTF_16 = "UTF-16";
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final int LONGEST_SHOWN = 200;
    private static final int MOST_LOST = 20;
    private static final int SHORTEST_KEY = 40;

    private final String path;
    private final String name;
    private final List<LostLine> lost = new ArrayList<>();

    private KnownHostsDamage(String path, String name) {
        this.path = path;
        this.name = name;
    }

    /** What can be said of a file where no host is looked for. */
    public static Content of(byte[] bytes) {
        return new Content(TextEncoding.utf16(bytes).map(it -> UTF_16), List.of());
    }

    /**
     * Looks through a file.
     *
     * @param name the host as known_hosts lists it, in small letters
     */
    public static Content of(String path, byte[] bytes, String name) {
        KnownHostsDamage damage = new KnownHostsDamage(path, name);
        Optional<Charset> wide = TextEncoding.utf16(bytes);
        if (wide.isPresent()) {
            KnownHostsFile meant = new KnownHostsFile(path, TextEncoding.text(bytes));
            for (KnownHostsEntry it : KnownHostsEntry.of(meant, name)) {
                damage.add(it.at().line(), it.at().text(), "stands in " + UTF_16, Optional.of(it.key()));
            }
            return new Content(Optional.of(UTF_16), damage.lost);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int number = 1;
        for (int start = 0; start < text.length(); number++) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            damage.look(number, text.substring(start, end));
            start = end + 1;
        }
        return new Content(Optional.empty(), damage.lost);
    }

    private void look(int number, String line) {
        String plain = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        List<String> words = words(plain);
        if (words.isEmpty() || words.get(0).startsWith("#")) {
            return;
        }
        int names = words.get(0).startsWith("@") ? 1 : 0;
        boolean mayHoldMore = false;
        for (int i = names + 2; i < words.size() && !mayHoldMore; i++) {
            mayHoldMore = PublicKeys.isKnownType(words.get(i));
        }
        if (names < words.size() && KnownHostsEntry.isNamed(name, words.get(names))) {
            if (plain.length() < line.length()) {
                add(number, line, "begins with a byte order mark", key(words, names + 1));
            } else if (!isRead(line) && isDamage(words, names)) {
                Optional<PublicKey> key = names == 1 ? Optional.empty() : key(words, names + 1);
                add(number, line, key.isPresent() ? "runs into another one" : "has a damaged key", key);
            }
        }
        for (int i = names + 1; mayHoldMore && i + 1 < words.size(); i++) {
            if (PublicKeys.isKnownType(words.get(i + 1)) && isMeant(words.get(i))) {
                boolean joined = key(words, 1).isPresent();
                key(words, i + 1)
                        .ifPresent(it -> add(
                                number,
                                line,
                                joined ? "holds two entries" : "has other words in front of the name",
                                Optional.of(it)));
            }
        }
    }

    /** Whether a word names the host, be it glued to the end of a key. */
    private boolean isMeant(String word) {
        return KnownHostsEntry.isNamed(name, word) || (word.startsWith("AAAA") && word.endsWith(name));
    }

    private boolean isRead(String line) {
        return !KnownHostsEntry.of(new KnownHostsFile(path, line), name).isEmpty();
    }

    /** Not the keys of SSH 1 (three numbers), and not a type that a newer ssh wrote down. */
    private static boolean isDamage(List<String> words, int names) {
        if (names + 1 >= words.size()) {
            return true;
        }
        String type = words.get(names + 1);
        boolean ofSshOne = type.chars().allMatch(it -> it >= '0' && it <= '9');
        boolean unknown = names + 2 < words.size()
                && !PublicKeys.isKnownType(type)
                && AuthorizedKeysBase64.decode(words.get(names + 2))
                        .flatMap(PublicKeys::innerType)
                        .filter(type::equals)
                        .isPresent();
        return !ofSshOne && !unknown;
    }

    /** The key that begins with this word; what is glued to its end is left away. */
    private static Optional<PublicKey> key(List<String> words, int type) {
        if (type + 1 >= words.size()) {
            return Optional.empty();
        }
        String letters = words.get(type + 1);
        Optional<PublicKey> whole = keyIn(words.get(type), letters);
        for (int end = letters.length() & ~3; whole.isEmpty() && end >= SHORTEST_KEY; end -= 4) {
            whole = keyIn(words.get(type), letters.substring(0, end));
        }
        return whole;
    }

    private static Optional<PublicKey> keyIn(String type, String letters) {
        return AuthorizedKeysBase64.decode(letters)
                .flatMap(it -> PublicKeys.fromBlob(it, ""))
                .filter(it -> it.type().equals(type));
    }

    private void add(int number, String line, String saying, Optional<PublicKey> key) {
        if (lost.size() < MOST_LOST) {
            lost.add(new LostLine(Span.line(path, number, Visible.text(line, LONGEST_SHOWN)), saying, key));
        }
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= line.length(); i++) {
            if (i == line.length() || " \t\r".indexOf(line.charAt(i)) >= 0) {
                if (i > start) {
                    words.add(line.substring(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }
}
