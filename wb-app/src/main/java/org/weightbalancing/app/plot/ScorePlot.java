package org.weightbalancing.app.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;

/**
 * Draws the score of trials against one hyperparameter, over its whole range: a mark for each trial, those of smaller
 * budgets apart, a ring around the best one, and the running median of the largest budget of which ten trials are there.
 *
 * @param score what is measured, with its unit
 * @param largerIsBetter which way is better
 * @param hyperparameter of the trials
 * @param trials as many as it has values
 * @param best place of the best one among them
 */
public record ScorePlot(
        String score,
        boolean largerIsBetter,
        HyperparameterValues hyperparameter,
        List<Trial> trials,
        OptionalInt best) {

    // Less than other plots: two of them stand side by side.
    private static final int WIDTH = 800;
    private static final int HEIGHT = 520;
    private static final int FEWEST = 10;
    private static final int WINDOWS = 10;
    /** Share of the axis within which trials are neighbours. */
    private static final double NEAR = 0.1;

    /** About as many stand side by side below the axis. */
    private static final int LETTERS = 80;

    private static final double ASIDE = 0.22;
    private static final double WIDE = 0.34;

    /** Keeps a copy. */
    public ScorePlot {
        trials = List.copyOf(trials);
    }

    /**
     * A trial.
     *
     * @param score in the unit of the plot; a trial without a number is left out
     * @param budget steps that it had; 0 for as many as it liked, which is more than any
     */
    public record Trial(double score, int budget) {

        int rank() {
            return budget == 0 ? Integer.MAX_VALUE : budget;
        }
    }

    /** The picture, 800 x 520. */
    public Picture picture() {
        List<Integer> shown = IntStream.range(0, trials.size())
                .filter(i -> Double.isFinite(trials.get(i).score()))
                .filter(i -> Double.isFinite(hyperparameter.values().get(i)))
                .boxed()
                .toList();
        if (shown.isEmpty()) {
            return Picture.noData(WIDTH, HEIGHT, "Score against " + hyperparameter.name());
        }
        XYPlot plot = PlotStyle.plot(
                domain(),
                ScoreAxis.over(
                        score, largerIsBetter, shown.stream().map(this::value).toList()));
        Layers layers = new Layers(plot);
        List<Integer> budgets = new ArrayList<>(
                new TreeSet<>(shown.stream().map(i -> trials.get(i).rank()).toList()));
        marks(layers, shown, budgets);
        medians(layers, shown, budgets);
        best.stream()
                .filter(shown::contains)
                .forEach(i -> layers.add("best trial", PointMarks.best(), List.of(place(i)), List.of(value(i))));
        return new Picture(
                WIDTH,
                HEIGHT,
                score + " of " + shown.size() + " trials against " + hyperparameter.name()
                        + (hyperparameter.log() ? " on a log axis." : "."),
                PlotStyle.chart(plot, true)::draw);
    }

    /** A mark for each trial, those of the largest budget last, on top. */
    private void marks(Layers layers, List<Integer> shown, List<Integer> budgets) {
        for (int budget : budgets) {
            int fromLargest = budgets.size() - 1 - budgets.indexOf(budget);
            List<Integer> own = of(budget, shown);
            layers.add(
                    budgets.size() == 1 ? "trial" : words(budget),
                    PointMarks.filled(SeriesStyle.marker(fromLargest), SeriesStyle.colour(2 + fromLargest)),
                    own.stream().map(this::place).toList(),
                    own.stream().map(this::value).toList());
        }
    }

    /** The medians of the largest budget that has enough trials. */
    private void medians(Layers layers, List<Integer> shown, List<Integer> budgets) {
        IntStream.range(0, budgets.size())
                .mapToObj(i -> of(budgets.get(budgets.size() - 1 - i), shown))
                .filter(own -> hyperparameter.isChoice() || own.size() >= FEWEST)
                .findFirst()
                .ifPresent(own -> median(layers, own, budgets.size() == 1));
    }

    private List<Integer> of(int budget, List<Integer> shown) {
        return shown.stream().filter(i -> trials.get(i).rank() == budget).toList();
    }

    private static String words(int budget) {
        return budget == Integer.MAX_VALUE ? "whole budget" : "budget " + budget;
    }

    private double value(int trial) {
        return trials.get(trial).score();
    }

    private double place(int trial) {
        return hyperparameter.values().get(trial)
                + (hyperparameter.isChoice() ? ASIDE * HyperparameterValues.beside(trial) : 0);
    }

    private ValueAxis domain() {
        String label = PlotText.label(hyperparameter.name());
        if (hyperparameter.isChoice()) {
            SymbolAxis axis = PlotStyle.styled(new SymbolAxis(
                    label,
                    Lines.distinct(hyperparameter.options()).stream()
                            .map(option -> PlotText.mark(
                                    option, LETTERS / hyperparameter.options().size()))
                            .toArray(String[]::new)));
            axis.setGridBandsVisible(false);
            axis.setRange(-0.5, hyperparameter.high() + 0.5);
            return axis;
        }
        if (hyperparameter.log()) {
            return DecadeAxis.over(label, List.of(hyperparameter.low(), hyperparameter.high()));
        }
        NumberAxis axis = PlotStyle.axis(label, List.of(hyperparameter.low(), hyperparameter.high()));
        if (hyperparameter.high() > hyperparameter.low()) {
            double room = 0.03 * (hyperparameter.high() - hyperparameter.low());
            axis.setRange(hyperparameter.low() - room, hyperparameter.high() + room);
        }
        return axis;
    }

    /** The medians of the options, or of neighbours in the order of the values. */
    private void median(Layers layers, List<Integer> own, boolean all) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        if (hyperparameter.isChoice()) {
            for (int option = 0; option < hyperparameter.options().size(); option++) {
                double place = option;
                double median = median(own.stream()
                        .filter(i -> hyperparameter.values().get(i) == place)
                        .toList());
                x.addAll(List.of(place - WIDE, place + WIDE, place + WIDE));
                y.addAll(List.of(median, median, Double.NaN));
            }
        } else {
            List<Integer> sorted = own.stream()
                    .sorted(Comparator.comparing(hyperparameter.values()::get))
                    .toList();
            int half = Math.max(3, sorted.size() / WINDOWS);
            for (int i = 0; i < sorted.size(); i++) {
                x.add(place(sorted.get(i)));
                double here = share(sorted.get(i));
                y.add(median(sorted.subList(Math.max(0, i - half), Math.min(sorted.size(), i + half + 1)).stream()
                        .filter(neighbour -> Math.abs(share(neighbour) - here) <= NEAR)
                        .toList()));
            }
        }
        String name = all ? "median" : "median, " + words(trials.get(own.get(0)).rank());
        layers.add(name, PointMarks.line(PlotStyle.INK, 2.4f), x, y);
    }

    private double share(int trial) {
        return hyperparameter.share(hyperparameter.values().get(trial));
    }

    private double median(List<Integer> some) {
        double[] sorted = some.stream().mapToDouble(this::value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : Arrays.stream(sorted, (sorted.length - 1) / 2, middle + 1)
                        .average()
                        .orElseThrow();
    }
}
