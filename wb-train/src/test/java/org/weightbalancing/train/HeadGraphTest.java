package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.weightbalancing.train.loss.ClassBalancedSigmoid;
import org.weightbalancing.train.loss.CrossEntropy;

/** Which graphs are heads of a known arithmetic, and that both ways train linear ones alike. */
class HeadGraphTest {

    private static final int INPUTS = 5;
    private static final int CLASSES = 4;

    /** A graph under a name. */
    record Named(String name, ComputationGraph graph) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Named output(String name, Consumer<OutputLayer.Builder> change) {
        OutputLayer.Builder layer = new OutputLayer.Builder(new LossMCXENT())
                .activation(Activation.SOFTMAX)
                .nIn(INPUTS)
                .nOut(CLASSES);
        change.accept(layer);
        return graph(name, graph -> graph.addLayer("classifier", layer.build(), "input"));
    }

    private static Named graph(String name, Consumer<GraphBuilder> change) {
        return graph(name, new NeuralNetConfiguration.Builder(), change);
    }

    private static Named graph(String name, NeuralNetConfiguration.Builder network, Consumer<GraphBuilder> change) {
        GraphBuilder builder = network.seed(7)
                .graphBuilder()
                .addInputs("input")
                .setOutputs("classifier")
                .validateOutputLayerConfig(false);
        change.accept(builder);
        ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init();
        return new Named(name, graph);
    }

    private static OutputLayer plain() {
        return new OutputLayer.Builder(new LossMCXENT())
                .activation(Activation.SOFTMAX)
                .nIn(INPUTS)
                .nOut(CLASSES)
                .build();
    }

    static Stream<Named> heads() {
        return Stream.of(
                output("softmax", layer -> {}),
                output("identity", layer -> layer.activation(Activation.IDENTITY)),
                output("without bias", layer -> layer.hasBias(false)),
                graph("with input types", graph -> graph.addLayer("classifier", plain(), "input")
                        .setInputTypes(InputType.feedForward(INPUTS))));
    }

    static Stream<Named> others() {
        return Stream.of(
                new Named("double", TinyNetwork.linear(DataType.DOUBLE, INPUTS, CLASSES)),
                output("L2", layer -> layer.l2(0.1)),
                output("clipping", layer -> layer.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                        .gradientNormalizationThreshold(0.1)),
                output("constraint", layer -> layer.constrainWeights(new UnitNormConstraint(0))),
                output("dropout", layer -> layer.dropOut(new Dropout(0.5))),
                output("noise", layer -> layer.weightNoise(new DropConnect(0.5))),
                graph(
                        "summed batches",
                        new NeuralNetConfiguration.Builder().miniBatch(false),
                        graph -> graph.addLayer("classifier", plain(), "input")),
                graph(
                        "preprocessor",
                        graph -> graph.addLayer("classifier", plain(), new ComposableInputPreProcessor(), "input")),
                graph("in pieces", graph -> graph.addLayer("classifier", plain(), "input")
                        .backpropType(BackpropType.TruncatedBPTT)
                        .tBPTTLength(2)),
                graph("hidden layer", graph -> graph.addLayer(
                                "features",
                                new DenseLayer.Builder()
                                        .nIn(INPUTS)
                                        .nOut(INPUTS)
                                        .build(),
                                "input")
                        .addLayer("classifier", plain(), "features")),
                graph(
                        "another output layer",
                        graph -> graph.addLayer(
                                "classifier",
                                new CenterLossOutputLayer.Builder(new LossMCXENT())
                                        .activation(Activation.SOFTMAX)
                                        .nIn(INPUTS)
                                        .nOut(CLASSES)
                                        .build(),
                                "input")));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void linearHeadsAreRecognized(Named head) {
        assertThat(chosen(head.graph())).isInstanceOf(HeadStep.class);
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatComputesAnythingElseIsNot(Named other) {
        assertThat(chosen(other.graph())).isNotInstanceOf(HeadStep.class);
    }

    /** The step writes to the memory of arrays, which another device does not compute with. */
    @Test
    void onOtherDevicesNoneIs() {
        ComputationGraph graph = output("head", layer -> {}).graph();
        StageInstallation.install(graph, TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST));
        HeadArithmetic.Source none = (layer, gradients) -> Optional.empty();
        assertThat(Step.of(graph, none, ExecutionerType.NATIVE_CPU)).isInstanceOf(HeadStep.class);
        assertThat(Step.of(graph, none, ExecutionerType.CUDA)).isNotInstanceOf(HeadStep.class);
    }

    /** What else a graph has is refused before anybody is asked about its layer. */
    @Test
    void headsOfOtherKindsAreRecognizedWhereTheirArithmeticIsKnown() {
        List<ComputationGraph> asked = new ArrayList<>();
        ComputationGraph known = new HalfBias(INPUTS, CLASSES, false).graph();
        Stream.concat(others().map(Named::graph), Stream.of(known)).forEach(graph -> {
            StageInstallation.install(graph, TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST));
            HeadArithmetic.Source knowing = (layer, gradients) -> {
                asked.add(graph);
                assertThat(gradients.keySet()).isEqualTo(layer.paramTable().keySet());
                return Optional.of(new LinearArithmetic(layer, gradients));
            };
            boolean half = graph.getLayer(0).conf().getLayer() instanceof HalfBias;
            assertThat(Step.of(graph, knowing) instanceof HeadStep).isEqualTo(half);
        });
        assertThat(asked).containsExactly(known);
        assertThat(Step.of(known)).isNotInstanceOf(HeadStep.class);
    }

    @Test
    void aGraphWithAnotherUpdaterIsNot() {
        assertThat(HeadGraph.of(output("head", layer -> {}).graph())).isEmpty();
    }

    private static Step chosen(ComputationGraph graph) {
        StageInstallation.install(graph, TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST));
        return Step.of(graph);
    }

    @ParameterizedTest
    @MethodSource("heads")
    void bothWaysComeToTheSame(Named head) {
        ComputationGraph usual = head.graph().clone();
        train(usual, new CrossEntropy(), HeadCase.DL4J);
        ComputationGraph fast = head.graph().clone();
        train(fast, new CrossEntropy(), Step::of);
        EitherWay.assertSame(fast.params(), usual.params());
        assertThat(fast.params()).isNotEqualTo(head.graph().params());
    }

    @Test
    void sigmoidOutputsTooComeToTheSame() {
        Named head = output("sigmoid", layer -> layer.activation(Activation.SIGMOID));
        ComputationGraph usual = head.graph().clone();
        train(usual, new ClassBalancedSigmoid(new int[] {9, 5, 2, 1}, 0.99), HeadCase.DL4J);
        ComputationGraph fast = head.graph().clone();
        train(fast, new ClassBalancedSigmoid(new int[] {9, 5, 2, 1}, 0.99), Step::of);
        EitherWay.assertSame(fast.params(), usual.params());
    }

    private static void train(ComputationGraph graph, ILossFunction loss, Function<ComputationGraph, Step> way) {
        HeadCase head = new HeadCase(INPUTS, CLASSES, HeadCase.of(loss).stage());
        new Trainer(new Progress() {}, Checkpointing.none(), way)
                .fit(graph, head.stage(), head.batches(), Validation.none(), List.of());
    }
}
