package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;

/** Units and biases of every kind of layer. */
class FilterLayoutsTest {

    private static final INDArrayIndex ALL = NDArrayIndex.all();

    /** A layer of 3 inputs, a weight of it, its number of units and fan-in, and the slice that is unit 1. */
    static List<Arguments> layouts() {
        return List.of(
                layout(new DenseLayer.Builder().nIn(3).nOut(5).build(), "W", 5, 3, ALL, at(1)),
                layout(new ConvolutionLayer.Builder(2, 4).nIn(3).nOut(5).build(), "W", 5, 24, at(1), ALL, ALL, ALL),
                layout(new Convolution1DLayer.Builder(2).nIn(3).nOut(5).build(), "W", 5, 6, at(1), ALL, ALL, ALL),
                layout(
                        new Convolution3D.Builder(2, 2, 2).nIn(3).nOut(5).build(),
                        "W",
                        5,
                        24,
                        at(1),
                        ALL,
                        ALL,
                        ALL,
                        ALL),
                layout(new Deconvolution2D.Builder(2, 4).nIn(3).nOut(5).build(), "W", 5, 24, ALL, at(1), ALL, ALL),
                layout(
                        new Deconvolution3D.Builder()
                                .kernelSize(2, 2, 2)
                                .nIn(3)
                                .nOut(5)
                                .build(),
                        "W",
                        5,
                        24,
                        ALL,
                        ALL,
                        ALL,
                        at(1),
                        ALL),
                layout(
                        new DepthwiseConvolution2D.Builder(2, 4)
                                .depthMultiplier(2)
                                .nIn(3)
                                .nOut(6)
                                .build(),
                        "W",
                        6,
                        8,
                        ALL,
                        ALL,
                        at(0),
                        at(1)),
                layout(separable(), "W", 6, 8, at(0), at(1), ALL, ALL),
                layout(separable(), "pW", 5, 6, at(1), ALL, ALL, ALL),
                layout(new LSTM.Builder().nIn(3).nOut(5).build(), "W", 20, 3, ALL, at(1)),
                layout(new LSTM.Builder().nIn(3).nOut(5).build(), "RW", 20, 5, ALL, at(1)),
                layout(new Bidirectional(new LSTM.Builder().nIn(3).nOut(5).build()), "bRW", 20, 5, ALL, at(1)),
                layout(
                        new FrozenLayerWithBackprop(
                                new DenseLayer.Builder().nIn(3).nOut(5).build()),
                        "W",
                        5,
                        3,
                        ALL,
                        at(1)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("layouts")
    void unitsAreFoundInEveryLayout(Layer layer, String key, int units, int fanIn, INDArrayIndex[] unit1) {
        Filters weight = parameter(layer, key);
        assertThat(weight.isWeight()).isTrue();
        assertThat(weight.units()).isEqualTo(units);
        assertThat(weight.fanIn()).isEqualTo(fanIn);
        weight.values().assign(1);
        weight.values().get(unit1).assign(-3);
        double[] expected = new double[units];
        Arrays.fill(expected, fanIn);
        expected[1] = 3.0 * fanIn;
        assertThat(weight.norms(Norm.L1)).containsExactly(expected);

        double[] factors = new double[units];
        Arrays.fill(factors, 1);
        factors[1] = 1.0 / 3;
        weight.scaleUnits(factors);
        Arrays.fill(expected, 1);
        assertThat(weight.norms(Norm.LINF)).containsExactly(expected);
    }

    @Test
    void aParameterThatIsNotAWeightHasOneUnitForEachEntry() {
        Filters bias = ParameterFilter.biases()
                .in(Nets.linear(DataType.DOUBLE, new double[][] {{1, 1}, {1, 1}}, new double[] {-2, 3}, new Sgd(0.1)))
                .get(0);
        assertThat(bias.isWeight()).isFalse();
        assertThat(bias.norms(Norm.L2)).containsExactly(2, 3);
        bias.scaleUnits(new double[] {10, 1});
        assertThat(bias.values().dup().toDoubleVector()).containsExactly(-20, 3);
        assertThat(parameter(
                                new PReLULayer.Builder()
                                        .inputShape(3)
                                        .nIn(3)
                                        .nOut(3)
                                        .build(),
                                "W")
                        .isWeight())
                .isFalse();
    }

    @Test
    void aWeightKnowsTheBiasOfItsUnits() {
        assertThat(parameter(separable(), "W").bias()).isEmpty();
        assertThat(parameter(separable(), "pW").bias().map(Filters::key)).hasValue("b");
        assertThat(parameter(
                                new DenseLayer.Builder()
                                        .nIn(3)
                                        .nOut(5)
                                        .hasBias(false)
                                        .build(),
                                "W")
                        .bias())
                .isEmpty();
    }

    @Test
    void aWrongNumberOfFactorsIsRefused() {
        Filters weight = parameter(new DenseLayer.Builder().nIn(3).nOut(5).build(), "W");
        assertThatThrownBy(() -> weight.scaleUnits(new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 factors for the 5 units of parameter probe/W");
    }

    private static SeparableConvolution2D separable() {
        return new SeparableConvolution2D.Builder(2, 4)
                .depthMultiplier(2)
                .nIn(3)
                .nOut(5)
                .build();
    }

    private static Filters parameter(Layer layer, String key) {
        layer.setLayerName("probe");
        MultiLayerNetwork network = new MultiLayerNetwork(Nets.base(DataType.DOUBLE, new Sgd(0.1))
                .list()
                .layer(layer)
                .layer(new LossLayer.Builder().build())
                .build());
        network.init();
        return ParameterFilter.all().in(network).stream()
                .filter(filters -> filters.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Arguments layout(Layer layer, String key, int units, int fanIn, INDArrayIndex... unit1) {
        return Arguments.of(layer, key, units, fanIn, unit1);
    }

    private static INDArrayIndex at(long index) {
        return NDArrayIndex.point(index);
    }
}
