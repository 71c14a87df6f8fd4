package org.weightbalancing.data;

import java.util.Arrays;

/**
 * Shows every class equally often: draws a class uniformly, then one of its images uniformly, with replacement.
 *
 * <p>An image of class c is drawn with probability 1 / (C n_c), where C counts the classes that have an image;
 * classes without one are never drawn. An epoch has as many draws as there are images.
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
        int[][] members = members(labels, classes);
        RandomStream random = RandomStream.of(seed, epoch);
        int[] order = new int[labels.length];
        for (int i = 0; i < order.length; i++) {
            int[] images = members[random.nextInt(members.length)];
            order[i] = images[random.nextInt(images.length)];
        }
        return order;
    }

    private static int[][] members(int[] labels, int classes) {
        int[] counts = new int[classes];
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException("Label " + label + " is not one of " + classes + " classes");
            }
            counts[label]++;
        }
        int[][] members = new int[classes][];
        Arrays.setAll(members, c -> new int[counts[c]]);
        for (int i = labels.length - 1; i >= 0; i--) {
            members[labels[i]][--counts[labels[i]]] = i;
        }
        return Arrays.stream(members).filter(images -> images.length > 0).toArray(int[][]::new);
    }
}
