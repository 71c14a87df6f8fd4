package org.weightbalancing.app.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
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
        return grow(
                rows,
                IntStream.range(0, points[rows[0]].length)
                        .mapToObj(coordinate -> sorted(coordinate, rows))
                        .toArray(int[][]::new));
    }

    /**
     * The same.
     *
     * @param sorted [coordinates, rows], the rows in the order of each coordinate
     */
    private Tree grow(int[] rows, int[][] sorted) {
        double mean =
                Arrays.stream(rows).mapToDouble(row -> values[row]).average().orElse(Double.NaN);
        double squares = Arrays.stream(rows)
                .mapToDouble(row -> (values[row] - mean) * (values[row] - mean))
                .sum();
        Cut cut = IntStream.range(0, sorted.length)
                .mapToObj(coordinate -> best(coordinate, sorted[coordinate], mean))
                .max(Comparator.comparingDouble(Cut::gain))
                .orElse(new Cut(0, 0, 0));
        if (!(cut.gain() > NO_GAIN * squares)) {
            return new Tree.Leaf(mean);
        }
        return new Tree.Split(
                cut.coordinate(),
                cut.threshold(),
                part(rows, sorted, row -> below(cut, row)),
                part(rows, sorted, row -> !below(cut, row)));
    }

    // What was sorted once stays so in every part: sorting in each of them took longest.
    private Tree part(int[] rows, int[][] sorted, IntPredicate inside) {
        return grow(
                Arrays.stream(rows).filter(inside).toArray(),
                Arrays.stream(sorted)
                        .map(all -> Arrays.stream(all).filter(inside).toArray())
                        .toArray(int[][]::new));
    }

    private int[] sorted(int coordinate, int[] rows) {
        return Arrays.stream(rows)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> points[row][coordinate]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private boolean below(Cut cut, int row) {
        return points[row][cut.coordinate()] < cut.threshold();
    }

    private Cut best(int coordinate, int[] sorted, double mean) {
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
