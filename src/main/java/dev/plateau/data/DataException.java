package dev.plateau.data;

/** The data cannot be used as the experiment file says; the message names file, line and column. The user's mistake. */
public final class DataException extends RuntimeException {

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
