package org.weightbalancing.regularizers;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Units in float precision; sums of lanes end in double. */
final class FloatUnits extends UnitMemory {

    /** A smaller sum of squares may have lost terms that were too small to be squared. */
    private static final double SMALL = 1e-30;

    private final FloatBuffer memory;
    private final float[] chunk;
    private final float[] lanes;

    FloatUnits(FloatBuffer memory, int units, int fanIn) {
        super(units, fanIn);
        this.memory = memory;
        this.chunk = new float[Math.min(LANES, fanIn)];
        this.lanes = new float[Math.min(LANES, fanIn)];
    }

    @Override
    double norm(int unit, Norm norm) {
        if (norm.equals(Norm.L1)) {
            return sumOfLanes(unit, 1);
        }
        double squares = norm.equals(Norm.L2) && fanIn > 1 ? sumOfLanes(unit, 2) : 0;
        if (squares > SMALL && squares < Double.POSITIVE_INFINITY) {
            return Math.sqrt(squares);
        }
        double largest = largest(unit);
        boolean done = norm.equals(Norm.LINF) || fanIn == 1 || largest == 0 || !Double.isFinite(largest);
        return done ? largest : largest * Math.pow(sumOfPowers(unit, norm.p(), largest), 1 / norm.p());
    }

    @Override
    void scale(int unit, double factor) {
        float rounded = (float) factor;
        for (int from = 0; from < fanIn; from += chunk.length) {
            int length = read(unit, from);
            for (int i = 0; i < length; i++) {
                chunk[i] *= rounded;
            }
            memory.put(at(unit) + from, chunk, 0, length);
        }
    }

    @Override
    void copy(int unit, UnitMemory from, int fromUnit) {
        memory.put(at(unit), ((FloatUnits) from).memory, from.at(fromUnit), fanIn);
    }

    private int read(int unit, int from) {
        int length = Math.min(chunk.length, fanIn - from);
        memory.get(at(unit) + from, chunk, 0, length);
        return length;
    }

    private double sumOfLanes(int unit, int power) {
        Arrays.fill(lanes, 0);
        for (int from = 0; from < fanIn; from += chunk.length) {
            int length = read(unit, from);
            if (power == 1) {
                addAbsolute(lanes, chunk, length);
            } else {
                addSquares(lanes, chunk, length);
            }
        }
        double even = 0;
        double odd = 0;
        for (int i = 1; i < lanes.length; i += 2) {
            even += lanes[i - 1];
            odd += lanes[i];
        }
        return even + odd + (lanes.length % 2 == 0 ? 0 : lanes[lanes.length - 1]);
    }

    // Loops over local arrays that start at 0: these become vector instructions.
    private static void addSquares(float[] sums, float[] values, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += values[i] * values[i];
        }
    }

    private static void addAbsolute(float[] sums, float[] values, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += Math.abs(values[i]);
        }
    }

    private double largest(int unit) {
        float largest = 0;
        for (int from = 0; from < fanIn; from += chunk.length) {
            int length = read(unit, from);
            for (int i = 0; i < length; i++) {
                largest = Math.max(largest, Math.abs(chunk[i]));
            }
        }
        return largest;
    }

    private double sumOfPowers(int unit, double p, double largest) {
        double sum = 0;
        for (int from = 0; from < fanIn; from += chunk.length) {
            int length = read(unit, from);
            for (int i = 0; i < length; i++) {
                sum += Math.pow(Math.abs(chunk[i]) / largest, p);
            }
        }
        return sum;
    }
}
