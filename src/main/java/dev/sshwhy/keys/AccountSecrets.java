package dev.sshwhy.keys;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells letters of a private key from others, so that they are never shown again. */
final class AccountSecrets {
    private static final Pattern OPENSSH = Pattern.compile("(?<![A-Za-z0-9+/])b3BlbnNzaC1rZXktdj[A-Za-z0-9+/]{4,}");
    /** A whole file, encoded once more: {@code -----BEGIN }. */
    private static final Pattern FILE = Pattern.compile("(?<![A-Za-z0-9+/])LS0tLS1CRUdJTi[A-Za-z0-9+/]{8,}");
    /** The beginning of a DER sequence. */
    private static final Pattern SEQUENCE = Pattern.compile("(?<![A-Za-z0-9+/])M[A-Za-z0-9+/]{23,}");
    /** The private numbers of a JSON web key (RFC 7518 §6) and of XML signatures' key form. */
    private static final Pattern OTHER_FORMS = Pattern.compile(
            "\"(?:d|p|q|dp|dq|qi)\"\\s*:\\s*\"[A-Za-z0-9_-]{40,}|<(?:D|Q|DP|DQ|InverseQ)>\\s*[A-Za-z0-9+/=]{40,}");

    private static final Pattern ARMOUR =
            Pattern.compile("-{3,5} ?BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)? ?-{3,5}", Pattern.CASE_INSENSITIVE);
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9+/]{24,}");
    private static final int HEAD = 48;
    private static final int LONGEST = 40_000;
    /** Where a public key's name may stand: behind its length. */
    private static final int LATEST_NAME = 4;

    private static final List<Byte> BEHIND_VERSION = List.of((byte) 0x02, (byte) 0x04, (byte) 0x30);

    /**
     * What stands inside private keys and in no public one: the numbers of an RSA key (half the modulus long) in DER and in
     * SSH's form, an elliptic key's public half as DER's field 1, the length of Ed25519's private half.
     */
    private static final List<byte[]> MARKS = List.of(
            bytes("02818100"),
            bytes("0281c100"),
            bytes("0000008100"),
            bytes("000000c100"),
            bytes("a144034200"),
            bytes("a164036200"),
            bytes("a18189038186"),
            bytes("00000040"));

    /** The names that openssh-key-v1 says twice; a public key says its name at its very beginning. */
    private static final List<String> NAMES = List.of("ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp");

    private AccountSecrets() {}

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** Whether a private key, whole or only its beginning, stands in a line. */
    static boolean isPrivate(String line) {
        if (OPENSSH.matcher(line).find() || OTHER_FORMS.matcher(line).find()) {
            return true;
        }
        Matcher file = FILE.matcher(line);
        if (file.find() && text(file.group()).contains("PRIVATE")) {
            return true;
        }
        Matcher sequence = SEQUENCE.matcher(line);
        while (sequence.find()) {
            if (isPrivateDer(head(sequence.group()))) {
                return true;
            }
        }
        return false;
    }

    /** Where a private key begins in the comment behind a public one; -1 where there is none. */
    static int startIn(String comment) {
        Matcher armour = ARMOUR.matcher(comment);
        boolean armoured = armour.find()
                && LETTERS.matcher(comment)
                        .region(armour.end(), comment.length())
                        .find();
        if (armoured) {
            return armour.start();
        }
        return isPrivate(comment) ? 0 : -1;
    }

    private static byte[] head(String letters) {
        return AuthorizedKeysBase64.decode(letters.substring(0, Math.min(HEAD, letters.length()) / 4 * 4))
                .orElse(new byte[0]);
    }

    private static String text(String letters) {
        return new String(head(letters), StandardCharsets.US_ASCII);
    }

    /** A sequence that begins with a version (PKCS#1, SEC1, PKCS#8), or with a cipher of PKCS#5 or PKCS#12. */
    private static boolean isPrivateDer(byte[] der) {
        int content = content(der, 0);
        if (content < 0 || content + 2 >= der.length) {
            return false;
        }
        if (der[content] == 2 && der[content + 1] == 1) {
            return (der[content + 2] == 0 || der[content + 2] == 1) && BEHIND_VERSION.contains(der[content + 3]);
        }
        int identifier = der[content] == 0x30 ? content(der, content) : -1;
        byte[] pkcs = bytes("2a864886f70d01");
        return identifier >= 0
                && startsWith(der, identifier + 2, pkcs)
                && (der[identifier + 2 + pkcs.length] == 5 || der[identifier + 2 + pkcs.length] == 12);
    }

    /** Where the content of an element begins; -1 when its length cannot be read. */
    private static int content(byte[] der, int at) {
        if (at + 2 > der.length || der[at] != 0x30) {
            return -1;
        }
        int length = der[at + 1] & 0xff;
        int content = length < 0x80 ? at + 2 : length >= 0x81 && length <= 0x83 ? at + 2 + length - 0x80 : -1;
        return content + 12 < der.length ? content : -1;
    }

    /** Whether letters hold what only a private key holds, wherever they were cut. */
    static boolean holdsPieceOfPrivate(String letters) {
        String plain = AccountLocalKeys.unpadded(letters.substring(0, Math.min(letters.length(), LONGEST)));
        for (int cut = 0; cut < 4 && cut < plain.length(); cut++) {
            String rest = plain.substring(cut);
            Optional<byte[]> decoded = AuthorizedKeysBase64.decode(rest.substring(0, rest.length() / 4 * 4));
            if (decoded.filter(AccountSecrets::isPieceOfPrivate).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPieceOfPrivate(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        boolean named = NAMES.stream().anyMatch(it -> text.indexOf(it) > LATEST_NAME);
        if (named) {
            return true;
        }
        for (int i = 0; i < bytes.length; i++) {
            for (byte[] mark : MARKS) {
                if (startsWith(bytes, i, mark)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if (at + i >= bytes.length || bytes[at + i] != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
