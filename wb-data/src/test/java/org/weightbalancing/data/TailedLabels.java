package org.weightbalancing.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Labels of a small long-tailed set in a mixed order: counts 50, 20, 0, 5 and 1. */
final class TailedLabels {
    static final int[] COUNTS = {50, 20, 0, 5, 1};
    static final int[] LABELS = labels();

    private TailedLabels() {}

    private static int[] labels() {
        List<Integer> labels = new ArrayList<>();
        for (int c = 0; c < COUNTS.length; c++) {
            labels.addAll(Collections.nCopies(COUNTS[c], c));
        }
        Collections.shuffle(labels, new Random(1));
        return labels.stream().mapToInt(c -> c).toArray();
    }

    static int[] order(Sampler sampler, int epoch) {
        return sampler.order(LABELS, COUNTS.length, 23, epoch);
    }

    /** How often each image is shown in so many epochs from one on. */
    static int[] times(Sampler sampler, int from, int epochs) {
        int[] times = new int[LABELS.length];
        for (int epoch = from; epoch < from + epochs; epoch++) {
            IntStream.of(order(sampler, epoch)).forEach(i -> times[i]++);
        }
        return times;
    }

    static int[] byClass(int[] times) {
        int[] sums = new int[COUNTS.length];
        for (int i = 0; i < times.length; i++) {
            sums[LABELS[i]] += times[i];
        }
        return sums;
    }
}
