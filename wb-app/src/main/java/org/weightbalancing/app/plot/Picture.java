package org.weightbalancing.app.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A finished picture: as PNG for the screen or for print, as SVG, and as a sentence for those who cannot see it. */
public final class Picture {

    private static final int MOST_SCALE = 8;

    private final int width;
    private final int height;
    private final String alt;
    private final Drawing drawing;

    Picture(int width, int height, String alt, Drawing drawing) {
        this.width = width;
        this.height = height;
        this.alt = PlotText.legible(alt);
        this.drawing = drawing;
    }

    /** A picture that says there is nothing to show. */
    static Picture noData(int width, int height, String what) {
        return new Picture(width, height, what + ": no data.", (graphics, area) -> {
            graphics.setColor(PlotStyle.INK);
            graphics.setFont(PlotStyle.LABELS);
            double textWidth = graphics.getFontMetrics().stringWidth("no data");
            graphics.drawString("no data", (float) (area.getCenterX() - textWidth / 2), (float) area.getCenterY());
        });
    }

    /** The width in pixels of {@link #png()}, and in user units of {@link #svg()}. */
    public int width() {
        return width;
    }

    /** The height in pixels of {@link #png()}, and in user units of {@link #svg()}. */
    public int height() {
        return height;
    }

    /** What the picture shows, in a sentence or two of plain text, not escaped. */
    public String alt() {
        return alt;
    }

    /** The picture as PNG of {@link #width()} times {@link #height()} pixels; the same bytes every time. */
    public byte[] png() {
        return png(1);
    }

    /**
     * The picture as PNG of scale times as many pixels each way, with text and lines as much larger: 3 or more for print.
     *
     * @throws IllegalArgumentException if the scale is not from 1 to 8
     */
    public byte[] png(int scale) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image(scale), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BufferedImage image(int scale) {
        if (scale < 1 || scale > MOST_SCALE) {
            throw new IllegalArgumentException("scale is " + scale + ", must be from 1 to " + MOST_SCALE);
        }
        BufferedImage image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(scale, scale);
        drawOn(graphics);
        graphics.dispose();
        return image;
    }

    /**
     * The picture as SVG: one {@code svg} element without XML declaration or DOCTYPE, ready to stand in HTML or, in
     * UTF-8, in a file. Text stays text and fonts are named; pixels are embedded; nothing refers to another file, and ids
     * differ between different pictures.
     */
    public String svg() {
        return SvgText.of(this);
    }

    void drawOn(Graphics2D graphics) {
        Rectangle2D area = new Rectangle2D.Double(0, 0, width, height);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fill(area);
        drawing.draw(graphics, area);
    }
}
