package org.weightbalancing.app.plot;

import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Draws how training went: loss, class accuracy and, where given, learning rate over the epochs of each stage, one panel
 * below the other. Losses that differ more than thirtyfold have a log axis.
 *
 * @param stages one line each
 */
public record TrainingCurvesPlot(List<Stage> stages) {

    private static final double WIDE = 30;

    /** Keeps a copy. */
    public TrainingCurvesPlot {
        stages = List.copyOf(stages);
    }

    /**
     * The numbers of a stage, epoch by epoch.
     *
     * @param name stands in the legend
     * @param epochs counted from 0, drawn from 1
     * @param losses mean training loss, NaN leaves a gap; empty where unknown
     * @param accuracies mean class accuracy, 0 to 1; NaN where it was not measured, lines join the measured epochs; empty
     *     where unknown
     * @param learningRates empty where unknown
     */
    public record Stage(
            String name,
            List<Integer> epochs,
            List<Double> losses,
            List<Double> accuracies,
            List<Double> learningRates) {

        /**
         * Keeps copies.
         *
         * @throws IllegalArgumentException if a list is neither empty nor as long as the epochs
         */
        public Stage {
            epochs = List.copyOf(epochs);
            losses = List.copyOf(losses);
            accuracies = List.copyOf(accuracies);
            learningRates = List.copyOf(learningRates);
            for (List<Double> values : List.of(losses, accuracies, learningRates)) {
                if (!values.isEmpty() && values.size() != epochs.size()) {
                    throw new IllegalArgumentException("stage '" + name + "' has " + values.size()
                            + " values of a kind, must have none or one for each of its " + epochs.size()
                            + " epochs");
                }
            }
        }
    }

    /** The picture, 1200 x 700; kinds without a number have no panel. */
    public Picture picture() {
        Map<String, XYPlot> plots = new LinkedHashMap<>();
        if (has(Stage::losses)) {
            plots.put("loss", panel(losses(), Stage::losses, 1, false));
        }
        if (has(Stage::accuracies)) {
            plots.put("class accuracy", panel(accuracies(), Stage::accuracies, 100, true));
        }
        if (has(Stage::learningRates)) {
            ValueAxis rates = DecadeAxis.over("learning rate", all(Stage::learningRates));
            plots.put("learning rate", panel(rates, Stage::learningRates, 1, false));
        }
        if (plots.isEmpty()) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, "Training curves");
        }
        return PlotStyle.picture(
                PlotStyle.chart(together(List.copyOf(plots.values())), true),
                "Training curves, " + String.join(", ", plots.keySet()) + ", over the epochs of the stages "
                        + stages.stream().map(Stage::name).collect(Collectors.joining(", ")) + ".");
    }

    private static CombinedDomainXYPlot together(List<XYPlot> plots) {
        NumberAxis epochs = PlotStyle.axis("epoch of the stage");
        epochs.setLowerMargin(0.02);
        epochs.setUpperMargin(0.02);
        epochs.setStandardTickUnits(new NumberTickUnitSource(true));
        CombinedDomainXYPlot panels = new CombinedDomainXYPlot(epochs);
        panels.setGap(14);
        plots.forEach(plot -> panels.add(plot, 1));
        panels.setFixedLegendItems(plots.get(0).getLegendItems());
        return panels;
    }

    // Losses of different kinds may differ by orders of magnitude.
    private ValueAxis losses() {
        DoubleSummaryStatistics finite = all(Stage::losses).stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .summaryStatistics();
        return finite.getMin() > 0 && finite.getMax() / finite.getMin() > WIDE
                ? DecadeAxis.over("loss", all(Stage::losses))
                : PlotStyle.axis("loss", all(Stage::losses));
    }

    private ValueAxis accuracies() {
        return PlotStyle.axis(
                "class accuracy, %",
                all(Stage::accuracies).stream().map(value -> 100 * value).toList());
    }

    private boolean has(Function<Stage, List<Double>> kind) {
        return all(kind).stream().anyMatch(Double::isFinite);
    }

    private List<Double> all(Function<Stage, List<Double>> kind) {
        return stages.stream().flatMap(stage -> kind.apply(stage).stream()).toList();
    }

    private XYPlot panel(ValueAxis axis, Function<Stage, List<Double>> kind, double factor, boolean joined) {
        XYSeriesCollection lines = new XYSeriesCollection();
        for (Stage stage : stages) {
            List<Double> values = kind.apply(stage);
            List<Integer> drawn = IntStream.range(0, values.size())
                    .filter(i -> !joined || Double.isFinite(values.get(i)))
                    .boxed()
                    .toList();
            Lines.add(
                    lines,
                    stage.name(),
                    drawn.stream().map(i -> stage.epochs().get(i) + 1).toList(),
                    drawn.stream()
                            .map(i -> drawable(axis, factor * values.get(i)))
                            .toList());
        }
        XYPlot plot = PlotStyle.plot(null, axis);
        plot.setDataset(lines);
        plot.setRenderer(SeriesStyle.apply(new SparseMarks(lines), stages.size()));
        return plot;
    }

    private static double drawable(ValueAxis axis, double value) {
        return axis instanceof DecadeAxis && value <= 0 ? Double.NaN : value;
    }
}
