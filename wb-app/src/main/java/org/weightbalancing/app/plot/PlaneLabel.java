package org.weightbalancing.app.plot;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A name beside a point of a plane: right of it if it lies right of the origin, otherwise left.
 *
 * @param text of one line
 * @param x of the point
 * @param y of the point
 * @param width of the text in pixels
 */
record PlaneLabel(String text, double x, double y, double width) {

    /** Pixels between a point and its name. */
    static final double GAP = 12;

    private static final double LINE = 20;
    private static final int ROUNDS = 400;

    static PlaneLabel of(String text, double x, double y) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        FontMetrics metrics = graphics.getFontMetrics(PlotStyle.TICKS);
        graphics.dispose();
        return new PlaneLabel(text, x, y, metrics.stringWidth(text));
    }

    boolean right() {
        return x >= 0;
    }

    /** The pixels from the point to the far end of the text. */
    double reach() {
        return width + 1.5 * GAP;
    }

    /**
     * The height of each label where none is printed on another: those that would are moved up and down by equal parts.
     *
     * @param scale pixels of one unit of the plane
     */
    static double[] apart(List<PlaneLabel> labels, double scale) {
        double[] heights = labels.stream().mapToDouble(PlaneLabel::y).toArray();
        List<Integer> rising = IntStream.range(0, heights.length)
                .boxed()
                .sorted(Comparator.comparing(i -> heights[i]))
                .toList();
        boolean moved = true;
        for (int round = 0; moved && round < ROUNDS; round++) {
            moved = false;
            for (int i = 0; i < heights.length; i++) {
                for (int j = i + 1; j < heights.length; j++) {
                    moved |= push(labels, heights, rising.get(i), rising.get(j), scale);
                }
            }
        }
        return heights;
    }

    private static boolean push(List<PlaneLabel> labels, double[] heights, int lower, int upper, double scale) {
        double missing = LINE / scale - (heights[upper] - heights[lower]);
        if (missing <= 1e-3 * LINE / scale || !labels.get(lower).beside(labels.get(upper), scale)) {
            return false;
        }
        heights[lower] -= missing / 2;
        heights[upper] += missing / 2;
        return true;
    }

    private boolean beside(PlaneLabel other, double scale) {
        return start(scale) < other.start(scale) + other.reach() && other.start(scale) < start(scale) + reach();
    }

    private double start(double scale) {
        return x * scale - (right() ? 0 : reach());
    }
}
