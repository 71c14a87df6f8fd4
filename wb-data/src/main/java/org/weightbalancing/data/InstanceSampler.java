package org.weightbalancing.data;

import java.util.Arrays;

/**
 * Shows every image once per epoch, in an order drawn anew each epoch (a class is seen in proportion to its count).
 *
 * @see <a href="https://arxiv.org/abs/1910.09217">Kang et al., Decoupling Representation and Classifier, ICLR 2020,
 *     instance-balanced sampling</a>
 */
public record InstanceSampler() implements Sampler {

    @Override
    public int[] order(int[] labels, int classes, long seed, int epoch) {
        int[] order = new int[labels.length];
        Arrays.setAll(order, i -> i);
        RandomStream.of(seed, epoch).shuffle(order);
        return order;
    }
}
