package org.weightbalancing.eval;

import java.util.Comparator;
import java.util.stream.IntStream;

/** What is asked of the number of training images of each class, [classes]. */
final class TrainCounts {

    private TrainCounts() {}

    static void check(int[] counts) {
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < 0) {
                throw new IllegalArgumentException(
                        "trainCounts[" + c + "] = " + counts[c] + ", but at least 0 is required");
            }
        }
    }

    /** Returns how many classes come before each one, the largest first, of equal ones the lower class, [classes]. */
    static int[] ranks(int[] counts) {
        check(counts);
        int[] order = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingInt(c -> -counts[c]))
                .mapToInt(c -> c)
                .toArray();
        int[] ranks = new int[counts.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        return ranks;
    }
}
