package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes focal loss on sigmoids, summed over the classes.
 *
 * <p>L = sum_c -[t_c (1 - p_c)^gamma log p_c + (1 - t_c) p_c^gamma log(1 - p_c)] with p_c = 1 / (1 + exp(-z_c)). With s =
 * z_c for a class that is and -z_c for one that is not, and q = 1 / (1 + exp(-s)), a class has the loss -(1 - q)^gamma log
 * q and the slope dL/ds = -(1 - q)^gamma (1 - q - gamma q log q). Logits and labels are [b, C]; labels may be soft. The
 * output layer's activation may also be sigmoid. Exact for logits of any size.
 *
 * <p>Source: Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017, section 3, without their alpha.
 */
public final class SigmoidFocalLoss extends LogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("gamma")
    private final double gamma;

    /**
     * Makes the loss.
     *
     * @param gamma how much confident decisions count less, finite and at least 0 (binary cross-entropy); usually 2
     * @throws IllegalArgumentException if gamma is not as above
     */
    @JsonCreator
    public SigmoidFocalLoss(@JsonProperty("gamma") double gamma) {
        this.gamma = Range.FROM_ZERO.require("gamma", gamma);
    }

    @Override
    Kernel kernel(Batch batch) {
        SigmoidFocus focus = new SigmoidFocus(batch.classes(), gamma);
        return (row, logits, target, gradient) -> focus.of(1, logits, target, gradient);
    }

    @Override
    Settings settings() {
        return new Settings().with("gamma", gamma);
    }

    @Override
    boolean acceptsSigmoid() {
        return true;
    }
}
