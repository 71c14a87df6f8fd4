package org.weightbalancing.app.folder;

import java.util.concurrent.CancellationException;

/** Says that a run was interrupted with its state saved, and how to go on. */
public final class RunInterruptedException extends CancellationException {

    private static final long serialVersionUID = 1L;

    public RunInterruptedException(RunDirectory directory, CancellationException cause) {
        this("interrupted; 'wb resume " + directory.path() + "' goes on", cause);
    }

    public RunInterruptedException(String message, CancellationException cause) {
        super(message);
        initCause(cause);
    }
}
