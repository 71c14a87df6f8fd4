package org.weightbalancing.model;

import static org.weightbalancing.model.Closeness.assertClose;
import static org.weightbalancing.model.Closeness.assertSame;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.ConvolutionShape;

/** One convolution of a random shape by oneDNN in FLOAT and by ND4J in DOUBLE. */
final class RandomConvolution {

    // Measured over 10,000 shapes: at most 3.0e-6 of the largest value by direct kernels, 2.7e-6 by Winograd's.
    private static final double DIRECT = 6e-6;
    private static final double WINOGRAD = 8e-6;

    private final Draws draws;
    private final ConvolutionShape shape;
    private final ConvolutionShape plain;
    private final double tolerance;
    private final INDArray x;
    private final INDArray weights;
    private final INDArray epsilon;
    private final Placed placedX;
    private final Placed placedWeights;
    private final Placed placedEpsilon;

    RandomConvolution(Draws draws) {
        this(draws, drawn(draws));
    }

    RandomConvolution(Draws draws, ConvolutionShape shape) {
        this.draws = draws;
        this.shape = shape;
        plain = new ConvolutionShape(shape.x().inBlocks(false), shape.out(), false, shape.kernel(), shape.stride());
        boolean winograd = shape.kernel() == 3
                && shape.stride() == 1
                && shape.in() % ActivationShape.BLOCK == 0
                && shape.out() % ActivationShape.BLOCK == 0;
        tolerance = winograd ? WINOGRAD : DIRECT;
        x = draws.normal(plain.x().sizes());
        weights = draws.normal(shape.out(), shape.in(), shape.kernel(), shape.kernel());
        epsilon = draws.normal(plain.y().sizes());
        placedX = draws.place(shape.x().fit(x));
        placedWeights = draws.place(weights);
        placedEpsilon = draws.place(shape.y().fit(epsilon));
    }

    private static ConvolutionShape drawn(Draws draws) {
        ActivationShape x = draws.activation();
        int out = draws.channels();
        return new ConvolutionShape(x, out, draws.blocked(out), draws.of(1, 3, 5), draws.of(1, 2, 3));
    }

    void checkForward() {
        Placed y = draws.empty(shape.y().sizes());
        new OneDnnConvolution(shape).forward(placedX.array(), placedWeights.array(), y.array());
        assertAgrees(y, expectedForward(), Math.sqrt(shape.in()), "y");
    }

    void checkGradients() {
        INDArray ofWeights = Nd4j.create(DataType.DOUBLE, weights.shape());
        INDArray ofInput = Nd4j.create(DataType.DOUBLE, x.shape());
        new Nd4jConvolution(plain).gradients(doubles(x), doubles(weights), doubles(epsilon), ofWeights, ofInput);
        Placed weightsGradient = draws.empty(weights.shape());
        Placed alone = draws.empty(weights.shape());
        Placed inputGradient = draws.empty(shape.x().sizes());
        OneDnnConvolution oneDnn = new OneDnnConvolution(shape);
        oneDnn.gradients(
                placedX.array(),
                placedWeights.array(),
                placedEpsilon.array(),
                weightsGradient.array(),
                inputGradient.array());
        oneDnn.weightsGradient(placedX.array(), placedWeights.array(), placedEpsilon.array(), alone.array());

        double pixels = shape.y().length() / (double) shape.out();
        assertAgrees(weightsGradient, ofWeights, Math.sqrt(pixels), "weights gradient");
        assertAgrees(inputGradient, ofInput, Math.sqrt(shape.out()), "input gradient");
        alone.assertGuardsUnchanged("weights gradient of a first layer at " + shape);
        assertSame(alone.array(), weightsGradient.array(), "weights gradient of a first layer at " + shape);
    }

    void checkFolded() {
        boolean relu = draws.coin();
        INDArray bias = draws.normal(1, shape.out());
        Placed placedBias = draws.place(bias);
        INDArray expected = expectedForward();
        expected.reshape('c', expected.length() / shape.out(), shape.out()).addiRowVector(doubles(bias));
        Placed y = draws.empty(shape.y().sizes());
        new OneDnnFoldedConvolution(shape, relu)
                .forward(placedX.array(), placedWeights.array(), placedBias.array(), y.array());
        placedBias.assertUnchanged("bias");
        assertAgrees(
                y, relu ? Transforms.relu(expected) : expected, Math.sqrt(shape.in()), relu ? "y after ReLU" : "y");
    }

    private INDArray expectedForward() {
        INDArray y = Nd4j.create(DataType.DOUBLE, plain.y().sizes());
        new Nd4jConvolution(plain).forward(doubles(x), doubles(weights), y);
        return y;
    }

    private void assertAgrees(Placed actual, INDArray expected, double leastScale, String name) {
        String where = name + " at " + shape;
        assertClose(Activations.channelsLast(actual.array()), expected, tolerance, leastScale, where);
        actual.assertGuardsUnchanged(where);
        placedX.assertUnchanged("x at " + shape);
        placedWeights.assertUnchanged("weights at " + shape);
        placedEpsilon.assertUnchanged("epsilon at " + shape);
    }

    static INDArray doubles(INDArray array) {
        return array.castTo(DataType.DOUBLE);
    }
}
