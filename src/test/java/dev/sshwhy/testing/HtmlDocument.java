package dev.sshwhy.testing;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page that is well-formed as XML too, so that what is in it can be asked for by a path. */
public final class HtmlDocument {
    private final Document document;

    private HtmlDocument(Document document) {
        this.document = document;
    }

    /** Reads it; text that broke out of its place makes it no longer well-formed. */
    public static HtmlDocument parse(String html) {
        try {
            DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            parser.setErrorHandler(null);
            return new HtmlDocument(parser.parse(new InputSource(new StringReader(html))));
        } catch (ParserConfigurationException | IOException | SAXException e) {
            throw new AssertionError("not well-formed: " + e.getMessage() + "\n" + html, e);
        }
    }

    /** The texts of all that a path names, with blanks made one. */
    public List<String> texts(String path) {
        return all(path, it -> it.getTextContent().replaceAll("\\s+", " ").strip());
    }

    /** What they say exactly. */
    public List<String> exactly(String path) {
        return all(path, Node::getTextContent);
    }

    /** The names of all that a path names, each once. */
    public List<String> names(String path) {
        return all(path, Node::getNodeName).stream().distinct().sorted().toList();
    }

    private List<String> all(String path, Function<Node, String> said) {
        try {
            Object found = XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            NodeList nodes = (NodeList) found;
            return new ArrayList<>(IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> said.apply(nodes.item(i)))
                    .toList());
        } catch (XPathExpressionException e) {
            throw new AssertionError(path, e);
        }
    }
}
