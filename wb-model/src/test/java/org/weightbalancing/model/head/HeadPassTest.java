package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightbalancing.model.Closeness.assertClose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** The passes of heads against their definition in double. */
class HeadPassTest {

    private static final int FEATURES = 5;
    private static final int CLASSES = 4;
    private static final double TOLERANCE = 2e-6;

    static Stream<Head> heads() {
        return HeadCases.all().stream()
                .filter(head -> head instanceof CosineHead || head instanceof LearnableWeightScaling);
    }

    /** A layer in a network of its own, its pass, and the gradients that it writes. */
    private record Running(Layer layer, Map<String, INDArray> gradients, HeadPass pass) {

        static Running of(Head head, int features, int classes) {
            Layer layer = alone(HeadOutputLayer.of(head, features, classes, new LossMCXENT()));
            Map<String, INDArray> gradients = views(layer);
            return new Running(layer, gradients, HeadPass.of(layer, gradients).orElseThrow());
        }

        void move(long seed) {
            layer.paramTable()
                    .forEach((key, value) -> value.addi(
                            HeadCases.normal(seed + key.hashCode(), DataType.FLOAT, value.rows(), value.columns())));
        }

        void set(String key, float[][] values) {
            layer.getParam(key).assign(Nd4j.createFromArray(values));
        }

        Map<String, INDArray> doubles() {
            Map<String, INDArray> doubles = new LinkedHashMap<>();
            layer.paramTable().forEach((key, value) -> doubles.put(key, value.castTo(DataType.DOUBLE)));
            return doubles;
        }

        void assertAsDefined(Head head, INDArray features, INDArray delta) {
            INDArray f = features.castTo(DataType.DOUBLE);
            int dimension = (int) features.size(1);
            int classes = (int) delta.size(1);
            Map<String, INDArray> expected = HeadCases.gradients(head, doubles(), dimension, classes);
            gradients.values().forEach(gradient -> gradient.assign(55));
            INDArray logits = pass.logits(features);
            assertClose(logits.castTo(DataType.DOUBLE), head.logits(f, doubles()), TOLERANCE, "logits");
            pass.backward(features, delta);
            head.backward(f, delta.castTo(DataType.DOUBLE), doubles(), expected);
            gradients.forEach((key, gradient) -> assertClose(
                    gradient.castTo(DataType.DOUBLE),
                    expected.getOrDefault(key, Nd4j.valueArrayOf(gradient.shape(), 55.0)),
                    TOLERANCE,
                    1,
                    key));
        }
    }

    private static Layer alone(BaseOutputLayer layer) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .addLayer("head", layer, "x")
                .setOutputs("head")
                .build());
        graph.init();
        return graph.getLayer("head");
    }

    private static Map<String, INDArray> views(Layer layer) {
        INDArray flat = Nd4j.zeros(DataType.FLOAT, 1, layer.numParams());
        return layer.conf().getLayer().initializer().getGradientsFromFlattened(layer.conf(), flat);
    }

    @ParameterizedTest
    @MethodSource("heads")
    void passesAreTheHeadsForBatchesOfAnySize(Head head) {
        for (int[] size : new int[][] {{1, 2}, {FEATURES, CLASSES}, {64, 100}}) {
            Running running = Running.of(head, size[0], size[1]);
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
            Running running = Running.of(head, FEATURES, CLASSES);
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
        Running running = Running.of(new CosineHead(10, true), 2, 2);
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
        Running running = Running.of(new LearnableWeightScaling(), 2, 2);
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
    @ValueSource(doubles = {1e-40, 1e-30, 1e30, 3e38})
    void lengthsBeyondTheRangeOfFloatsDoNotMatter(double length) {
        Running running = Running.of(new CosineHead(16, false), 4, 2);
        float l = (float) length;
        INDArray f = Nd4j.createFromArray(new float[][] {{1, 0, 0, 0}, {l, l, l, l}});
        running.set("W", new float[][] {{l, 1}, {l, 1}, {l, 0}, {l, 0}});
        float cosine = (float) (16 / Math.sqrt(2));
        assertClose(
                running.pass().logits(f),
                Nd4j.createFromArray(new float[][] {{8, cosine}, {16, cosine}}),
                TOLERANCE,
                "logits");
        running.pass().close();
    }

    @Test
    void zeroVectorsHaveLogitAndGradientZero() {
        Running running = Running.of(new CosineHead(16, true), 2, 2);
        running.set("W", new float[][] {{0, 3}, {0, 4}});
        INDArray f = Nd4j.createFromArray(new float[][] {{0, 0}, {1, 0}});
        assertClose(
                running.pass().logits(f), Nd4j.createFromArray(new float[][] {{0, 0}, {0, 9.6f}}), TOLERANCE, "logits");
        running.pass().backward(f, Nd4j.createFromArray(new float[][] {{1, 1}, {1, 0}}));
        assertThat(running.gradients().get("W").toFloatMatrix()).isEqualTo(new float[][] {{0, 0}, {0, 0}});
        running.pass().close();
    }

    @Test
    void whatIsNotANumberIsNotHidden() {
        Running running = Running.of(new CosineHead(16, false), 2, 2);
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            INDArray f = Nd4j.createFromArray(new float[][] {{1, value}});
            assertThat(running.pass().logits(f).isNaN().all()).isTrue();
        }
        running.pass().close();
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
                HeadOutputLayer.of(new DisAlignHead(), FEATURES, CLASSES, new LossMCXENT()),
                HeadOutputLayer.of(new EtfHead(false, 1), FEATURES, CLASSES, new LossMCXENT()));
        for (BaseOutputLayer other : others) {
            Layer layer = alone(other);
            assertThat(HeadPass.of(layer, views(layer))).isEmpty();
        }
    }
}
