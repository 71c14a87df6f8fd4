package org.weightbalancing.data;

import java.util.Arrays;
import org.weightbalancing.data.random.RandomStream;

/**
 * Goes from instance sampling to class-balanced sampling: in epoch t draws class c with probability p_c(t) = (1 - t/T)
 * n_c / n + (t/T) / C, then one of its images.
 *
 * <p>T is the number of epochs, t counts them from 0 and C counts the classes that have an image: the first epoch, t = 0,
 * is instance sampling, the last one, t = T - 1, is short of class-balanced sampling by 1/T, and all epochs from T on are
 * class-balanced. Replacement, classes without an image and the length of an epoch are as with {@link PowerSampler}.
 *
 * @param epochs T, at least 1
 * @param replacement whether an image may come again before the others of its class
 * @see <a href="https://arxiv.org/abs/1910.09217">Kang et al., Decoupling Representation and Classifier, ICLR 2020,
 *     equation 2</a>
 */
public record ProgressiveSampler(int epochs, boolean replacement) implements Sampler {

    /**
     * Checks the epochs.
     *
     * @throws IllegalArgumentException if there are fewer than 1
     */
    public ProgressiveSampler {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs is " + epochs + "; at least 1 is needed");
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
        double balanced = Math.min(1, epoch / (double) epochs);
        double[] weights = Arrays.stream(images.counts())
                .mapToDouble(n -> (1 - balanced) * n / labels.length + balanced / images.classes())
                .toArray();
        return images.draw(weights, labels.length, replacement, RandomStream.of(seed, epoch));
    }
}
