package dev.plateau.work;

/** Training cannot go on here, whatever the run: the message says what was tried and what would help. The world's mistake. */
public final class WorkException extends RuntimeException {

    public WorkException(String message) {
        super(message);
    }

    public WorkException(String message, Throwable cause) {
        super(message, cause);
    }
}
