package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.weightbalancing.model.Closeness.assertClose;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Cosines of vectors at the ends of the range of floats. */
class CosinePassRangeTest {

    private static final double TOLERANCE = 2e-6;

    @ParameterizedTest
    @ValueSource(doubles = {1e-40, 1e-30, 1e30, 3e38})
    void lengthsBeyondTheRangeOfFloatsDoNotMatter(double length) {
        RunningHead running = RunningHead.of(new CosineHead(16, false), 4, 2);
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

    /** Of f = (l, 0, 0, 0) and w = (l, l, l, l): cos = 1/2, so dw = 16 ((1, 0, 0, 0) - (1, 1, 1, 1) / 4) / 2l. */
    private static double[] gradientTimesLength(float length) {
        RunningHead running = RunningHead.of(new CosineHead(16, false), 4, 2);
        running.set("W", new float[][] {{length, 1}, {length, 0}, {length, 0}, {length, 0}});
        INDArray f = Nd4j.createFromArray(new float[][] {{length, 0, 0, 0}});
        running.pass().logits(f);
        running.pass().backward(f, Nd4j.createFromArray(new float[][] {{1, 0}}));
        float[][] gradient = running.gradients().get("W").toFloatMatrix();
        running.pass().close();
        return Arrays.stream(gradient)
                .mapToDouble(row -> row[0] * (double) length)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-37, 1e-30, 1, 1e30, 3e38})
    void gradientsAreInverseToLengths(double length) {
        assertThat(gradientTimesLength((float) length)).containsExactly(new double[] {6, -2, -2, -2}, within(2e-5));
    }

    /** The inverse of the length is beyond floats. */
    @Test
    void gradientsOfTheShortestVectorsAreNotFinite() {
        assertThat(Arrays.stream(gradientTimesLength(1e-39f))).noneMatch(Double::isFinite);
    }

    @Test
    void zeroVectorsHaveLogitAndGradientZero() {
        RunningHead running = RunningHead.of(new CosineHead(16, true), 2, 2);
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
        RunningHead running = RunningHead.of(new CosineHead(16, false), 2, 2);
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            INDArray f = Nd4j.createFromArray(new float[][] {{1, value}});
            assertThat(running.pass().logits(f).isNaN().all()).isTrue();
        }
        running.pass().close();
    }
}
