package org.weightbalancing.app.search;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * A scrambled Sobol sequence in the unit cube.
 *
 * <p>The direction numbers are those of Joe and Kuo (SIAM J. Sci. Comput. 2008), for 1000 dimensions; points of more
 * dimensions have independent uniform coordinates beyond. Each dimension is scrambled by itself as Owen (1995) has it: bit k
 * of a coordinate is flipped or not as a hash of the seed, the dimension and the k bits before says. That keeps every
 * elementary interval that the sequence fills evenly: the points i 2^m to (i + 1) 2^m - 1 fall into 2^m equal cells of any
 * dimension, one into each.
 */
final class SobolPoints {

    private static final int TABULATED = 1000;
    // The bits of a coordinate: those of the fraction of a double in [1, 2).
    private static final int BITS = 52;

    private final int dimensions;
    private final SobolSequenceGenerator sequence;

    SobolPoints(int dimensions) {
        this.dimensions = dimensions;
        sequence = new SobolSequenceGenerator(Math.min(dimensions, TABULATED));
    }

    /** Point number n of the sequence of a seed, from 0. */
    List<Double> at(long seed, int number) {
        double[] point = sequence.skipTo(number);
        List<Double> scrambled = new ArrayList<>(dimensions);
        for (int i = 0; i < dimensions; i++) {
            long scramble = Mix.hash(seed, i);
            scrambled.add(
                    i < point.length
                            ? scrambled(point[i], scramble)
                            : Mix.random(scramble, number).nextDouble());
        }
        return scrambled;
    }

    /** Owen's nested uniform scramble of the bits of a coordinate. */
    private static double scrambled(double coordinate, long seed) {
        long bits = (long) (coordinate * (1L << BITS));
        long flips = 0;
        for (int k = 0; k < BITS; k++) {
            long before = bits >>> (BITS - k);
            flips |= (Mix.hash(seed, k, before) & 1) << (BITS - 1 - k);
        }
        return (double) (bits ^ flips) / (1L << BITS);
    }
}
