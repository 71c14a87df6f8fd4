package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A FLOAT array so many values behind a 64-byte boundary, as parameters and views lie, between guards that whoever writes
 * the array must leave alone.
 */
final class Placed {

    private static final int LINE = 64 / Float.BYTES;
    private static final int GUARD = 4 * LINE;
    private static final float GUARDS = 1234.5f;

    private final INDArray whole;
    private final INDArray array;
    private final INDArray before;
    private final long start;

    private Placed(INDArray values, int misplaced) {
        whole = Nd4j.valueArrayOf(new long[] {values.length() + 2 * GUARD + 2 * LINE}, GUARDS, DataType.FLOAT);
        long behind = whole.data().address() / Float.BYTES % LINE;
        start = GUARD + (LINE - behind) % LINE + misplaced;
        array = whole.get(NDArrayIndex.interval(start, start + values.length())).reshape('c', values.shape());
        array.assign(values);
        before = whole.dup();
    }

    /** A copy of the values, {@code misplaced} of 0 to 15 behind a boundary. */
    static Placed of(INDArray values, int misplaced) {
        return new Placed(values, misplaced);
    }

    /** An array of NaN, in which shows what is not written. */
    static Placed empty(int misplaced, long... shape) {
        return new Placed(Nd4j.valueArrayOf(shape, Float.NaN, DataType.FLOAT), misplaced);
    }

    INDArray array() {
        return array;
    }

    void assertUnchanged(String name) {
        assertThat(whole).as(name + " is read only").isEqualTo(before);
    }

    void assertGuardsUnchanged(String name) {
        INDArray left = whole.get(NDArrayIndex.interval(0, start));
        INDArray right = whole.get(NDArrayIndex.interval(start + array.length(), whole.length()));
        assertThat(left.neq(GUARDS).any())
                .as(name + " is written before its start")
                .isFalse();
        assertThat(right.neq(GUARDS).any())
                .as(name + " is written behind its end")
                .isFalse();
    }
}
