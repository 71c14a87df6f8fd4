package org.weightbalancing.data;

/**
 * The random numbers of NumPy's {@code RandomState}: MT19937, seeded by one 32-bit number.
 *
 * <p>Only for subsets that must be those of published code; all else uses
 * {@link org.weightbalancing.data.random.RandomStream}. Source: Matsumoto and Nishimura, Mersenne Twister, ACM Transactions
 * on Modeling and Computer Simulation 8(1), 1998, with the seeding of their version of 2002.
 */
final class MersenneTwister {
    /** The largest seed; the smallest is 0. */
    static final long LARGEST_SEED = 0xffffffffL;

    private static final int SIZE = 624;
    private static final int SHIFT = 397;
    private static final int UPPER_BIT = 0x80000000;
    private static final int TWIST = 0x9908b0df;
    private static final int SEEDING = 1812433253;

    private final int[] state = new int[SIZE];
    private int used = SIZE;

    /** Starts from 0 to {@link #LARGEST_SEED}. */
    MersenneTwister(long seed) {
        state[0] = (int) seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = SEEDING * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** Draws 32 bits. */
    int next() {
        if (used == SIZE) {
            renew();
            used = 0;
        }
        int bits = state[used++];
        bits ^= bits >>> 11;
        bits ^= (bits << 7) & 0x9d2c5680;
        bits ^= (bits << 15) & 0xefc60000;
        return bits ^ (bits >>> 18);
    }

    // In place: the later words are made of earlier ones that are new already.
    private void renew() {
        for (int i = 0; i < SIZE; i++) {
            int joined = (state[i] & UPPER_BIT) | (state[(i + 1) % SIZE] & ~UPPER_BIT);
            state[i] = state[(i + SHIFT) % SIZE] ^ (joined >>> 1) ^ ((joined & 1) == 0 ? 0 : TWIST);
        }
    }

    /** Permutes in place, as {@code RandomState.shuffle}: from the end, each with one of those up to itself. */
    void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = upTo(i);
            int kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }

    // Draws until the lowest bits, as many as the largest has, are not above it.
    private int upTo(int largest) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(largest);
        int drawn = next() & mask;
        while (drawn > largest) {
            drawn = next() & mask;
        }
        return drawn;
    }
}
