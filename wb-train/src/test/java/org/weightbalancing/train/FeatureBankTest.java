package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.SingletonDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class FeatureBankTest {

    @Test
    void holdsWhatTheLayerGivesInInferenceMode() {
        ComputationGraph graph = TinyNetwork.normalized();
        graph.fit(FeatureBatches.sequential(TinyNetwork.bank(30), 8), 5);
        INDArray parameters = graph.params().dup();
        FeatureBank images = TinyNetwork.bank(20);

        FeatureBank bank = FeatureBank.of(graph, "norm", FeatureBatches.sequential(images, 8));
        assertThat(bank.size()).isEqualTo(20);
        assertThat(bank.dimension()).isEqualTo(TinyNetwork.HIDDEN);
        assertThat(bank.classes()).isEqualTo(3);
        assertThat(bank.views()).isEqualTo(1);
        assertThat(bank.labels()).isEqualTo(images.labels());
        INDArray expected = graph.feedForward(images.features(0), false).get("norm");
        assertThat(bank.features(0).equalsWithEps(expected, 1e-6)).isTrue();
        INDArray trainMode = graph.feedForward(images.features(0), true).get("norm");
        assertThat(bank.features(0).equalsWithEps(trainMode, 1e-6)).isFalse();
        assertThat(graph.params()).isEqualTo(parameters);
    }

    @Test
    void classifierOnTheBankEqualsTheWholeNetwork() {
        ComputationGraph graph = TinyNetwork.normalized();
        FeatureBank images = TinyNetwork.bank(20);
        FeatureBank bank = FeatureBank.of(graph, "norm", FeatureBatches.sequential(images, 8));
        INDArray logits =
                bank.features(0).mmul(graph.getParam("classifier_W")).addRowVector(graph.getParam("classifier_b"));
        assertThat(Nd4j.nn().softmax(logits, 1).equalsWithEps(graph.outputSingle(images.features(0)), 1e-6))
                .isTrue();
    }

    @Test
    void pooledImagesOfRankFourBecomeRows() {
        ComputationGraph graph = convolutional();
        Nd4j.getRandom().setSeed(4);
        DataSet images = new DataSet(
                Nd4j.rand(DataType.FLOAT, 6, 2, 4, 4),
                Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {1, 0}, {1, 0}, {0, 1}, {0, 1}}));
        FeatureBank bank = FeatureBank.of(graph, "pool", one(images));
        assertThat(bank.dimension()).isEqualTo(3);
        INDArray expected =
                graph.feedForward(images.getFeatures(), false).get("pool").reshape(6, 3);
        assertThat(bank.features(0)).isEqualTo(expected);
        assertThat(bank.labels()).containsExactly(0, 1, 0, 0, 1, 1);
    }

    @Test
    void viewsArePassesOfTheIterator() {
        ComputationGraph graph = TinyNetwork.normalized();
        FeatureBank first = TinyNetwork.bank(9);
        float[] other = first.features(0).mul(2).dup('c').data().asFloat();
        FeatureBank images = FeatureBank.ofViews(List.of(first, FeatureBank.of(other, first.labels(), 3)));

        FeatureBank bank = FeatureBank.of(graph, "features", FeatureBatches.sequential(images, 4), 3);
        assertThat(bank.views()).isEqualTo(3);
        for (int view = 0; view < 3; view++) {
            INDArray expected =
                    graph.feedForward(images.features(view % 2), false).get("features");
            assertThat(bank.features(view).equalsWithEps(expected, 1e-6)).isTrue();
        }
        assertThatThrownBy(() -> FeatureBank.of(graph, "features", FeatureBatches.shuffled(images, 4, 1), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("view 1 lists other labels");
    }

    /** Rows hold their number in both views, times ten in the second. */
    @Test
    void someRowsOrViewsAreBanksOfTheirOwn() {
        int[] labels = {0, 1, 2, 1};
        FeatureBank bank = FeatureBank.ofViews(List.of(
                FeatureBank.of(new float[] {0, 0, 1, 1, 2, 2, 3, 3}, labels, 3),
                FeatureBank.of(new float[] {0, 0, 10, 10, 20, 20, 30, 30}, labels, 3)));
        int[] rows = {3, 1, 3};
        FeatureBank some = bank.select(rows);
        rows[0] = 0;
        assertThat(some.labels()).containsExactly(1, 1, 1);
        assertThat(some.classes()).isEqualTo(3);
        assertThat(some.features(0).toFloatMatrix()).isDeepEqualTo(new float[][] {{3, 3}, {1, 1}, {3, 3}});
        assertThat(some.gather(1, new int[] {2, 1}, 0, 2)).containsExactly(30, 30, 10, 10);
        assertThat(some.select(new int[] {1}).features(1).toFloatMatrix()).isDeepEqualTo(new float[][] {{10, 10}});
        FeatureBank second = bank.views(1, 2);
        assertThat(second.views()).isOne();
        assertThat(second.features(0)).isEqualTo(bank.features(1));
        assertThatThrownBy(() -> bank.select(new int[] {0, 4}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("selected row 1 is 4, allowed is 0 to 3");
        assertThatThrownBy(() -> bank.select(new int[0])).hasMessageContaining("no row of a bank of 4 images");
        for (int[] range : new int[][] {{-1, 1}, {0, 3}, {1, 1}}) {
            assertThatThrownBy(() -> bank.views(range[0], range[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("are asked for, but the bank has 2");
        }
    }

    @Test
    void arraysAreCopied() {
        float[] features = {1, 2, 3, 4};
        int[] labels = {0, 1};
        FeatureBank bank = FeatureBank.of(features, labels, 2);
        features[0] = 9;
        labels[0] = 1;
        bank.labels()[1] = 0;
        bank.features(0).addi(5);
        assertThat(bank.features(0).toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
        assertThat(bank.labels()).containsExactly(0, 1);
    }

    /** What the network gives is closed batch by batch; what the caller's batches hold is not. */
    @Test
    void memoryDoesNotGrowWithTheNumberOfImages() {
        List<INDArray> given = new ArrayList<>();
        ComputationGraph graph = watched(TinyNetwork.normalized(), given);
        List<DataSet> kept = new ArrayList<>();
        FeatureBatches.sequential(TinyNetwork.bank(20), 4).forEachRemaining(kept::add);
        for (String layer : List.of("features", "norm", "classifier")) {
            given.clear();
            FeatureBank bank = FeatureBank.of(graph, layer, new ExistingDataSetIterator(kept));
            assertThat(bank.size()).isEqualTo(20);
            assertThat(given).as(layer).hasSize(5).allMatch(INDArray::wasClosed);
        }
        for (DataSet batch : kept) {
            assertThat(batch.getFeatures().wasClosed()).isFalse();
            assertThat(batch.getLabels().wasClosed()).isFalse();
        }
        assertThat(graph.params().wasClosed()).isFalse();
    }

    /** The same network, which keeps hold of all arrays that it gives. */
    private static ComputationGraph watched(ComputationGraph network, List<INDArray> given) {
        ComputationGraph graph = new ComputationGraph(network.getConfiguration()) {
            private static final long serialVersionUID = 1L;

            @Override
            public INDArray[] output(List<String> layers, boolean train, INDArray[] features, INDArray[] masks) {
                INDArray[] output = super.output(layers, train, features, masks);
                given.addAll(List.of(output));
                return output;
            }
        };
        graph.init(network.params(), true);
        return graph;
    }

    @Test
    void aLayerThatHandsOnItsInputLeavesItOpen() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("input")
                .addLayer("dropout", new DropoutLayer.Builder(0.5).build(), "input")
                .addVertex("reshaped", new ReshapeVertex(-1, 3), "dropout")
                .addLayer("classifier", new OutputLayer.Builder().nIn(3).nOut(3).build(), "reshaped")
                .setOutputs("classifier")
                .validateOutputLayerConfig(false)
                .build());
        graph.init();
        for (String layer : List.of("input", "dropout", "reshaped")) {
            DataSet images = FeatureBatches.sequential(TinyNetwork.bank(6), 6).next();
            FeatureBank bank = FeatureBank.of(graph, layer, one(images));
            assertThat(images.getFeatures().wasClosed()).as(layer).isFalse();
            assertThat(bank.features(0)).isEqualTo(images.getFeatures());
        }
    }

    @Test
    void refusesWhatIsNoBank() {
        ComputationGraph graph = TinyNetwork.normalized();
        FeatureBatches batches = FeatureBatches.sequential(TinyNetwork.bank(9), 4);
        assertThatThrownBy(() -> FeatureBank.of(graph, "feature", batches))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the graph has no layer \"feature\", allowed are [features, norm, classifier]");
        assertThatThrownBy(() -> FeatureBank.of(graph, "features", batches, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("views is 0");
        assertThatThrownBy(() -> FeatureBank.of(graph, "features", soft(.5f, .5f, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels are not one-hot: row 0 of a batch has 0.5 for class 0");
        assertThatThrownBy(() -> FeatureBank.of(graph, "features", soft(1, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels are not one-hot: row 0 of a batch has 1.0 for class 2");
        assertThatThrownBy(() -> FeatureBank.of(graph, "features", soft(0, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels are not one-hot: row 0 of a batch has no class");
        assertThatThrownBy(() -> FeatureBank.of(new float[3], new int[2], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 feature values for 2 labels");
        assertThatThrownBy(() -> FeatureBank.of(new float[2], new int[] {0, 2}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label of row 1 is 2, allowed is 0 to 1");
        assertThatThrownBy(() -> FeatureBank.ofViews(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no bank");
    }

    private static DataSetIterator soft(float... target) {
        return one(new DataSet(Nd4j.ones(DataType.FLOAT, 1, 3), Nd4j.createFromArray(new float[][] {target})));
    }

    private static DataSetIterator one(DataSet batch) {
        return new SingletonDataSetIterator(batch);
    }

    private static ComputationGraph convolutional() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(4, 4, 2))
                .addLayer("conv", new ConvolutionLayer.Builder(3, 3).nOut(3).build(), "input")
                .addLayer(
                        "pool",
                        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                                .kernelSize(2, 2)
                                .build(),
                        "conv")
                .addLayer("classifier", new OutputLayer.Builder().nOut(2).build(), "pool")
                .setOutputs("classifier")
                .validateOutputLayerConfig(false)
                .build());
        graph.init();
        return graph;
    }
}
