package org.weightbalancing.train;

import java.util.concurrent.CancellationException;

/**
 * Says that training was interrupted or cancelled: it stopped between two batches or while the network was validated,
 * the parameters are those after the last whole step, and the thread's interrupt flag is still set if it was set.
 *
 * <p>Iterators and validations take part by throwing {@link CancellationException}, which is then the cause.
 */
public final class TrainingInterruptedException extends CancellationException {

    private static final long serialVersionUID = 1L;

    TrainingInterruptedException(Stage stage, int epoch) {
        super("stage \"" + stage.name() + "\" was interrupted in epoch " + epoch);
    }

    /**
     * What to throw for an exception that ended an epoch: this one if it tells of an interruption, else the exception.
     */
    static RuntimeException translated(RuntimeException thrown, Stage stage, int epoch) {
        boolean lostFlag = thrown.getCause() instanceof InterruptedException;
        if (thrown instanceof TrainingInterruptedException || !(thrown instanceof CancellationException || lostFlag)) {
            return thrown;
        }
        if (lostFlag) {
            // DL4J's prefetching wraps the exception and forgets the flag.
            Thread.currentThread().interrupt();
        }
        RuntimeException translated = new TrainingInterruptedException(stage, epoch);
        translated.initCause(thrown);
        return translated;
    }
}
