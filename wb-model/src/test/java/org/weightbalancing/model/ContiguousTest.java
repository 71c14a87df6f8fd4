package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ContiguousTest {

    @Test
    void axesOfLengthOneAreNoGaps() {
        for (long[] shape : new long[][] {{2, 1, 3, 4, 16}, {1, 3, 4, 2}, {2, 3, 1, 1}, {2, 3}}) {
            INDArray array = Nd4j.zeros(DataType.FLOAT, shape);
            assertThat(Contiguous.of(array)).isSameAs(array);
        }
    }

    // Strides [3, 6, 1]: the one of the middle axis is never walked.
    @Test
    void theStrideOfAnAxisOfLengthOneIsOfNoConcern() {
        INDArray array = Nd4j.arange(6).reshape('c', 1, 2, 3).permute(1, 0, 2);
        assertThat(Contiguous.of(array)).isSameAs(array);
    }

    @Test
    void otherOrdersAndGapsAreCopied() {
        INDArray array = Nd4j.arange(24).reshape('c', 2, 3, 4);
        for (INDArray other : new INDArray[] {
            array.permute(0, 2, 1),
            array.dup('f'),
            array.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 2))
        }) {
            INDArray copy = Contiguous.of(other);
            assertThat(copy).isNotSameAs(other).isEqualTo(other);
            assertThat(copy.ordering()).isEqualTo('c');
            assertThat(Contiguous.of(copy)).isSameAs(copy);
        }
    }

    @Test
    void aViewWithoutGapsStaysWhereItIs() {
        INDArray rows = Nd4j.arange(24).reshape('c', 4, 6).get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
        assertThat(Contiguous.of(rows)).isSameAs(rows);
    }
}
