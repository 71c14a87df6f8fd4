package org.weightbalancing.train;

/**
 * Says that the training thread was interrupted: training stopped between two batches, the parameters are those after
 * the last whole step, and the thread's interrupt flag is still set.
 */
public final class TrainingInterruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrainingInterruptedException(Stage stage, int epoch) {
        super("stage \"" + stage.name() + "\" was interrupted in epoch " + epoch);
    }
}
