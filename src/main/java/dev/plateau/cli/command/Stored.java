package dev.plateau.cli.command;

import dev.plateau.epoch.Rule;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiment.SelectEpochs;
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

    /** How epoch counts are chosen where a file says nothing else. */
    static final SelectEpochs USUAL = new SelectEpochs(Rule.AUTO, 0.95);

    public static Stored of(Store store, ExperimentRow experiment) {
        String file = store.provenance(experiment.id()).getOrDefault("file", experiment.name() + ".yaml");
        return new Stored(experiment.text(), Path.of(file));
    }

    public Experiment experiment() {
        return Experiments.parse(text, file);
    }

    /**
     * How the experiment chooses epoch counts. A text that another version of Plateau wrote and this one refuses is no reason
     * not to show its results.
     */
    SelectEpochs selectEpochs() {
        try {
            return experiment().selectEpochs();
        } catch (ExperimentException e) {
            return USUAL;
        }
    }
}
