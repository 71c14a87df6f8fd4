package org.weightbalancing.train.loss;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A loss that looks at the features which the logits of a batch were computed from and is given them before every step.
 *
 * <p>The {@link org.weightbalancing.train.Trainer} gives it the output of the vertex that feeds the output layer, or the
 * network's input if the layer sits on that; any other training loop has to do so itself. A loss layer without weights is
 * fed by the logits, which then stand for features. Scoring outside of training uses the features given last.
 */
public interface FeatureLoss {

    /**
     * Takes the features of the batch whose loss is asked for next.
     *
     * @param features [b, ...], one row per example, in the order of the logits; read during the call and not kept, as
     *     they may lie in a workspace
     */
    void features(INDArray features);
}
