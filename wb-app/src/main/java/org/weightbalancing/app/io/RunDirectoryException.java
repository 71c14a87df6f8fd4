package org.weightbalancing.app.io;

/** Says in one sentence why a run directory cannot be written or read. */
public final class RunDirectoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunDirectoryException(String message) {
        super(message);
    }

    public RunDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
