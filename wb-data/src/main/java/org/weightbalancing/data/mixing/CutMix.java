package org.weightbalancing.data.mixing;

import java.util.random.RandomGenerator;

/**
 * Pastes a box of the partner into each image: x_i' = x_j inside and x_i outside, y_i' = lambda y_i + (1 - lambda) y_j.
 *
 * <p>A batch is mixed with a given probability, else left as it is. Beta(alpha, alpha) gives the share that {@link
 * Box#draw} aims at; box and share are drawn once per batch, and lambda is the exact part of the pixels outside of the
 * box. j is the position of i in a random permutation of the batch.
 *
 * @param alpha above 0
 * @param probability of a batch to be mixed, 0 to 1
 * @see <a href="https://arxiv.org/abs/1905.04899">Yun et al., CutMix, ICCV 2019, equations 1 and 2</a>
 */
public record CutMix(double alpha, double probability) implements Mixing {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if alpha is not a finite number above 0 or the probability not between 0 and 1
     */
    public CutMix {
        new SymmetricBeta(alpha);
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability is " + probability + "; allowed are 0 to 1");
        }
    }

    /** Mixes every second batch on average, with alpha 1, as the paper does on CIFAR. */
    public CutMix() {
        this(1, 0.5);
    }

    @Override
    public void mix(Pairs pairs, RandomGenerator random) {
        if (random.nextDouble() < probability) {
            double share = new SymmetricBeta(alpha).draw(random);
            pairs.paste(Box.draw(share, pairs.height(), pairs.width(), random));
        }
    }
}
