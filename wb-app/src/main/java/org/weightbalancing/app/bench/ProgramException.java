package org.weightbalancing.app.bench;

/** Says in one sentence, and by what the program wrote last, why a program cannot be measured. */
public final class ProgramException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProgramException(String message) {
        super(message);
    }

    ProgramException(String message, Throwable cause) {
        super(message, cause);
    }
}
