package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.model.Closeness.assertClose;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CenteredMeansTest {

    private static final INDArray FEATURES = Nd4j.createFromArray(new double[][] {{4, 0}, {2, 6}, {0, 8}, {2, 2}});
    private static final int[] LABELS = {0, 0, 1, 0};
    private static final double[] OMEGA = {0.5, 2, 7};

    @Test
    void weightsAreCenteredMeans() {
        // n = (3, 1, 0), N = 4. a_0 = 3*0.5/4*(8/3, 8/3) = (1, 1); a_1 = 1*2/4*(0, 8) = (0, 4); a_2 = 0.
        // mean = (1/3, 5/3); w_c = (a_c - mean)/(0.5*2).
        INDArray expected =
                Nd4j.createFromArray(new double[][] {{2, -1, -1}, {-2, 7, -5}}).divi(3);
        assertClose(CenteredMeans.weights(FEATURES, LABELS, OMEGA, 0.5), expected, 1e-15, "weights");
    }

    @Property(seed = "1", tries = 20)
    void weightsSumToZeroAndMinimizeTheLinearizedLoss(@ForAll int seed) {
        // The gradient of the weighted cross entropy at W = 0 is 1/N sum_i omega_y (1/C - [y = c]) f_i; adding
        // lambda*(C-1)*w_c must give 0.
        INDArray f = HeadCases.normal(seed, DataType.DOUBLE, 4, 2);
        INDArray w = CenteredMeans.weights(f, LABELS, OMEGA, 0.1);
        assertThat(w.sum(1).amaxNumber().doubleValue()).isLessThan(1e-12);
        INDArray gradient = w.mul(0.1 * 2);
        for (int i = 0; i < 4; i++) {
            for (int c = 0; c < 3; c++) {
                double residual = 1.0 / 3 - (LABELS[i] == c ? 1 : 0);
                gradient.getColumn(c).addi(f.getRow(i).mul(OMEGA[LABELS[i]] * residual / 4));
            }
        }
        assertThat(gradient.amaxNumber().doubleValue()).isLessThan(1e-12);
    }

    @Test
    void floatsGiveFloats() {
        INDArray weights = CenteredMeans.weights(FEATURES.castTo(DataType.FLOAT), LABELS, OMEGA, 0.5);
        assertThat(weights.dataType()).isEqualTo(DataType.FLOAT);
        assertClose(weights, CenteredMeans.weights(FEATURES, LABELS, OMEGA, 0.5), 1e-6, "weights");
    }

    @Test
    void badArgumentsAreRefused() {
        refuses(new double[] {1}, 1, "omega has 1 weights, but at least 2 are needed");
        refuses(new double[] {1, -2}, 1, "omega is [1.0, -2.0], but weights must be finite and not negative");
        refuses(new double[] {1, Double.NaN}, 1, "omega is [1.0, NaN], but weights must be finite and not negative");
        refuses(new double[] {1, 1}, 0, "lambda is 0.0, but must be positive and finite");
        refuses(new double[] {1, 1}, Double.NaN, "lambda is NaN, but must be positive and finite");
        assertThatThrownBy(() -> CenteredMeans.weights(Nd4j.zeros(DataType.DOUBLE, 1, 2), new int[0], OMEGA, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("features are [1, 2] for 0 labels");
    }

    private static void refuses(double[] omega, double lambda, String message) {
        assertThatThrownBy(() -> CenteredMeans.weights(FEATURES, new int[] {0, 1, 0, 1}, omega, lambda))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
