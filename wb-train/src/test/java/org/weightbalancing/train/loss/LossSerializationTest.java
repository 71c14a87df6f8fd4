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
import org.weightbalancing.train.TinyNetwork;

class LossSerializationTest {

    static Stream<ILossFunction> losses() {
        int[] counts = {500, 60, 5};
        return Stream.of(
                new CrossEntropy(),
                new ClassBalancedCrossEntropy(counts, 0.9999),
                new ClassBalancedCrossEntropy(new double[] {1, 2, 0.1}),
                new ClassBalancedSoftmaxBce(counts, 0.9999));
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
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossesDifferByKindAndWeights(ILossFunction loss) {
        assertThat(losses().filter(loss::equals)).hasSize(1);
    }
}
