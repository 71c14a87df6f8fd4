package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Compares arrays relative to the largest entry of the expected one. */
public final class Closeness {

    private Closeness() {}

    public static void assertClose(INDArray actual, INDArray expected, double tolerance, String name) {
        assertClose(actual, expected, tolerance, 0, name);
    }

    /**
     * The same, but relative to the least scale where that is larger: a sum of random terms may be small by chance, its
     * rounding is not.
     */
    public static void assertClose(
            INDArray actual, INDArray expected, double tolerance, double leastScale, String name) {
        assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
        assertThat(actual.isNaN().any()).as(name + " holds NaN").isFalse();
        INDArray wanted = expected.castTo(DataType.DOUBLE);
        INDArray difference = actual.castTo(DataType.DOUBLE).sub(wanted);
        double scale =
                Math.max(leastScale, Transforms.abs(wanted, true).maxNumber().doubleValue());
        assertThat(Transforms.abs(difference, false).maxNumber().doubleValue())
                .as(name)
                .isLessThanOrEqualTo(tolerance * scale);
    }

    /** Bit-equal but for the sign of zero. */
    public static void assertSame(INDArray actual, INDArray expected, String name) {
        assertClose(actual, expected, 0, name);
    }
}
