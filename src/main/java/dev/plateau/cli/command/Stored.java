package dev.plateau.cli.command;

import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.ExperimentException;
import dev.plateau.experiment.Experiments;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import java.nio.file.Path;

/**
 * An experiment as the database remembers it: the words of its file, and where that file was, from which the path of its
 * data counts.
 */
public record Stored(String text, Path file) {

    /** The confidence of epoch counts where a file says nothing else. */
    private static final double USUAL_CONFIDENCE = 0.95;

    public static Stored of(Store store, ExperimentRow experiment) {
        String file = store.provenance(experiment.id()).getOrDefault("file", experiment.name() + ".yaml");
        return new Stored(experiment.text(), Path.of(file));
    }

    public Experiment experiment() {
        return Experiments.parse(text, file);
    }

    /**
     * The confidence that the experiment asks for. A text that another version of Plateau wrote and this one refuses is no
     * reason not to show its results.
     */
    double confidence() {
        try {
            return experiment().selectEpochs().confidence();
        } catch (ExperimentException e) {
            return USUAL_CONFIDENCE;
        }
    }
}
