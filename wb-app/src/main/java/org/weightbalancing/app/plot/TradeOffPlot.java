package org.weightbalancing.app.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;

/**
 * Draws two measures of trials against each other, with a line through those that no trial beats in both (their Pareto
 * front), and a ring around the best one.
 *
 * @param across the measure on the horizontal axis
 * @param up the measure on the vertical axis
 * @param trials in any order; one that lacks a number is left out
 * @param best place of the best one among them
 */
public record TradeOffPlot(Measure across, Measure up, List<Trial> trials, OptionalInt best) {

    /** Keeps a copy. */
    public TradeOffPlot {
        trials = List.copyOf(trials);
    }

    /**
     * What an axis shows.
     *
     * @param name with its unit
     * @param largerIsBetter which way is better
     */
    public record Measure(String name, boolean largerIsBetter) {

        boolean better(double a, double b) {
            return largerIsBetter ? a > b : a < b;
        }
    }

    /** Both measures of a trial. */
    public record Trial(double across, double up) {

        boolean finite() {
            return Double.isFinite(across) && Double.isFinite(up);
        }
    }

    /** The picture, 1200 x 700. */
    public Picture picture() {
        List<Trial> shown = trials.stream().filter(Trial::finite).toList();
        if (shown.isEmpty()) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, up.name() + " against " + across.name());
        }
        XYPlot plot = PlotStyle.plot(axis(across, shown, Trial::across), axis(up, shown, Trial::up));
        Layers layers = new Layers(plot);
        layers.add("trial", PointMarks.dots(PlotStyle.BLUE), column(shown, Trial::across), column(shown, Trial::up));
        List<Trial> front = front();
        layers.add(
                "best in one for what the other is", steps(), column(front, Trial::across), column(front, Trial::up));
        best.stream()
                .mapToObj(trials::get)
                .filter(Trial::finite)
                .forEach(trial ->
                        layers.add("best trial", PointMarks.best(), List.of(trial.across()), List.of(trial.up())));
        return PlotStyle.picture(
                PlotStyle.chart(plot, true),
                up.name() + " against " + across.name() + " of " + shown.size() + " trials, " + front.size()
                        + " of them beaten by none in both.");
    }

    private static NumberAxis axis(Measure measure, List<Trial> shown, ToDoubleFunction<Trial> value) {
        return ScoreAxis.over(PlotText.label(measure.name()), measure.largerIsBetter(), column(shown, value));
    }

    private static List<Double> column(List<Trial> some, ToDoubleFunction<Trial> value) {
        return some.stream().mapToDouble(value).boxed().toList();
    }

    private static XYStepRenderer steps() {
        XYLineAndShapeRenderer style = PointMarks.line(PlotStyle.INK, 2);
        XYStepRenderer steps = new XYStepRenderer();
        steps.setSeriesPaint(0, style.getSeriesPaint(0));
        steps.setSeriesStroke(0, style.getSeriesStroke(0));
        return steps;
    }

    /** The trials that no other beats in one measure and equals or beats in the other, from left to right. */
    List<Trial> front() {
        Comparator<Trial> left = Comparator.comparingDouble(Trial::across);
        Comparator<Trial> low = Comparator.comparingDouble(Trial::up);
        List<Trial> sorted = trials.stream()
                .filter(Trial::finite)
                .sorted((across.largerIsBetter() ? left.reversed() : left)
                        .thenComparing(up.largerIsBetter() ? low.reversed() : low))
                .toList();
        List<Trial> front = new ArrayList<>();
        for (Trial trial : sorted) {
            if (front.isEmpty()
                    || up.better(trial.up(), front.get(front.size() - 1).up())) {
                front.add(trial);
            }
        }
        if (!across.largerIsBetter()) {
            return front;
        }
        return IntStream.rangeClosed(1, front.size())
                .mapToObj(i -> front.get(front.size() - i))
                .toList();
    }
}
