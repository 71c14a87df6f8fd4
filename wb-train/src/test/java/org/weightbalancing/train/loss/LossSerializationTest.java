package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.weightbalancing.train.TinyNetwork;

class LossSerializationTest {

    static Stream<ILossFunction> losses() {
        int[] counts = {500, 60, 5};
        double[] weights = {1, 2, 0.1};
        Stream<ILossFunction> variants = Stream.of(
                new ClassBalancedCrossEntropy(weights),
                new ClassBalancedFocal(weights, 2),
                new SigmoidFocalLoss(1),
                new FocalLoss(0.5),
                new FocalLoss(1, weights),
                new LdamLoss(weights, 5, weights, Reduction.SUM),
                new LdamLoss(weights, 6, weights, Reduction.SUM),
                new LdamLoss(new double[] {1, 2, 0.2}, 5, weights, Reduction.SUM),
                new LogitAdjustedLoss(counts, 1),
                new VectorScalingLoss(counts, 0.25, 2),
                new VectorScalingLoss(counts, 0.3, 1),
                new ClassDependentTemperatureLoss(counts, 0.4),
                new EqualizationLoss(counts, 1, 0.2, 8),
                new EqualizationLoss(counts, 1, 0.3, 7),
                new InfluenceBalancedLoss(weights, 10, 1e-3),
                new InfluenceBalancedLoss(weights, 11, 1e-3),
                new InfluenceBalancedLoss(weights, 10, 1e-2),
                new SeesawLoss(counts, 0.8, 1),
                new SeesawLoss(counts, 0.7, 2),
                new LadeLoss(counts, 0.1, 0.2),
                new LadeLoss(counts, 0.2, 0.1),
                new LabelSmoothingLoss(0.2),
                new LabelAwareSmoothingLoss(counts, 0.4, 0.1, Shape.LINEAR),
                new LabelAwareSmoothingLoss(counts, 0.5, 0.1, Shape.CONCAVE),
                new LabelAwareSmoothingLoss(counts, 0.4, 0.2, Shape.CONCAVE),
                new DistillationLoss(2, 0.5),
                new DotRegressionLoss(2),
                new DeferredLoss(new LossMCXENT(), new LdamLoss(counts, 0.5, 30), 160),
                new DeferredLoss(
                        new CrossEntropy(), new DeferredLoss(new CrossEntropy(), new SeesawLoss(counts, 1, 1), 4), 2));
        return Stream.concat(LossKind.losses(counts), variants);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void configurationKeepsTheLossThroughJson(ILossFunction loss) {
        ComputationGraph graph = TinyNetwork.dense(DataType.FLOAT, loss, new NoOp());
        ComputationGraphConfiguration read =
                ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson());
        ComputationGraph again = new ComputationGraph(read);
        again.init();
        BaseOutputLayer layer =
                (BaseOutputLayer) again.getLayer("classifier").conf().getLayer();
        assertThat(layer.getLossFn()).isEqualTo(loss).hasSameHashCodeAs(loss).hasToString(loss.toString());
        // What is derived from the settings is there again.
        double[][] logits = {{1, 0.5, -2}, {0, 3, 0.25}};
        int[] labels = {2, 1};
        assertThat(LossCase.gradient(layer.getLossFn(), logits, labels, DataType.DOUBLE))
                .isDeepEqualTo(LossCase.gradient(loss, logits, labels, DataType.DOUBLE));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossesDifferByKindAndEverySetting(ILossFunction loss) {
        assertThat(losses().filter(loss::equals)).hasSize(1);
    }
}
