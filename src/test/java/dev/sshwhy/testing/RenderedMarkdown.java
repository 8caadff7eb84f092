package dev.sshwhy.testing;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * What a reader of Markdown makes of a text, with tables and bare links as GitHub has them.
 *
 * @param words all text that is no code, in order
 * @param code all code, inline and in blocks
 * @param html raw HTML
 * @param links the targets of links and pictures
 * @param headings the text of each heading, code included
 * @param cells the number of cells of each row of each table
 */
public record RenderedMarkdown(
        List<String> words,
        List<String> code,
        List<String> html,
        List<String> links,
        List<String> headings,
        List<Integer> cells) {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(), AutolinkExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    public static Node parse(String markdown) {
        return PARSER.parse(markdown);
    }

    public static RenderedMarkdown of(String markdown) {
        RenderedMarkdown found = new RenderedMarkdown(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        parse(markdown).accept(found.new Reader());
        return found;
    }

    /** The words below a node, code included, as a reader sees them. */
    public static String shown(Node node) {
        StringBuilder shown = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                shown.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                shown.append(code.getLiteral());
            }
        });
        return shown.toString();
    }

    private final class Reader extends AbstractVisitor {
        @Override
        public void visit(Text text) {
            words.add(text.getLiteral());
        }

        @Override
        public void visit(Code it) {
            code.add(it.getLiteral());
        }

        @Override
        public void visit(FencedCodeBlock it) {
            code.add(it.getLiteral());
        }

        @Override
        public void visit(IndentedCodeBlock it) {
            code.add(it.getLiteral());
        }

        @Override
        public void visit(HtmlBlock it) {
            html.add(it.getLiteral());
        }

        @Override
        public void visit(HtmlInline it) {
            html.add(it.getLiteral());
        }

        @Override
        public void visit(Link it) {
            links.add(it.getDestination());
            visitChildren(it);
        }

        @Override
        public void visit(Image it) {
            links.add(it.getDestination());
        }

        @Override
        public void visit(Heading it) {
            headings.add(shown(it));
            visitChildren(it);
        }

        @Override
        public void visit(CustomNode it) {
            if (it instanceof TableRow) {
                int count = 0;
                for (Node cell = it.getFirstChild(); cell != null; cell = cell.getNext()) {
                    count += cell instanceof TableCell ? 1 : 0;
                }
                cells.add(count);
            }
            visitChildren(it);
        }
    }
}
