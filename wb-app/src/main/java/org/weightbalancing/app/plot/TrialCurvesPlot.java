package org.weightbalancing.app.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;

/**
 * Draws what trials reported on their way, step by step: those that were pruned end in a cross, the best one is strong.
 *
 * @param score what is measured, with its unit
 * @param largerIsBetter which way is better
 * @param curves one for each trial that reported anything
 * @param best place of the best one among them
 */
public record TrialCurvesPlot(String score, boolean largerIsBetter, List<Curve> curves, OptionalInt best) {

    private static final int ALPHA = 90;

    /** Keeps a copy. */
    public TrialCurvesPlot {
        curves = List.copyOf(curves);
    }

    /**
     * What a trial reported.
     *
     * @param steps from 1, growing
     * @param values one for each step; NaN leaves a gap
     * @param pruned whether it was given up after the last one
     */
    public record Curve(List<Integer> steps, List<Double> values, boolean pruned) {

        /** Keeps copies. */
        public Curve {
            steps = List.copyOf(steps);
            values = List.copyOf(values);
        }

        private int last() {
            return IntStream.iterate(values.size() - 1, i -> i >= 0, i -> i - 1)
                    .filter(i -> Double.isFinite(values.get(i)))
                    .findFirst()
                    .orElse(-1);
        }
    }

    /** The picture, 1200 x 700. */
    public Picture picture() {
        List<Double> all = curves.stream()
                .flatMap(curve -> curve.values().stream())
                .filter(Double::isFinite)
                .toList();
        if (all.isEmpty()) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, "Learning curves of the trials");
        }
        XYPlot plot = PlotStyle.plot(steps(), ScoreAxis.over(score, largerIsBetter, all));
        Layers layers = new Layers(plot);
        lines(layers, "to the end", PlotStyle.BLUE, curve -> !curve.pruned());
        lines(layers, "pruned", SeriesStyle.colour(4), Curve::pruned);
        ends(layers);
        best(layers);
        return PlotStyle.picture(
                PlotStyle.chart(plot, true),
                score + " of " + curves.size() + " trials after each step; "
                        + curves.stream().filter(Curve::pruned).count() + " were pruned.");
    }

    private NumberAxis steps() {
        NumberAxis steps = PlotStyle.axis(
                "step",
                curves.stream()
                        .flatMap(curve -> curve.steps().stream())
                        .map(Integer::doubleValue)
                        .toList());
        steps.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        return steps;
    }

    private void ends(Layers layers) {
        List<Curve> ended = curves.stream()
                .filter(curve -> curve.pruned() && curve.last() >= 0)
                .toList();
        layers.add(
                "where pruned",
                PointMarks.outlined(PointMarks.CROSS, SeriesStyle.colour(4), 2),
                ended.stream()
                        .map(curve -> (double) curve.steps().get(curve.last()))
                        .toList(),
                ended.stream().map(curve -> curve.values().get(curve.last())).toList());
    }

    private void best(Layers layers) {
        best.stream()
                .mapToObj(curves::get)
                .forEach(curve -> layers.add(
                        "best trial",
                        PointMarks.line(PlotStyle.RED, 3.2f),
                        curve.steps().stream().map(Integer::doubleValue).toList(),
                        curve.values()));
    }

    /** Many curves as one line with gaps. */
    private void lines(Layers layers, String name, Color colour, Predicate<Curve> kind) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        curves.stream().filter(kind).filter(curve -> !curve.steps().isEmpty()).forEach(curve -> {
            curve.steps().forEach(step -> x.add((double) step));
            y.addAll(curve.values());
            x.add(x.get(x.size() - 1));
            y.add(Double.NaN);
        });
        layers.add(
                name,
                PointMarks.line(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), ALPHA), 1.4f),
                x,
                y);
    }
}
