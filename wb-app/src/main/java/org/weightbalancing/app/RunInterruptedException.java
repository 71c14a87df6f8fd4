package org.weightbalancing.app;

import java.util.concurrent.CancellationException;

/** Says that a run was interrupted with its state saved, and how to go on. */
final class RunInterruptedException extends CancellationException {

    private static final long serialVersionUID = 1L;

    RunInterruptedException(RunDirectory directory, CancellationException cause) {
        this("interrupted; 'wb resume " + directory.path() + "' goes on", cause);
    }

    RunInterruptedException(String message, CancellationException cause) {
        super(message);
        initCause(cause);
    }
}
