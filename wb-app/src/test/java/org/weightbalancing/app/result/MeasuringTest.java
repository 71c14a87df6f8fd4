package org.weightbalancing.app.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.eval.BootstrapInterval;
import org.weightbalancing.eval.ItemScores;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.ShotGroups;

class MeasuringTest {

    // Exactly 100 and exactly 20 training images: medium by one convention, many and few by the other.
    private static final int[] COUNTS = {100, 50, 20};

    /** Logits of log 8 for the predicted class and 0 for the two others: it has probability 0.8, they 0.1 each. */
    private static INDArray logits(int... predicted) {
        float[] logits = new float[3 * predicted.length];
        for (int i = 0; i < predicted.length; i++) {
            logits[3 * i + predicted[i]] = (float) Math.log(8);
        }
        return Nd4j.createFromArray(logits).reshape(predicted.length, 3);
    }

    private static Measuring measuring(int... labels) {
        return new Measuring(labels, COUNTS, new ShotGroups(60, 30), 7);
    }

    // Class accuracies 1, 1/2, 0 for counts 100, 50, 20.
    @Test
    void everyConventionHasItsOwnGroups() {
        Measured measured = measuring(0, 0, 1, 1, 2, 2).of(logits(0, 0, 1, 0, 0, 0));
        assertThat(measured.of(Metric.MANY)).isEqualTo(1.0);
        assertThat(measured.of(Metric.MEDIUM)).isEqualTo(0.5);
        assertThat(measured.of(Metric.FEW)).isZero();
        assertThat(measured.conventions()
                        .get(ShotConventions.ABOVE_100_BELOW_20)
                        .many())
                .isNaN();
        assertThat(measured.conventions()
                        .get(ShotConventions.ABOVE_100_BELOW_20)
                        .medium())
                .isEqualTo(0.5);
        assertThat(measured.conventions().get(ShotConventions.FROM_100_TO_20).many())
                .isEqualTo(1.0);
        assertThat(measured.conventions().get(ShotConventions.FROM_100_TO_20).few())
                .isZero();
        assertThat(measured.conventions().get(ShotConventions.THIRDS).medium()).isEqualTo(0.5);
    }

    @Test
    void aLargeTestSetIsMeasuredInBlocksOfRows() {
        int items = 2 * 1024 + 3;
        int[] labels = new int[items];
        int[] predicted = new int[items];
        Arrays.setAll(labels, i -> i % 3);
        // The last three items, behind two whole blocks, are the only wrong ones.
        Arrays.setAll(predicted, i -> i < items - 3 ? labels[i] : (labels[i] + 1) % 3);
        Measured measured = measuring(labels).of(logits(predicted));
        assertThat(measured.report().items()).isEqualTo(items);
        assertThat(measured.accuracy()).isEqualTo(1 - 3.0 / items);
        BootstrapInterval interval = measured.intervals().get(Metric.ACCURACY);
        assertThat(interval.lower()).isLessThan(measured.accuracy()).isGreaterThan(0.99);
        assertThat(interval.upper()).isGreaterThan(measured.accuracy());
    }

    // Halved logits log(8)/2 make probabilities sqrt 8/(sqrt 8 + 2) = 0.5858.
    @Test
    void logitsAreDividedByTemperaturesBeforeTheyAreMeasured() {
        Measured measured = measuring(0, 1, 2).of(logits(0, 1, 2), Temperatures.same(2, 3));
        assertThat(measured.of(Metric.CONFIDENCE)).isCloseTo(0.5857864376269049, within(1e-7));
        assertThat(measured.of(Metric.NLL)).isCloseTo(-Math.log(0.5857864376269049), within(1e-6));
    }

    // Temperatures 1 and 2: losses -log 0.8 and -log 0.5858.
    @Test
    void everyItemHasItsOwnTemperature() {
        Measured measured = measuring(0, 1).of(logits(0, 1), new Temperatures(new double[] {1, 2}));
        assertThat(measured.of(Metric.NLL))
                .isCloseTo((-Math.log(0.8) - Math.log(0.5857864376269049)) / 2, within(1e-6));
    }

    @Test
    void withoutResamplesThereAreNoIntervals() {
        Measuring measuring = new Measuring(new int[] {0, 1}, COUNTS, new ShotGroups(60, 30), 0, 7);
        Measured measured = measuring.of(ItemScores.of(new double[][] {{1, 0, 0}, {1, 0, 0}}, new int[] {0, 1}));
        assertThat(measured.intervals()).isEmpty();
        assertThat(measured.accuracy()).isEqualTo(0.5);
        assertThat(measured.conventions()).hasSize(ShotConventions.values().length);
    }
}
