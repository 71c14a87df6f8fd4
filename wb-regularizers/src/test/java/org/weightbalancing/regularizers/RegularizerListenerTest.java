package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.learning.config.Sgd;

class RegularizerListenerTest {

    private static final ParameterFilter CLASSIFIER =
            ParameterFilter.layer("classifier").and(ParameterFilter.weights());

    @ParameterizedTest
    @CsvSource({
        "EVERY_STEP, begin gradient project gradient project gradient project gradient project",
        "EVERY_EPOCH, begin gradient gradient project gradient gradient project",
        "ONCE, begin project gradient gradient gradient gradient"
    })
    void momentsComeInOrder(Cadence cadence, String expected) {
        ComputationGraph graph = Nets.graph(DataType.FLOAT);
        Recording rule = new Recording();
        graph.addListeners(new RegularizerListener(rule, CLASSIFIER, cadence));
        graph.fit(new ViewIterator(Nets.batch(DataType.FLOAT, 8), 4), 2);
        assertThat(String.join(" ", rule.moments)).isEqualTo(expected);
        assertThat(rule.batches).containsOnly(4);
    }

    /** Called with fit(DataSet), DL4J announces no epoch: the first gradient must do. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void beginSeesTheInitialWeights(DataType type) {
        MultiLayerNetwork network = Nets.layered(type);
        double[] initial = WeightNorms.of(network, "classifier");
        Recording rule = new Recording();
        network.addListeners(new RegularizerListener(rule, CLASSIFIER, Cadence.EVERY_STEP));
        network.fit(Nets.batch(type, 6));
        assertThat(rule.normsAtBegin).isEqualTo(initial);
        assertThat(WeightNorms.of(network, "classifier")).isNotEqualTo(initial);
    }

    @Test
    void projectionHoldsAfterEveryStepOnBothKindsOfNetwork() {
        MultiLayerNetwork network = Nets.layered(DataType.FLOAT);
        ComputationGraph graph = Nets.graph(DataType.FLOAT);
        for (MaxNorm rule : List.of(MaxNorm.radius(0.2), MaxNorm.fraction(0))) {
            RegularizerListener listener = new RegularizerListener(rule, ParameterFilter.all(), Cadence.EVERY_STEP);
            if (rule.toString().contains("radius")) {
                network.setListeners(listener);
                network.fit(Nets.batch(DataType.FLOAT, 6));
                assertBelow(WeightNorms.all(network), rule);
            } else {
                graph.setListeners(listener);
                graph.fit(Nets.batch(DataType.FLOAT, 6));
                assertBelow(WeightNorms.all(graph), rule);
            }
            assertThat(rule.activity()).hasSize(3).allMatch(projection -> projection.projected() > 0);
        }
    }

    /** The gradient handed to a rule is the one the updater uses: zeroing it there stops the parameter. */
    @Test
    void zeroedGradientStopsTheParameterOnBothKindsOfNetwork() {
        Regularizer stop = new Regularizer() {
            @Override
            public void gradient(Filters filters, INDArray gradient, int batch) {
                assertThat(gradient.shape()).isEqualTo(filters.values().shape());
                gradient.assign(0);
            }
        };
        ParameterFilter stopped = ParameterFilter.layer("conv", "bn", "classifier");
        MultiLayerNetwork network = Nets.layered(DataType.DOUBLE);
        ComputationGraph graph = Nets.graph(DataType.DOUBLE);
        Map<String, INDArray> networkBefore = network.clone().paramTable();
        Map<String, INDArray> graphBefore = graph.clone().paramTable();
        network.addListeners(new RegularizerListener(stop, stopped, Cadence.EVERY_STEP));
        graph.addListeners(new RegularizerListener(stop, stopped, Cadence.EVERY_STEP));
        network.fit(Nets.batch(DataType.DOUBLE, 6));
        graph.fit(Nets.batch(DataType.DOUBLE, 6));
        for (String key : List.of("0_W", "0_b", "1_gamma", "1_beta", "3_W", "3_b")) {
            assertThat(network.getParam(key)).as(key).isEqualTo(networkBefore.get(key));
        }
        for (String key : List.of("conv_W", "conv_b", "bn_gamma", "bn_beta", "classifier_W", "classifier_b")) {
            assertThat(graph.getParam(key)).as(key).isEqualTo(graphBefore.get(key));
        }
        assertThat(network.getParam("2_W")).isNotEqualTo(networkBefore.get("2_W"));
        assertThat(graph.getParam("features_W")).isNotEqualTo(graphBefore.get("features_W"));
        assertThat(graph.getParam("bn_mean")).isNotEqualTo(graphBefore.get("bn_mean"));
    }

    @Test
    void aSecondNetworkIsRefused() {
        RegularizerListener listener = new RegularizerListener(MaxNorm.radius(1), CLASSIFIER, Cadence.EVERY_STEP);
        listener.begin(Nets.layered(DataType.FLOAT));
        MultiLayerNetwork other = Nets.layered(DataType.FLOAT);
        assertThatThrownBy(() -> listener.begin(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MaxNorm[radius=1.0, norm=L2, bias=KEEP]")
                .hasMessageContaining("another network");
    }

    @Test
    void onlyFrozenParametersAreRefused() {
        ComputationGraph graph = new TransferLearning.GraphBuilder(Nets.graph(DataType.FLOAT))
                .setFeatureExtractor("features")
                .build();
        RegularizerListener listener =
                new RegularizerListener(new WeightDecay(0.1), ParameterFilter.layer("conv"), Cadence.EVERY_STEP);
        assertThatThrownBy(() -> listener.begin(graph))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer(conv) selects only frozen parameters: [conv/b [2, 1], conv/W [2, 9]]");
    }

    /** DL4J stops back-propagation at a frozen layer: what lies before it has no gradient, so it does not decay. */
    @Test
    void aLayerThatBackPropagationDoesNotReachIsLeftAlone() {
        MultiLayerNetwork network = new MultiLayerNetwork(Nets.base(DataType.FLOAT, new Sgd(0.1))
                .list()
                .layer(new DenseLayer.Builder().nIn(16).nOut(5).build())
                .layer(new FrozenLayer(new DenseLayer.Builder().nIn(5).nOut(4).build()))
                .layer(new OutputLayer.Builder()
                        .nIn(4)
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        Map<String, INDArray> before = network.clone().paramTable();
        network.addListeners(
                new RegularizerListener(new WeightDecay(1), ParameterFilter.weights(), Cadence.EVERY_STEP));
        DataSet images = Nets.batch(DataType.FLOAT, 6);
        network.fit(new DataSet(images.getFeatures().reshape(6, 16), images.getLabels()));
        assertThat(network.getParam("0_W")).isEqualTo(before.get("0_W"));
        assertThat(network.getParam("1_W")).isEqualTo(before.get("1_W"));
        assertThat(network.getParam("2_W")).isNotEqualTo(before.get("2_W"));
    }

    /** Freezing binds training; {@link Regularizers#apply} is an explicit request. */
    @Test
    void applyChangesFrozenLayersToo() {
        ComputationGraph graph = new TransferLearning.GraphBuilder(Nets.graph(DataType.FLOAT))
                .setFeatureExtractor("features")
                .build();
        Regularizers.apply(graph, ParameterFilter.weights(), new L2Normalization());
        WeightNorms.all(graph).forEach((name, norms) -> {
            for (double norm : norms) {
                assertThat(norm).as(name).isCloseTo(1, within(1e-6));
            }
        });
    }

    private static void assertBelow(Map<String, double[]> norms, MaxNorm rule) {
        assertThat(norms).hasSize(3);
        norms.forEach((name, values) -> {
            for (double norm : values) {
                assertThat(norm).as(name).isLessThanOrEqualTo(rule.radii().get(name) * (1 + 1e-6));
            }
        });
    }

    private static final class Recording implements Regularizer {
        private final List<String> moments = new ArrayList<>();
        private final List<Integer> batches = new ArrayList<>();
        private double[] normsAtBegin = {};

        @Override
        public void begin(Filters filters) {
            moments.add("begin");
            normsAtBegin = filters.norms(Norm.L2);
        }

        @Override
        public void gradient(Filters filters, INDArray gradient, int batch) {
            moments.add("gradient");
            batches.add(batch);
        }

        @Override
        public void project(Filters filters) {
            moments.add("project");
        }
    }
}
