package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;

/** Marks of trials, without lines. */
final class PointMarks {

    /** Around the best trial. */
    static final Shape RING = new Ellipse2D.Double(-10, -10, 20, 20);

    /** Where a trial ended without a score. */
    static final Shape CROSS = cross();

    private static final Shape DOT = new Ellipse2D.Double(-4, -4, 8, 8);
    private static final int ALPHA = 150;

    private PointMarks() {}

    /** Dots that are seen through. */
    static XYLineAndShapeRenderer dots(Color colour) {
        return filled(DOT, colour);
    }

    /** Marks that are filled and seen through. */
    static XYLineAndShapeRenderer filled(Shape shape, Color colour) {
        XYLineAndShapeRenderer marks = new XYLineAndShapeRenderer(false, true);
        marks.setSeriesShape(0, shape);
        marks.setSeriesPaint(0, new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), ALPHA));
        return marks;
    }

    /** Marks of which the outline alone is drawn. */
    static XYLineAndShapeRenderer outlined(Shape shape, Color colour, float width) {
        XYLineAndShapeRenderer marks = new XYLineAndShapeRenderer(false, true);
        marks.setSeriesShape(0, shape);
        marks.setSeriesPaint(0, colour);
        marks.setSeriesShapesFilled(0, false);
        marks.setSeriesOutlineStroke(0, new BasicStroke(width));
        return marks;
    }

    /** The ring around the best trial. */
    static XYLineAndShapeRenderer best() {
        return outlined(RING, PlotStyle.RED, 3);
    }

    /** A line alone. */
    static XYLineAndShapeRenderer line(Color colour, float width) {
        XYLineAndShapeRenderer line = new XYLineAndShapeRenderer(true, false);
        line.setSeriesPaint(0, colour);
        line.setSeriesStroke(0, new BasicStroke(width));
        line.setDrawSeriesLineAsPath(true);
        return line;
    }

    private static Shape cross() {
        Path2D cross = new Path2D.Double();
        cross.moveTo(-4.5, -4.5);
        cross.lineTo(4.5, 4.5);
        cross.moveTo(-4.5, 4.5);
        cross.lineTo(4.5, -4.5);
        return cross;
    }
}
