package org.weightbalancing.regularizers;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One parameter of a network seen as a matrix [units, fanIn]: one weight vector for each unit the layer computes.
 *
 * <p>It hides where DL4J keeps the units: dense, output, embedding and recurrent weights are [in, units], convolutions
 * [units, in, kH, kW], depthwise convolutions [kH, kW, in, multiplier] with units in x multiplier. It is a live view:
 * {@link #scaleUnits} changes the network, and norms are those of the moment. In a classifier a unit is a class.
 *
 * <p>A parameter that is not a weight (bias, gamma, beta, slopes) has no weight vectors; it counts as one unit per entry,
 * and norm constraints leave it alone. FLOAT and DOUBLE networks alike are computed in their own precision.
 */
public final class Filters {

    enum Kind {
        WEIGHT,
        BIAS,
        BATCH_NORM,
        OTHER
    }

    /** Where a parameter comes from; {@code qualifiedKey} is its name in the network's gradient and parameter tables. */
    record Origin(NetworkLayer network, String key, String qualifiedKey, Kind kind) {}

    private final Origin origin;
    private final INDArray values;
    private final int[] unitAxes;
    private final Optional<Filters> bias;

    Filters(Origin origin, INDArray values, int[] unitAxes, Optional<Filters> bias) {
        this.origin = origin;
        this.values = values;
        this.unitAxes = unitAxes;
        this.bias = bias;
    }

    /** Returns the name of the layer: the vertex in a graph, the configured name or {@code layer<i>} otherwise. */
    public String layer() {
        return origin.network().name();
    }

    /** Returns the parameter's key within its layer, such as {@code W}, {@code b} or {@code gamma}. */
    public String key() {
        return origin.key();
    }

    /** Returns {@code layer/key}, unique in a network. */
    public String name() {
        return layer() + "/" + key();
    }

    /** Tells whether this is a weight, that is, holds a weight vector for each unit. */
    public boolean isWeight() {
        return origin.kind() == Kind.WEIGHT;
    }

    /** Tells whether this is a bias. */
    public boolean isBias() {
        return origin.kind() == Kind.BIAS;
    }

    /** Tells whether this is the gamma or beta of batch normalization. */
    public boolean isBatchNorm() {
        return origin.kind() == Kind.BATCH_NORM;
    }

    /** Tells whether the layer is an output layer of the network, the one that computes a logit for each class. */
    public boolean isClassifier() {
        return origin.network().isClassifier();
    }

    /** Tells whether the layer is frozen, so that training leaves the parameter alone. */
    public boolean isFrozen() {
        return origin.network().frozen();
    }

    /**
     * Returns the learning rate of the network's next update of this parameter: what its updater says for the present
     * iteration and epoch.
     *
     * @throws IllegalArgumentException if the updater has no learning rate, as AdaDelta and NoOp
     */
    public double learningRate() {
        return origin.network().learningRate(key());
    }

    /** Returns the parameter itself, in DL4J's shape: not a copy. */
    public INDArray values() {
        return values;
    }

    /** Returns the bias of the same layer if this is a weight and the layer has a bias with one entry per unit. */
    public Optional<Filters> bias() {
        return bias;
    }

    /** Returns the number of units. */
    public int units() {
        return UnitMemory.units(values, unitAxes);
    }

    /** Returns the number of entries of each unit's weight vector. */
    public int fanIn() {
        return Math.toIntExact(values.length() / units());
    }

    /** Returns the norm of each unit's weight vector, [units]; 0 for a zero vector. */
    public double[] norms(Norm norm) {
        Optional<UnitMemory> memory = UnitMemory.of(values, unitAxes);
        if (memory.isPresent()) {
            return norms(memory.get(), norm);
        }
        // Closed here, off-heap memory need not wait for the garbage collector; within a workspace close() does
        // nothing.
        try (INDArray copy = UnitAxes.rows(values, unitAxes)) {
            return norms(UnitMemory.over(copy, units()), norm);
        }
    }

    /**
     * Multiplies each unit's weight vector by its factor, in place. A unit whose factor is 1 keeps its exact bits.
     *
     * @param factors [units]
     * @throws IllegalArgumentException if there is not one factor for each unit
     */
    public void scaleUnits(double[] factors) {
        if (factors.length != units()) {
            throw new IllegalArgumentException(
                    factors.length + " factors for the " + units() + " units of parameter " + name());
        }
        Optional<UnitMemory> memory = UnitMemory.of(values, unitAxes);
        if (memory.isEmpty()) {
            scaleByBroadcast(factors);
            return;
        }
        for (int unit = 0; unit < factors.length; unit++) {
            if (factors[unit] != 1) {
                memory.get().scale(unit, factors[unit]);
            }
        }
    }

    @Override
    public String toString() {
        return name() + " [" + units() + ", " + fanIn() + "]";
    }

    String qualifiedKey() {
        return origin.qualifiedKey();
    }

    Origin origin() {
        return origin;
    }

    int[] unitAxes() {
        return unitAxes.clone();
    }

    /** Returns this parameter with other values and bias: of the same layout, of fewer units. */
    Filters with(INDArray otherValues, Optional<Filters> otherBias) {
        return new Filters(origin, otherValues, unitAxes, otherBias);
    }

    private void scaleByBroadcast(double[] factors) {
        long[] shape = new long[values.rank()];
        Arrays.fill(shape, 1);
        for (int axis : unitAxes) {
            shape[axis] = values.size(axis);
        }
        try (INDArray column = Nd4j.create(factors, shape, values.dataType())) {
            values.muli(column);
        }
    }

    private static double[] norms(UnitMemory memory, Norm norm) {
        return IntStream.range(0, memory.units)
                .mapToDouble(unit -> memory.norm(unit, norm))
                .toArray();
    }
}
