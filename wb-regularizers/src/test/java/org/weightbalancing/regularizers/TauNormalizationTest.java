package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

class TauNormalizationTest {

    /** Norms 25, 0, 4; biases 10, 20, 30. */
    private static final double[][] WEIGHTS = {{15, 20}, {0, 0}, {0, -4}};

    private static final double[] BIAS = {10, 20, 30};

    /** tau = 0.5: factors 1/5, none, 1/2. */
    @Test
    void weightsAreDividedByThePowerOfTheirNorm() {
        MultiLayerNetwork network = normalized(BiasPolicy.KEEP);
        double[][] actual = Nets.classifier(network.getParam("0_W"));
        assertThat(actual[0]).containsExactly(new double[] {3, 4}, within(1e-14));
        assertThat(actual[1]).containsExactly(0, 0);
        assertThat(actual[2]).containsExactly(new double[] {0, -2}, within(1e-14));
    }

    @Test
    void biasIsKept() {
        assertThat(bias(normalized(BiasPolicy.KEEP))).containsExactly(10, 20, 30);
    }

    @Test
    void biasIsZeroed() {
        assertThat(bias(normalized(BiasPolicy.ZERO))).containsExactly(0, 0, 0);
    }

    /** Factors 1/5, none for the zero row, 1/2. */
    @Test
    void biasIsScaledWithItsUnit() {
        assertThat(bias(normalized(BiasPolicy.SCALE))).containsExactly(new double[] {2, 20, 15}, within(1e-13));
    }

    @Test
    void biasOfTheLayerIsNormalizedOnceWhenItIsSelectedToo() {
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, WEIGHTS, BIAS, new Sgd(0.1));
        Regularizers.apply(network, ParameterFilter.all(), new TauNormalization(0.5, BiasPolicy.SCALE, Norm.L2));
        assertThat(bias(network)).containsExactly(new double[] {2, 20, 15}, within(1e-13));
    }

    @Test
    void otherLayersAreUntouched() {
        MultiLayerNetwork network = Nets.layered(DataType.FLOAT);
        MultiLayerNetwork before = network.clone();
        Regularizers.apply(network, ParameterFilter.layer("classifier"), new L2Normalization(BiasPolicy.ZERO));
        network.paramTable().forEach((key, value) -> {
            if (!key.equals("3_W")) {
                assertThat(value).as(key).isEqualTo(before.getParam(key));
            }
        });
        assertThat(WeightNorms.of(network, "classifier")).containsExactly(new double[] {1, 1, 1}, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, Double.NaN, Double.POSITIVE_INFINITY})
    void badExponentIsRefused(double tau) {
        assertThatThrownBy(() -> new TauNormalization(tau))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tau = " + tau);
    }

    private static MultiLayerNetwork normalized(BiasPolicy policy) {
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, WEIGHTS, BIAS, new Sgd(0.1));
        Regularizers.apply(network, ParameterFilter.weights(), new TauNormalization(0.5, policy, Norm.L2));
        return network;
    }

    private static double[] bias(MultiLayerNetwork network) {
        return network.getParam("0_b").dup().toDoubleVector();
    }
}
