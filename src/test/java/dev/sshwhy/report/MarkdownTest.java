package dev.sshwhy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sshwhy.evidence.Visible;
import dev.sshwhy.testing.RenderedMarkdown;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever text stands in it, a reader of Markdown shows that text and nothing else. */
class MarkdownTest {
    /** What trackers make links and pictures of, after the Markdown is read. */
    private static final Pattern TRACKED = Pattern.compile("[@#<>\\[\\]*~`|$\\\\&_]|://|(?i:www\\.)|:[a-z0-9_+-]+:");

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "`",
                "``",
                "```",
                "*",
                "**",
                "_",
                "~",
                "~~",
                "[",
                "](",
                ")",
                "!",
                "<",
                ">",
                "&",
                "&lt;",
                "|",
                "\\",
                "#",
                "# ",
                "- ",
                "+ ",
                "1. ",
                "1)",
                "=",
                "---",
                "===",
                "@",
                "@root",
                "#12",
                "GH-7",
                ":+1:",
                "$",
                "$$",
                "http://",
                "www.a.example",
                "a@b.example",
                "<b>",
                "<!--",
                "-->",
                "<script>",
                "</details>",
                " ",
                "  ",
                "\t",
                "\n",
                "\r",
                "a",
                "Z",
                "0",
                ".",
                ",",
                ":",
                "(",
                "'",
                "\"",
                "/",
                "ä",
                "😀",
                "\u202e",
                "\u0000",
                "\ud800",
                "deadbeef01");
        return pieces.list().ofMaxSize(12).map(it -> String.join("", it));
    }

    @Property(tries = 5000, seed = "1")
    void aParagraphShowsJustTheText(@ForAll @From("texts") String text) {
        String expected = spaced(Visible.text(text));
        Node document = RenderedMarkdown.parse(Markdown.inline(text));
        if (expected.isEmpty()) {
            assertEquals("", Markdown.inline(text));
            return;
        }
        Node only = document.getFirstChild();
        assertInstanceOf(Paragraph.class, only, () -> Markdown.inline(text));
        assertEquals(null, only.getNext());
        assertEquals(expected, RenderedMarkdown.shown(only));
        RenderedMarkdown rendered = RenderedMarkdown.of(Markdown.inline(text));
        assertEquals(List.of(), rendered.links());
        assertEquals(List.of(), rendered.html());
        assertFalse(TRACKED.matcher(String.join("\u2400", rendered.words())).find(), () -> Markdown.inline(text));
    }

    @Property(tries = 3000, seed = "2")
    void anItemShowsJustTheText(@ForAll @From("texts") String text) {
        Markdown page = new Markdown();
        page.items(List.of("x " + Markdown.inline(text), Markdown.inline(text)));
        Node list = RenderedMarkdown.parse(page.toString()).getFirstChild();
        assertInstanceOf(BulletList.class, list);
        assertInstanceOf(ListItem.class, list.getLastChild());
        assertEquals(spaced(Visible.text(text)), RenderedMarkdown.shown(list.getLastChild()));
        assertEquals(
                ("x " + spaced(Visible.text(text))).strip(),
                RenderedMarkdown.shown(list.getFirstChild()).strip());
        assertEquals(null, list.getNext());
    }

    @Property(tries = 3000, seed = "3")
    void aTableKeepsItsCells(@ForAll @From("texts") String text) {
        Markdown page = new Markdown();
        page.table(List.of("a", "b"), List.of(List.of(Markdown.cell(text), "end"), List.of("x", Markdown.cell(text))));
        Node table = RenderedMarkdown.parse(page.toString()).getFirstChild();
        assertInstanceOf(TableBlock.class, table, page::toString);
        assertEquals(null, table.getNext(), page::toString);
        assertEquals(List.of(2, 2, 2), RenderedMarkdown.of(page.toString()).cells());
        TableRow row = (TableRow) table.getLastChild().getFirstChild();
        String shown = spaced(Visible.text(text.replace("|", "<U+007C>")));
        assertEquals(shown, RenderedMarkdown.shown(row.getFirstChild()));
        assertEquals("end", RenderedMarkdown.shown(row.getLastChild()));
    }

    @Property(tries = 3000, seed = "4")
    void aFenceHoldsEveryLine(@ForAll @From("texts") String first, @ForAll @From("texts") String second) {
        Markdown page = new Markdown();
        page.fence("text", List.of(first, second));
        page.paragraph("behind");
        Node fence = RenderedMarkdown.parse(page.toString()).getFirstChild();
        String expected = Visible.text(first).stripTrailing() + "\n"
                + Visible.text(second).stripTrailing() + "\n";
        assertEquals(expected, assertInstanceOf(FencedCodeBlock.class, fence).getLiteral());
        assertEquals("behind", RenderedMarkdown.shown(fence.getNext()));
    }

    @Property(tries = 3000, seed = "5")
    void codeIsCodeFromEndToEnd(@ForAll @From("texts") String text) {
        String shown = Visible.text(text).replace('\t', ' ');
        RenderedMarkdown rendered = RenderedMarkdown.of("x " + Markdown.code(text) + " y");
        assertEquals(shown.isBlank() ? List.of() : List.of(shown), rendered.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Line 1 of the account's SSH Public Keys field is not the key itself; nothing to compare with (1 try).",
                "ssh falls back to: \"Password:\", 50 % of the time!"
            })
    void leavesWordsAloneThatMeanNothing(String text) {
        assertEquals(text, Markdown.inline(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`root@host's`",
                "(`~/.ssh/id_ed25519`),",
                "`![](http://a.example/x.png)`",
                "`#12`",
                "`1`.",
                "`:+1`:"
            })
    void setsWordsAsCodeThatWouldMeanSomething(String shown) {
        assertEquals(shown, Markdown.inline(shown.replace("`", "")));
    }

    private static String spaced(String text) {
        return text.strip().replaceAll("[ \t]+", " ");
    }
}
