package org.weightbalancing.eval;

import java.util.Arrays;

/**
 * The mean accuracy of the classes predicted worst: with the accuracies of the classes that have test items sorted upwards,
 * (1/k) sum of the first k.
 *
 * <p>With k = 1 it is the least accuracy of any class, which a long tail often makes 0 for every method; a few classes more
 * still tell methods apart. Which classes they are is chosen after the fact, so that it is lower than the accuracy those
 * classes have on other test items.
 *
 * @param k how many classes, at least 1
 */
public record WorstClasses(int k) {

    /** Refuses less than one class. */
    public WorstClasses {
        if (k < 1) {
            throw new IllegalArgumentException("k = " + k + ", but at least 1 is required");
        }
    }

    /**
     * Returns the mean accuracy of the k worst classes, or of all if fewer have test items; NaN if none has.
     *
     * @param classAccuracies the accuracy of each class, [classes]; NaN for a class without test items
     */
    public double accuracy(double[] classAccuracies) {
        return Arrays.stream(classAccuracies)
                .filter(accuracy -> !Double.isNaN(accuracy))
                .sorted()
                .limit(k)
                .average()
                .orElse(Double.NaN);
    }
}
