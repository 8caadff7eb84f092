package dev.sshwhy.keys;

import java.util.HashMap;
import java.util.Map;

/** Characters that look like the ones a key line is made of, and the names that HTML has for those. */
final class AccountLookalikes {
    private static final Map<Character, Character> LETTERS = new HashMap<>();
    private static final Map<String, Character> ENTITIES = Map.ofEntries(
            Map.entry("plus", '+'),
            Map.entry("sol", '/'),
            Map.entry("equals", '='),
            Map.entry("nbsp", '\u00a0'),
            Map.entry("amp", '&'),
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("quot", '"'),
            Map.entry("apos", '\''),
            Map.entry("commat", '@'),
            Map.entry("period", '.'),
            Map.entry("hyphen", '-'),
            Map.entry("dash", '-'),
            Map.entry("minus", '-'),
            Map.entry("Tab", '\t'),
            Map.entry("shy", '\u00ad'),
            Map.entry("ZeroWidthSpace", '\u200b'),
            Map.entry("NoBreak", '\u2060'),
            Map.entry("zwnj", '\u200c'),
            Map.entry("zwj", '\u200d'),
            Map.entry("ensp", ' '),
            Map.entry("emsp", ' '),
            Map.entry("thinsp", ' '));

    static {
        pair("\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u0501\u051b\u051d", "aeopcyxsijhdqw");
        pair(
                "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0405\u0406\u0408\u04ae",
                "ABEKMHOPCTXSIJY");
        pair("\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7", "ABEZHIKMNOPTYX");
        pair("\u03bf\u03bd\u03c1\u0261\u0131\u01c0", "ovpgil");
        pair("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036", "\"\"\"\"\"\"\"\"");
        pair("\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u00b4", "''''''''");
        pair("\u2212\u2043\u00af\u2044\u2215", "---//");
    }

    private AccountLookalikes() {}

    private static void pair(String seen, String meant) {
        for (int i = 0; i < seen.length(); i++) {
            LETTERS.put(seen.charAt(i), meant.charAt(i));
        }
    }

    /** The plain character that somebody meant, or the character itself. */
    static char meant(char seen) {
        if (seen >= '\uff01' && seen <= '\uff5e') { // full-width forms
            return (char) (seen - 0xfee0);
        }
        int type = Character.getType(seen);
        if (type == Character.SPACE_SEPARATOR || seen == '\u2800') {
            return ' ';
        }
        return type == Character.DASH_PUNCTUATION ? '-' : LETTERS.getOrDefault(seen, seen);
    }

    /** The character behind the name between {@code &} and {@code ;}; -1 for a name that has no place in a key line. */
    static int entity(String name) {
        if (name.startsWith("#x") || name.startsWith("#X")) {
            return Integer.parseInt(name.substring(2), 16);
        }
        if (name.startsWith("#")) {
            return Integer.parseInt(name.substring(1));
        }
        Character character = ENTITIES.get(name);
        return character == null ? -1 : character;
    }
}
