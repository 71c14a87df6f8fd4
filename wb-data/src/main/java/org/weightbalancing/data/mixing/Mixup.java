package org.weightbalancing.data.mixing;

import java.util.random.RandomGenerator;

/**
 * Blends images and labels: x_i' = lambda x_i + (1 - lambda) x_j and y_i' = lambda y_i + (1 - lambda) y_j.
 *
 * <p>Lambda ~ Beta(alpha, alpha) is drawn once per batch; j is the position of i in a random permutation of the batch.
 *
 * @param alpha above 0: the smaller, the closer lambda is to 0 or 1; 1 is uniform
 * @see <a href="https://arxiv.org/abs/1710.09412">Zhang et al., mixup, ICLR 2018</a>
 */
public record Mixup(double alpha) implements Mixing {

    /**
     * Checks alpha.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public Mixup {
        new SymmetricBeta(alpha);
    }

    /** Blends with alpha 1, as the paper does on CIFAR. */
    public Mixup() {
        this(1);
    }

    @Override
    public void mix(Pairs pairs, RandomGenerator random) {
        pairs.blend(new SymmetricBeta(alpha).draw(random));
    }
}
