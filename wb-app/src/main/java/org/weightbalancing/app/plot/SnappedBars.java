package org.weightbalancing.app.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RectangularShape;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.ui.RectangleEdge;

/** Bars with edges on whole pixels, so that bars narrower than a few pixels meet without stripes. */
final class SnappedBars extends StandardXYBarPainter {

    private static final long serialVersionUID = 1L;

    @Override
    public void paintBar(
            Graphics2D graphics,
            XYBarRenderer renderer,
            int row,
            int column,
            RectangularShape bar,
            RectangleEdge base) {
        double left = Math.rint(bar.getMinX());
        double width = Math.rint(bar.getMaxX()) - left;
        if (width > 0) {
            Rectangle2D snapped = new Rectangle2D.Double(left, bar.getMinY(), width, bar.getHeight());
            super.paintBar(graphics, renderer, row, column, snapped, base);
        }
    }
}
