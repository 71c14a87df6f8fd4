package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes cross-entropy with class-dependent temperatures: L = CE(z_c / a_c) with a_c = (n_max / n_c)^gamma.
 *
 * <p>dL/dz_c = (p_c sum_k t_k - t_c) / a_c with p = softmax(z / a). gamma = 0 is cross-entropy. Logits and labels are [b,
 * C]; labels may be soft. The network is tested on z itself, so that rare classes, whose logits had to be larger in
 * training, gain. A class without images has no temperature and is refused.
 *
 * <p>Source: Ye et al., "Identifying and Compensating for Feature Deviation in Imbalanced Deep Learning", arXiv
 * 2001.01385.
 */
public final class ClassDependentTemperatureLoss extends AffineLogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("gamma")
    private final double gamma;

    /**
     * Makes the loss.
     *
     * @param counts training images per class, each at least 1, of at least two classes
     * @param gamma exponent of the temperatures, finite and at least 0; usually up to 0.4
     * @throws IllegalArgumentException if an argument is not as above
     */
    @JsonCreator
    public ClassDependentTemperatureLoss(@JsonProperty("counts") int[] counts, @JsonProperty("gamma") double gamma) {
        super(counts, factors(counts, gamma), all(counts.length, 0));
        this.gamma = gamma;
    }

    private static double[] factors(int[] counts, double gamma) {
        ClassPriors.requireImagesOfEach("ClassDependentTemperatureLoss", counts);
        return VectorScalingLoss.factors(counts, gamma);
    }

    @Override
    Settings settings() {
        return super.settings().with("gamma", gamma);
    }
}
