package org.weightbalancing.model;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The form in which layers hand memory to native code: row by row without gaps. */
final class Contiguous {

    private Contiguous() {}

    /** The array itself when it already is contiguous in C order, else a copy. */
    static INDArray of(INDArray array) {
        return is(array) ? array : array.dup('c');
    }

    // ND4J's own test takes an axis of length 1, whose stride equals that of its neighbour, for a gap.
    private static boolean is(INDArray array) {
        long expected = 1;
        for (int axis = array.rank() - 1; axis >= 0; axis--) {
            if (array.size(axis) != 1 && array.stride(axis) != expected) {
                return false;
            }
            expected *= array.size(axis);
        }
        return true;
    }
}
