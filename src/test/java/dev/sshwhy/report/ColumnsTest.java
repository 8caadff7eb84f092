package dev.sshwhy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "ä€, 2",
        "鍵, 2",
        "ひらがな, 8",
        "한글, 4",
        "ﾊﾝｶｸ, 4",
        "ＡＢ, 4",
        "e\u0301, 1",
        "😀, 2",
        "⚠\ufe0f, 1",
        "✅, 2",
        "✓, 1",
        "→, 1",
        "│, 1",
        "…, 1",
        "–, 1",
        "¼, 1",
        "\u0e01\u0e33, 2",
        "𠀀, 2"
    })
    void countsWhatATerminalTakes(String text, int columns) {
        assertEquals(columns, Columns.of(text));
    }

    @Test
    void cutsBetweenLettersOnly() {
        assertEquals("a鍵", Columns.head("a鍵鍵", 4));
        assertEquals("e\u0301", Columns.head("e\u0301x", 1));
        assertEquals("鍵b", Columns.tail("鍵鍵b", 4));
        assertEquals("x", Columns.tail("e\u0301x", 1));
        assertEquals("", Columns.head("😀", 1));
        assertEquals("😀", Columns.tail("a😀", 2));
        assertEquals("鍵  |", Columns.padded("鍵", 4) + "|");
    }
}
