package org.weightbalancing.app.plot;

import java.awt.Dimension;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SimpleImageHandler;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** A picture as the text of an svg element. */
final class SvgText {

    private static final String SVG = "http://www.w3.org/2000/svg";

    private SvgText() {}

    static String of(Picture picture) {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
            Element root = element(picture, document);
            CRC32 sum = new CRC32();
            sum.update(text(root).getBytes(StandardCharsets.UTF_8));
            prefixIds(root, "p" + Long.toHexString(sum.getValue()) + "-");
            return text(root);
        } catch (ParserConfigurationException | TransformerException e) {
            throw new IllegalStateException("the JDK's XML does not work", e);
        }
    }

    private static Element element(Picture picture, Document document) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment(null);
        context.setPrecision(2);
        context.setGenericImageHandler(new SimpleImageHandler(new EmbeddedImages()));
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(picture.width(), picture.height()));
        picture.drawOn(graphics);
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 " + picture.width() + " " + picture.height());
        root.setAttribute("role", "img");
        root.setAttribute("aria-label", picture.alt());
        return root;
    }

    // Ids are global to the HTML page that holds several pictures.
    private static void prefixIds(Element element, String prefix) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            String value = attribute.getValue();
            if (attribute.getName().equals("id")) {
                attribute.setValue(prefix + value);
            } else if (!attribute.getName().equals("aria-label")) {
                attribute.setValue(referring(value, prefix));
            }
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                prefixIds(inner, prefix);
            }
        }
    }

    private static String referring(String value, String prefix) {
        String referring = value.replace("url(#", "url(#" + prefix);
        return referring.startsWith("#") && !referring.matches("#[0-9a-fA-F]{3,8}")
                ? "#" + prefix + referring.substring(1)
                : referring;
    }

    private static String text(Element root) throws TransformerException {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
        StringWriter out = new StringWriter();
        transformer.transform(new DOMSource(root), new StreamResult(out));
        return out.toString();
    }
}
