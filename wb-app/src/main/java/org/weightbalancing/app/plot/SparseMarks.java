package org.weightbalancing.app.plot;

import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYDataset;

/**
 * Lines with marks on some thirty points at most, and on every point that no line meets. Marks of different series stand on
 * different points; the first point always has one, as JFreeChart asks it what to show in the legend.
 */
final class SparseMarks extends XYLineAndShapeRenderer {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 30;

    private final XYDataset points;

    SparseMarks(XYDataset points) {
        super(true, true);
        this.points = points;
    }

    @Override
    public boolean getItemShapeVisible(int series, int item) {
        int step = 1 + (points.getItemCount(series) - 1) / MOST;
        return item == 0
                || (item + series * step / 3) % step == 0
                || (missing(series, item - 1) && missing(series, item + 1));
    }

    private boolean missing(int series, int item) {
        return item < 0 || item >= points.getItemCount(series) || Double.isNaN(points.getYValue(series, item));
    }
}
