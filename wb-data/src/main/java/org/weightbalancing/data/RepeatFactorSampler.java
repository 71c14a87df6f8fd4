package org.weightbalancing.data;

import java.util.Arrays;
import org.weightbalancing.data.random.RandomStream;

/**
 * Repeats the images of rare classes: an image of class c is shown r_c = max(1, sqrt(t / f_c)) times per epoch on
 * average, where f_c = n_c / n is the share of the class and t a threshold.
 *
 * <p>In each epoch an image is shown floor(r_c) times, and once more with probability r_c - floor(r_c); all are then
 * shuffled. Hence the length of an epoch varies, with mean sum_c n_c r_c and never below n. Classes with a share of t or
 * more are not repeated. With one label per image the repeat factor of an image is that of its class.
 *
 * @param threshold t, above 0, at most 1
 * @see <a href="https://arxiv.org/abs/1908.03195">Gupta et al., LVIS, CVPR 2019, repeat factor sampling</a>
 */
public record RepeatFactorSampler(double threshold) implements Sampler {

    /**
     * Checks the threshold.
     *
     * @throws IllegalArgumentException if it is not above 0 and at most 1
     */
    public RepeatFactorSampler {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold is " + threshold + "; allowed are numbers above 0, up to 1");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a label is not below the number of classes
     */
    @Override
    public int[] order(int[] labels, int classes, long seed, int epoch) {
        ClassImages images = ClassImages.of(labels, classes);
        RandomStream random = RandomStream.of(seed, epoch);
        int[] times = new int[labels.length];
        for (int c = 0; c < images.classes(); c++) {
            int[] members = images.of(c);
            double factor = Math.max(1, Math.sqrt(threshold * labels.length / members.length));
            for (int image : members) {
                times[image] = (int) factor + (random.nextDouble() < factor - (int) factor ? 1 : 0);
            }
        }
        return shuffled(times, random);
    }

    private static int[] shuffled(int[] times, RandomStream random) {
        int[] order = new int[Arrays.stream(times).sum()];
        int end = 0;
        for (int i = 0; i < times.length; i++) {
            Arrays.fill(order, end, end += times[i], i);
        }
        random.shuffle(order);
        return order;
    }
}
