package dev.sshwhy.keys;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFormat;
import java.util.List;
import java.util.Optional;

/** Private key files that no repair helps: cut, or with letters changed inside. What is left still tells something. */
final class BrokenPrivate {
    private static final String NEXT = "; restore the file from a backup or make a new key";

    private BrokenPrivate() {}

    /** What is left of the key, with where it is broken; empty for a file that never was a private key. */
    static Optional<KeyContents> read(byte[] content) {
        if (content.length > Repair.LARGEST) {
            return Optional.empty();
        }
        String text = TextEncoding.text(content);
        byte[] best = Repair.everything(content);
        Optional<Armour> armour = Armour.in(TextEncoding.text(best));
        if (armour.isEmpty()) {
            return Optional.empty();
        }
        KeyFormat format = armour.get().isOpenSsh()
                ? KeyFormat.OPENSSH_V1
                : PemPrivate.format(armour.get().label()).orElse(KeyFormat.UNKNOWN);
        if (armour.get().body().isBlank()) {
            return Optional.of(
                    damaged(format, "nothing stands after " + armour.get().header() + ": the file was cut", 1));
        }
        KeyContents left = left(best, armour.get(), format);
        Optional<KeyFault> stray = strayLetter(text);
        return Optional.of(
                stray.isEmpty()
                        ? left
                        : new KeyContents(
                                left.format(),
                                left.type(),
                                left.bits(),
                                left.publicKey(),
                                left.comment(),
                                left.encrypted(),
                                left.loading(),
                                List.of(stray.get())));
    }

    private static KeyContents left(byte[] best, Armour armour, KeyFormat format) {
        if (armour.isOpenSsh()) {
            byte[] decoded = Base64Text.beginning(armour.bodyBytes());
            return OpenSshContainer.hasMagic(decoded)
                    ? asDamaged(OpenSshContainer.read(decoded).contents())
                    : damaged(format, "what stands after the first line is not the beginning of a key", 2);
        }
        byte[] decoded = Base64Text.beginning(armour.bodyBytes());
        long claimed = Der.claimedSize(decoded).orElse(0);
        Optional<KeyContents> strict = PemPrivate.read(best).map(PrivateReading::contents);
        if (claimed > decoded.length && !armour.body().contains("DEK-Info")) {
            KeyContents cut = damaged(
                    format,
                    "cut: " + (claimed - decoded.length) + " of " + claimed + " bytes are missing, about "
                            + Math.max(1, (claimed - decoded.length) / 48) + " of " + (claimed + 47) / 48 + " lines",
                    0);
            return strict.flatMap(KeyContents::type).map(cut::withType).orElse(cut);
        }
        return strict.map(BrokenPrivate::asDamaged)
                .orElseGet(() -> damaged(format, "the text after " + armour.header() + " is not whole", 0));
    }

    /** A private key file that a damage hides may seem whole once all is taken from it that is no letter. */
    private static KeyContents asDamaged(KeyContents contents) {
        return contents.isWhole()
                ? contents.withFault(KeyContents.fault(
                        KeyFault.Kind.DAMAGED, "letters were added that are no part of the key" + NEXT))
                : contents;
    }

    /** The first character between the armour lines that cannot stand in base64. */
    private static Optional<KeyFault> strayLetter(String text) {
        Optional<Armour> armour = Armour.in(text).filter(it -> !it.body().contains("DEK-Info"));
        if (armour.isEmpty()) {
            return Optional.empty();
        }
        String body = armour.get().body().substring(0, bodyLength(armour.get()));
        int letters = body.length();
        while (letters > 0 && (body.charAt(letters - 1) == '=' || Character.isWhitespace(body.charAt(letters - 1)))) {
            letters--;
        }
        for (int i = 0; i < letters; i++) {
            char it = body.charAt(i);
            if (!Base64Text.isLetter(it) && !Character.isWhitespace(it)) {
                String before = text.substring(0, armour.get().begin().end() + i);
                int line = 1
                        + (int) before.chars().filter(letter -> letter == '\n').count();
                int column = before.length() - before.lastIndexOf('\n');
                String shown = it > ' ' && it < 127 ? "\"" + it + "\"" : String.format("U+%04X", (int) it);
                return Optional.of(new KeyFault(
                        KeyFault.Kind.DAMAGED,
                        "line " + line + ", column " + column + " has " + shown + ", which no key contains" + NEXT,
                        line,
                        Optional.empty()));
            }
        }
        return Optional.empty();
    }

    private static int bodyLength(Armour armour) {
        return armour.end().isPresent()
                ? armour.body().length()
                : Math.max(
                        0,
                        Math.min(
                                armour.body().length(),
                                armour.tailStart() - armour.begin().end()));
    }

    private static KeyContents damaged(KeyFormat format, String detail, int line) {
        return KeyContents.failing(
                format, false, new KeyFault(KeyFault.Kind.DAMAGED, detail + NEXT, line, Optional.empty()));
    }
}
