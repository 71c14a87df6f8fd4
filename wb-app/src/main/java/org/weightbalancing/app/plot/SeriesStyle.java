package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;

/** How the series of a plot are told apart: colours, dashes and marks. */
final class SeriesStyle {

    // The dark and strong ones first: they go to the methods that matter most.
    private static final List<Color> COLOURS = List.of(
            new Color(0x000000),
            PlotStyle.RED,
            PlotStyle.BLUE,
            PlotStyle.GREEN,
            new Color(0x7A4B00),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9));
    private static final List<List<Integer>> DASHES =
            List.of(List.of(), List.of(10, 5), List.of(12, 4, 3, 4), List.of(18, 5), List.of(4, 3));

    private SeriesStyle() {}

    static Color colour(int series) {
        return COLOURS.get(series % COLOURS.size());
    }

    /** How often the colours have been used up before the series. */
    static int round(int series) {
        return series / COLOURS.size();
    }

    /** Colours repeat after 8 series and dashes after 5: 40 series differ. */
    static Stroke stroke(int series) {
        List<Integer> dash = DASHES.get(series % DASHES.size());
        if (dash.isEmpty()) {
            return new BasicStroke(2.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
        }
        float[] lengths = new float[dash.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = dash.get(i);
        }
        return new BasicStroke(2.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, lengths, 0);
    }

    static Shape marker(int series) {
        return switch (series % 6) {
            case 0 -> new Ellipse2D.Double(-4.5, -4.5, 9, 9);
            case 1 -> new Rectangle2D.Double(-4, -4, 8, 8);
            case 2 -> polygon(0, -5.5, 5.5, 4, -5.5, 4);
            case 3 -> polygon(0, -6, 6, 0, 0, 6, -6, 0);
            case 4 -> polygon(0, 5.5, 5.5, -4, -5.5, -4);
            default -> polygon(-6, -2, -2, -2, -2, -6, 2, -6, 2, -2, 6, -2, 6, 2, 2, 2, 2, 6, -2, 6, -2, 2, -6, 2);
        };
    }

    private static Shape polygon(double... corners) {
        Path2D path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }

    /** Lines with marks for so many series, legend included. */
    static XYLineAndShapeRenderer lines(int series) {
        return apply(new XYLineAndShapeRenderer(true, true), series);
    }

    static <R extends XYLineAndShapeRenderer> R apply(R renderer, int series) {
        for (int i = 0; i < series; i++) {
            renderer.setSeriesPaint(i, colour(i));
            renderer.setSeriesStroke(i, stroke(i));
            renderer.setSeriesShape(i, marker(i));
        }
        // One path, so that dashes go on across the points.
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setLegendLine(new Line2D.Double(-20, 0, 20, 0));
        return renderer;
    }
}
