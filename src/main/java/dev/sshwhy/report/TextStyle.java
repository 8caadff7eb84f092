package dev.sshwhy.report;

/**
 * How a text report may look.
 *
 * @param colour whether escape codes are welcome
 * @param unicode whether signs beyond ASCII are
 * @param width how many columns a line may take
 */
public record TextStyle(boolean colour, boolean unicode, int width) {
    private static final int NARROWEST = 60;
    private static final int WIDEST = 110;

    public TextStyle {
        width = Math.max(NARROWEST, Math.min(WIDEST, width));
    }

    String bold(String text) {
        return escaped("1", text);
    }

    String dim(String text) {
        return escaped("2", text);
    }

    String red(String text) {
        return escaped("1;31", text);
    }

    String green(String text) {
        return escaped("1;32", text);
    }

    String yellow(String text) {
        return escaped("1;33", text);
    }

    private String escaped(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
