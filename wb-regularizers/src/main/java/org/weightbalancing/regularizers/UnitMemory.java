package org.weightbalancing.regularizers;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The units of a parameter in native memory, where each is a stretch of {@code fanIn} numbers without gaps and the next
 * unit follows at once: so DL4J lays out dense weights and convolutions. Norms read that memory once, scaling touches only
 * the units it changes.
 */
abstract class UnitMemory {

    /** As many sums run side by side, so that the loops use vector instructions and rounding errors stay small. */
    static final int LANES = 256;

    final int units;
    final int fanIn;

    UnitMemory(int units, int fanIn) {
        this.units = units;
        this.fanIn = fanIn;
    }

    /** Returns the memory of the array itself, or nothing if its layout or place is another. */
    static Optional<UnitMemory> of(INDArray values, int[] unitAxes) {
        DataType type = values.dataType();
        boolean readable = Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU
                && (type == DataType.FLOAT || type == DataType.DOUBLE)
                && (values.offset() + values.length()) * type.width() <= Integer.MAX_VALUE;
        return readable && isDense(values, unitAxes)
                ? Optional.of(over(values, units(values, unitAxes)))
                : Optional.empty();
    }

    /** Returns the memory of a matrix [units, fanIn] that is contiguous in C order. */
    static UnitMemory over(INDArray values, int units) {
        int fanIn = Math.toIntExact(values.length() / units);
        return values.dataType() == DataType.FLOAT
                ? new FloatUnits(values.data().asNioFloat().slice(), units, fanIn)
                : new DoubleUnits(values.data().asNioDouble().slice(), units, fanIn);
    }

    static int units(INDArray values, int[] unitAxes) {
        return Math.toIntExact(IntStream.of(unitAxes).mapToLong(values::size).reduce(1, Math::multiplyExact));
    }

    /** Returns the norm of one unit. */
    abstract double norm(int unit, Norm norm);

    /** Multiplies one unit by a factor, in place. */
    abstract void scale(int unit, double factor);

    /** Overwrites one unit by a unit of other memory of the same type and fan-in. */
    abstract void copy(int unit, UnitMemory from, int fromUnit);

    final int at(int unit) {
        return unit * fanIn;
    }

    private static boolean isDense(INDArray values, int[] unitAxes) {
        List<Integer> others = IntStream.of(UnitAxes.others(values, unitAxes))
                .boxed()
                .sorted(Comparator.comparingLong(axis -> values.stride(axis)))
                .toList();
        long expected = 1;
        for (int axis : others) {
            if (values.size(axis) != 1 && values.stride(axis) != expected) {
                return false;
            }
            expected *= values.size(axis);
        }
        for (int i = unitAxes.length - 1; i >= 0; i--) {
            int axis = unitAxes[i];
            if (values.size(axis) != 1 && values.stride(axis) != expected) {
                return false;
            }
            expected *= values.size(axis);
        }
        return true;
    }
}
