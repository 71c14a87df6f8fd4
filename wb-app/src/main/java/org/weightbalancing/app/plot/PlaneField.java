package org.weightbalancing.app.plot;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;

/**
 * The part of a plane that is drawn, with the same scale each way: the origin, all points and, left and right, the labels.
 *
 * @param left end of the first axis
 * @param bottom end of the second axis
 * @param scale pixels of one unit
 * @param width in pixels
 * @param height in pixels
 */
record PlaneField(double left, double bottom, double scale, double width, double height) {

    private static final double MARGIN = 28;
    private static final double LEAST_HEIGHT = 420;
    private static final int ROUNDS = 20;

    /** The field of a width around points and labels, not higher than the given pixels. */
    static PlaneField around(double[] xs, double[] ys, List<PlaneLabel> labels, double width, double mostHeight) {
        double[] x = ends(xs);
        double[] y = ends(ys);
        double across = x[1] - x[0];
        double up = y[1] - y[0];
        if (across == 0 && up == 0) {
            return around(new double[] {-1, 1}, new double[] {-1, 1}, labels, width, mostHeight);
        }
        double before = MARGIN;
        double after = MARGIN;
        double scale = 0;
        // Labels need more room as the scale shrinks, but never more than their width.
        for (int round = 0; round < ROUNDS; round++) {
            scale = Math.min((width - before - after) / across, (mostHeight - 2 * MARGIN) / up);
            before = room(labels, label -> !label.right(), x[0], scale);
            after = room(labels, PlaneLabel::right, x[1], scale);
        }
        double height = Math.max(LEAST_HEIGHT, Math.min(mostHeight, up * scale + 2 * MARGIN));
        double left = x[0] - (before + (width - before - after - across * scale) / 2) / scale;
        return new PlaneField(left, y[0] - (height / scale - up) / 2, scale, width, height);
    }

    private static double[] ends(double[] values) {
        return new double[] {
            Math.min(0, DoubleStream.of(values).min().orElse(0)),
            Math.max(0, DoubleStream.of(values).max().orElse(0))
        };
    }

    private static double room(List<PlaneLabel> labels, Predicate<PlaneLabel> side, double end, double scale) {
        return labels.stream()
                .filter(side)
                .mapToDouble(label -> label.reach() - Math.abs(end - label.x()) * scale)
                .reduce(MARGIN, Math::max);
    }

    /** Makes the axes of the plot those of this field, with the same steps. */
    void show(XYPlot plot) {
        plot.getDomainAxis().setRange(left, left + width / scale);
        plot.getRangeAxis().setRange(bottom, bottom + height / scale);
        NumberTickUnit steps = new NumberTickUnit(PlotStyle.step(Math.min(width, height) / scale / 4));
        ((NumberAxis) plot.getDomainAxis()).setTickUnit(steps);
        ((NumberAxis) plot.getRangeAxis()).setTickUnit(steps);
    }
}
