package org.weightbalancing.eval;

import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.Map;

/**
 * Evaluates predictions on a test set, overall, by class and by shot group.
 *
 * <p>A group's accuracy is the mean over its classes (each class counts alike), taken over those with test items. The
 * published code reports 0 for an empty group; here it is NaN.
 *
 * @param shotGroups the bounds of the groups
 */
public record LongTailEvaluator(ShotGroups shotGroups) {

    /** Evaluates by the {@link ShotGroups#standard()} groups. */
    public static LongTailEvaluator standard() {
        return new LongTailEvaluator(ShotGroups.standard());
    }

    /**
     * Evaluates predicted classes.
     *
     * @param truth the true class of each test item
     * @param predicted the predicted class of each test item
     * @param trainCounts the number of training images of each class, [classes]
     * @throws IllegalArgumentException if lengths differ, a class is out of range or a count negative
     */
    public LongTailReport evaluate(int[] truth, int[] predicted, int[] trainCounts) {
        return evaluate(ConfusionMatrix.of(truth, predicted, trainCounts.length), trainCounts);
    }

    /** Evaluates what has been counted, for instance batch after batch; as {@link #evaluate(int[], int[], int[])}. */
    public LongTailReport evaluate(ConfusionMatrix matrix, int[] trainCounts) {
        if (trainCounts.length != matrix.classes()) {
            throw new IllegalArgumentException(
                    trainCounts.length + " training counts for " + matrix.classes() + " classes");
        }
        double[] accuracies = matrix.classAccuracies();
        Map<Shot, DoubleSummaryStatistics> groups = groups(accuracies, trainCounts);
        Map<Shot, Integer> sizes = new EnumMap<>(Shot.class);
        groups.forEach((shot, group) -> sizes.put(shot, (int) group.getCount()));
        return new LongTailReport(
                matrix.items(),
                matrix.accuracy(),
                matrix.meanClassAccuracy(),
                mean(groups.get(Shot.MANY)),
                mean(groups.get(Shot.MEDIUM)),
                mean(groups.get(Shot.FEW)),
                sizes,
                accuracies);
    }

    /** The accuracies of each group's classes, without those that no test item belongs to. */
    private Map<Shot, DoubleSummaryStatistics> groups(double[] accuracies, int[] trainCounts) {
        Map<Shot, DoubleSummaryStatistics> groups = new EnumMap<>(Shot.class);
        for (Shot shot : Shot.values()) {
            groups.put(shot, new DoubleSummaryStatistics());
        }
        for (int c = 0; c < accuracies.length; c++) {
            if (trainCounts[c] < 0) {
                throw new IllegalArgumentException(
                        "trainCounts[" + c + "] = " + trainCounts[c] + ", but at least 0 is required");
            }
            if (!Double.isNaN(accuracies[c])) {
                groups.get(shotGroups.of(trainCounts[c])).accept(accuracies[c]);
            }
        }
        return groups;
    }

    /** The mean of nothing is undefined, where the JDK says 0. */
    private static double mean(DoubleSummaryStatistics group) {
        return group.getCount() == 0 ? Double.NaN : group.getAverage();
    }
}
