package org.weightbalancing.app.result;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.app.training.LogitRows;
import org.weightbalancing.eval.adjustment.Temperature;

/**
 * The temperature of each of some items.
 *
 * @param values by item
 */
// A holder of an array that is handed over, not compared.
@SuppressWarnings("ArrayRecordComponent")
record Temperatures(double[] values) {

    /** Logits as they are. */
    static Temperatures none(int items) {
        return same(1, items);
    }

    /** One temperature for all. */
    static Temperatures same(double temperature, int items) {
        double[] values = new double[items];
        Arrays.fill(values, temperature);
        return new Temperatures(values);
    }

    /** The temperature that suits items best. */
    static double fit(INDArray logits, int[] labels) {
        return 1 / Temperature.fit(LogitRows.of(logits), labels).scale()[0];
    }

    /**
     * Two temperatures: every second item of each class has the one that suits the others, and the other way round. If a half
     * is empty, both are 1.
     */
    static Temperatures crossed(INDArray logits, int[] labels) {
        int[] seen = new int[(int) logits.size(1)];
        int[] half = IntStream.of(labels).map(label -> seen[label]++ % 2).toArray();
        double[] fitted = {fit(half, 1, logits, labels), fit(half, 0, logits, labels)};
        return new Temperatures(IntStream.of(half).mapToDouble(h -> fitted[h]).toArray());
    }

    private static double fit(int[] half, int which, INDArray logits, int[] labels) {
        int[] items =
                IntStream.range(0, half.length).filter(i -> half[i] == which).toArray();
        return items.length == 0
                ? 1
                : fit(
                        logits.getRows(items),
                        IntStream.of(items).map(i -> labels[i]).toArray());
    }

    /** Whether one of them is where the search ends. */
    boolean atBound() {
        return Arrays.stream(values).anyMatch(t -> t <= Temperature.SMALLEST || t >= Temperature.LARGEST);
    }

    /** The geometric mean. */
    double mean() {
        return Math.exp(Arrays.stream(values).map(Math::log).average().orElse(Double.NaN));
    }
}
