package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes the softmax equalization loss: cross-entropy in whose denominator rare classes are left out at random, so that
 * the images of other classes do not push them down.
 *
 * <p>L = -log(exp(z_y) / sum_k w_k exp(z_k)) with w_k = 1 - beta_k [pi_k < threshold] [t_k = 0], beta_k 1 with probability
 * gamma and else 0. dL/dz_k = q_k - t_k with q_k = w_k exp(z_k) / sum_j w_j exp(z_j). Logits and labels are [b, C]; labels
 * may be soft, and no class with a share of the target is left out. gamma = 0 or threshold = 0 is cross-entropy. A class
 * without images is rare like any other below the threshold.
 *
 * <p>The draws depend on nothing but the seed, the step, the row and the class: the loss and the gradient of one step use
 * the same ones, and a run can be repeated. Until {@link #at} is called the step is 0.
 *
 * <p>Source: Tan et al., "Equalization Loss for Long-Tailed Object Recognition", CVPR 2020, in its form for
 * image classification.
 */
public final class EqualizationLoss extends CountedLogitLoss implements TimedLoss {

    private static final long serialVersionUID = 1L;
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1p-53;

    @JsonProperty("gamma")
    private final double gamma;

    @JsonProperty("threshold")
    private final double threshold;

    @JsonProperty("seed")
    private final long seed;

    private final boolean[] rare;
    private int step;

    /**
     * Makes the loss.
     *
     * @param counts training images per class, none negative, not all zero, of at least two classes
     * @param gamma probability of leaving out a rare class, 0 to 1; usually 0.9 or more
     * @param threshold classes of a smaller share of the images are rare, 0 to 1
     * @param seed of the draws
     * @throws IllegalArgumentException if an argument is not as above
     */
    @JsonCreator
    public EqualizationLoss(
            @JsonProperty("counts") int[] counts,
            @JsonProperty("gamma") double gamma,
            @JsonProperty("threshold") double threshold,
            @JsonProperty("seed") long seed) {
        super(counts);
        this.gamma = Range.FROM_ZERO_TO_ONE.require("gamma", gamma);
        this.threshold = Range.FROM_ZERO_TO_ONE.require("threshold", threshold);
        this.seed = seed;
        double[] priors = ClassPriors.of(counts);
        this.rare = new boolean[counts.length];
        for (int c = 0; c < rare.length; c++) {
            rare[c] = priors[c] < threshold;
        }
    }

    @Override
    public void at(int epoch, int newStep) {
        step = newStep;
    }

    @Override
    Kernel kernel(Batch batch) {
        Softmax softmax = new Softmax(batch.classes());
        long ofStep = mix(mix(seed) + step);
        return (row, logits, target, gradient) -> {
            long ofRow = mix(ofStep + row);
            for (int c = 0; c < logits.length; c++) {
                if (rare[c] && target[c] == 0 && uniform(ofRow + c) < gamma) {
                    logits[c] = Double.NEGATIVE_INFINITY;
                }
            }
            return CrossEntropy.of(softmax.of(logits), target, gradient);
        };
    }

    /** From 0 to below 1. */
    private static double uniform(long counter) {
        return (mix(counter) >>> 11) * UNIT;
    }

    /** The output of SplitMix64 for a state: Steele et al., "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014. */
    private static long mix(long state) {
        long a = state + GOLDEN_GAMMA;
        long b = (a ^ (a >>> 30)) * 0xbf58476d1ce4e5b9L;
        long c = (b ^ (b >>> 27)) * 0x94d049bb133111ebL;
        return c ^ (c >>> 31);
    }

    @Override
    Settings settings() {
        return super.settings()
                .with("gamma", gamma)
                .with("threshold", threshold)
                .with("seed", seed);
    }
}
