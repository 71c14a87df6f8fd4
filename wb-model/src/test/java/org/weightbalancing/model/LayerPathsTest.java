package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.weightbalancing.model.Closeness.assertClose;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.model.BatchNormMath.Gradients;
import org.weightbalancing.model.BatchNormMath.State;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.AddReluPlan;
import org.weightbalancing.model.onednn.ConvolutionShape;

/** oneDNN's FLOAT results against ND4J's DOUBLE ones on the same numbers. */
class LayerPathsTest {

    // A float sum over a batch's pixels, some thousand terms, against a double one.
    private static final double DIRECT = 3e-6;
    private static final double WINOGRAD = 6e-6;

    @BeforeEach
    void seed() {
        Nd4j.getRandom().setSeed(7);
    }

    @Test
    void floatsOnTheCpuTakeOneDnn() {
        OneDnnHere.assume();
        assertThat(LayerPath.of(DataType.FLOAT)).isNotEqualTo(LayerPath.ND4J);
        assertThat(LayerPath.of(DataType.DOUBLE)).isEqualTo(LayerPath.ND4J);
    }

    // The last five are shapes that Winograd's algorithm takes; odd pictures and odd batches exercise its borders.
    @ParameterizedTest
    @CsvSource({
        "4, 32, 32,   3,  16, 3, 1", "3, 32, 32,  16,  16, 3, 1", "3, 32, 32,  16,  32, 3, 2",
        "3, 32, 32,  16,  32, 1, 2", "2,  9,  7,   5,   6, 3, 2", "1,  5,  5,   1,   1, 1, 1",
        "5, 16, 16,  32,  32, 3, 1", "7,  8,  8,  64,  64, 3, 1", "2,  4,  4, 128, 128, 3, 1",
        "3,  7,  9,  32,  64, 3, 1", "1, 13, 13,  48,  32, 3, 1"
    })
    void convolutionsAgree(int batch, int height, int width, int in, int out, int kernel, int stride) {
        OneDnnHere.assume();
        ConvolutionShape shape = ConvolutionShape.of(batch, height, width, in, out, kernel, stride);
        Convolved oneDnn = new Convolved(shape, DataType.FLOAT);
        Convolved nd4j = new Convolved(shape, DataType.DOUBLE);
        oneDnn.run(new OneDnnConvolution(shape));
        nd4j.run(new Nd4jConvolution(shape));
        double tolerance = kernel == 3 && stride == 1 && in >= 32 ? WINOGRAD : DIRECT;
        assertClose(oneDnn.y, nd4j.y, tolerance, "y");
        assertClose(oneDnn.weightsGradient, nd4j.weightsGradient, tolerance, "weights gradient");
        assertClose(oneDnn.inputGradient, nd4j.inputGradient, tolerance, "input gradient");

        new OneDnnConvolution(shape).weightsGradient(oneDnn.x, oneDnn.weights, oneDnn.epsilon, oneDnn.other);
        assertClose(oneDnn.other, nd4j.weightsGradient, tolerance, "weights gradient of a first layer");
    }

    @ParameterizedTest
    @CsvSource({"4, 16, 16, 16, true", "4, 16, 16, 16, false", "3, 5, 7, 6, true", "1, 4, 4, 512, false"})
    void batchNormalizationsAgree(int batch, int height, int width, int channels, boolean relu) {
        OneDnnHere.assume();
        FastBatchNorm layer = relu ? FastBatchNorm.relu(channels) : FastBatchNorm.of(channels);
        long[] shape = {batch, height, width, channels};
        Normalized oneDnn = new Normalized(shape, DataType.FLOAT);
        Normalized nd4j = new Normalized(shape, DataType.DOUBLE);
        oneDnn.run(new OneDnnBatchNorm(layer, new ActivationShape(batch, height, width, channels, false)));
        nd4j.run(new Nd4jBatchNorm(layer));
        assertClose(oneDnn.y, nd4j.y, DIRECT, "y");
        assertClose(oneDnn.evaluated, nd4j.evaluated, DIRECT, "y in evaluation");
        assertClose(oneDnn.state.mean(), nd4j.state.mean(), DIRECT, "running mean");
        assertClose(oneDnn.state.variance(), nd4j.state.variance(), DIRECT, "running variance");
        assertClose(oneDnn.gradients.gamma(), nd4j.gradients.gamma(), DIRECT, "gamma gradient");
        assertClose(oneDnn.gradients.beta(), nd4j.gradients.beta(), DIRECT, "beta gradient");
        assertClose(oneDnn.gradients.input(), nd4j.gradients.input(), 4 * DIRECT, "input gradient");
    }

    // Two pixels, one channel: mean 2, biased variance 1, unbiased 2; running 0.9 * old + 0.1 * batch.
    @Test
    void runningStatisticsMoveAsInPyTorch() {
        OneDnnHere.assume();
        for (BatchNormMath norm : new BatchNormMath[] {
            new OneDnnBatchNorm(FastBatchNorm.of(1), new ActivationShape(1, 1, 2, 1, false)),
            new Nd4jBatchNorm(FastBatchNorm.of(1))
        }) {
            State state = new State(row(1), row(0), row(10), row(5));
            INDArray y = Nd4j.create(1, 1, 2, 1);
            norm.train(Nd4j.create(new float[] {1, 3}, 1, 1, 2, 1), state, y);
            assertThat(state.mean().getDouble(0)).isCloseTo(9.2, offset(1e-6));
            assertThat(state.variance().getDouble(0)).isCloseTo(4.7, offset(1e-6));
        }
    }

    @Test
    void nd4jKeepsNothingAfterABackwardPass() {
        Normalized normalized = new Normalized(new long[] {2, 3, 3, 4}, DataType.DOUBLE);
        Nd4jBatchNorm norm = new Nd4jBatchNorm(FastBatchNorm.relu(4));
        normalized.run(norm);
        assertThatThrownBy(
                        () -> norm.backward(normalized.x, normalized.state, normalized.epsilon, normalized.gradients))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs a training pass");
        normalized.run(norm);
        assertThat(normalized.gradients.input().amaxNumber().doubleValue()).isPositive();
    }

    @Test
    void additionWithReluAndItsGradientEqualTheDefinition() {
        OneDnnHere.assume();
        INDArray a = Nd4j.create(new float[] {1, -2, 3, -4, 0});
        INDArray b = Nd4j.create(new float[] {1, 1, -4, 5, 0});
        INDArray y = Nd4j.create(DataType.FLOAT, 5);
        INDArray gradient = Nd4j.create(DataType.FLOAT, 5);
        AddReluPlan plan = AddReluPlan.of(5);
        plan.forward(a, b, y);
        plan.backward(y, Nd4j.create(new float[] {10, 20, 30, 40, 50}), gradient);
        assertThat(y.toFloatVector()).containsExactly(2, 0, 0, 1, 0);
        assertThat(gradient.toFloatVector()).containsExactly(10, 0, 0, 40, 0);
    }

    private static INDArray row(float value) {
        return Nd4j.create(new float[] {value}, 1, 1);
    }

    /** Numbers that both types hold exactly. */
    private static INDArray drawn(DataType type, int stream, long... shape) {
        Nd4j.getRandom().setSeed(stream);
        return Nd4j.randn(DataType.FLOAT, shape).castTo(type);
    }

    private static final class Convolved {
        final INDArray x;
        final INDArray weights;
        final INDArray epsilon;
        final INDArray y;
        final INDArray weightsGradient;
        final INDArray inputGradient;
        final INDArray other;

        Convolved(ConvolutionShape s, DataType type) {
            x = drawn(type, 1, s.x().sizes());
            weights = drawn(type, 2, s.out(), s.in(), s.kernel(), s.kernel());
            y = Nd4j.create(type, s.y().sizes());
            epsilon = drawn(type, 3, y.shape());
            weightsGradient = Nd4j.create(type, weights.shape());
            inputGradient = Nd4j.create(type, x.shape());
            other = Nd4j.create(type, weights.shape());
        }

        void run(ConvolutionMath convolution) {
            convolution.forward(x, weights, y);
            convolution.gradients(x, weights, epsilon, weightsGradient, inputGradient);
        }
    }

    private static final class Normalized {
        final INDArray x;
        final INDArray y;
        final INDArray epsilon;
        final INDArray evaluated;
        final State state;
        final Gradients gradients;

        Normalized(long[] shape, DataType type) {
            long channels = shape[3];
            x = drawn(type, 1, shape);
            epsilon = drawn(type, 2, shape);
            y = Nd4j.create(type, shape);
            evaluated = Nd4j.create(type, shape);
            state = new State(
                    drawn(type, 3, 1, channels),
                    drawn(type, 4, 1, channels),
                    drawn(type, 5, 1, channels),
                    Transforms.abs(drawn(type, 6, 1, channels)).addi(0.5));
            gradients = new Gradients(
                    Nd4j.create(type, 1, channels), Nd4j.create(type, 1, channels), Nd4j.create(type, shape));
        }

        void run(BatchNormMath norm) {
            norm.train(x, state, y);
            norm.backward(x, state, epsilon, gradients);
            norm.infer(x, state, evaluated);
        }
    }
}
