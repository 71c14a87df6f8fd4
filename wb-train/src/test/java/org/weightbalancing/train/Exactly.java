package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Comparison without the tolerance of 1e-5 that arrays are equal within. */
final class Exactly {

    private Exactly() {}

    static void assertSame(INDArray actual, INDArray expected) {
        assertThat(actual.dataType()).isEqualTo(expected.dataType());
        assertThat(values(actual)).isEqualTo(values(expected));
    }

    private static double[] values(INDArray array) {
        return array.reshape(array.length()).dup().toDoubleVector();
    }
}
