package org.weightbalancing.regularizers;

/**
 * Gives every unit's weight vector length 1: w_c becomes w_c / ||w_c||_2; a zero vector stays zero.
 *
 * <p>This is {@link TauNormalization} with tau = 1. At {@link Cadence#EVERY_STEP} it is the unit-norm constraint of
 * Weight Balancing (CVPR 2022), applied once after training it is their post-hoc L2 normalization.
 *
 * @param bias what becomes of the bias of a scaled unit
 */
public record L2Normalization(BiasPolicy bias) implements Regularizer {

    /** Keeps biases, as the published code of weight balancing does. */
    public L2Normalization() {
        this(BiasPolicy.KEEP);
    }

    @Override
    public void project(Filters filters) {
        new TauNormalization(1, bias, Norm.L2).project(filters);
    }
}
