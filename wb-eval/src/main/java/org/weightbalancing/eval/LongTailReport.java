package org.weightbalancing.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The accuracies of one evaluation on a long-tailed problem, as fractions 0..1; NaN where one is undefined, never 0.
 *
 * <p>Immutable: array and map are copied in, the array also out. Made by {@link LongTailEvaluator}.
 *
 * @param items the number of test items
 * @param accuracy the fraction of all items that were predicted correctly; NaN without items
 * @param meanClassAccuracy the mean accuracy of the classes that have test items; NaN if none has
 * @param many the mean accuracy of the many-shot classes that have test items; NaN if none has
 * @param medium the same of the medium-shot classes
 * @param few the same of the few-shot classes
 * @param groupSizes how many classes {@code many}, {@code medium} and {@code few} are the means of
 * @param classAccuracies the accuracy of each class, [classes]; NaN for a class without test items
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content, below
public record LongTailReport(
        long items,
        double accuracy,
        double meanClassAccuracy,
        double many,
        double medium,
        double few,
        Map<Shot, Integer> groupSizes,
        double[] classAccuracies) {

    /** Copies what could change. */
    public LongTailReport {
        groupSizes = Map.copyOf(groupSizes);
        classAccuracies = classAccuracies.clone();
    }

    /** Returns a copy of the accuracy of each class, [classes]; NaN for a class without test items. */
    @Override
    public double[] classAccuracies() {
        return classAccuracies.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LongTailReport that
                && numbers().equals(that.numbers())
                && Arrays.equals(classAccuracies, that.classAccuracies);
    }

    @Override
    public int hashCode() {
        return Objects.hash(numbers(), Arrays.hashCode(classAccuracies));
    }

    @Override
    public String toString() {
        return "LongTailReport[items=" + items + ", accuracy=" + accuracy + ", meanClassAccuracy=" + meanClassAccuracy
                + ", many=" + many + ", medium=" + medium + ", few=" + few + ", classes=" + classAccuracies.length
                + "]";
    }

    private List<Object> numbers() {
        return List.of(items, accuracy, meanClassAccuracy, many, medium, few, groupSizes);
    }
}
