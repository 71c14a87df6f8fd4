package org.weightbalancing.app.folder;

import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Says that a run was interrupted with its state saved, and how to go on. */
public final class RunInterruptedException extends CancellationException {

    private static final long serialVersionUID = 1L;

    /**
     * Tells that {@code wb resume} goes on with the run of a directory.
     *
     * @param moved where its features lie now, if not where the run says
     */
    public RunInterruptedException(RunDirectory directory, Optional<String> moved, CancellationException cause) {
        this(
                "interrupted; 'wb resume " + directory.path()
                        + moved.map(features -> " --features " + features).orElse("") + "' goes on",
                cause);
    }

    /** Tells in the words of the caller how to go on. */
    public RunInterruptedException(String message, CancellationException cause) {
        super(message);
        initCause(cause);
    }
}
