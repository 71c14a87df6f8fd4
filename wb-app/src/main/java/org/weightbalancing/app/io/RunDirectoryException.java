package org.weightbalancing.app.io;

/** Says in one sentence why a run directory, or a file that wb keeps, cannot be written or read. */
public final class RunDirectoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message names the directory or file. */
    public RunDirectoryException(String message) {
        super(message);
    }

    /** The message names the directory or file, with what another exception said of it. */
    public RunDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
