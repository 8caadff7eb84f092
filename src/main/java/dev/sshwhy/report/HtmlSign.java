package dev.sshwhy.report;

import dev.sshwhy.diagnosis.Verdict;
import dev.sshwhy.rule.Effect;
import java.util.Locale;

/** The small pictures beside words. Each has a shape of its own, so that none is told by its colour alone. */
enum HtmlSign {
    /** A disc with a tick. */
    GOOD("<circle cx=\"8\" cy=\"8\" r=\"7\"/><path class=\"cut\" d=\"M4.6 8.3l2.3 2.3 4.5-4.9\"/>"),
    /** An octagon with a cross. */
    BAD(
            "<path d=\"M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z\"/><path class=\"cut\" d=\"M5.6 5.6l4.8 4.8m0-4.8l-4.8 4.8\"/>"),
    /** A rounded square with a question mark. */
    ASKS("<rect x=\"1\" y=\"1\" width=\"14\" height=\"14\" rx=\"3.5\"/>"
            + "<path class=\"cut\" d=\"M5.9 6.2c0-1.4 1-2.2 2.2-2.2s2.1.8 2.1 2c0 1.5-2.1 1.5-2.1 3.2m0 2.3v.4\"/>"),
    /** An empty ring. */
    NEUTRAL("<circle class=\"ring\" cx=\"8\" cy=\"8\" r=\"4.2\"/>");

    private final String drawing;

    HtmlSign(String drawing) {
        this.drawing = drawing;
    }

    /** As the style sheet names what belongs to it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static HtmlSign of(KeyTable.Tone tone) {
        return switch (tone) {
            case GOOD -> GOOD;
            case BAD -> BAD;
            case NEUTRAL -> NEUTRAL;
        };
    }

    static HtmlSign of(Verdict verdict) {
        return switch (verdict) {
            case READY -> GOOD;
            case BLOCKED -> BAD;
            case PROMPTS, UNKNOWN -> ASKS;
        };
    }

    static HtmlSign of(Effect effect) {
        return switch (effect) {
            case BLOCKS -> BAD;
            case PROMPTS -> ASKS;
            case NONE -> NEUTRAL;
        };
    }

    /** All drawings once, out of sight; the signs point to them. */
    static void define(Html html) {
        html.open("svg", "class", "drawings", "aria-hidden", "true", "focusable", "false");
        for (HtmlSign it : values()) {
            html.open("symbol", "id", "sign-" + it.word(), "viewBox", "0 0 16 16")
                    .known(it.drawing)
                    .close();
        }
        html.close().line();
    }

    /** The picture, which says nothing to those who hear the page: a word always stands beside it. */
    void write(Html html) {
        html.open("svg", "class", "sign " + word(), "aria-hidden", "true", "focusable", "false")
                .empty("use", "href", "#sign-" + word())
                .close();
    }
}
