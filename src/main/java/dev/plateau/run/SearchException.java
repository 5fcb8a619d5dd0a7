package dev.plateau.run;

/** The search cannot be run as asked, in one sentence: the user's mistake. */
public final class SearchException extends RuntimeException {

    public SearchException(String message) {
        super(message);
    }
}
