package org.weightbalancing.model;

import static org.weightbalancing.model.Closeness.assertSame;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.ConvolutionShape;
import org.weightbalancing.model.onednn.OneDnn;

/**
 * oneDNN's FLOAT results against ND4J's DOUBLE ones at random shapes: kernels larger than the picture, odd pictures,
 * channels that fill blocks and that do not, both orders of memory, arrays on a boundary and off it. No shape is refused.
 */
class RandomShapesTest {

    private static final long SEED = 3_000_000;

    /** What is computed. */
    enum Computation {
        FORWARD,
        GRADIENTS,
        FOLDED,
        BATCH_NORM,
        ADD_RELU,
        SPATIAL_MEAN,
        PAD_SHORTCUT;

        void check(Draws draws) {
            switch (this) {
                case FORWARD -> new RandomConvolution(draws).checkForward();
                case GRADIENTS -> new RandomConvolution(draws).checkGradients();
                case FOLDED -> new RandomConvolution(draws).checkFolded();
                case BATCH_NORM -> new RandomBatchNorm(draws).check();
                case ADD_RELU -> RandomVertex.checkAddRelu(draws);
                case SPATIAL_MEAN -> RandomVertex.checkSpatialMean(draws);
                case PAD_SHORTCUT -> RandomVertex.checkPadShortcut(draws);
            }
        }
    }

    @BeforeEach
    void oneDnn() {
        OneDnnHere.assume();
    }

    @ParameterizedTest
    @CsvSource({
        "FORWARD, 300",
        "GRADIENTS, 300",
        "FOLDED, 150",
        "BATCH_NORM, 60",
        "ADD_RELU, 60",
        "SPATIAL_MEAN, 60",
        "PAD_SHORTCUT, 60"
    })
    void shapesAgree(Computation computation, int cases) {
        agree(computation, cases);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void tenThousandShapesAgree(Computation computation) {
        agree(computation, 10_000);
    }

    private static void agree(Computation computation, int cases) {
        for (int i = 0; i < cases; i++) {
            try {
                computation.check(new Draws(SEED + i));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("case " + i + ": " + e.getMessage(), e);
            }
        }
    }

    // Winograd's kernels take only what begins on a boundary; all else must reach them as a copy.
    @ParameterizedTest
    @CsvSource({"32, 32, 3, 1", "16, 16, 3, 1", "64, 32, 3, 1", "32, 64, 3, 2", "16, 32, 1, 2"})
    void placesInMemoryDoNotMatter(int in, int out, int kernel, int stride) {
        boolean blocked = OneDnn.blocks(DataType.FLOAT);
        ConvolutionShape shape =
                new ConvolutionShape(new ActivationShape(3, 7, 9, in, blocked), out, blocked, kernel, stride);
        Draws draws = new Draws(SEED);
        INDArray x = draws.normal(shape.x().sizes());
        INDArray weights = draws.normal(out, in, kernel, kernel);
        INDArray epsilon = draws.normal(shape.y().sizes());
        OneDnnConvolution convolution = new OneDnnConvolution(shape);
        INDArray[] expected = run(convolution, shape, new INDArray[] {x, weights, epsilon}, 0, 0, 0);
        for (int place = 1; place < 16; place++) {
            for (int[] places : new int[][] {{place, 0, 0}, {0, place, 0}, {0, 0, place}, {place, place, place}}) {
                INDArray[] actual =
                        run(convolution, shape, new INDArray[] {x, weights, epsilon}, places[0], places[1], places[2]);
                for (int i = 0; i < expected.length; i++) {
                    assertSame(actual[i], expected[i], "result " + i + " at place " + place);
                }
            }
        }
    }

    private static INDArray[] run(
            OneDnnConvolution convolution, ConvolutionShape s, INDArray[] given, int ofX, int ofWeights, int ofY) {
        INDArray x = Placed.of(given[0], ofX).array();
        INDArray weights = Placed.of(given[1], ofWeights).array();
        INDArray epsilon = Placed.of(given[2], ofY).array();
        INDArray y = Placed.empty(ofY, s.y().sizes()).array();
        INDArray weightsGradient = Placed.empty(ofWeights, weights.shape()).array();
        INDArray inputGradient = Placed.empty(ofX, x.shape()).array();
        convolution.forward(x, weights, y);
        convolution.gradients(x, weights, epsilon, weightsGradient, inputGradient);
        return new INDArray[] {y, weightsGradient, inputGradient};
    }
}
