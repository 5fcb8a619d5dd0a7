package dev.plateau.compare;

/** Trials that cannot be compared, and why in a sentence. */
public final class CompareException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CompareException(String message) {
        super(message);
    }
}
