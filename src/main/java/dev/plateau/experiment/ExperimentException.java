package dev.plateau.experiment;

import java.util.List;

/** The experiment file has mistakes; one sentence each, with file and line. The user's mistake. */
public final class ExperimentException extends RuntimeException {

    private final transient List<String> mistakes;

    public ExperimentException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
