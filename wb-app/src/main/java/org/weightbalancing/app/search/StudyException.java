package org.weightbalancing.app.search;

import java.io.Serial;

/** Says in one sentence why a study cannot be read or written. */
public final class StudyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    StudyException(String message) {
        super(message);
    }

    StudyException(String message, Throwable cause) {
        super(message, cause);
    }
}
