package dev.sshwhy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sshwhy.evidence.AccountField;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonEscapesTest {
    private static String json(String corrected) {
        return AccountJson.of(new AccountField("a test", List.of(), List.of(), corrected));
    }

    @Test
    void writesWhatEndsALineOrHidesAsACode() {
        String json = json("a\u2028b\u0085c\u202ed\u200be");

        assertTrue(json.contains("a\\u2028b\\u0085c\\u202ed\\u200be"), json);
        assertEquals(1, json.split("[\n\u2028\u0085]").length);
    }

    @Test
    void leavesWhatPeopleWrite() {
        String comment = "Jürgen 智子 \ud83d\udd11";

        assertTrue(json(comment).contains(comment));
    }
}
