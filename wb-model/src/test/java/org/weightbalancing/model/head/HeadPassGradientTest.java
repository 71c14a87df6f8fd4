package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightbalancing.model.Closeness.assertClose;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The backward pass of a head against central differences of its own forward pass, in double. */
class HeadPassGradientTest {

    private static final int FEATURES = 5;
    private static final int CLASSES = 4;
    private static final int BATCH = 6;

    /** So large that the rounding of logits to floats hardly counts. */
    private static final double STEP = 1.0 / 32;

    private static final double TOLERANCE = 5e-4;

    @ParameterizedTest
    @MethodSource("org.weightbalancing.model.head.HeadPassTest#heads")
    void gradientsEqualDifferencesOfLogits(Head head) {
        RunningHead running = RunningHead.of(head, FEATURES, CLASSES);
        running.move(3);
        INDArray features = HeadCases.normal(1, DataType.FLOAT, BATCH, FEATURES);
        INDArray delta = HeadCases.normal(2, DataType.FLOAT, BATCH, CLASSES);
        running.pass().logits(features);
        running.pass().backward(features, delta);
        for (HeadParameter parameter : head.parameters(FEATURES, CLASSES)) {
            if (parameter.isTrained()) {
                String key = parameter.key();
                INDArray gradient = running.gradients().get(key).dup();
                assertThat(gradient.amaxNumber().doubleValue()).as(key).isGreaterThan(0.1);
                assertClose(gradient, differences(running, key, features, delta), TOLERANCE, key);
            }
        }
        running.pass().close();
    }

    /** Of {@code sum delta z} by each number of a parameter, {@code (8 (s(1) - s(-1)) - (s(2) - s(-2))) / 12 h}. */
    private static INDArray differences(RunningHead running, String key, INDArray features, INDArray delta) {
        INDArray parameter = running.layer().getParam(key);
        INDArray differences = Nd4j.zeros(DataType.DOUBLE, parameter.shape());
        for (int row = 0; row < parameter.rows(); row++) {
            for (int column = 0; column < parameter.columns(); column++) {
                float before = parameter.getFloat(row, column);
                int[] at = {row, column};
                IntToDoubleFunction moved = steps -> {
                    parameter.putScalar(at, before + steps * STEP);
                    return sum(running.pass().logits(features), delta);
                };
                double near = moved.applyAsDouble(1) - moved.applyAsDouble(-1);
                double far = moved.applyAsDouble(2) - moved.applyAsDouble(-2);
                parameter.putScalar(at, before);
                differences.putScalar(at, (8 * near - far) / (12 * STEP));
            }
        }
        return differences;
    }

    private static double sum(INDArray logits, INDArray delta) {
        float[] z = logits.dup('c').data().asFloat();
        float[] d = delta.dup('c').data().asFloat();
        return IntStream.range(0, z.length)
                .mapToDouble(i -> (double) z[i] * d[i])
                .sum();
    }
}
