package dev.sshwhy.report;

import dev.sshwhy.evidence.Visible;
import dev.sshwhy.rule.RulePage;
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
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
import org.commonmark.renderer.html.HtmlRenderer;

/** A rule's page as HTML, below a heading of the third level: without its examples, which are for the tests. */
final class HtmlPage {
    private static final int DEEPER = 2;
    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    private HtmlPage() {}

    static String of(RulePage page) {
        return of(page.explanation());
    }

    /** Any Markdown; HTML in it comes out as text, and nothing in it is loaded from anywhere. */
    static String of(String markdown) {
        Node document = PARSER.parse(markdown);
        document.accept(new Taming());
        return RENDERER.render(document);
    }

    private static String lines(String text) {
        return text.lines().map(it -> Visible.text(it) + "\n").collect(Collectors.joining());
    }

    private static final class Taming extends AbstractVisitor {
        @Override
        public void visit(Heading it) {
            it.setLevel(Math.min(6, it.getLevel() + DEEPER));
            visitChildren(it);
        }

        @Override
        public void visit(Link it) {
            visitChildren(it);
            if (it.getDestination().startsWith("https://")) {
                it.setDestination(Visible.text(it.getDestination()));
                it.setTitle(null);
            } else {
                unwrap(it);
            }
        }

        /** Only its description is left. */
        @Override
        public void visit(Image it) {
            visitChildren(it);
            unwrap(it);
        }

        private static void unwrap(Node it) {
            while (it.getFirstChild() != null) {
                it.insertBefore(it.getFirstChild());
            }
            it.unlink();
        }

        @Override
        public void visit(Text it) {
            it.setLiteral(Visible.text(it.getLiteral()));
        }

        @Override
        public void visit(Code it) {
            it.setLiteral(Visible.text(it.getLiteral()));
        }

        @Override
        public void visit(FencedCodeBlock it) {
            it.setInfo("");
            it.setLiteral(lines(it.getLiteral()));
        }

        @Override
        public void visit(IndentedCodeBlock it) {
            it.setLiteral(lines(it.getLiteral()));
        }

        @Override
        public void visit(HtmlInline it) {
            it.setLiteral(Visible.text(it.getLiteral()));
        }

        @Override
        public void visit(HtmlBlock it) {
            it.setLiteral(lines(it.getLiteral()));
        }
    }
}
