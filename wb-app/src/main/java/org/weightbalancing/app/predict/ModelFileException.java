package org.weightbalancing.app.predict;

/** Says in one sentence why a model file cannot be written or read. */
public final class ModelFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelFileException(String message) {
        super(message);
    }

    ModelFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
