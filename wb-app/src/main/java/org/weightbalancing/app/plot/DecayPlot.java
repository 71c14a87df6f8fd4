package org.weightbalancing.app.plot;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Draws accuracy, over all test images and in each shot group, against the weight decay of the runs on a log axis (figure
 * 4 of arXiv 2203.14197).
 *
 * <p>Lines go through the mean of the runs of one decay, with a small ring for each run where there are several. A decay
 * of 0 stands left of the smallest other, under the label "0".
 *
 * @param method what was measured in each run
 * @param points one for each run, in any order
 */
public record DecayPlot(String method, List<Point> points) {

    /** Keeps a copy. */
    public DecayPlot {
        points = List.copyOf(points);
    }

    /**
     * What one run reached.
     *
     * @param decay weight decay, finite, at least 0
     * @param accuracy fraction of the test images, 0 to 1; NaN leaves a gap, here and below
     * @param many of many-shot classes
     * @param medium of medium-shot classes
     * @param few of few-shot classes
     */
    public record Point(double decay, double accuracy, double many, double medium, double few) {

        /**
         * A point as given.
         *
         * @throws IllegalArgumentException if the decay is negative or not finite
         */
        public Point {
            if (!(decay >= 0) || Double.isInfinite(decay)) {
                throw new IllegalArgumentException("decay is " + decay + ", must be finite and at least 0");
            }
        }
    }

    /** The picture, 1200 x 700. */
    public Picture picture() {
        if (points.stream().allMatch(DecayPlot::blank)) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, "Accuracy against weight decay");
        }
        XYSeriesCollection runs = new XYSeriesCollection();
        XYSeriesCollection means = new XYSeriesCollection();
        add(runs, means, "all", Point::accuracy);
        add(runs, means, "many-shot", Point::many);
        add(runs, means, "medium-shot", Point::medium);
        add(runs, means, "few-shot", Point::few);
        NumberAxis accuracies = PlotStyle.axis("test accuracy, %");
        accuracies.setAutoRangeIncludesZero(true);
        XYPlot plot = PlotStyle.plot(decays(), accuracies);
        plot.setDataset(0, means);
        plot.setRenderer(0, SeriesStyle.lines(means.getSeriesCount()));
        if (places().distinct().count() < points.size()) {
            plot.setDataset(1, runs);
            plot.setRenderer(1, dots(runs.getSeriesCount()));
        }
        return PlotStyle.picture(
                PlotStyle.chart(plot, true),
                "Test accuracy of " + method + " in " + points.size()
                        + " runs, all and by shot group, against weight decay on a log axis.");
    }

    private DecadeAxis decays() {
        DecadeAxis axis = DecadeAxis.over(
                "weight decay of " + PlotText.label(method), places().boxed().toList());
        if (points.stream().anyMatch(point -> point.decay() == 0)) {
            axis.breakAfterZero(zero(), smallest());
        }
        return axis;
    }

    private static XYLineAndShapeRenderer dots(int series) {
        XYLineAndShapeRenderer dots = new XYLineAndShapeRenderer(false, true);
        dots.setDefaultSeriesVisibleInLegend(false);
        for (int i = 0; i < series; i++) {
            dots.setSeriesPaint(i, SeriesStyle.colour(i));
            dots.setSeriesShape(i, new Ellipse2D.Double(-3, -3, 6, 6));
            dots.setSeriesShapesFilled(i, false);
            dots.setSeriesOutlineStroke(i, new BasicStroke(1.6f));
        }
        return dots;
    }

    private static boolean blank(Point point) {
        return !Double.isFinite(point.accuracy())
                && !Double.isFinite(point.many())
                && !Double.isFinite(point.medium())
                && !Double.isFinite(point.few());
    }

    // Where each point stands on the log axis.
    private DoubleStream places() {
        return points.stream().mapToDouble(this::place);
    }

    private double place(Point point) {
        return point.decay() > 0 ? point.decay() : zero();
    }

    private double smallest() {
        return points.stream()
                .mapToDouble(Point::decay)
                .filter(decay -> decay > 0)
                .min()
                .orElse(1);
    }

    // A power of ten at least half a decade below the smallest decay.
    private double zero() {
        return Double.parseDouble("1e" + (int) Math.floor(Math.log10(smallest()) - 0.5));
    }

    private void add(XYSeriesCollection runs, XYSeriesCollection means, String name, ToDoubleFunction<Point> accuracy) {
        Lines.add(
                runs,
                name,
                places().boxed().toList(),
                points.stream()
                        .map(point -> 100 * accuracy.applyAsDouble(point))
                        .toList());
        List<Double> distinct = places().distinct().sorted().boxed().toList();
        Lines.add(
                means,
                name,
                distinct,
                distinct.stream().map(decay -> 100 * mean(decay, accuracy)).toList());
    }

    private double mean(double place, ToDoubleFunction<Point> accuracy) {
        return points.stream()
                .filter(point -> place(point) == place)
                .mapToDouble(accuracy)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
