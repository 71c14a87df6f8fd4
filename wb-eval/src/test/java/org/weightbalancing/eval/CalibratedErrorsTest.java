package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibratedErrorsTest {

    private static List<Map<Metric, Double>> draws(double[][] probabilities, int draws) {
        double[][] logits = new double[probabilities.length][];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Arrays.stream(probabilities[i]).map(Math::log).toArray();
        }
        ItemScores scores = ItemScores.of(logits, new int[logits.length]);
        return new CalibratedErrors(scores, 15).draw(draws, new SplittableRandom(3));
    }

    /** A sure network that is calibrated is never wrong. */
    @Test
    void sureItemsHaveNoError() {
        for (Map<Metric, Double> errors : draws(new double[][] {{1, 0}, {0, 1}, {1, 0}}, 20)) {
            assertThat(errors.get(Metric.ECE)).isZero();
            assertThat(errors.get(Metric.ADAPTIVE_ECE)).isZero();
        }
    }

    /** One item of confidence 3/4 is right in three draws of four: the error is 1/4 then, else 3/4; the mean is 3/8. */
    @Test
    void itemsAreRightAsOftenAsTheyAreSure() {
        List<Map<Metric, Double>> draws = draws(new double[][] {{0.125, 0.75, 0.125}}, 4000);
        assertThat(draws).hasSize(4000).allSatisfy(errors -> assertThat(Math.abs(errors.get(Metric.ECE) - 0.5))
                .isCloseTo(0.25, within(1e-12)));
        double mean = draws.stream()
                .mapToDouble(errors -> errors.get(Metric.ECE))
                .average()
                .orElseThrow();
        // The standard deviation of the mean is 1/2 sqrt(3/16 / 4000) = 0.0034.
        assertThat(mean).isCloseTo(0.375, within(0.0137));
    }

    /** Confidences 1/3 and 2/3 in two bins: gaps of (1/3 or 2/3) and (2/3 or 1/3), halved: 2/6, 3/6 or 4/6. */
    @Test
    void everyItemKeepsItsConfidence() {
        double third = 1.0 / 3;
        double[][] probabilities = {{third, third, third}, {2 * third, third / 2, third / 2}};
        List<Double> errors = draws(probabilities, 200).stream()
                .map(of -> 6 * of.get(Metric.ECE))
                .toList();
        assertThat(errors.stream().map(Math::round)).contains(2L, 3L, 4L);
        assertThat(errors).allSatisfy(error -> assertThat(error).isCloseTo((double) Math.round(error), within(1e-12)));
    }
}
