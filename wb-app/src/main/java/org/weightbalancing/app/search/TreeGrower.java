package org.weightbalancing.app.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Grows regression trees: splits where the squares of the distances to the means shrink most, until a leaf has fewer than
 * four points or one value.
 */
final class TreeGrower {

    private static final int SMALLEST_LEAF = 2;

    /** Relative to the squares of a node: less is rounding. */
    private static final double NO_GAIN = 1e-12;

    private final double[][] points;
    private final double[] values;

    /**
     * Grows trees over some points.
     *
     * @param points [points, coordinates], not changed
     * @param values one for each point, not changed
     */
    TreeGrower(double[][] points, double[] values) {
        this.points = points;
        this.values = values;
    }

    /**
     * Where to split.
     *
     * @param gain by how much the sum of squares shrinks
     */
    private record Cut(int coordinate, double threshold, double gain) {}

    /** The tree over some of the points, given by their numbers; one that is given twice counts twice. */
    Tree grow(int[] rows) {
        double mean =
                Arrays.stream(rows).mapToDouble(row -> values[row]).average().orElse(Double.NaN);
        double squares = Arrays.stream(rows)
                .mapToDouble(row -> (values[row] - mean) * (values[row] - mean))
                .sum();
        Cut cut = IntStream.range(0, points[rows[0]].length)
                .mapToObj(coordinate -> best(coordinate, rows, mean))
                .max(Comparator.comparingDouble(Cut::gain))
                .orElse(new Cut(0, 0, 0));
        if (!(cut.gain() > NO_GAIN * squares)) {
            return new Tree.Leaf(mean);
        }
        return new Tree.Split(
                cut.coordinate(),
                cut.threshold(),
                grow(Arrays.stream(rows).filter(row -> below(cut, row)).toArray()),
                grow(Arrays.stream(rows).filter(row -> !below(cut, row)).toArray()));
    }

    private boolean below(Cut cut, int row) {
        return points[row][cut.coordinate()] < cut.threshold();
    }

    private Cut best(int coordinate, int[] rows, double mean) {
        int[] sorted = Arrays.stream(rows)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> points[row][coordinate]))
                .mapToInt(Integer::intValue)
                .toArray();
        Cut best = new Cut(coordinate, 0, 0);
        double sum = 0;
        for (int i = 1; i < sorted.length; i++) {
            sum += values[sorted[i - 1]] - mean;
            double before = points[sorted[i - 1]][coordinate];
            double after = points[sorted[i]][coordinate];
            int fewer = Math.min(i, sorted.length - i);
            // Between means: the values are taken from the mean of all, so that both sums are opposite.
            double gain = sum * sum / i + sum * sum / (sorted.length - i);
            if (before < after && fewer >= SMALLEST_LEAF && gain > best.gain()) {
                best = new Cut(coordinate, before + (after - before) / 2, gain);
            }
        }
        return best;
    }
}
