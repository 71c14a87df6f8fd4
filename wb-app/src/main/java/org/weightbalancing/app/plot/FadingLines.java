package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.awt.Stroke;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYDataset;

/** Lines that are faint at their start and strong at their end, with a dozen marks each. */
final class FadingLines extends XYLineAndShapeRenderer {

    private static final long serialVersionUID = 1L;
    private static final int FAINT = 50;
    private static final int MARKS = 12;

    private final XYDataset points;

    FadingLines(XYDataset points) {
        super(true, true);
        this.points = points;
    }

    @Override
    public Paint getItemPaint(int series, int item) {
        Color colour = PlotStyle.colour(series);
        int last = Math.max(1, points.getItemCount(series) - 1);
        int alpha = FAINT + (255 - FAINT) * item / last;
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    @Override
    public Stroke getItemStroke(int series, int item) {
        return new BasicStroke(2.4f);
    }

    @Override
    public boolean getItemShapeVisible(int series, int item) {
        int last = points.getItemCount(series) - 1;
        return item == 0 || (last - item) % (1 + last / MARKS) == 0;
    }
}
