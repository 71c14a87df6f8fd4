package org.weightbalancing.app.plot;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.apache.batik.svggen.ImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.w3c.dom.Element;

/** Puts images into the SVG itself, as data URIs of PNG, pixels shown as squares. */
final class EmbeddedImages implements ImageHandler {

    @Override
    public void handleImage(Image image, Element element, SVGGeneratorContext context) {
        BufferedImage copy =
                new BufferedImage(image.getWidth(null), image.getHeight(null), BufferedImage.TYPE_INT_ARGB);
        copy.createGraphics().drawImage(image, 0, 0, null);
        handleImage((RenderedImage) copy, element, context);
    }

    @Override
    public void handleImage(RenderedImage image, Element element, SVGGeneratorContext context) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            element.setAttributeNS(
                    XLINK_NAMESPACE_URI,
                    "xlink:href",
                    "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray()));
            element.setAttributeNS(null, "style", "image-rendering:pixelated");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void handleImage(RenderableImage image, Element element, SVGGeneratorContext context) {
        handleImage(image.createDefaultRendering(), element, context);
    }
}
