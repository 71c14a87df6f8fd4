package org.weightbalancing.data.mixing;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.weightbalancing.data.PowerSampler;
import org.weightbalancing.data.Sampler;

/**
 * Pastes a box of an image of a rare class into each image, whose surroundings lend it their context (CMO).
 *
 * <p>As {@link CutMix}, but image j is drawn from the whole set, with replacement, its class c with probability
 * n_c^-r / sum_k n_k^-r; the images themselves come from the iterator's own sampler. Only batches of epochs {@code from}
 * to {@code until} - 1 are mixed, each with a given probability.
 *
 * <p>The published code weights images rather than classes by n_c^-r and so draws class c in proportion to n_c^(1 - r):
 * its default of 1 is rarity 0 here.
 *
 * @param rarity r, finite: 1 draws classes in inverse proportion to their counts
 * @param alpha above 0
 * @param probability of a batch to be mixed, 0 to 1
 * @param from the first epoch that mixes, zero-based
 * @param until the epoch after the last that mixes
 * @see <a href="https://arxiv.org/abs/2112.00412">Park et al., The Majority Can Help the Minority, CVPR 2022</a>
 */
public record ContextRichOversampling(double rarity, double alpha, double probability, int from, int until)
        implements Mixing {
    private static final int FIRST = 4;
    private static final int LAST = 3;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if rarity is not finite, alpha not a finite number above 0, the probability not
     *     between 0 and 1, or not {@code 0 <= from <= until}
     */
    public ContextRichOversampling {
        if (!Double.isFinite(rarity)) {
            throw new IllegalArgumentException("rarity is " + rarity + "; a finite number is needed");
        }
        new CutMix(alpha, probability);
        if (from < 0 || until < from) {
            throw new IllegalArgumentException(
                    "from is " + from + " and until " + until + "; allowed are 0 <= from <= until");
        }
    }

    /**
     * Takes rarity 1, alpha 1 and probability 1/2, and leaves out the first four epochs and the last three, as the
     * published code does.
     *
     * @param epochs of training, at least 8
     * @return mixing in epochs 4 to epochs - 4
     * @throws IllegalArgumentException if no epoch would be left
     */
    public static ContextRichOversampling of(int epochs) {
        if (epochs <= FIRST + LAST) {
            throw new IllegalArgumentException("epochs is " + epochs + "; at least " + (FIRST + LAST + 1)
                    + " are needed, as the first " + FIRST + " and the last " + LAST + " do not mix");
        }
        return new ContextRichOversampling(1, 1, 0.5, FIRST, epochs - LAST);
    }

    @Override
    public void mix(Pairs pairs, RandomGenerator random) {
        if (pairs.epoch() >= from && pairs.epoch() < until) {
            new CutMix(alpha, probability).mix(pairs, random);
        }
    }

    @Override
    public Optional<Sampler> partners() {
        return Optional.of(new PowerSampler(-rarity, true));
    }
}
