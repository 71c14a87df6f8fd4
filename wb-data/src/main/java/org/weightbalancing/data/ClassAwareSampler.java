package org.weightbalancing.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.weightbalancing.data.random.RandomStream;

/**
 * Goes through the classes in turn and shows k images of each in a row.
 *
 * <p>The order of the classes is drawn anew for each round, and so is the order of a class's images once all of them were
 * shown; a class of fewer than k images repeats some within a row. An epoch has n_max C images, where n_max is the count
 * of the largest class and C counts the classes that have an image: as many as if every class had been filled up to the
 * largest. The last round ends with the epoch and may be cut short; an epoch begins afresh.
 *
 * @param perClass k, at least 1
 * @see <a href="https://arxiv.org/abs/1512.05830">Shen et al., Relay Backpropagation, ECCV 2016, class-aware
 *     sampling</a>
 */
public record ClassAwareSampler(int perClass) implements Sampler {

    /**
     * Checks the number of images.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public ClassAwareSampler {
        if (perClass < 1) {
            throw new IllegalArgumentException("perClass is " + perClass + "; at least 1 is needed");
        }
    }

    /** Shows four images of a class in a row. */
    public ClassAwareSampler() {
        this(4);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a label is not below the number of classes, or an epoch would have more than
     *     2^31 - 1 images
     */
    @Override
    public int[] order(int[] labels, int classes, long seed, int epoch) {
        ClassImages images = ClassImages.of(labels, classes);
        RandomStream random = RandomStream.of(seed, epoch);
        Cycle turns = new Cycle(IntStream.range(0, images.classes()).toArray());
        Cycle[] cycles = images.cycles();
        int[] order = new int[length(images.counts())];
        for (int i = 0; i < order.length; ) {
            Cycle cycle = cycles[turns.next(random)];
            for (int end = Math.min(order.length - i, perClass) + i; i < end; i++) {
                order[i] = cycle.next(random);
            }
        }
        return order;
    }

    private static int length(int[] counts) {
        int largest = Arrays.stream(counts).max().orElse(0);
        long length = (long) largest * counts.length;
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("An epoch of " + counts.length + " classes filled up to " + largest
                    + " images would have " + length + " images; at most " + Integer.MAX_VALUE + " are possible");
        }
        return (int) length;
    }
}
