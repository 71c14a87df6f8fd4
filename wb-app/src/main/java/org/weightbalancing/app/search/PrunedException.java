package org.weightbalancing.app.search;

import java.io.Serial;

/** Ends a trial that is not worth its time: thrown by {@link Trial#report}, to be let through by objectives. */
public final class PrunedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    PrunedException(String message) {
        super(message);
    }
}
