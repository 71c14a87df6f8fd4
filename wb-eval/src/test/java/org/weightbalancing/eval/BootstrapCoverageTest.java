package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * How often 95 % intervals hold what is true of all test sets that could have been drawn. Two classes; the confidence p is
 * uniform in 1/2..1 and the prediction right with a chance of q(p) = 1/2 + slope (p - 1/2), so that the accuracy is the mean of
 * q and the calibration error that of p - q.
 */
class BootstrapCoverageTest {

    private static final int TEST_SETS = 100;
    private static final int ITEMS = 800;
    private static final int RESAMPLES = 100;
    private static final double LEVEL = 0.95;

    /** q(p) = p: the accuracy is 3/4, the error 0. */
    private static final List<Map<Metric, BootstrapInterval>> OF_CALIBRATED = intervals(1);

    /** The accuracy is 3/5, the error 3/4 - 3/5 in whatever bins, for q is nowhere above p. */
    private static final List<Map<Metric, BootstrapInterval>> OF_TOO_SURE = intervals(0.4);

    private static List<Map<Metric, BootstrapInterval>> intervals(double slope) {
        SplittableRandom random = new SplittableRandom(11);
        List<Map<Metric, BootstrapInterval>> all = new ArrayList<>();
        for (int set = 0; set < TEST_SETS; set++) {
            double[][] logits = new double[ITEMS][];
            int[] labels = new int[ITEMS];
            for (int i = 0; i < ITEMS; i++) {
                double p = random.nextDouble(0.5, 1);
                logits[i] = new double[] {Math.log(p), Math.log(1 - p)};
                labels[i] = random.nextDouble() < 0.5 + slope * (p - 0.5) ? 0 : 1;
            }
            all.add(new Bootstrap(RESAMPLES, LEVEL, set)
                    .intervals(ItemScores.of(logits, labels), new int[2], LongTailEvaluator.standard()));
        }
        return all;
    }

    /** Turned round again, the upper end is the lower percentile. */
    private static double lowerPercentile(BootstrapInterval reversed) {
        return 2 * reversed.estimate() - reversed.upper();
    }

    private static long covered(List<Map<Metric, BootstrapInterval>> intervals, Metric metric, double truth) {
        return intervals.stream().filter(of -> of.get(metric).contains(truth)).count();
    }

    @Test
    void accuracyIsCovered() {
        assertThat(covered(OF_CALIBRATED, Metric.ACCURACY, 0.75)).isGreaterThanOrEqualTo(90);
        assertThat(covered(OF_TOO_SURE, Metric.ACCURACY, 0.6)).isGreaterThanOrEqualTo(90);
    }

    @Test
    void calibrationErrorsAreCovered() {
        for (Metric metric : List.of(Metric.ECE, Metric.ADAPTIVE_ECE)) {
            assertThat(covered(OF_CALIBRATED, metric, 0))
                    .as("calibrated, " + metric)
                    .isGreaterThanOrEqualTo(90);
            assertThat(covered(OF_TOO_SURE, metric, 0.15))
                    .as("too sure, " + metric)
                    .isGreaterThanOrEqualTo(90);
        }
    }

    /** The truth is 0, the interval of percentiles always above it. */
    @Test
    void percentilesNeverCoverTheErrorOfACalibratedNetwork() {
        for (Metric metric : List.of(Metric.ECE, Metric.ADAPTIVE_ECE)) {
            assertThat(OF_CALIBRATED).as(metric.toString()).allMatch(of -> lowerPercentile(of.get(metric)) > 0);
        }
    }

    @Test
    void aMiscalibratedNetworkIsNotTakenForACalibratedOne() {
        for (Metric metric : List.of(Metric.ECE, Metric.ADAPTIVE_ECE)) {
            assertThat(covered(OF_TOO_SURE, metric, 0)).as(metric.toString()).isZero();
        }
    }
}
