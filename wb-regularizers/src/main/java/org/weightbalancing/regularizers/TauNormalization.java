package org.weightbalancing.regularizers;

/**
 * Divides every unit's weight vector by a power of its norm: w_c becomes w_c / ||w_c||_p^tau.
 *
 * <p>tau = 0 changes nothing, tau = 1 gives every unit norm 1, larger values favour the units with small norms, which
 * in a long-tailed classifier are the rare classes. A zero vector stays zero and keeps its bias under
 * {@link BiasPolicy#SCALE} (the published code yields NaN). Parameters without units are left alone.
 *
 * <p>The bias policy acts on the bias of the same layer, whether or not the filter selects that bias by itself.
 *
 * @see <a href="https://arxiv.org/abs/1910.09217">Kang et al., Decoupling Representation and Classifier for
 *     Long-Tailed Recognition</a>
 * @param tau the exponent, finite and at least 0
 * @param bias what becomes of the bias of a scaled unit
 * @param norm the norm p
 */
public record TauNormalization(double tau, BiasPolicy bias, Norm norm) implements Regularizer {

    /** Refuses a negative or non-finite exponent. */
    public TauNormalization {
        if (!(tau >= 0) || Double.isInfinite(tau)) {
            throw new IllegalArgumentException(
                    "tau-normalization tau = " + tau + ", but a finite number >= 0 is required");
        }
    }

    /** Normalizes by the L2 norm and keeps biases, as the published code of weight balancing does. */
    public TauNormalization(double tau) {
        this(tau, BiasPolicy.KEEP, Norm.L2);
    }

    @Override
    public void project(Filters filters) {
        if (!filters.isWeight()) {
            return;
        }
        double[] factors = filters.norms(norm);
        for (int unit = 0; unit < factors.length; unit++) {
            factors[unit] = factors[unit] == 0 ? 1 : Math.pow(factors[unit], -tau);
        }
        filters.scaleUnits(factors);
        filters.bias().ifPresent(its -> {
            switch (bias) {
                case KEEP -> {}
                case ZERO -> its.values().assign(0);
                case SCALE -> its.scaleUnits(factors);
            }
        });
    }
}
