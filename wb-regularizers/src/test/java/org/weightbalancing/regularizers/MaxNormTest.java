package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

class MaxNormTest {

    /** Norms 5, 0, 2, 1. */
    private static final double[][] WEIGHTS = {{3, 4}, {0, 0}, {0, -2}, {1, 0}};

    /** Radius 2: only (3, 4) of norm 5 is outside, times 2/5 is (1.2, 1.6); norm 2 lies on the sphere and stays. */
    @Test
    void onlyUnitsStrictlyOutsideAreScaled() {
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, WEIGHTS);
        Regularizers.apply(network, ParameterFilter.layer("classifier"), MaxNorm.radius(2));
        double[][] actual = Nets.classifier(network.getParam("0_W"));
        assertThat(actual[0]).containsExactly(new double[] {1.2, 1.6}, within(1e-15));
        assertThat(actual[1]).containsExactly(0, 0);
        assertThat(actual[2]).containsExactly(0, -2);
        assertThat(actual[3]).containsExactly(1, 0);
    }

    /** min 0, max 5, fraction 0.3: radius 1.5. Norms 5 and 2 are outside: shrinks 1 - 1.5/5 = 0.7 and 1 - 1.5/2 = 0.25. */
    @Test
    void activityTellsWhatEachApplicationDid() {
        Filters weights = ParameterFilter.weights()
                .in(Nets.linear(DataType.DOUBLE, WEIGHTS))
                .get(0);
        MaxNorm rule = MaxNorm.fraction(0.3);
        rule.begin(weights);
        rule.project(weights);
        weights.values().muli(0.5);
        rule.project(weights);
        assertThat(rule.radii()).containsOnlyKeys("classifier/W").containsEntry("classifier/W", 1.5);
        assertThat(rule.activity())
                .containsExactly(
                        new Projection("classifier", "W", 0, 1.5, 4, 2, 0.475),
                        new Projection("classifier", "W", 1, 1.5, 4, 0, Double.NaN));
        assertThat(rule.takeActivity()).hasSize(2);
        assertThat(rule.activity()).isEmpty();
        rule.project(weights);
        assertThat(rule.takeActivity()).extracting(Projection::application).containsExactly(2);
    }

    @Test
    void beginningAgainTakesTheNormsOfThatMoment() {
        Filters weights = ParameterFilter.weights()
                .in(Nets.linear(DataType.DOUBLE, WEIGHTS))
                .get(0);
        MaxNorm rule = MaxNorm.fraction(0.3);
        rule.begin(weights);
        weights.values().muli(2);
        rule.begin(weights);
        assertThat(rule.radii()).containsEntry("classifier/W", 3.0);
    }

    @Test
    void biasGammaAndBetaAreExempt() {
        MultiLayerNetwork network = Nets.layered(DataType.DOUBLE);
        network.params().addi(3);
        MaxNorm rule = MaxNorm.radius(0.01);
        Regularizers.apply(network, ParameterFilter.all(), rule);
        assertThat(rule.activity()).extracting(Projection::layer).containsExactly("conv", "features", "classifier");
        for (String key : new String[] {"0_b", "1_gamma", "1_beta", "1_mean", "1_log10stdev", "3_b"}) {
            assertThat(network.getParam(key).minNumber().doubleValue()).as(key).isGreaterThanOrEqualTo(3);
        }
    }

    /** (1, 0) has norm 1 < 2: DL4J multiplies it by 1 / (1 + 1e-6) every time, so that it decays; ours leaves it. */
    @Test
    void dl4jShrinksUnitsInsideTheBallAndThisDoesNot() {
        MultiLayerNetwork ours = Nets.linear(DataType.DOUBLE, WEIGHTS);
        INDArray theirs = ours.getParam("0_W").dup();
        for (int i = 0; i < 1000; i++) {
            new MaxNormConstraint(2, 0).apply(theirs);
            Regularizers.apply(ours, ParameterFilter.weights(), MaxNorm.radius(2));
        }
        assertThat(ours.getParam("0_W").getDouble(0, 3)).isEqualTo(1);
        assertThat(theirs.getDouble(0, 3)).isCloseTo(0.999, within(1e-5));
        assertThat(ours.getParam("0_W").getDouble(0, 0)).isCloseTo(1.2, within(1e-12));
        assertThat(theirs.getDouble(0, 0)).isCloseTo(1.2, within(2e-3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, Double.NaN, Double.POSITIVE_INFINITY})
    void badRadiusIsRefused(double radius) {
        assertThatThrownBy(() -> MaxNorm.radius(radius))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("radius = " + radius);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void badFractionIsRefused(double fraction) {
        assertThatThrownBy(() -> MaxNorm.fraction(fraction))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fraction = " + fraction);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.999, Double.NaN, Double.NEGATIVE_INFINITY})
    void badNormOrderIsRefused(double p) {
        assertThatThrownBy(() -> Norm.of(p))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p = " + p);
    }

    /**
     * p = 3: (3, -4, 5) has norm (27 + 64 + 125)^(1/3) = 6, so radius 3 halves it; (1, 2, 1) has 10^(1/3) = 2.15 and stays.
     */
    @Test
    void anyOrderOfTheNormWillDo() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            MultiLayerNetwork network = Nets.linear(type, new double[][] {{3, -4, 5}, {1, 2, 1}});
            MaxNorm rule = MaxNorm.radius(3).withNorm(Norm.of(3));
            Regularizers.apply(network, ParameterFilter.weights(), rule);
            double[][] actual = Nets.classifier(network.getParam("0_W"));
            assertThat(actual[0]).containsExactly(new double[] {1.5, -2, 2.5}, within(1e-6));
            assertThat(actual[1]).containsExactly(1, 2, 1);
            assertThat(rule.activity().get(0).meanShrink()).isCloseTo(0.5, within(1e-12));
        }
    }

    /** Norm 5 above radius 2: factor 0.4 turns the bias 10 into 4; the unit inside keeps its 20. */
    @Test
    void biasIsKeptUnlessItIsToBeScaled() {
        double[][] weights = {{3, 4}, {1, 0}};
        double[] bias = {10, 20};
        MultiLayerNetwork kept = Nets.linear(DataType.DOUBLE, weights, bias, new Sgd(0.1));
        MultiLayerNetwork scaled = Nets.linear(DataType.DOUBLE, weights, bias, new Sgd(0.1));
        Regularizers.apply(kept, ParameterFilter.classifier(), MaxNorm.radius(2));
        MaxNorm rule = MaxNorm.radius(2).withBias(BiasPolicy.SCALE).withNorm(Norm.L2);
        Regularizers.apply(scaled, ParameterFilter.classifier(), rule);
        assertThat(kept.getParam("0_b").dup().toDoubleVector()).containsExactly(10, 20);
        assertThat(scaled.getParam("0_b").dup().toDoubleVector()).containsExactly(4, 20);
        assertThat(scaled.getParam("0_W")).isEqualTo(kept.getParam("0_W"));
        assertThat(rule).hasToString("MaxNorm[radius=2.0, norm=L2, bias=SCALE]");
    }

    @Test
    void aBiasIsNotSetToZero() {
        MaxNorm rule = MaxNorm.radius(2);
        assertThatThrownBy(() -> rule.withBias(BiasPolicy.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max-norm bias policy = ZERO, but KEEP or SCALE is required");
    }

    /** Norms 5, 0, 2, 1: fraction 0 is the smallest, 0, which would erase the layer. */
    @Test
    void aRadiusOfZeroIsRefusedBeforeAnythingIsErased() {
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, WEIGHTS);
        INDArray before = network.params().dup();
        Filters weights = ParameterFilter.weights().in(network).get(0);
        MaxNorm rule = MaxNorm.fraction(0);
        String message = "max-norm radius of parameter classifier/W = 0.0, from min norm 0.0, max norm 5.0 and fraction"
                + " 0.0, but a finite number > 0 is required";
        assertThatThrownBy(() -> rule.begin(weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> rule.project(weights)).hasMessage(message);
        assertThat(rule.radii()).isEmpty();
        assertThat(network.params()).isEqualTo(before);
    }

    @Test
    void aLayerOfZerosOrOfNonFiniteWeightsIsRefused() {
        for (double weight : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
            Filters weights = ParameterFilter.weights()
                    .in(Nets.linear(DataType.DOUBLE, new double[][] {{weight, 0}, {0, weight}}))
                    .get(0);
            MaxNorm rule = MaxNorm.fraction(0.5);
            assertThatThrownBy(() -> rule.begin(weights))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("parameter classifier/W")
                    .hasMessageContaining("fraction 0.5");
        }
    }

    @Test
    void describesItself() {
        assertThat(MaxNorm.fraction(0.1).withNorm(Norm.LINF))
                .hasToString("MaxNorm[fraction=0.1, norm=LINF, bias=KEEP]");
    }
}
