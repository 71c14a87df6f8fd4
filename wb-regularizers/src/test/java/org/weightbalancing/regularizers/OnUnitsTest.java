package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class OnUnitsTest {

    /** Norms 5, 10, 1, 2. */
    private static final double[][] WEIGHTS = {{3, 4}, {6, 8}, {1, 0}, {0, 2}};

    private static final boolean[] FIRST_AND_LAST = {true, false, false, true};

    /** Of norms 5 and 2 alone, fraction 0.5 is 3.5, not 5.5 as of all: (3, 4) becomes (2.1, 2.8), (6, 8) stays. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void theRuleSeesTheChosenUnitsOnly(DataType type) {
        MultiLayerNetwork network = Nets.linear(type, WEIGHTS);
        MaxNorm inner = MaxNorm.fraction(0.5);
        OnUnits rule = new OnUnits(inner, FIRST_AND_LAST);
        Regularizers.apply(network, ParameterFilter.classifier().and(ParameterFilter.weights()), rule);
        assertThat(inner.radii()).containsEntry("classifier/W", 3.5);
        double[][] actual = Nets.classifier(network.getParam("0_W"));
        assertThat(actual[0]).containsExactly(new double[] {2.1, 2.8}, within(1e-6));
        assertThat(Arrays.copyOfRange(actual, 1, 4)).isDeepEqualTo(Arrays.copyOfRange(WEIGHTS, 1, 4));
        assertThat(inner.activity().get(0).units()).isEqualTo(2);
        assertThat(inner.activity().get(0).projected()).isEqualTo(1);
        assertThat(rule.rule()).isSameAs(inner);
        assertThat(rule).hasToString("MaxNorm[fraction=0.5, norm=L2, bias=KEEP] on 2 of 4 units");
    }

    /** Units 0 and 3 to norm 1, their biases 10 and 40 divided by 5 and 2; the others stay. */
    @Test
    void theBiasOfChosenUnitsFollowsThePolicy() {
        double[] bias = {10, 20, 30, 40};
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, WEIGHTS, bias, new Sgd(0.1));
        OnUnits rule = new OnUnits(new L2Normalization(BiasPolicy.SCALE), FIRST_AND_LAST);
        Regularizers.apply(network, ParameterFilter.weights(), rule);
        assertThat(Nets.classifier(network.getParam("0_W")))
                .isDeepEqualTo(new double[][] {{0.6000000000000001, 0.8}, {6, 8}, {1, 0}, {0, 1}});
        assertThat(network.getParam("0_b").dup().toDoubleVector()).containsExactly(2, 20, 30, 20);
    }

    /** lambda 0.25 and a batch of 4 add w to the gradient 10, of units 0 and 3 and of their biases only. */
    @Test
    void gradientsOfOtherUnitsKeepTheirBits() {
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, WEIGHTS, new double[] {1, 2, 3, 4}, new Sgd(0.1));
        OnUnits rule = new OnUnits(new WeightDecay(0.25), FIRST_AND_LAST);
        for (char order : new char[] {'c', 'f'}) {
            for (Filters filters : ParameterFilter.classifier().in(network)) {
                INDArray gradient = Nd4j.zeros(filters.values().shape())
                        .addi(10)
                        .castTo(DataType.DOUBLE)
                        .dup(order);
                rule.gradient(filters, gradient, 4);
                assertThat(gradient.reshape(-1, 4).toDoubleMatrix())
                        .isDeepEqualTo(
                                filters.isWeight()
                                        ? new double[][] {{13, 10, 10, 10}, {14, 10, 10, 12}}
                                        : new double[][] {{11, 10, 10, 14}});
            }
        }
        assertThat(Nets.classifier(network.getParam("0_W"))).isDeepEqualTo(WEIGHTS);
    }

    /** Chosen classes decay by eta lambda = 0.05 a step, the others not at all, in both kinds of network. */
    @Test
    void aGroupOfClassesIsTrainedWithADecayOfItsOwn() {
        MultiLayerNetwork network = Nets.layered(DataType.DOUBLE);
        ComputationGraph graph = Nets.graph(DataType.DOUBLE);
        boolean[] few = {false, false, true};
        List<INDArray> before = List.of(
                network.getParam("3_W").dup(), graph.getParam("classifier_W").dup());
        for (Regularizer rule : List.of(new ConstantGradient(0), new OnUnits(new DecoupledWeightDecay(0.5), few))) {
            ParameterFilter classifier = ParameterFilter.classifier();
            network.addListeners(new RegularizerListener(rule, classifier, Cadence.EVERY_STEP));
            graph.addListeners(new RegularizerListener(rule, classifier, Cadence.EVERY_STEP));
        }
        network.fit(Nets.batch(DataType.DOUBLE, 4));
        graph.fit(Nets.batch(DataType.DOUBLE, 4));
        List<INDArray> after = List.of(network.getParam("3_W"), graph.getParam("classifier_W"));
        for (int i = 0; i < 2; i++) {
            INDArray expected = before.get(i);
            expected.getColumn(2).muli(0.95);
            assertThat(after.get(i)).isEqualTo(expected);
        }
    }

    /** Random weights in each layout, random units: as the rule on all units, there, and as before, elsewhere. */
    @Test
    void chosenUnitsAreFoundInEveryLayout() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            List<Filters> weights = new ArrayList<>(ParameterFilter.weights().in(Nets.layered(type)));
            weights.add(depthwise(type));
            Filters dense = weights.get(1);
            Nd4j.getRandom().setSeed(4);
            Filters sideways = new Filters(dense.origin(), Nd4j.randn(type, 4, 6), new int[] {1}, Optional.empty());
            weights.add(sideways);
            assertThat(weights).hasSize(5);
            for (Filters weight : weights) {
                boolean[] second = new boolean[weight.units()];
                second[1] = true;
                assertOnlyChosenAreNormalized(weight, second);
                boolean[] odd = new boolean[weight.units()];
                IntStream.range(0, odd.length).forEach(unit -> odd[unit] = unit % 2 == 1);
                assertOnlyChosenAreNormalized(weight, odd);
            }
        }
    }

    private static void assertOnlyChosenAreNormalized(Filters weight, boolean[] chosen) {
        double[] before = weight.norms(Norm.L2);
        INDArray original = weight.values().dup();
        new OnUnits(new L2Normalization(), chosen).project(weight);
        double[] after = weight.norms(Norm.L2);
        for (int unit = 0; unit < chosen.length; unit++) {
            assertThat(after[unit]).as(weight + " " + unit).isCloseTo(chosen[unit] ? 1 : before[unit], within(1e-6));
        }
        double[] back = new double[chosen.length];
        Arrays.setAll(back, unit -> chosen[unit] ? before[unit] : 1);
        weight.scaleUnits(back);
        assertThat(weight.values().equalsWithEps(original, 1e-6)).isTrue();
    }

    @Test
    void aCountOfUnitsThatDoesNotFitIsRefused() {
        Filters weight = ParameterFilter.weights()
                .in(Nets.linear(DataType.FLOAT, WEIGHTS))
                .get(0);
        OnUnits three = new OnUnits(MaxNorm.fraction(0.5), new boolean[] {true, false, true});
        String message = "units are chosen from 3, but parameter classifier/W has 4";
        INDArray gradient = weight.values().dup();
        assertThatThrownBy(() -> three.begin(weight))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> three.project(weight)).hasMessage(message);
        assertThatThrownBy(() -> three.gradient(weight, gradient, 1)).hasMessage(message);
        assertThatThrownBy(() -> new OnUnits(MaxNorm.radius(1), new boolean[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 of 3 units are chosen, but at least one is required");
    }

    @Test
    void unitsThatAParameterLacksAreRefused() {
        Filters weight = ParameterFilter.weights()
                .in(Nets.linear(DataType.FLOAT, WEIGHTS))
                .get(0);
        OnUnits fifth = new OnUnits(MaxNorm.fraction(0.5), new int[] {4, 1});
        assertThatThrownBy(() -> fifth.begin(weight))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unit 4 is chosen, but parameter classifier/W has units 0..3");
        Regularizer rule = MaxNorm.radius(1);
        assertThatThrownBy(() -> new OnUnits(rule, new int[] {2, 0, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chosen unit = 2, twice, but distinct numbers are required");
        assertThatThrownBy(() -> new OnUnits(rule, new int[] {0, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chosen unit = -1, but numbers >= 0 are required");
        assertThatThrownBy(() -> new OnUnits(rule, new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 units are chosen, but at least one is required");
    }

    /** Units 3 and 0, in that order, to norm 1: what the marks on both do. */
    @Test
    void numbersAndMarksChooseTheSame() {
        MultiLayerNetwork byNumber = Nets.linear(DataType.DOUBLE, WEIGHTS);
        MultiLayerNetwork byMark = Nets.linear(DataType.DOUBLE, WEIGHTS);
        OnUnits numbers = new OnUnits(new L2Normalization(), new int[] {3, 0});
        Regularizers.apply(byNumber, ParameterFilter.classifier(), numbers);
        Regularizers.apply(byMark, ParameterFilter.classifier(), new OnUnits(new L2Normalization(), FIRST_AND_LAST));
        assertThat(byNumber.params()).isEqualTo(byMark.params());
        assertThat(WeightNorms.of(byNumber, "classifier")).containsExactly(new double[] {1, 10, 1, 1}, within(1e-15));
        assertThat(numbers).hasToString("L2Normalization[bias=KEEP] on 2 units");
    }

    @Test
    void laterChangesOfTheArrayOfChosenUnitsDoNotMatter() {
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, WEIGHTS);
        boolean[] chosen = {false, false, false, true};
        OnUnits rule = new OnUnits(new L2Normalization(), chosen);
        chosen[0] = true;
        Regularizers.apply(network, ParameterFilter.weights(), rule);
        assertThat(WeightNorms.of(network, "classifier")).containsExactly(5, 10, 1, 1);
    }

    private static Filters depthwise(DataType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(Nets.base(type, new Sgd(0.1))
                .list()
                .layer(new DepthwiseConvolution2D.Builder(2, 4)
                        .depthMultiplier(2)
                        .nIn(3)
                        .nOut(6)
                        .build())
                .layer(new LossLayer.Builder().build())
                .build());
        network.init();
        return ParameterFilter.weights().in(network).get(0);
    }
}
