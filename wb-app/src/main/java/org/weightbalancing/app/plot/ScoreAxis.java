package org.weightbalancing.app.plot;

import java.util.Collection;
import org.jfree.chart.axis.NumberAxis;

/**
 * The axis of a number of trials. Worse ones that are far away are beyond it, and its label counts them: those further from
 * the quartile on their side than three times the distance between the quartiles.
 */
final class ScoreAxis {

    private static final double ROOM = 0.04;
    private static final double FAR = 3;

    private ScoreAxis() {}

    /** The axis for the finite ones of the values. */
    static NumberAxis over(String label, boolean largerIsBetter, Collection<Double> values) {
        double[] sorted = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return PlotStyle.axis(PlotText.label(label));
        }
        double lower = sorted[sorted.length / 4];
        double upper = sorted[(3 * sorted.length) / 4];
        double most = upper > lower ? FAR * (upper - lower) : Double.POSITIVE_INFINITY;
        int from = 0;
        int to = sorted.length - 1;
        while (largerIsBetter && sorted[from] < lower - most) {
            from++;
        }
        while (!largerIsBetter && sorted[to] > upper + most) {
            to--;
        }
        int beyond = from + sorted.length - 1 - to;
        NumberAxis axis =
                PlotStyle.axis(PlotText.label(label) + (beyond > 0 ? " (" + beyond + " beyond)" : ""), values);
        if (sorted[to] > sorted[from]) {
            double room = ROOM * (sorted[to] - sorted[from]);
            axis.setRange(sorted[from] - room, sorted[to] + room);
        }
        return axis;
    }
}
