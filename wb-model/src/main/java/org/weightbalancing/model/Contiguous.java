package org.weightbalancing.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** The form in which layers hand memory to native code: row by row without gaps. */
final class Contiguous {

    private Contiguous() {}

    /** The array itself when it already is contiguous in C order, else a copy. */
    static INDArray of(INDArray array) {
        return Shape.hasDefaultStridesForShape(array) ? array : array.dup('c');
    }
}
