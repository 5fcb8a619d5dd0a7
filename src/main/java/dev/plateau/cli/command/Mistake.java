package dev.plateau.cli.command;

/** The command cannot do what it was asked, in one sentence: the user's mistake. */
public final class Mistake extends RuntimeException {

    public Mistake(String message) {
        super(message);
    }
}
