package org.weightbalancing.app.backend;

import java.io.Serial;

/** Says in one sentence why ND4J cannot compute on this machine and what to do about it; wb ends with exit code 3. */
public final class BackendException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The message is the sentence that is shown: what is missing, and how to get it. */
    public BackendException(String message) {
        super(message);
    }

    BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
