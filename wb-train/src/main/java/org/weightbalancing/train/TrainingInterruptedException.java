package org.weightbalancing.train;

import java.util.concurrent.CancellationException;

/**
 * Says that training was interrupted or cancelled: it stopped between two steps or while the network was validated,
 * the parameters are those after the last whole step, its listeners included, the state was given to the
 * {@link Checkpointing}, and the thread's interrupt flag is still set if it was set.
 *
 * <p>Iterators and validations take part by throwing {@link CancellationException}, which is then the cause.
 */
public final class TrainingInterruptedException extends CancellationException {

    private static final long serialVersionUID = 1L;

    TrainingInterruptedException(Stage stage, int epoch) {
        super("stage \"" + stage.name() + "\" was interrupted in epoch " + epoch);
    }

    TrainingInterruptedException(Stage stage, int epoch, RuntimeException cause) {
        this(stage, epoch);
        initCause(cause);
    }

    /** Whether an exception of an iterator or a validation tells of an interruption. */
    static boolean isToldBy(RuntimeException thrown) {
        if (thrown.getCause() instanceof InterruptedException) {
            // DL4J's prefetching wraps the exception and forgets the flag.
            Thread.currentThread().interrupt();
            return true;
        }
        return thrown instanceof CancellationException;
    }
}
