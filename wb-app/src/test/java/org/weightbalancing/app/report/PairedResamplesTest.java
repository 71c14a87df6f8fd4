package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.report.PairedResamples.Compared;
import org.weightbalancing.eval.Bootstrap;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.PairedBootstrap;
import org.weightbalancing.eval.PairedDifference;
import org.weightbalancing.eval.Shot;
import org.weightbalancing.eval.ShotGroups;

final class PairedResamplesTest {

    private static final int[] TRAIN = {500, 400, 50, 5};
    private static final Shot[] SHOTS = ShotGroups.standard().of(TRAIN);

    /**
     * Of four images of the few-shot class the first method is right on one more than the second: the resamples without it
     * are (3/4)^4 = 0.316, p = 0.633. In accuracy over 8 images (7/8)^8 = 0.344, p = 0.687.
     */
    @Test
    void pCountsTheResamplesWithoutADifference() {
        int[] truth = {3, 3, 3, 3, 0, 0, 1, 2};
        int[] first = {3, 3, 0, 0, 0, 0, 0, 0};
        int[] second = {3, 0, 0, 0, 0, 0, 0, 0};
        double[] p = new PairedResamples(truth, List.of(first, second), SHOTS)
                .p(
                        List.of(
                                new Compared(Metric.FEW, 0, 1),
                                new Compared(Metric.FEW, 1, 0),
                                new Compared(Metric.ACCURACY, 0, 1),
                                new Compared(Metric.MANY, 0, 1)),
                        40_000,
                        1);
        // Four standard errors.
        assertThat(p[0]).isCloseTo(0.633, within(0.019));
        assertThat(p[1]).isEqualTo(p[0]);
        assertThat(p[2]).isCloseTo(0.687, within(0.019));
        assertThat(p[3]).isEqualTo(1);
    }

    @Test
    void whatIsSureHasTheLeastPossibleP() {
        int[] truth = {0, 0, 0, 1, 1};
        assertThat(new PairedResamples(truth, List.of(truth, new int[] {1, 1, 1, 0, 0}), SHOTS)
                        .p(List.of(new Compared(Metric.MANY, 0, 1), new Compared(Metric.ACCURACY, 1, 0)), 999, 1))
                .containsExactly(0.002, 0.002);
    }

    /** The least p is 2 / (1 + resamples): of one resample 1, of two 2/3, of 39 0.05. */
    @Test
    void fewResamplesTellLittle() {
        int[] truth = {0, 0, 0, 1, 1};
        PairedResamples sure = new PairedResamples(truth, List.of(truth, new int[] {1, 1, 1, 0, 0}), SHOTS);
        List<Compared> one = List.of(new Compared(Metric.ACCURACY, 0, 1));
        assertThat(sure.p(one, 1, 1)).containsExactly(1);
        assertThat(sure.p(one, 2, 1)).containsExactly(2.0 / 3);
        assertThat(sure.p(one, 39, 1)).containsExactly(0.05);
    }

    /** Classes of unequal size; 2,000 resamples each: four standard errors of the difference of two p are 0.13 at most. */
    @Test
    void pIsThatOfThePairedBootstrap() {
        Random random = new Random(4);
        int[] truth = random.ints(300, 0, 4).toArray();
        List<int[]> predicted = new ArrayList<>();
        for (int method = 0; method < 5; method++) {
            double skill = 0.5 + 0.03 * method;
            predicted.add(random.doubles(300).mapToInt(d -> d < skill ? 1 : 0).toArray());
            int[] own = predicted.get(method);
            for (int i = 0; i < own.length; i++) {
                own[i] = own[i] == 1 ? truth[i] : (truth[i] + 1) % 4;
            }
        }
        PairedResamples resamples = new PairedResamples(truth, predicted, SHOTS);
        PairedBootstrap bootstrap = new PairedBootstrap(new Bootstrap(2000, 0.95, 7), ShotGroups.standard());
        for (int method = 1; method < 5; method++) {
            Map<Metric, PairedDifference> pair = bootstrap.differences(
                    truth, new int[][] {predicted.get(method)}, new int[][] {predicted.get(0)}, TRAIN);
            for (Metric metric : List.of(Metric.ACCURACY, Metric.MANY, Metric.MEDIUM, Metric.FEW)) {
                assertThat(resamples.p(List.of(new Compared(metric, method, 0)), 2000, 3)[0])
                        .isCloseTo(pair.get(metric).p(), within(0.13));
            }
        }
    }
}
