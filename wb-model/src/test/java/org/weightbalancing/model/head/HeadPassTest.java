package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.model.Closeness.assertClose;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.weightbalancing.model.head.NearestClassMean.Variant;

/** The passes of heads against their definition in double. */
class HeadPassTest {

    private static final int FEATURES = 5;
    private static final int CLASSES = 4;

    static Stream<Head> heads() {
        return HeadCases.all().stream()
                .filter(head -> head instanceof CosineHead
                        || head instanceof LearnableWeightScaling
                        || head instanceof DisAlignHead);
    }

    @ParameterizedTest
    @MethodSource("heads")
    void passesAreTheHeadsForBatchesOfAnySize(Head head) {
        for (int[] size : new int[][] {{1, 2}, {FEATURES, CLASSES}, {64, 100}}) {
            RunningHead running = RunningHead.of(head, size[0], size[1]);
            for (int rows : new int[] {6, 6, 1, 33}) {
                running.move(rows);
                running.assertAsDefined(
                        head,
                        HeadCases.normal(1, DataType.FLOAT, rows, size[0]),
                        HeadCases.normal(2, DataType.FLOAT, rows, size[1]));
            }
            running.pass().close();
        }
    }

    static Stream<UnaryOperator<INDArray>> layouts() {
        return Stream.of(matrix -> matrix.dup('f'), matrix -> {
            INDArray larger = Nd4j.create(DataType.FLOAT, matrix.size(0), matrix.size(1) + 2);
            INDArray part = larger.get(NDArrayIndex.all(), NDArrayIndex.interval(1, matrix.size(1) + 1));
            return part.assign(matrix);
        });
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void arraysOfAnyLayoutAreRead(UnaryOperator<INDArray> layout) {
        heads().forEach(head -> {
            RunningHead running = RunningHead.of(head, FEATURES, CLASSES);
            running.move(3);
            running.assertAsDefined(
                    head,
                    layout.apply(HeadCases.normal(1, DataType.FLOAT, 6, FEATURES)),
                    layout.apply(HeadCases.normal(2, DataType.FLOAT, 6, CLASSES)));
            running.pass().close();
        });
    }

    @Test
    void cosinesAreThoseOfTheFormula() {
        // f = (3, 4), w = (1, 0) and (0, 2), s = 10: logits 6 and 8.
        // delta = (2, 0): dw = 20 ((0.6, 0.8) - 0.6 (1, 0)) / 1 = (0, 16), ds = 2 * 0.6.
        RunningHead running = RunningHead.of(new CosineHead(10, true), 2, 2);
        running.set("W", new float[][] {{1, 0}, {0, 2}});
        running.set("s", new float[][] {{10}});
        INDArray features = Nd4j.createFromArray(new float[][] {{3, 4}});
        assertClose(running.pass().logits(features), Nd4j.createFromArray(new float[][] {{6, 8}}), 1e-6, "logits");
        running.pass().backward(features, Nd4j.createFromArray(new float[][] {{2, 0}}));
        assertClose(running.gradients().get("W"), Nd4j.createFromArray(new float[][] {{0, 0}, {16, 0}}), 1e-6, "dW");
        assertThat(running.gradients().get("s").getFloat(0)).isEqualTo(1.2f);
        running.pass().close();
    }

    @Test
    void weightScalingIsThatOfTheFormula() {
        // f = (2, 1): w.f = (4, 5), s = (0.5, -2), b = (10, 20); delta = (1, 3): ds = delta * w.f.
        RunningHead running = RunningHead.of(new LearnableWeightScaling(), 2, 2);
        running.set("W", new float[][] {{1, 3}, {2, -1}});
        running.set("b", new float[][] {{10, 20}});
        running.set("s", new float[][] {{0.5f, -2}});
        INDArray features = Nd4j.createFromArray(new float[][] {{2, 1}});
        assertThat(running.pass().logits(features).toFloatMatrix()).isEqualTo(new float[][] {{12, 10}});
        running.pass().backward(features, Nd4j.createFromArray(new float[][] {{1, 3}}));
        assertThat(running.gradients().get("s").toFloatMatrix()).isEqualTo(new float[][] {{4, 15}});
        running.pass().close();
    }

    @ParameterizedTest
    @MethodSource("heads")
    void closedPassesTakeTheirMemoryAnew(Head head) {
        RunningHead running = RunningHead.of(head, FEATURES, CLASSES);
        for (int i = 0; i < 3; i++) {
            running.move(i);
            running.assertAsDefined(
                    head,
                    HeadCases.normal(1, DataType.FLOAT, 6, FEATURES),
                    HeadCases.normal(2, DataType.FLOAT, 6, CLASSES));
            running.pass().close();
            running.pass().close();
            assertThatThrownBy(() -> running.pass()
                            .backward(
                                    HeadCases.normal(1, DataType.FLOAT, 6, FEATURES),
                                    HeadCases.normal(2, DataType.FLOAT, 6, CLASSES)))
                    .isInstanceOf(NoSuchElementException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("heads")
    void headsInDoubleHaveNone(Head head) {
        Layer layer = RunningHead.alone(HeadOutputLayer.of(head, FEATURES, CLASSES, new LossMCXENT()), DataType.DOUBLE);
        assertThat(HeadPass.of(layer, RunningHead.views(layer))).isEmpty();
    }

    @Test
    void otherLayersHaveNone() {
        OutputLayer linear = new OutputLayer.Builder(new LossMCXENT())
                .activation(Activation.SOFTMAX)
                .nIn(FEATURES)
                .nOut(CLASSES)
                .build();
        List<BaseOutputLayer> others = List.of(
                linear,
                HeadOutputLayer.of(new NearestClassMean(Variant.UN), FEATURES, CLASSES, new LossMCXENT()),
                HeadOutputLayer.of(new EtfHead(false, 1), FEATURES, CLASSES, new LossMCXENT()));
        for (BaseOutputLayer other : others) {
            Layer layer = RunningHead.alone(other);
            assertThat(HeadPass.of(layer, RunningHead.views(layer))).isEmpty();
        }
    }
}
