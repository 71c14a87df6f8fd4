package org.weightbalancing.app.plot;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;

/**
 * Draws how the norm of each class's row of the classifier grows over the epochs as a field of colours, the most frequent
 * class on top (figure 2 of the weight balancing paper, arXiv 2203.14197).
 *
 * <p>More than 400 classes are drawn as means over classes of like frequency; the axis says over how many.
 *
 * @param stage whose classifier it is
 * @param trainCounts training images of each class
 * @param epochs counted from 0, rising, drawn from 1
 * @param norms for each epoch the norm of each class's row, at least 0; NaN is grey
 * @param largest norm of the colour scale, which starts at 0: that of all stages that are to be compared
 */
public record NormHeatMap(
        String stage, List<Integer> trainCounts, List<Integer> epochs, List<List<Double>> norms, double largest) {

    private static final int MOST_ROWS = 400;

    /**
     * Keeps copies.
     *
     * @throws IllegalArgumentException if there is not one list for each epoch with a norm for each class, if epochs do not
     *     rise, a count is negative, or the scale ends below a norm
     */
    public NormHeatMap {
        trainCounts = List.copyOf(trainCounts);
        epochs = List.copyOf(epochs);
        norms = norms.stream().map(List::copyOf).toList();
        new ByFrequency(trainCounts)
                .check(norms.stream().map(row -> new Series("epoch", row)).toList());
        if (norms.size() != epochs.size()) {
            throw new IllegalArgumentException(
                    "norms has " + norms.size() + " epochs, must have " + epochs.size() + " as epochs");
        }
        for (int i = 1; i < epochs.size(); i++) {
            if (epochs.get(i) <= epochs.get(i - 1)) {
                throw new IllegalArgumentException(
                        "epoch " + epochs.get(i) + " follows " + epochs.get(i - 1) + ", epochs must rise");
            }
        }
        double own = finite(norms).max().orElse(0);
        if (!(largest >= own && Double.isFinite(largest))) {
            throw new IllegalArgumentException(
                    "largest is " + largest + ", must be finite and at least the largest of the norms, " + own);
        }
    }

    private static DoubleStream finite(List<List<Double>> norms) {
        return norms.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite);
    }

    /** The picture, 1200 x 700. */
    public Picture picture() {
        if (finite(norms).findAny().isEmpty()) {
            return Picture.noData(PlotStyle.WIDTH, PlotStyle.HEIGHT, "Norms of the classifier's rows over epochs");
        }
        Blocks blocks = Blocks.of(trainCounts.size(), MOST_ROWS);
        NumberAxis rows = PlotStyle.axis("classes, most frequent on top" + blocks.words());
        rows.setRange(-0.5, trainCounts.size() - 0.5);
        rows.setStandardTickUnits(new NumberTickUnitSource(true));
        NumberAxis columns = PlotStyle.axis("epoch of " + PlotText.label(stage));
        columns.setRange(epochs.get(0) + 0.5, epochs.get(epochs.size() - 1) + 1.5);
        columns.setStandardTickUnits(new NumberTickUnitSource(true));
        HeatMap map = new HeatMap(cells(blocks), ColourRamp.over(0, largest), columns, rows);
        return PlotStyle.picture(
                map.chart("norm of the classifier's row"),
                "Heat map of the norm of the classifier's rows of " + trainCounts.size()
                        + " classes, most frequent on top, over the epochs of " + stage + ".");
    }

    // An epoch that was not measured shows the one measured before it.
    private double[][] cells(Blocks blocks) {
        List<Integer> order = new ByFrequency(trainCounts).order();
        int first = epochs.get(0);
        int width = epochs.get(epochs.size() - 1) - first + 1;
        double[][] cells = new double[blocks.count()][width];
        int measured = 0;
        for (int x = 0; x < width; x++) {
            if (measured + 1 < epochs.size() && epochs.get(measured + 1) <= first + x) {
                measured++;
            }
            List<Double> row = norms.get(measured);
            for (int block = 0; block < cells.length; block++) {
                cells[block][x] = IntStream.range(blocks.from(block), blocks.to(block))
                        .mapToDouble(place -> row.get(order.get(place)))
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN);
            }
        }
        return cells;
    }
}
