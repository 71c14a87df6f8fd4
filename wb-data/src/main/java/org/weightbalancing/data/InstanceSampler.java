package org.weightbalancing.data;

import java.util.Arrays;
import org.weightbalancing.data.random.RandomStream;

/**
 * Shows every image equally often: each once per epoch in an order drawn anew, or, with replacement, as many images as
 * there are, each drawn uniformly from all (a class is seen in proportion to its count).
 *
 * @param replacement whether an image may come again within an epoch, and others not at all
 * @see <a href="https://arxiv.org/abs/1910.09217">Kang et al., Decoupling Representation and Classifier, ICLR 2020,
 *     instance-balanced sampling</a>
 */
public record InstanceSampler(boolean replacement) implements Sampler {

    /** Shows every image once per epoch. */
    public InstanceSampler() {
        this(false);
    }

    @Override
    public int[] order(int[] labels, int classes, long seed, int epoch) {
        RandomStream random = RandomStream.of(seed, epoch);
        int[] order = new int[labels.length];
        if (replacement) {
            Arrays.setAll(order, i -> random.nextInt(order.length));
        } else {
            Arrays.setAll(order, i -> i);
            random.shuffle(order);
        }
        return order;
    }
}
