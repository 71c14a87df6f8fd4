package org.weightbalancing.model.head;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Brings vectors x to length 1: {@code u = x / |x|}. A zero vector stays zero, and its gradient is 0.
 *
 * <p>Lengths are taken of {@code x / max |x_i|}, so that squares neither overflow nor vanish.
 *
 * @param units the vectors u, a new array of the shape of the vectors x
 * @param inverseLengths {@code 1 / |x|}, 0 for a zero vector
 * @param axis along which a vector lies
 */
record Directions(INDArray units, INDArray inverseLengths, int axis) {

    /** Those of the rows, [b, D]. */
    static Directions ofRows(INDArray matrix) {
        return of(matrix, 1);
    }

    /** Those of the columns, [D, C]. */
    static Directions ofColumns(INDArray matrix) {
        return of(matrix, 0);
    }

    private static Directions of(INDArray vectors, int axis) {
        INDArray largest = Transforms.abs(vectors, true).max(true, axis);
        INDArray zero = largest.eq(0).castTo(vectors.dataType());
        largest.addi(zero);
        INDArray units = vectors.div(largest);
        INDArray lengths = units.norm2(true, axis).addi(zero);
        units.divi(lengths);
        INDArray inverse = lengths.muli(largest).rdivi(1).subi(zero);
        return new Directions(units, inverse, axis);
    }

    /** Turns the gradient by u into that by x, {@code (g - (g . u) u) / |x|}, in a new array. */
    INDArray backward(INDArray gradient) {
        INDArray along = gradient.mul(units).sum(true, axis);
        return gradient.sub(units.mul(along)).muli(inverseLengths);
    }
}
