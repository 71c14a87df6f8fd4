package org.weightbalancing.train.loss;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes one loss before an epoch of the stage and another from that epoch on.
 *
 * <p>With cross-entropy before and a class-balanced loss after this is deferred re-weighting: the features are learned
 * first, from all images alike. Whatever either loss asks of activation and labels holds while it is in force. Until
 * {@link #at} is called the epoch is 0. Both losses are told every step; the features go to the one in force.
 *
 * <p>Source: Cao et al., "Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss", NeurIPS 2019, algorithm
 * 1; they switch at epoch 160 of 200.
 */
public final class DeferredLoss implements ILossFunction, TimedLoss, FeatureLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("before")
    private final ILossFunction before;

    @JsonProperty("after")
    private final ILossFunction after;

    @JsonProperty("epoch")
    private final int epoch;

    private int current;

    /**
     * Makes the loss.
     *
     * @param before any loss, in force in the epochs below the given one
     * @param after any loss, in force from then on
     * @param epoch zero-based, of the stage; 0 leaves only the second loss
     * @throws IllegalArgumentException if the epoch is negative
     */
    @JsonCreator
    public DeferredLoss(
            @JsonProperty("before") ILossFunction before,
            @JsonProperty("after") ILossFunction after,
            @JsonProperty("epoch") int epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch is " + epoch + ", allowed is 0 or more");
        }
        this.before = before;
        this.after = after;
        this.epoch = epoch;
    }

    private ILossFunction active() {
        return current < epoch ? before : after;
    }

    @Override
    public void at(int newEpoch, int step) {
        current = newEpoch;
        if (before instanceof TimedLoss timed) {
            timed.at(newEpoch, step);
        }
        if (after instanceof TimedLoss timed) {
            timed.at(newEpoch, step);
        }
    }

    @Override
    public void features(INDArray features) {
        if (active() instanceof FeatureLoss loss) {
            loss.features(features);
        }
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask, boolean average) {
        return active().computeScore(labels, preOutput, activationFn, mask, average);
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        return active().computeScoreArray(labels, preOutput, activationFn, mask);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        return active().computeGradient(labels, preOutput, activationFn, mask);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask, boolean average) {
        return active().computeGradientAndScore(labels, preOutput, activationFn, mask, average);
    }

    @Override
    public String name() {
        return toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeferredLoss that
                && that.epoch == epoch
                && that.before.equals(before)
                && that.after.equals(after);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * before.hashCode() + after.hashCode()) + epoch;
    }

    @Override
    public String toString() {
        return "DeferredLoss(before=" + before + ", after=" + after + ", epoch=" + epoch + ")";
    }
}
