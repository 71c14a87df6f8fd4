package org.weightbalancing.app.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.data.Range;

/**
 * Draws the score of each trial over its number, and the best so far. Trials that were pruned are triangles, those that
 * ended without a score are crosses below all.
 *
 * @param score what is measured, with its unit
 * @param largerIsBetter which way is better
 * @param trials by number
 */
public record StudyHistoryPlot(String score, boolean largerIsBetter, List<Trial> trials) {

    private static final double BELOW = 0.08;

    /** Keeps a copy. */
    public StudyHistoryPlot {
        trials = List.copyOf(trials);
    }

    /** How a trial ended. */
    public enum End {
        /** With a score. */
        COMPLETE,
        /** With the last value before it was given up. */
        PRUNED,
        /** With nothing. */
        FAILED
    }

    /**
     * A trial.
     *
     * @param number in the study
     * @param end how it ended
     * @param score NaN if it has none
     * @param best of all trials up to this one, NaN if there is none
     */
    public record Trial(int number, End end, double score, double best) {}

    /** The picture, 1200 x 700. */
    public Picture picture() {
        if (trials.isEmpty()) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, "Score of the trials by number");
        }
        NumberAxis numbers = PlotStyle.axis(
                "trial", trials.stream().map(trial -> (double) trial.number()).toList());
        numbers.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        NumberAxis scores = ScoreAxis.over(
                score,
                largerIsBetter,
                Stream.concat(scores(End.COMPLETE).stream(), scores(End.PRUNED).stream())
                        .toList());
        Range range = scores.getRange();
        double below = range.getLowerBound() - BELOW / 2 * range.getLength();
        if (!numbers(End.FAILED).isEmpty()) {
            scores.setRange(range.getLowerBound() - BELOW * range.getLength(), range.getUpperBound());
        }
        XYPlot plot = PlotStyle.plot(numbers, scores);
        Layers layers = new Layers(plot);
        marks(layers, below);
        best(layers);
        return PlotStyle.picture(
                PlotStyle.chart(plot, true),
                score + " of " + trials.size() + " trials over their numbers, and the best so far; "
                        + numbers(End.PRUNED).size() + " were pruned, "
                        + numbers(End.FAILED).size() + " have no score.");
    }

    private void marks(Layers layers, double below) {
        List<Double> failed = numbers(End.FAILED);
        layers.add("complete", PointMarks.dots(PlotStyle.BLUE), numbers(End.COMPLETE), scores(End.COMPLETE));
        layers.add(
                "pruned",
                PointMarks.outlined(SeriesStyle.marker(4), SeriesStyle.colour(4), 1.6f),
                numbers(End.PRUNED),
                scores(End.PRUNED));
        layers.add(
                "no score",
                PointMarks.outlined(PointMarks.CROSS, PlotStyle.RED, 2),
                failed,
                failed.stream().map(number -> below).toList());
    }

    private void best(Layers layers) {
        XYStepRenderer steps = new XYStepRenderer();
        steps.setSeriesPaint(0, PlotStyle.INK);
        steps.setSeriesStroke(0, PointMarks.line(PlotStyle.INK, 2.4f).getSeriesStroke(0));
        List<Trial> known =
                trials.stream().filter(trial -> Double.isFinite(trial.best())).toList();
        layers.add(
                "best so far",
                steps,
                new ArrayList<>(
                        known.stream().map(trial -> (double) trial.number()).toList()),
                known.stream().map(Trial::best).toList());
    }

    private List<Double> numbers(End end) {
        return trials.stream()
                .filter(trial -> trial.end() == end)
                .map(trial -> (double) trial.number())
                .toList();
    }

    private List<Double> scores(End end) {
        return trials.stream()
                .filter(trial -> trial.end() == end)
                .map(Trial::score)
                .toList();
    }
}
