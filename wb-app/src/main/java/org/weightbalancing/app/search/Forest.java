package org.weightbalancing.app.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The mean of regression trees, each grown on as many points as there are, but at most a thousand, drawn with replacement
 * (Breiman, Random Forests, Machine Learning 45, 2001, with all coordinates tried at every split).
 *
 * @param trees at least one
 * @param error root of the mean squared error at points that the asked trees did not see; NaN if there is no such point
 */
record Forest(List<Tree> trees, double error) {

    private static final int TREES = 64;
    private static final int MOST_POINTS = 1000;

    Forest {
        trees = List.copyOf(trees);
    }

    /**
     * Grows a forest.
     *
     * @param points [points, coordinates], at least one
     * @param values one for each point
     * @param seed of what is drawn
     */
    static Forest grow(double[][] points, double[] values, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeGrower grower = new TreeGrower(points, values);
        List<Tree> trees = new ArrayList<>();
        double[] sums = new double[points.length];
        int[] unseen = new int[points.length];
        for (int t = 0; t < TREES; t++) {
            int[] rows = random.ints(Math.min(points.length, MOST_POINTS), 0, points.length)
                    .toArray();
            Tree tree = grower.grow(rows);
            trees.add(tree);
            boolean[] seen = new boolean[points.length];
            IntStream.of(rows).forEach(row -> seen[row] = true);
            for (int i = 0; i < points.length; i++) {
                if (!seen[i]) {
                    sums[i] += tree.at(points[i]);
                    unseen[i]++;
                }
            }
        }
        double squares = IntStream.range(0, points.length)
                .filter(i -> unseen[i] > 0)
                .mapToDouble(i -> sums[i] / unseen[i] - values[i])
                .map(distance -> distance * distance)
                .average()
                .orElse(Double.NaN);
        return new Forest(trees, Math.sqrt(squares));
    }

    /** Its value at a point. */
    double at(double[] point) {
        double sum = 0;
        for (Tree tree : trees) {
            sum += tree.at(point);
        }
        return sum / trees.size();
    }
}
