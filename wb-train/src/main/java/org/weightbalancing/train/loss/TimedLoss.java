package org.weightbalancing.train.loss;

/**
 * A loss that changes in the course of training and is told before every step where training stands.
 *
 * <p>The {@link org.weightbalancing.train.Trainer} tells it; any other training loop has to. A loss that was told nothing
 * stands at epoch 0, step 0.
 */
public interface TimedLoss {

    /**
     * Moves the loss to a step.
     *
     * @param epoch zero-based epoch of the stage
     * @param step zero-based step of the stage, not of the epoch
     */
    void at(int epoch, int step);
}
