package org.weightbalancing.app;

/** Says in one sentence why a run directory cannot be written or read. */
public final class RunDirectoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunDirectoryException(String message) {
        super(message);
    }

    RunDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
