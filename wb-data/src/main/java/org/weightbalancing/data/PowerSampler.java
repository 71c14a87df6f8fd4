package org.weightbalancing.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.weightbalancing.data.random.RandomStream;

/**
 * Shows classes by a power of their counts: draws class c with probability p_c = n_c^q / sum_k n_k^q, then one of its
 * images.
 *
 * <p>With q = 1 a class is seen in proportion to its count, with 1/2 to its square root, with 0 like every other, and
 * with -1 in inverse proportion. With replacement an image of the class is drawn uniformly. Without, each class hands
 * out its images in an order drawn anew, and none again before all of the class were shown; the classes are drawn at
 * random all the same, and an epoch begins afresh. Classes without an image are never drawn. An epoch has as many draws
 * as there are images.
 *
 * @param power q, finite
 * @param replacement whether an image may come again before the others of its class
 * @see <a href="https://arxiv.org/abs/1910.09217">Kang et al., Decoupling Representation and Classifier, ICLR 2020,
 *     equation 1</a>
 * @see <a href="https://arxiv.org/abs/1912.02413">Zhou et al., BBN, CVPR 2020, the reversed sampler</a>
 */
public record PowerSampler(double power, boolean replacement) implements Sampler {

    /**
     * Checks the power.
     *
     * @throws IllegalArgumentException if it is infinite or not a number
     */
    public PowerSampler {
        if (!Double.isFinite(power)) {
            throw new IllegalArgumentException("power is " + power + "; a finite number is needed");
        }
    }

    /**
     * Shows classes in proportion to the square root of their counts, with replacement.
     *
     * @return power 1/2
     */
    public static PowerSampler squareRoot() {
        return new PowerSampler(0.5, true);
    }

    /**
     * Shows classes in inverse proportion to their counts, with replacement: p_c = (n_max / n_c) / sum_k (n_max / n_k).
     *
     * @return power -1
     */
    public static PowerSampler reverse() {
        return new PowerSampler(-1, true);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a label is not below the number of classes
     */
    @Override
    public int[] order(int[] labels, int classes, long seed, int epoch) {
        ClassImages images = ClassImages.of(labels, classes);
        return images.draw(weights(images.counts()), labels.length, replacement, RandomStream.of(seed, epoch));
    }

    /** Powers relative to the largest, which no exponent lets overflow. */
    private double[] weights(int[] counts) {
        IntStream all = Arrays.stream(counts);
        double favoured = (power < 0 ? all.min() : all.max()).orElse(1);
        return Arrays.stream(counts)
                .mapToDouble(n -> StrictMath.pow(n / favoured, power))
                .toArray();
    }
}
