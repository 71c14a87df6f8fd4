package org.weightbalancing.app.search;

import java.util.Random;

/** Hashes of whole numbers, and random numbers that follow from them: the finaliser of SplitMix64 (Steele et al. 2014). */
final class Mix {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /** A hash of a seed and some numbers, in their order. */
    static long hash(long seed, long... numbers) {
        long hash = finish(seed + GOLDEN);
        for (long number : numbers) {
            hash = finish(hash + GOLDEN + finish(number + GOLDEN));
        }
        return hash;
    }

    /** Random numbers that depend on a seed and some numbers only; the same with every JDK. */
    static Random random(long seed, long... numbers) {
        return new Random(hash(seed, numbers));
    }

    private static long finish(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
