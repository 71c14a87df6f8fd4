package org.weightbalancing.app.report;

import java.util.Arrays;

/**
 * Counts for each of 64 bits in how many of the added words it is set. Counts stand across words, one word for each binary
 * digit of all counts, so that 64 of them grow by a few operations.
 */
final class BitCounts {

    private final long[] digits = new long[Integer.SIZE];

    /** Sets all counts to 0. */
    void clear() {
        Arrays.fill(digits, 0);
    }

    /** Adds a word. */
    void add(long word) {
        carry(word, 0);
    }

    /** Adds four words, in less time than one after another. */
    void add(long a, long b, long c, long d) {
        long ones = digits[0];
        long half = ones ^ a;
        long twosA = (ones & a) | (half & b);
        ones = half ^ b;
        half = ones ^ c;
        long twosB = (ones & c) | (half & d);
        digits[0] = half ^ d;
        long twos = digits[1];
        half = twos ^ twosA;
        long fours = (twos & twosA) | (half & twosB);
        digits[1] = half ^ twosB;
        carry(fours, 2);
    }

    private void carry(long word, int from) {
        long left = word;
        for (int digit = from; left != 0; digit++) {
            long both = digits[digit] & left;
            digits[digit] ^= left;
            left = both;
        }
    }

    /** Writes the counts of the first bits, the lowest first. */
    void read(int[] counts) {
        Arrays.fill(counts, 0);
        for (int digit = 0; digit < digits.length; digit++) {
            long set = digits[digit];
            for (int bit = 0; set != 0 && bit < counts.length; bit++) {
                counts[bit] += (int) (set >>> bit & 1) << digit;
            }
        }
    }
}
