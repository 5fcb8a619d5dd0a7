package dev.plateau.model;

/** A model cannot be read or written, in one sentence that names the file. The user's mistake or the world's. */
public final class ModelException extends RuntimeException {

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
