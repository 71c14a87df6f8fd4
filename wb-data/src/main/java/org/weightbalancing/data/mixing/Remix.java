package org.weightbalancing.data.mixing;

import java.util.random.RandomGenerator;

/**
 * Blends images as {@link Mixup} does, but labels in favour of the rarer class: y_i' = lambda_y y_i + (1 - lambda_y) y_j.
 *
 * <p>With n_i the number of images in the set that share the class of image i, and lambda ~ Beta(alpha, alpha) drawn once
 * per batch,
 *
 * <ul>
 *   <li>lambda_y = 0 if {@code n_i / n_j >= kappa} and {@code lambda < tau}
 *   <li>lambda_y = 1 if {@code n_i / n_j <= 1 / kappa} and {@code 1 - lambda < tau}
 *   <li>lambda_y = lambda else
 * </ul>
 *
 * The first line that holds counts: with kappa 1 and equal counts both can hold. With tau 0 it is mixup.
 *
 * @param alpha above 0
 * @param kappa from which ratio of counts on a class is favoured, at least 1
 * @param tau below which share of pixels the more frequent class loses its label, 0 to 1
 * @see <a href="https://arxiv.org/abs/2007.03943">Chou et al., Remix, ECCV 2020 workshops</a>
 */
public record Remix(double alpha, double kappa, double tau) implements Mixing {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if alpha is not a finite number above 0, kappa is below 1 or not finite, or tau is
     *     not between 0 and 1
     */
    public Remix {
        new SymmetricBeta(alpha);
        if (!(kappa >= 1 && kappa < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("kappa is " + kappa + "; a finite number of at least 1 is needed");
        }
        if (!(tau >= 0 && tau <= 1)) {
            throw new IllegalArgumentException("tau is " + tau + "; allowed are 0 to 1");
        }
    }

    /** Takes alpha 1, kappa 3 and tau 1/2. */
    public Remix() {
        this(1, 3, 0.5);
    }

    @Override
    public void mix(Pairs pairs, RandomGenerator random) {
        double lambda = new SymmetricBeta(alpha).draw(random);
        int[] counts = pairs.counts();
        pairs.blend(lambda);
        pairs.relabel((own, partner) -> labelShare(lambda, counts[own], counts[partner]));
    }

    /**
     * Computes lambda_y, the share of an image's own label.
     *
     * @param lambda share of the image's own pixels, 0 to 1
     * @param count n_i, images in the class of the image, at least 1
     * @param partnerCount n_j, images in the class of its partner, at least 1
     * @return 0, 1 or lambda
     */
    public double labelShare(double lambda, int count, int partnerCount) {
        if (count >= kappa * partnerCount && lambda < tau) {
            return 0;
        }
        return partnerCount >= kappa * count && 1 - lambda < tau ? 1 : lambda;
    }
}
