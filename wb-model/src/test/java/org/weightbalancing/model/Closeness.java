package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Compares arrays relative to the largest entry of the expected one. */
final class Closeness {

    private Closeness() {}

    static void assertClose(INDArray actual, INDArray expected, double tolerance, String name) {
        assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
        INDArray wanted = expected.castTo(DataType.DOUBLE);
        INDArray difference = actual.castTo(DataType.DOUBLE).sub(wanted);
        double scale = Transforms.abs(wanted, true).maxNumber().doubleValue();
        assertThat(Transforms.abs(difference, false).maxNumber().doubleValue())
                .as(name)
                .isLessThanOrEqualTo(tolerance * scale);
    }
}
