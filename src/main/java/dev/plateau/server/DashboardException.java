package dev.plateau.server;

/** The dashboard could not be started; the message says what was tried and what would help. */
public final class DashboardException extends RuntimeException {

    public DashboardException(String message) {
        super(message);
    }

    public DashboardException(String message, Throwable cause) {
        super(message, cause);
    }
}
