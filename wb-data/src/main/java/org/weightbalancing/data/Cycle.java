package org.weightbalancing.data;

import org.weightbalancing.data.random.RandomStream;

/** Hands out all of its values in a random order, then all of them again in another. */
final class Cycle {
    private final int[] values;
    private int next;

    /** Copies the values, at least one. */
    Cycle(int[] values) {
        this.values = values.clone();
        this.next = values.length;
    }

    int next(RandomStream random) {
        if (next == values.length) {
            random.shuffle(values);
            next = 0;
        }
        return values[next++];
    }
}
