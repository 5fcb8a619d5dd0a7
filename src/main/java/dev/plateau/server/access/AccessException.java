package dev.plateau.server.access;

/** The token of a dashboard could not be read or written; the message says which file and what helps. */
public final class AccessException extends RuntimeException {

    AccessException(String message) {
        super(message);
    }

    AccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
