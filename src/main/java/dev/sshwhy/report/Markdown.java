package dev.sshwhy.report;

import dev.sshwhy.evidence.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A page of Markdown as GitHub reads it. What a server, file or agent wrote stays data: a word that holds any sign with a
 * meaning there is set as code, where neither Markdown nor the tracker's own links (people, tickets, addresses) reach it. A
 * backslash would not do: trackers look for names and addresses after it is gone.
 */
final class Markdown {
    /** Letters of ASCII that mean nothing inside a paragraph. */
    private static final String PLAIN = ".,;:'\"()/=+%?!-";

    /** What trackers turn into links or pictures without a sign of their own: web addresses, tickets, commits, emoji. */
    private static final Pattern LINKED =
            Pattern.compile("(?i)://|www\\.|^gh-\\d|:.*:|^(?=.*\\d)[0-9a-f]{7,40}$|^(mailto|xmpp):");

    /** What makes a list or a line of the words that begin with it. */
    private static final Pattern OPENING = Pattern.compile("[-+=]+|\\d+[.)]");

    private static final int WIDEST_COLUMN = 48;

    private final StringBuilder out = new StringBuilder();

    /** A sentence of others or with others' words in it, for the inside of a paragraph, an item or a heading. */
    static String inline(String text) {
        List<String> words = new ArrayList<>();
        for (String word : Visible.text(text).split("[ \t]+", -1)) {
            if (!word.isEmpty()) {
                words.add(isPlain(word) ? word : set(word));
            }
        }
        return String.join(" ", words);
    }

    /** The same as code from end to end; nothing for an empty text. */
    static String code(String text) {
        String shown = Visible.text(text).replace('\t', ' ');
        if (shown.isBlank()) {
            return "";
        }
        String ticks = "`".repeat(longestRun(shown) + 1);
        boolean needsRoom =
                shown.startsWith("`") || shown.endsWith("`") || (shown.startsWith(" ") && shown.endsWith(" "));
        String room = needsRoom ? " " : "";
        return ticks + room + shown + room + ticks;
    }

    /** Code, but for the punctuation of the sentence around it. */
    private static String set(String word) {
        int start = 0;
        int end = word.length();
        while (start < end && "(\"'".indexOf(word.charAt(start)) >= 0) {
            start++;
        }
        String after = word.indexOf('(', start) < 0 ? ".,;:!?'\")" : ".,;:!?'\"";
        while (end > start && after.indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return start == end
                ? code(word)
                : word.substring(0, start) + code(word.substring(start, end)) + word.substring(end);
    }

    private static boolean isPlain(String word) {
        return word.chars().allMatch(it -> it >= 0x80 || Character.isLetterOrDigit(it) || PLAIN.indexOf(it) >= 0)
                && !LINKED.matcher(word).find()
                && !OPENING.matcher(word).matches();
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    void heading(int level, String markdown) {
        block("#".repeat(level) + " " + markdown);
    }

    void paragraph(String markdown) {
        block(markdown);
    }

    void items(List<String> markdown) {
        markdown.forEach(it -> line("- " + it));
        line("");
    }

    void numbered(List<String> markdown) {
        for (int i = 0; i < markdown.size(); i++) {
            line(i + 1 + ". " + markdown.get(i));
        }
        line("");
    }

    /** Text as it is, behind a fence that nothing in it can close. */
    void fence(String language, List<String> lines) {
        List<String> shown =
                lines.stream().map(it -> Visible.text(it).stripTrailing()).toList();
        int longest = shown.stream().mapToInt(Markdown::longestRun).max().orElse(0);
        String fence = "`".repeat(Math.max(3, longest + 1));
        line(fence + language);
        shown.forEach(this::line);
        block(fence);
    }

    /** A table that reads well as it is too; every row has as many cells as the head. */
    void table(List<String> head, List<List<String>> rows) {
        int[] widths = head.stream().mapToInt(it -> Math.max(3, it.length())).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] =
                        Math.max(widths[i], Math.min(WIDEST_COLUMN, row.get(i).length()));
            }
        }
        row(head, widths);
        row(IntStream.of(widths).mapToObj("-"::repeat).toList(), widths);
        rows.forEach(it -> row(it, widths));
        line("");
    }

    private void row(List<String> cells, int[] widths) {
        StringBuilder row = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            row.append(' ')
                    .append(cell)
                    .append(" ".repeat(Math.max(0, widths[i] - cell.length())))
                    .append(" |");
        }
        line(row.toString());
    }

    /** A text of others for a cell. Readers disagree on a bar behind a backslash, so that none is left. */
    static String cell(String text) {
        return inline(text.replace("|", "<U+007C>"));
    }

    /**
     * A part that is folded in; blank lines stand around what is Markdown again.
     *
     * @param title words of ours alone
     */
    void details(String title, Runnable content) {
        line("<details>");
        block("<summary>" + title + "</summary>");
        content.run();
        block("</details>");
    }

    private void block(String text) {
        line(text);
        line("");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    @Override
    public String toString() {
        return out.toString().stripTrailing() + "\n";
    }
}
