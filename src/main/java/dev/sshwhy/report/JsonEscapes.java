package dev.sshwhy.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.sshwhy.evidence.Visible;

/** Writes what hides, steers a terminal or ends a line (such as U+2028) as a code, so that a document stays one line. */
final class JsonEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int FIRST_BEYOND_ASCII = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes[FIRST_BEYOND_ASCII] = ESCAPE_STANDARD; // DEL
        return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int letter) {
        boolean isSurrogate = letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE;
        String text = isSurrogate ? String.valueOf((char) letter) : Character.toString(letter);
        boolean isShown = isSurrogate || Visible.text(text).equals(text);
        return new SerializedString(isShown ? text : String.format("\\u%04x", letter));
    }
}
