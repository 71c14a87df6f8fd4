package org.weightbalancing.regularizers;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A copy of some units of an array, laid out like it, that can be written back. */
final class UnitSelection implements AutoCloseable {

    private final INDArray source;
    private final INDArray copy;
    private final int[] unitAxes;
    private final int[] units;

    UnitSelection(INDArray source, int[] unitAxes, int[] units) {
        this.source = source;
        this.unitAxes = unitAxes.clone();
        this.units = units.clone();
        long[] shape = source.shape().clone();
        for (int axis : unitAxes) {
            shape[axis] = 1;
        }
        shape[unitAxes[unitAxes.length - 1]] = units.length;
        this.copy = Nd4j.createUninitialized(source.dataType(), shape, source.ordering());
        move(true);
    }

    /** Returns the copy: of the source's shape, but with the chosen units only. */
    INDArray values() {
        return copy;
    }

    /** Overwrites the chosen units of the source by the copy. */
    void writeBack() {
        move(false);
    }

    @Override
    public void close() {
        copy.close();
    }

    private void move(boolean out) {
        Optional<UnitMemory> from = UnitMemory.of(source, unitAxes);
        Optional<UnitMemory> to = UnitMemory.of(copy, unitAxes);
        boolean direct = from.isPresent() && to.isPresent() && sameOrderWithinUnits();
        for (int i = 0; i < units.length; i++) {
            if (direct && out) {
                to.get().copy(i, from.get(), units[i]);
            } else if (direct) {
                from.get().copy(units[i], to.get(), i);
            } else if (out) {
                unit(copy, i).assign(unit(source, units[i]));
            } else {
                unit(source, units[i]).assign(unit(copy, i));
            }
        }
    }

    private boolean sameOrderWithinUnits() {
        return Arrays.stream(UnitAxes.others(source, unitAxes))
                .allMatch(axis -> source.size(axis) == 1 || source.stride(axis) == copy.stride(axis));
    }

    private INDArray unit(INDArray array, int unit) {
        INDArrayIndex[] index = new INDArrayIndex[array.rank()];
        Arrays.fill(index, NDArrayIndex.all());
        int rest = unit;
        for (int i = unitAxes.length - 1; i >= 0; i--) {
            int size = (int) array.size(unitAxes[i]);
            index[unitAxes[i]] = NDArrayIndex.interval(rest % size, rest % size + 1);
            rest /= size;
        }
        return array.get(index);
    }
}
