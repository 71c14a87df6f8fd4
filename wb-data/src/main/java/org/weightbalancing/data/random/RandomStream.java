package org.weightbalancing.data.random;

import java.util.random.RandomGenerator;

/**
 * A stream of random numbers that is a pure function of its keys: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014)
 * started from mixed keys. Every method used here is spelt out, so that no Java version changes a number.
 */
public final class RandomStream implements RandomGenerator {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    // Four summed uniform numbers have variance 4/12.
    private static final double TO_UNIT_VARIANCE = Math.sqrt(3);

    private long state;

    private RandomStream(long state) {
        this.state = state;
    }

    /**
     * Starts a stream.
     *
     * @param keys what the numbers depend on, in this order; may be none
     * @return a stream that equal keys give again
     */
    public static RandomStream of(long... keys) {
        return new RandomStream(mix(keys));
    }

    /**
     * Makes one key out of several.
     *
     * @param keys whose order matters
     * @return a key
     */
    public static long mix(long... keys) {
        long mixed = 0;
        for (long key : keys) {
            mixed = scramble(mixed + key + GAMMA);
        }
        return mixed;
    }

    /**
     * Goes to where a stream of the keys that were mixed, and of one more, begins.
     *
     * @param mixed what {@link #mix} made of the first keys
     * @param key the last key
     */
    public void restart(long mixed, long key) {
        state = scramble(mixed + key + GAMMA);
    }

    private static long scramble(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    @Override
    public long nextLong() {
        state += GAMMA;
        return scramble(state);
    }

    @Override
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound is " + bound + "; at least 1 is needed");
        }
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    @Override
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    /**
     * Draws uniformly from an interval.
     *
     * @param low where it begins
     * @param high where it ends
     * @return at least low, and below high
     */
    public double between(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /**
     * Draws a nearly normal number: the sum of four 16-bit uniform numbers.
     *
     * @return mean 0, variance 1, never beyond 3.5
     */
    public double nextBell() {
        long bits = nextLong();
        long sum = (bits & 0xffff) + ((bits >>> 16) & 0xffff) + ((bits >>> 32) & 0xffff) + (bits >>> 48);
        return (sum / 65535.0 - 2) * TO_UNIT_VARIANCE;
    }

    /**
     * Changes the array to a random permutation of itself.
     *
     * @param values permuted in place
     */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }
}
