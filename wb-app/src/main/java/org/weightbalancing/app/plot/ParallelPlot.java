package org.weightbalancing.app.plot;

import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws each trial as a line across one axis for each hyperparameter and one for the score: the best fifth strong, the
 * rest pale. A hyperparameter that did not matter in a trial is met below its axis.
 *
 * @param score what is measured, with its unit
 * @param largerIsBetter which way is better
 * @param hyperparameters axes from left to right, each with as many values as there are scores
 * @param scores one for each trial; a trial without a number is left out, and the picture says so
 */
public record ParallelPlot(
        String score, boolean largerIsBetter, List<HyperparameterValues> hyperparameters, List<Double> scores) {

    private static final int FIFTH = 5;

    /**
     * Keeps copies.
     *
     * @throws IllegalArgumentException if a hyperparameter has another number of values than there are scores
     */
    public ParallelPlot {
        hyperparameters = List.copyOf(hyperparameters);
        scores = List.copyOf(scores);
        for (HyperparameterValues one : hyperparameters) {
            if (one.values().size() != scores.size()) {
                throw new IllegalArgumentException(one.name() + " has "
                        + one.values().size() + " values for " + scores.size() + " trials, must have one for each");
            }
        }
    }

    /** The picture, 1200 x 700. */
    public Picture picture() {
        if (hyperparameters.isEmpty() || scores.stream().noneMatch(Double::isFinite)) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, "Hyperparameters and scores of the trials");
        }
        int[] worstFirst = worstFirst();
        int strong = worstFirst.length - (worstFirst.length + FIFTH - 1) / FIFTH;
        ParallelAxes axes = ParallelAxes.of(score, ScoreAxis.over(score, largerIsBetter, scores), hyperparameters);
        return new Picture(
                PlotStyle.WIDTH,
                PlotStyle.HEIGHT,
                worstFirst.length + " trials as lines across " + hyperparameters.size() + " hyperparameters and "
                        + score + "; the best fifth is strong.",
                (graphics, area) -> {
                    Rectangle2D field = ParallelAxes.field(area);
                    for (int place = 0; place < worstFirst.length; place++) {
                        axes.line(
                                graphics,
                                field,
                                worstFirst[place],
                                scores.get(worstFirst[place]),
                                place == worstFirst.length - 1
                                        ? ParallelAxes.Line.BEST
                                        : place < strong ? ParallelAxes.Line.PALE : ParallelAxes.Line.STRONG);
                    }
                    axes.draw(graphics, field);
                    ParallelAxes.legend(graphics, area, scores.size() - worstFirst.length);
                });
    }

    /** The trials with a score, so that the best are drawn last, on top. */
    private int[] worstFirst() {
        Comparator<Integer> order = Comparator.comparing(scores::get);
        return IntStream.range(0, scores.size())
                .filter(i -> Double.isFinite(scores.get(i)))
                .boxed()
                .sorted((largerIsBetter ? order : order.reversed()).thenComparing(Comparator.reverseOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
