package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.learning.config.Sgd;

/** Several rules on one network: the order of the listeners is the order of the rules, and it matters. */
class CompositionTest {

    /** (3, 4) has norm 5. Ball of radius 2, then doubled: norm 4. Doubled, then ball: norm 2. */
    @Test
    void projectionsFollowTheOrderOfTheListeners() {
        Regularizer ball = MaxNorm.radius(2);
        Regularizer doubling = new DoublingProjection();
        assertThat(normAfterOneStep(ball, doubling)).isCloseTo(4, within(1e-12));
        assertThat(normAfterOneStep(doubling, MaxNorm.radius(2))).isCloseTo(2, within(1e-12));
    }

    /**
     * w = (3, 4), mean gradient 1, lambda 1, rate 0.1. Decayed, then doubled: 2 (1 + w) = (8, 10), so w' = (2.2, 3).
     * Doubled, then decayed: 2 + w = (5, 6), so w' = (2.5, 3.4).
     */
    @Test
    void gradientRulesFollowTheOrderOfTheListeners() {
        Regularizer decay = new WeightDecay(1);
        assertThat(weightAfterOneStep(decay, new DoublingGradient()))
                .containsExactly(new double[] {2.2, 3}, within(1e-12));
        assertThat(weightAfterOneStep(new DoublingGradient(), decay))
                .containsExactly(new double[] {2.5, 3.4}, within(1e-12));
    }

    /** w = (3, 4) shrunk by 0.1 * 1 is (2.7, 3.6). Shrunk first, the gradient is 1 + (2.7, 3.6); else 1 + (3, 4). */
    @Test
    void coupledDecayAfterDecoupledDecaySeesTheShrunkParameter() {
        Regularizer coupled = new WeightDecay(1);
        Regularizer decoupled = new DecoupledWeightDecay(1);
        assertThat(weightAfterOneStep(decoupled, coupled))
                .containsExactly(new double[] {2.7 - 0.37, 3.6 - 0.46}, within(1e-12));
        assertThat(weightAfterOneStep(coupled, decoupled))
                .containsExactly(new double[] {2.7 - 0.4, 3.6 - 0.5}, within(1e-12));
    }

    /** All gradients before all projections in each step, both in list order; the end of the epoch comes last. */
    @Test
    void theOrderIsKeptOnBothKindsOfNetworkAndAtEveryCadence() {
        List<String> expected = List.of(
                "begin a",
                "begin b",
                "begin c",
                "gradient a",
                "gradient b",
                "gradient c",
                "project a",
                "project c",
                "gradient a",
                "gradient b",
                "gradient c",
                "project a",
                "project c",
                "project b");
        MultiLayerNetwork network = Nets.layered(DataType.FLOAT);
        ComputationGraph graph = Nets.graph(DataType.FLOAT);
        List<String> ofNetwork = new ArrayList<>();
        List<String> ofGraph = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            Cadence cadence = name.equals("b") ? Cadence.EVERY_EPOCH : Cadence.EVERY_STEP;
            ParameterFilter weights = ParameterFilter.classifier().and(ParameterFilter.weights());
            network.addListeners(new RegularizerListener(new Logging(name, ofNetwork), weights, cadence));
            graph.addListeners(new RegularizerListener(new Logging(name, ofGraph), weights, cadence));
        }
        network.fit(new ViewIterator(Nets.batch(DataType.FLOAT, 8), 4), 1);
        graph.fit(new ViewIterator(Nets.batch(DataType.FLOAT, 8), 4), 1);
        assertThat(ofNetwork).isEqualTo(expected);
        assertThat(ofGraph).isEqualTo(expected);
    }

    /** L2 as a constraint: after every step of training each unit of every dense and convolutional layer has norm 1. */
    @Test
    void l2NormalizationAtEveryStepKeepsNormsAtOne() {
        MultiLayerNetwork network = Nets.layered(DataType.DOUBLE);
        ComputationGraph graph = Nets.graph(DataType.DOUBLE);
        for (var model : List.of(network, graph)) {
            model.addListeners(
                    new RegularizerListener(new L2Normalization(), ParameterFilter.all(), Cadence.EVERY_STEP),
                    new StepRecorder());
        }
        INDArray bias = network.getParam("3_b").dup();
        network.fit(new ViewIterator(Nets.batch(DataType.DOUBLE, 12), 4), 2);
        graph.fit(new ViewIterator(Nets.batch(DataType.DOUBLE, 12), 4), 2);
        List<List<String>> keys =
                List.of(List.of("0_W", "2_W", "3_W"), List.of("conv_W", "features_W", "classifier_W"));
        assertThat(network.getParam("3_b")).isNotEqualTo(bias);
        for (int kind = 0; kind < 2; kind++) {
            var steps = StepRecorder.of(kind == 0 ? network : graph).states;
            assertThat(steps).hasSize(6);
            for (int step = 0; step < 6; step++) {
                for (String key : keys.get(kind)) {
                    INDArray weight = steps.get(step).get(key);
                    INDArray norms = weight.rank() == 2 ? weight.norm2(0) : weight.norm2(1, 2, 3);
                    for (double norm : norms.toDoubleVector()) {
                        assertThat(norm).as(key + " after step " + step).isCloseTo(1, within(1e-12));
                    }
                    if (step > 0) {
                        assertThat(weight).isNotEqualTo(steps.get(step - 1).get(key));
                    }
                }
            }
        }
    }

    private static double normAfterOneStep(Regularizer... rules) {
        MultiLayerNetwork network = trained(0, rules);
        return WeightNorms.of(network, "classifier")[0];
    }

    private static double[] weightAfterOneStep(Regularizer... rules) {
        return Nets.classifier(trained(1, rules).getParam("0_W"))[0];
    }

    private static MultiLayerNetwork trained(double gradient, Regularizer... rules) {
        double[][] weights = {{3, 4}, {0, 1}, {1, 0}};
        MultiLayerNetwork network = Nets.linear(DataType.DOUBLE, weights, new double[3], new Sgd(0.1));
        ParameterFilter filter = ParameterFilter.weights();
        network.addListeners(new RegularizerListener(new ConstantGradient(gradient), filter, Cadence.EVERY_STEP));
        for (Regularizer rule : rules) {
            network.addListeners(new RegularizerListener(rule, filter, Cadence.EVERY_STEP));
        }
        network.fit(Nets.pairs(DataType.DOUBLE, 4));
        return network;
    }

    private record DoublingGradient() implements Regularizer {
        @Override
        public void gradient(Filters filters, INDArray gradient, int batch) {
            gradient.muli(2);
        }
    }

    private record DoublingProjection() implements Regularizer {
        @Override
        public void project(Filters filters) {
            filters.values().muli(2);
        }
    }

    private record Logging(String name, List<String> moments) implements Regularizer {
        @Override
        public void begin(Filters filters) {
            moments.add("begin " + name);
        }

        @Override
        public void gradient(Filters filters, INDArray gradient, int batch) {
            moments.add("gradient " + name);
        }

        @Override
        public void project(Filters filters) {
            moments.add("project " + name);
        }
    }
}
