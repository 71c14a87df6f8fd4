package org.weightbalancing.app.plot;

import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;

/**
 * Draws which classes are taken for which: of the test images of each true class (row) the per cent predicted as each
 * class (column), both from frequent to rare, with lines between many-, medium- and few-shot classes. Colours go by the square root, so that rare confusions are seen.
 *
 * <p>More than 200 classes are drawn in blocks of like frequency; the axis says of how many.
 *
 * @param method whose predictions they are
 * @param trainCounts training images of each class
 * @param confusions images [true class][predicted class]; a row of zeros is grey
 * @param manyAbove a class with more training images is many-shot
 * @param fewBelow a class with fewer training images is few-shot
 */
public record ConfusionPlot(
        String method, List<Integer> trainCounts, List<List<Integer>> confusions, int manyAbove, int fewBelow) {

    private static final int MOST = 200;
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 900;

    /**
     * Keeps copies.
     *
     * @throws IllegalArgumentException if the confusions are not [C][C], or a number is negative
     */
    public ConfusionPlot {
        trainCounts = List.copyOf(trainCounts);
        confusions = confusions.stream().map(List::copyOf).toList();
        new ByFrequency(trainCounts);
        int classes = trainCounts.size();
        if (confusions.size() != classes || confusions.stream().anyMatch(row -> row.size() != classes)) {
            throw new IllegalArgumentException("confusions has " + confusions.size() + " rows, must be " + classes
                    + " rows of " + classes + " numbers as there are training counts");
        }
        if (confusions.stream().flatMap(List::stream).anyMatch(images -> images < 0)) {
            throw new IllegalArgumentException("confusions has a negative number of images, must be at least 0");
        }
    }

    /** The picture, 1000 x 900. */
    public Picture picture() {
        if (confusions.stream().flatMap(List::stream).allMatch(images -> images == 0)) {
            return Picture.noData(WIDTH, HEIGHT, "Confusion matrix");
        }
        Blocks blocks = Blocks.of(trainCounts.size(), MOST);
        HeatMap map = new HeatMap(
                cells(blocks),
                ColourRamp.rootOfPercent(),
                axis("predicted class, most frequent first" + blocks.words()),
                axis("true class, most frequent on top" + blocks.words()));
        drawGroups(map);
        return new Picture(
                WIDTH,
                HEIGHT,
                "Confusion matrix of " + method + " over " + trainCounts.size()
                        + " classes, most frequent first, in per cent of each true class.",
                map.chart("% of the images of the true class")::draw);
    }

    private NumberAxis axis(String label) {
        NumberAxis axis = PlotStyle.axis(label);
        axis.setRange(-0.5, trainCounts.size() - 0.5);
        axis.setStandardTickUnits(new NumberTickUnitSource(true));
        return axis;
    }

    private void drawGroups(HeatMap map) {
        long classes = trainCounts.size();
        long many = trainCounts.stream().filter(count -> count > manyAbove).count();
        long few = trainCounts.stream().filter(count -> count < fewBelow).count();
        long[] borders = {0, many, classes - few, classes};
        List<String> names = List.of("many", "medium", "few");
        for (int group = 0; group < names.size(); group++) {
            double from = borders[group] - 0.5;
            double to = borders[group + 1] - 0.5;
            if (group > 0 && from > -0.5 && from < classes - 0.5) {
                map.line(from, -0.5, from, classes - 0.5);
                map.line(-0.5, from, classes - 0.5, from);
            }
            if (to - from > 0.1 * classes) {
                map.words(names.get(group), (from + to) / 2, -0.5 + 0.004 * classes);
            }
        }
    }

    private double[][] cells(Blocks blocks) {
        List<Integer> order = new ByFrequency(trainCounts).order();
        double[][] cells = new double[blocks.count()][blocks.count()];
        for (int truth = 0; truth < order.size(); truth++) {
            List<Integer> row = confusions.get(order.get(truth));
            for (int predicted = 0; predicted < order.size(); predicted++) {
                cells[truth / blocks.size()][predicted / blocks.size()] += row.get(order.get(predicted));
            }
        }
        for (double[] row : cells) {
            double images = Arrays.stream(row).sum();
            for (int i = 0; i < row.length; i++) {
                row[i] = 100 * row[i] / images;
            }
        }
        return cells;
    }
}
