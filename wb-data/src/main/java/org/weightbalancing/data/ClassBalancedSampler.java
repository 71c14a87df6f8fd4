package org.weightbalancing.data;

import org.weightbalancing.data.random.RandomStream;

/**
 * Shows every class equally often: draws a class uniformly, then one of its images uniformly, with replacement.
 *
 * <p>An image of class c is drawn with probability 1 / (C n_c), where C counts the classes that have an image;
 * classes without one are never drawn. An epoch has as many draws as there are images. Without replacement it is
 * {@code new PowerSampler(0, false)}.
 *
 * @see <a href="https://arxiv.org/abs/1910.09217">Kang et al., Decoupling Representation and Classifier, ICLR 2020,
 *     class-balanced sampling</a>
 */
public record ClassBalancedSampler() implements Sampler {

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a label is not below the number of classes
     */
    @Override
    public int[] order(int[] labels, int classes, long seed, int epoch) {
        ClassImages images = ClassImages.of(labels, classes);
        RandomStream random = RandomStream.of(seed, epoch);
        int[] order = new int[labels.length];
        for (int i = 0; i < order.length; i++) {
            int[] members = images.of(random.nextInt(images.classes()));
            order[i] = members[random.nextInt(members.length)];
        }
        return order;
    }
}
