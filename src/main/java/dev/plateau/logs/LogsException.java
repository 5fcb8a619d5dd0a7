package dev.plateau.logs;

/** A file that a training wrote cannot be read, or one for others cannot be written, in one sentence. */
public final class LogsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LogsException(String message) {
        super(message);
    }

    public LogsException(String message, Throwable cause) {
        super(message, cause);
    }
}
