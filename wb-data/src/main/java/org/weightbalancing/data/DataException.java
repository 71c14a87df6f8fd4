package org.weightbalancing.data;

/** Says that the files of a data set are missing, unreadable or not what their format promises, naming the file. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells what is wrong with which file and what was expected.
     *
     * @param message one sentence with the file, the value found and what is allowed
     */
    public DataException(String message) {
        super(message);
    }

    /**
     * Tells which file could not be read and keeps the reason.
     *
     * @param message one sentence with the file
     * @param cause the failure of the file system
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
