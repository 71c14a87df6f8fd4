package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class EqualizationLossTest {

    private static final double LN2 = Math.log(2);
    private static final int[] COUNTS = {80, 10, 10};

    @Test
    void commonImagesDoNotPushRareClassesDown() {
        ILossFunction loss = new EqualizationLoss(COUNTS, 1, 0.2, 0);
        double[] logits = {0, 0, 0};
        // Both rare classes are out.
        LossCase.require(loss, logits, 0, 0, 0, 0, 0);
        // The true class is not, rare or not.
        LossCase.require(loss, logits, 1, LN2, 0.5, -0.5, 0);
        // A threshold is not below itself.
        LossCase.require(new EqualizationLoss(COUNTS, 1, 0.1, 0), logits, 0, Math.log(3), -2 / 3.0, 1 / 3.0, 1 / 3.0);
    }

    @Test
    void softLabelsKeepEveryClassOfTheirs() {
        INDArray logits = LossCase.array(new double[][] {{0, 0, 0}}, DataType.DOUBLE);
        INDArray soft = LossCase.array(new double[][] {{0.75, 0.25, 0}}, DataType.DOUBLE);
        Pair<Double, INDArray> both = LossCase.both(new EqualizationLoss(COUNTS, 1, 0.2, 0), soft, logits);
        assertThat(both.getFirst()).isCloseTo(LN2, within(1e-14));
        assertThat(both.getSecond().toDoubleVector()).containsExactly(new double[] {-0.25, 0.25, 0}, within(1e-14));
    }

    @Test
    void drawsLeaveOutTheGivenShareAndDifferByRowAndClass() {
        boolean[][] out = left(new EqualizationLoss(counts(), 0.3, 0.2, 5), 3);
        assertThat(share(out)).isBetween(0.28, 0.32);
        assertThat(out[0]).isNotEqualTo(out[1]);
        int alike = 0;
        for (boolean[] row : out) {
            for (int c = 1; c + 1 < row.length; c++) {
                alike += row[c] == row[c + 1] ? 1 : 0;
            }
        }
        // Independent draws agree with probability 0.3^2 + 0.7^2 = 0.58.
        assertThat(alike / (400.0 * 49)).isBetween(0.56, 0.60);
    }

    @Test
    void drawsDependOnSeedAndStepAlone() {
        EqualizationLoss loss = new EqualizationLoss(counts(), 0.3, 0.2, 5);
        boolean[][] atThree = left(loss, 3);
        boolean[][] atFour = left(loss, 4);
        assertThat(disagreement(atThree, atFour)).isBetween(0.38, 0.46);
        assertThat(left(loss, 3)).isDeepEqualTo(atThree);
        assertThat(left(new EqualizationLoss(counts(), 0.3, 0.2, 5), 3)).isDeepEqualTo(atThree);
        assertThat(disagreement(left(new EqualizationLoss(counts(), 0.3, 0.2, 6), 3), atThree))
                .isBetween(0.38, 0.46);
    }

    @Test
    void scoreAndGradientOfAStepUseTheSameDraws() {
        EqualizationLoss loss = new EqualizationLoss(counts(), 0.3, 0.2, 5);
        loss.at(0, 17);
        double[][] logits = new double[400][51];
        int[] labels = new int[400];
        double[][] gradient = LossCase.gradient(loss, logits, labels, DataType.DOUBLE);
        INDArray scores = loss.computeScoreArray(
                LossCase.oneHot(labels, 51, DataType.DOUBLE),
                LossCase.array(logits, DataType.DOUBLE),
                new ActivationSoftmax(),
                null);
        for (int i = 0; i < 400; i++) {
            // Equal logits: the loss is the logarithm of how many classes are left.
            long left = Arrays.stream(gradient[i]).filter(g -> g != 0).count();
            assertThat(scores.getDouble(i)).isCloseTo(Math.log((double) left), within(1e-12));
        }
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThatThrownBy(() -> new EqualizationLoss(COUNTS, 1.5, 0.1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gamma is 1.5, allowed is 0 to 1");
        assertThatThrownBy(() -> new EqualizationLoss(COUNTS, 1, -0.1, 0)).hasMessageContaining("threshold is -0.1");
    }

    /** One common class and fifty rare ones. */
    private static int[] counts() {
        int[] counts = new int[51];
        Arrays.fill(counts, 1);
        counts[0] = 100;
        return counts;
    }

    /** Which classes are left out for 400 images of the common class. */
    private static boolean[][] left(EqualizationLoss loss, int step) {
        loss.at(0, step);
        double[][] gradient = LossCase.gradient(loss, new double[400][51], new int[400], DataType.DOUBLE);
        boolean[][] out = new boolean[400][51];
        for (int i = 0; i < 400; i++) {
            for (int c = 0; c < 51; c++) {
                out[i][c] = gradient[i][c] == 0;
            }
        }
        return out;
    }

    private static double share(boolean[][] out) {
        return disagreement(out, new boolean[400][51]);
    }

    private static double disagreement(boolean[][] a, boolean[][] b) {
        int different = 0;
        for (int i = 0; i < 400; i++) {
            for (int c = 1; c < 51; c++) {
                different += a[i][c] == b[i][c] ? 0 : 1;
            }
        }
        return different / (400.0 * 50);
    }
}
