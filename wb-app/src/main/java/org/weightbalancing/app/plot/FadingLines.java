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
    private static final Stroke LINE = new BasicStroke(2.4f);
    private static final Stroke OUTLINE = new BasicStroke(1.6f);

    private final XYDataset points;

    private FadingLines(XYDataset points) {
        super(true, true);
        this.points = points;
    }

    /** Lines through the points; where colours repeat, marks are open. */
    static FadingLines of(XYDataset points) {
        FadingLines lines = SeriesStyle.apply(new FadingLines(points), points.getSeriesCount());
        // Each stretch has a shade of its own, which a line drawn as one path has not.
        lines.setDrawSeriesLineAsPath(false);
        lines.setUseFillPaint(true);
        for (int i = 0; i < points.getSeriesCount(); i++) {
            lines.setSeriesStroke(i, LINE);
            lines.setSeriesOutlineStroke(i, OUTLINE);
            lines.setSeriesFillPaint(i, open(i) ? Color.WHITE : SeriesStyle.colour(i));
        }
        return lines;
    }

    private static boolean open(int series) {
        return SeriesStyle.round(series) % 2 == 1;
    }

    @Override
    public Paint getItemFillPaint(int series, int item) {
        return open(series) ? Color.WHITE : getItemPaint(series, item);
    }

    @Override
    public Paint getItemPaint(int series, int item) {
        Color colour = SeriesStyle.colour(series);
        int last = Math.max(1, points.getItemCount(series) - 1);
        int alpha = FAINT + (255 - FAINT) * item / last;
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    @Override
    public boolean getItemShapeVisible(int series, int item) {
        int last = points.getItemCount(series) - 1;
        return item == 0 || (last - item) % (1 + last / MARKS) == 0;
    }
}
