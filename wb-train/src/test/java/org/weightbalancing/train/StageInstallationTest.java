package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.weightbalancing.train.loss.ClassBalancedCrossEntropy;
import org.weightbalancing.train.loss.CrossEntropy;

class StageInstallationTest {

    private static final HeavyBall BALL = new HeavyBall(0.1, 0.9);

    @Test
    void replacesUpdaterAndLossOfEveryLayerAndKeepsParameters(@TempDir Path folder) throws IOException {
        ComputationGraph graph = TinyNetwork.normalized();
        graph.fit(TinyNetwork.batches(30, 8), 3);
        INDArray before = graph.params().dup();
        ILossFunction loss = new ClassBalancedCrossEntropy(new int[] {10, 5, 1}, 0.99);
        Stage stage = new Stage("stage-2", 1, new ConstantSchedule(0.1), 0.9, loss, CheckpointPolicy.LAST);
        StageInstallation.install(graph, stage);

        assertThat(graph.params()).isEqualTo(before);
        assertThat(graph.getUpdater().getStateViewArray().sumNumber().doubleValue())
                .isZero();
        assertThat(graph.getEpochCount()).isZero();
        assertThat(graph.getIterationCount()).isZero();
        // The running statistics of the batch norm, which nothing updates, split the parameters.
        assertThat(graph.getUpdater().getUpdaterBlocks()).hasSize(3);

        File file = folder.resolve("model.zip").toFile();
        ModelSerializer.writeModel(graph, file, true);
        for (ComputationGraph g : List.of(graph, ModelSerializer.restoreComputationGraph(file, true))) {
            for (String layer : List.of("features", "classifier")) {
                assertThat(g.getLayer(layer).getConfig().getUpdaterByParam("W")).isEqualTo(BALL);
                assertThat(g.getLayer(layer).getConfig().getUpdaterByParam("b")).isEqualTo(BALL);
            }
            assertThat(g.getLayer("norm").getConfig().getUpdaterByParam("gamma"))
                    .isEqualTo(BALL);
            assertThat(g.getLayer("norm").getConfig().getUpdaterByParam("mean")).isInstanceOf(NoOp.class);
            BaseOutputLayer output =
                    (BaseOutputLayer) g.getLayer("classifier").conf().getLayer();
            assertThat(output.getLossFn()).isEqualTo(loss);
        }
    }

    @Test
    void trainsAsAGraphThatWasBuiltWithTheSameUpdaterAndLoss() {
        ComputationGraph built = TinyNetwork.dense(DataType.DOUBLE, new CrossEntropy(), BALL);
        ComputationGraph installed = TinyNetwork.dense(DataType.DOUBLE, new LossMCXENT(), new NoOp());
        installed.setParams(built.params().dup());
        built.fit(TinyNetwork.batches(30, 8), 4);
        new Trainer()
                .fit(
                        installed,
                        TinyNetwork.stage(4, 0.1, CheckpointPolicy.LAST),
                        TinyNetwork.batches(30, 8),
                        Validation.none(),
                        List.of());
        assertThat(installed.params()).isEqualTo(built.params());
    }

    @Test
    void stagesDoNotDependOnWhatTheGraphCountedBefore() {
        ComputationGraph fresh = TinyNetwork.normalized();
        ComputationGraph old = TinyNetwork.normalized();
        old.getConfiguration().setEpochCount(100);
        old.getConfiguration().setIterationCount(5000);
        Stage stage = new Stage(
                "s",
                3,
                new CosineSchedule(0.1, 3, 0, Timing.AFTER_EPOCH),
                0.9,
                new CrossEntropy(),
                CheckpointPolicy.LAST);
        for (ComputationGraph graph : List.of(fresh, old)) {
            new Trainer().fit(graph, stage, TinyNetwork.batches(30, 8), Validation.none(), List.of());
            assertThat(graph.getEpochCount()).isEqualTo(3);
        }
        assertThat(old.params()).isEqualTo(fresh.params());
    }

    @Test
    void frozenLayersStay() {
        ComputationGraph graph = new TransferLearning.GraphBuilder(TinyNetwork.normalized())
                .setFeatureExtractor("norm")
                .build();
        INDArray features = graph.getLayer("features").params().dup();
        INDArray norm = graph.getLayer("norm").params().dup();
        INDArray classifier = graph.getLayer("classifier").params().dup();
        TrainingHistory history = new Trainer()
                .fit(
                        graph,
                        TinyNetwork.stage(5, 0.1, CheckpointPolicy.LAST),
                        TinyNetwork.batches(30, 8),
                        Validation.none(),
                        List.of());
        assertThat(graph.getLayer("features").params()).isEqualTo(features);
        assertThat(graph.getLayer("norm").params()).isEqualTo(norm);
        assertThat(graph.getLayer("classifier").params()).isNotEqualTo(classifier);
        assertThat(history.selected().meanLoss())
                .isLessThan(history.epochs().get(0).meanLoss());
    }

    @Test
    void refusesAGraphThatTakesNoStage() {
        ComputationGraph hidden = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("input")
                .addLayer("features", new DenseLayer.Builder().nIn(3).nOut(3).build(), "input")
                .setOutputs("features")
                .validateOutputLayerConfig(false)
                .build());
        hidden.init();
        assertThatThrownBy(() -> new Trainer()
                        .fit(
                                hidden,
                                TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST),
                                TinyNetwork.batches(30, 8),
                                Validation.none(),
                                List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "output \"features\" of type org.deeplearning4j.nn.conf.layers.DenseLayer takes no loss");
    }

    @Test
    void lossLayersTakeTheLossToo() {
        ComputationGraph graph = graph(
                builder -> builder.addLayer("features", dense(3), "input")
                        .addLayer(
                                "loss",
                                new LossLayer.Builder()
                                        .activation(Activation.SOFTMAX)
                                        .build(),
                                "features"),
                "loss");
        CrossEntropy loss = new CrossEntropy();
        StageInstallation.install(
                graph, new Stage("s", 1, new ConstantSchedule(0.1), 0.9, loss, CheckpointPolicy.LAST));
        assertThat(((LossLayer) graph.getLayer("loss").conf().getLayer()).getLossFn())
                .isSameAs(loss);
    }

    @Test
    void refusesTwoOutputs() {
        ComputationGraph graph = graph(
                builder -> builder.addLayer("one", output(), "input").addLayer("two", output(), "input"), "one", "two");
        assertThatThrownBy(() -> StageInstallation.install(graph, TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the graph has outputs [one, two], allowed is one");
    }

    @Test
    void refusesALayerThatTakesNoUpdater() {
        ComputationGraph graph = withBidirectional();
        assertThatThrownBy(() -> StageInstallation.install(graph, TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer \"both\"")
                .hasMessageContaining("does not take an updater");
    }

    @Test
    void aRefusedStageLeavesTheGraphUnchanged() {
        ComputationGraph graph = withBidirectional();
        graph.getConfiguration().setEpochCount(3);
        String before = graph.getConfiguration().toJson();
        assertThatThrownBy(() -> StageInstallation.install(graph, TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST)))
                .hasMessageContaining("does not take an updater");
        assertThat(graph.getConfiguration().toJson()).isEqualTo(before);
        assertThat(graph.getEpochCount()).isEqualTo(3);
    }

    /** The first layer takes an updater, the second does not, the output takes the loss. */
    private static ComputationGraph withBidirectional() {
        return graph(
                builder -> builder.addLayer(
                                "first", new LSTM.Builder().nIn(3).nOut(3).build(), "input")
                        .addLayer(
                                "both",
                                new Bidirectional(
                                        new LSTM.Builder().nIn(3).nOut(2).build()),
                                "first")
                        .addLayer(
                                "classifier",
                                new RnnOutputLayer.Builder()
                                        .nIn(4)
                                        .nOut(3)
                                        .activation(Activation.SOFTMAX)
                                        .build(),
                                "both"),
                "classifier");
    }

    private static ComputationGraph graph(UnaryOperator<GraphBuilder> layers, String... outputs) {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam())
                .graphBuilder()
                .addInputs("input");
        ComputationGraph graph =
                new ComputationGraph(layers.apply(builder).setOutputs(outputs).build());
        graph.init();
        return graph;
    }

    private static DenseLayer dense(int outputs) {
        return new DenseLayer.Builder().nIn(3).nOut(outputs).build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder()
                .nIn(3)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
