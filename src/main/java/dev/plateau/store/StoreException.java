package dev.plateau.store;

/** The database could not do what was asked; the message names the file, what was tried and what would help. */
public final class StoreException extends RuntimeException {

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
