package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Draws sample images in a grid, each over what it is and what it was taken for: a solid green frame where these are the
 * same, a dashed red one where they differ.
 *
 * <p>Small images grow by a whole factor without smoothing; images larger than a cell of 132 pixels shrink.
 *
 * @param samples row by row, eight in a row
 */
public record SampleMontage(List<Sample> samples) {

    private static final int COLUMNS = 8;
    private static final int CELL = 150;
    private static final int SIDE = 132;
    private static final int ROW = SIDE + 60;
    private static final Color RIGHT = PlotStyle.GREEN;
    private static final Color WRONG = PlotStyle.RED;

    /** Keeps a copy. */
    public SampleMontage {
        samples = List.copyOf(samples);
    }

    /**
     * One image.
     *
     * @param image of any size
     * @param truth name of its class
     * @param predicted name of the class it was taken for
     */
    public record Sample(BufferedImage image, String truth, String predicted) {

        /** Keeps a copy of the pixels. */
        public Sample {
            image = copy(image);
        }

        /** A copy of the pixels. */
        @Override
        public BufferedImage image() {
            return copy(image);
        }

        private boolean right() {
            return truth.equals(predicted);
        }

        private static BufferedImage copy(BufferedImage image) {
            BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
            Graphics2D graphics = copy.createGraphics();
            graphics.drawImage(image, 0, 0, null);
            graphics.dispose();
            return copy;
        }
    }

    /** The picture: 1200 wide, 192 high for each row. */
    public Picture picture() {
        if (samples.isEmpty()) {
            return Picture.noData(PlotStyle.WIDTH, ROW, "Sample images");
        }
        long right = samples.stream().filter(Sample::right).count();
        return new Picture(
                PlotStyle.WIDTH,
                ROW * ((samples.size() + COLUMNS - 1) / COLUMNS),
                samples.size() + " sample images with true and predicted class, " + right + " of them recognised.",
                this::draw);
    }

    private void draw(Graphics2D graphics, Rectangle2D area) {
        for (int i = 0; i < samples.size(); i++) {
            draw(graphics, samples.get(i), i % COLUMNS * CELL, i / COLUMNS * ROW);
        }
    }

    private static void draw(Graphics2D graphics, Sample sample, int x, int y) {
        BufferedImage image = sample.image;
        double factor = (double) SIDE / Math.max(image.getWidth(), image.getHeight());
        factor = factor >= 1 ? Math.floor(factor) : factor;
        int width = Math.max(1, (int) Math.round(factor * image.getWidth()));
        int height = Math.max(1, (int) Math.round(factor * image.getHeight()));
        int left = x + (CELL - width) / 2;
        int top = y + 6 + (SIDE - height) / 2;
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                factor >= 1
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, left, top, width, height, null);
        Stroke old = graphics.getStroke();
        graphics.setColor(sample.right() ? RIGHT : WRONG);
        graphics.setStroke(sample.right() ? new BasicStroke(3) : SeriesStyle.stroke(1));
        graphics.draw(new Rectangle2D.Double(left - 2, top - 2, width + 4, height + 4));
        graphics.setStroke(old);
        graphics.setFont(PlotStyle.SMALL);
        graphics.setColor(PlotStyle.INK);
        caption(graphics, sample.truth(), x, y + SIDE + 28);
        graphics.setColor(sample.right() ? RIGHT.darker() : WRONG.darker());
        caption(graphics, "\u2192 " + sample.predicted(), x, y + SIDE + 46);
    }

    private static void caption(Graphics2D graphics, String text, int x, int baseline) {
        FontMetrics metrics = graphics.getFontMetrics();
        String legible = PlotText.legible(text);
        String shown = legible;
        int points = legible.codePointCount(0, legible.length());
        while (metrics.stringWidth(shown) > CELL - 8 && points > 1) {
            points--;
            shown = legible.substring(0, legible.offsetByCodePoints(0, points)) + "\u2026";
        }
        graphics.drawString(shown, x + (CELL - metrics.stringWidth(shown)) / 2, baseline);
    }
}
