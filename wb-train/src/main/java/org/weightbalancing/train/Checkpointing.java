package org.weightbalancing.train;

/**
 * Decides when the state of a running stage is saved, and saves it.
 *
 * <p>A state saved after every step of every listener, for instance at {@code batches % 100 == 0}, is what
 * {@link Trainer#resume} goes on from.
 */
public interface Checkpointing {

    /**
     * Gives the checkpointing that never saves anything.
     *
     * @return saves nothing, also when training is interrupted
     */
    static Checkpointing none() {
        return new Checkpointing() {
            @Override
            public boolean due(int epoch, int batches) {
                return false;
            }

            @Override
            public void save(TrainingState state) {}
        };
    }

    /**
     * Decides whether the state is to be saved now; asked after each step and after each epoch.
     *
     * @param epoch zero-based running epoch, or the number of epochs after the last
     * @param batches steps done in it; 0 if the epoch before has just ended
     * @return true to be called by {@link #save} at once
     */
    boolean due(int epoch, int batches);

    /**
     * Saves the state: when due, and when training is interrupted, before it stops. The thread is not interrupted during
     * the call. An exception ends training and passes through {@link Trainer} unchanged, one of an interruption with the
     * {@link TrainingInterruptedException} suppressed in it.
     *
     * @param state its arrays are the running ones, valid and to be read only during the call
     */
    void save(TrainingState state);
}
