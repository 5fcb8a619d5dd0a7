package dev.plateau.cli.curves;

/** A file of curves that cannot be answered; the message names the file, and the line where there is one. The user's mistake. */
public final class CurvesException extends RuntimeException {

    public CurvesException(String message) {
        super(message);
    }

    public CurvesException(String message, Throwable cause) {
        super(message, cause);
    }
}
