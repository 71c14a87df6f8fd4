package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.weightbalancing.model.Closeness.assertClose;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** One step of training of whole networks by oneDNN in FLOAT against ND4J in DOUBLE, from the same weights. */
class WholeStepTest {

    private static final double LOSS = 1e-5;
    private static final double STATISTICS = 3e-5;

    // Of each gradient's norm. Rounding alone, through 34 layers forth and back, was measured to be at most 3e-5.
    private static final double SAME_UNITS_OPEN = 2e-4;

    // A unit that rounding puts on the other side of its ReLU adds or takes a whole path of the gradient. Measured were
    // 6e-4 for one such unit and 1e-2 for six.
    private static final double OTHER_UNITS_OPEN = 0.1;

    @ParameterizedTest
    @CsvSource({"PROJECTION, 16, 16, 4", "PAD, 15, 13, 4"})
    void ofNarrowResNet34(Shortcut shortcut, int height, int width, int batch) {
        ResNetSpec spec = ResNetSpec.resnet34(10).width(16).shortcut(shortcut).images(height, width, 3);
        compare(spec, batch);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"PROJECTION, 16, 4", "PAD, 16, 4", "PROJECTION, 32, 8"})
    void ofResNet34(Shortcut shortcut, int side, int batch) {
        compare(ResNetSpec.resnet34(100).shortcut(shortcut).images(side, side, 3), batch);
    }

    private static void compare(ResNetSpec spec, int size) {
        ComputationGraph floats = Networks.build(spec.seed(3), new Sgd(0.1));
        ComputationGraph doubles =
                Networks.doubleOf(ResNets.configuration(spec.type(DataType.DOUBLE), new LossMCXENT()), floats);
        DataSet batch = Networks.batch(5, size, spec);
        Map<String, INDArray> expected = Networks.gradients(doubles, batch, DataType.DOUBLE);
        Map<String, INDArray> actual = Networks.gradients(floats, batch, DataType.FLOAT);
        assertThat(floats.score()).as("loss").isCloseTo(doubles.score(), offset(LOSS * doubles.score()));
        floats.paramTable().forEach((name, value) -> assertClose(value, doubles.getParam(name), STATISTICS, name));

        double tolerance = flips(floats, doubles, batch) == 0 ? SAME_UNITS_OPEN : OTHER_UNITS_OPEN;
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        for (String name : expected.keySet()) {
            double norm = expected.get(name).norm2Number().doubleValue();
            double distance = actual.get(name).castTo(DataType.DOUBLE).distance2(expected.get(name));
            assertThat(distance).as(name).isLessThanOrEqualTo(tolerance * norm);
        }
    }

    /** Units that are open in one network and closed in the other. */
    private static long flips(ComputationGraph floats, ComputationGraph doubles, DataSet batch) {
        Map<String, INDArray> left = floats.feedForward(batch.getFeatures(), true);
        Map<String, INDArray> right = doubles.feedForward(batch.getFeatures().castTo(DataType.DOUBLE), true);
        long flips = 0;
        for (GraphVertex vertex : floats.getVertices()) {
            boolean relu = vertex instanceof AddReluVertex
                    || (vertex.getLayer() instanceof FastBatchNormLayer norm
                            && norm.layerConf().isRelu());
            if (relu) {
                String name = vertex.getVertexName();
                INDArray open = Activations.channelsLast(left.get(name)).gt(0);
                flips += open.neq(right.get(name).gt(0))
                        .castTo(DataType.INT64)
                        .sumNumber()
                        .longValue();
            }
        }
        return flips;
    }
}
