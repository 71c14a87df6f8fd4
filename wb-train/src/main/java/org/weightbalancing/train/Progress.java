package org.weightbalancing.train;

/** Hears of each batch and each epoch as it is done, to draw a progress bar or to write a table line by line. */
public interface Progress {

    /**
     * Hears that a batch is done.
     *
     * @param epoch zero-based epoch of the stage
     * @param batch zero-based batch of the epoch
     * @param examples number of examples in the batch
     * @param loss mean loss of the batch before its step
     */
    default void batchDone(int epoch, int batch, int examples, double loss) {}

    /**
     * Hears that an epoch is done and validated.
     *
     * @param epoch its record
     */
    default void epochDone(EpochRecord epoch) {}
}
