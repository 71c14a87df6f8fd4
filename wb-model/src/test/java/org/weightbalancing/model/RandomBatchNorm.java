package org.weightbalancing.model;

import static org.weightbalancing.model.Closeness.assertClose;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.model.BatchNormMath.Gradients;
import org.weightbalancing.model.BatchNormMath.State;
import org.weightbalancing.model.onednn.ActivationShape;

/** One batch normalization of a random shape by oneDNN in FLOAT and by ND4J in DOUBLE. */
final class RandomBatchNorm {

    private static final double TOLERANCE = 5e-6;
    private static final double KINK = 1e-4;

    private final ActivationShape shape;
    private final FastBatchNorm layer;
    private final double pixels;
    private final INDArray x;
    private final INDArray epsilon;
    private final INDArray[] state = new INDArray[4];
    private final Draws draws;

    RandomBatchNorm(Draws draws) {
        this.draws = draws;
        ActivationShape drawn = draws.activation();
        boolean single = drawn.length() == drawn.channels();
        shape = single ? new ActivationShape(2, 1, 1, drawn.channels(), drawn.blocked()) : drawn;
        pixels = (double) shape.length() / shape.channels();
        int channels = (int) shape.channels();
        layer = draws.coin() ? FastBatchNorm.relu(channels) : FastBatchNorm.of(channels);
        x = draws.normal(shape.inBlocks(false).sizes());
        spread(x);
        for (int i = 0; i < state.length; i++) {
            state[i] = draws.normal(1, channels);
        }
        Transforms.abs(state[3], false).addi(0.5);
        epsilon = draws.normal(x.shape());
        if (layer.isRelu()) {
            epsilon.muli(awayFromKink());
        }
    }

    // Two values that happen to be near each other would be divided by next to nothing, and with them their rounding.
    private static void spread(INDArray x) {
        INDArray rows = x.reshape('c', x.length() / x.size(3), x.size(3));
        rows.getRow(0).assign(1.5);
        rows.getRow(1).assign(-1.5);
    }

    // Where rounding decides on which side of the ReLU a value lies, no gradient must come in.
    private INDArray awayFromKink() {
        INDArray y = Nd4j.create(DataType.DOUBLE, x.shape());
        new Nd4jBatchNorm(FastBatchNorm.of((int) shape.channels())).train(x.castTo(DataType.DOUBLE), doubles(), y);
        return Transforms.abs(y).gt(KINK).castTo(DataType.FLOAT);
    }

    void check() {
        INDArray y = Nd4j.create(DataType.DOUBLE, x.shape());
        INDArray evaluated = Nd4j.create(DataType.DOUBLE, x.shape());
        State expected = doubles();
        Gradients gradients = new Gradients(
                Nd4j.create(DataType.DOUBLE, 1, shape.channels()),
                Nd4j.create(DataType.DOUBLE, 1, shape.channels()),
                Nd4j.create(DataType.DOUBLE, x.shape()));
        run(
                new Nd4jBatchNorm(layer),
                x.castTo(DataType.DOUBLE),
                expected,
                epsilon.castTo(DataType.DOUBLE),
                gradients,
                y);
        new Nd4jBatchNorm(layer).infer(x.castTo(DataType.DOUBLE), expected, evaluated);
        new Run().assertEquals(y, evaluated, expected, gradients);
    }

    private static void run(
            BatchNormMath norm, INDArray x, State state, INDArray epsilon, Gradients gradients, INDArray y) {
        norm.train(x, state, y);
        norm.backward(x, state, epsilon, gradients);
    }

    private State doubles() {
        return new State(
                state[0].castTo(DataType.DOUBLE),
                state[1].castTo(DataType.DOUBLE),
                state[2].castTo(DataType.DOUBLE),
                state[3].castTo(DataType.DOUBLE));
    }

    /** oneDNN's run on placed arrays. */
    private final class Run {
        private final Placed placedX = draws.place(shape.fit(x));
        private final Placed placedEpsilon = draws.place(shape.fit(epsilon));
        private final Placed[] parameters = {
            draws.place(state[0]), draws.place(state[1]), draws.place(state[2]), draws.place(state[3])
        };
        private final Placed y = draws.empty(shape.sizes());
        private final Placed evaluated = draws.empty(shape.sizes());
        private final Placed ofGamma = draws.empty(1, shape.channels());
        private final Placed ofBeta = draws.empty(1, shape.channels());
        private final Placed ofInput = draws.empty(shape.sizes());

        Run() {
            OneDnnBatchNorm norm = new OneDnnBatchNorm(layer, shape);
            State floats = new State(
                    parameters[0].array(), parameters[1].array(), parameters[2].array(), parameters[3].array());
            run(
                    norm,
                    placedX.array(),
                    floats,
                    placedEpsilon.array(),
                    new Gradients(ofGamma.array(), ofBeta.array(), ofInput.array()),
                    y.array());
            norm.infer(placedX.array(), floats, evaluated.array());
        }

        void assertEquals(INDArray trained, INDArray inEvaluation, State moved, Gradients gradients) {
            double gamma = Transforms.abs(state[0]).maxNumber().doubleValue();
            double eps = Transforms.abs(epsilon).maxNumber().doubleValue();
            assertAgrees(y, trained, gamma, "y");
            assertAgrees(evaluated, inEvaluation, gamma, "y in evaluation");
            assertAgrees(parameters[2], moved.mean(), 0.1, "running mean");
            assertAgrees(parameters[3], moved.variance(), 0.1, "running variance");
            assertAgrees(ofGamma, gradients.gamma(), Math.sqrt(pixels), "gamma gradient");
            assertAgrees(ofBeta, gradients.beta(), Math.sqrt(pixels), "beta gradient");
            // A difference of terms as large as this; of two pixels nothing of it remains.
            assertAgrees(ofInput, gradients.input(), gamma * eps, "input gradient");
            placedX.assertUnchanged("x");
            placedEpsilon.assertUnchanged("epsilon");
            parameters[0].assertUnchanged("gamma");
            parameters[1].assertUnchanged("beta");
        }

        private void assertAgrees(Placed actual, INDArray expected, double leastScale, String name) {
            String where = name + " at " + shape + (layer.isRelu() ? " with ReLU" : "");
            assertClose(Activations.channelsLast(actual.array()), expected, TOLERANCE, leastScale, where);
            actual.assertGuardsUnchanged(where);
        }
    }
}
