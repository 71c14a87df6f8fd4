package org.weightbalancing.app.plot;

import java.awt.Color;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Classes from the most frequent to the rarest, ties in the order of their numbers. */
record ByFrequency(List<Integer> trainCounts) {

    private static final int SINGLE = 40;
    private static final int CROWDED = 150;

    ByFrequency {
        trainCounts = List.copyOf(trainCounts);
        for (int count : trainCounts) {
            if (count < 0) {
                throw new IllegalArgumentException("a training count is " + count + ", must be at least 0");
            }
        }
    }

    int classes() {
        return trainCounts.size();
    }

    /** The class at each place. */
    List<Integer> order() {
        return IntStream.range(0, classes())
                .boxed()
                .sorted(Comparator.comparing(trainCounts::get, Comparator.reverseOrder()))
                .toList();
    }

    int largest() {
        return trainCounts.isEmpty() ? 0 : Collections.max(trainCounts);
    }

    /** How many neighbours on each side a point is the mean over: none up to 40 classes. */
    int reach() {
        return classes() <= SINGLE ? 0 : classes() / SINGLE;
    }

    /** The values at each place: NaN stays NaN, others are means over the neighbours that have a number. */
    double[] smooth(List<Double> values) {
        List<Integer> order = order();
        int reach = reach();
        double[] smooth = new double[classes()];
        for (int place = 0; place < smooth.length; place++) {
            smooth[place] = Double.isNaN(values.get(order.get(place)))
                    ? Double.NaN
                    : IntStream.rangeClosed(Math.max(0, place - reach), Math.min(classes() - 1, place + reach))
                            .mapToDouble(i -> values.get(order.get(i)))
                            .filter(Double::isFinite)
                            .average()
                            .orElse(Double.NaN);
        }
        return smooth;
    }

    /** The axis for points of {@link #smooth}. */
    NumberAxis smoothAxis() {
        return axis(reach() == 0 ? "" : " (each point is the mean over " + (2 * reach() + 1) + " neighbours)");
    }

    /** The axis for each class alone. */
    NumberAxis axis() {
        return axis("");
    }

    private NumberAxis axis(String addition) {
        NumberAxis axis = PlotStyle.axis("classes, most frequent first" + addition);
        axis.setRange(-0.5, Math.max(classes(), 1) - 0.5);
        axis.setStandardTickUnits(new NumberTickUnitSource(true));
        axis.setTickUnit(new NumberTickUnit(step()));
        return axis;
    }

    // 1, 2 or 5 times a power of ten, so that there are at most 20 numbers.
    private int step() {
        int step = 1;
        for (int i = 0; classes() > 20 * step; i++) {
            step = i % 3 == 1 ? step / 2 * 5 : step * 2;
        }
        return step;
    }

    /** How the bars are drawn: with gaps between them where there is room. */
    XYBarRenderer barRenderer(Color colour) {
        XYBarRenderer renderer = PlotStyle.bars(colour);
        if (crowded()) {
            renderer.setBarPainter(new SnappedBars());
        }
        return renderer;
    }

    private boolean crowded() {
        return classes() > CROWDED;
    }

    /** A bar for the training images at each place, none for 0, for a log axis. */
    XYSeriesCollection bars() {
        XYSeries bars = new XYSeries("training images");
        List<Integer> order = order();
        for (int place = 0; place < order.size(); place++) {
            int count = trainCounts.get(order.get(place));
            bars.add(place, count == 0 ? Double.NaN : count);
        }
        XYSeriesCollection collection = new XYSeriesCollection(bars);
        collection.setIntervalWidth(crowded() ? 1 : 0.82);
        return collection;
    }

    /** Checks that each series has a value for each class. */
    void check(List<Series> methods) {
        for (Series method : methods) {
            if (method.values().size() != classes()) {
                throw new IllegalArgumentException("'" + method.name() + "' has "
                        + method.values().size() + " values, must have one for each of the " + classes()
                        + " classes");
            }
        }
    }
}
