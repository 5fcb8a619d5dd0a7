package dev.plateau.cli.command;

import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiments;
import dev.plateau.run.Provenance;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import java.nio.file.Path;
import java.util.Map;

/**
 * An experiment as the database remembers it: the words of its file, and where that file was, from which the path of its
 * data counts.
 */
public record Stored(String text, Path file, Map<String, String> provenance) {

    public Stored {
        provenance = Map.copyOf(provenance);
    }

    /** @throws Mistake for an experiment that has none, as programs log it from outside */
    public static Stored of(Store store, ExperimentRow experiment) {
        if (experiment.logged()) {
            throw new Mistake(
                    experiment.name() + " was logged by a program: there is no experiment file, so Plateau cannot"
                            + " train it again, go on with it or predict with it");
        }
        Map<String, String> provenance = store.provenance(experiment.id());
        String file = provenance.getOrDefault("file", experiment.name() + ".yaml");
        return new Stored(experiment.text(), Path.of(file), provenance);
    }

    /** With the trainer that it was begun with, as results of two do not mix. */
    public Experiment experiment() {
        return Provenance.settled(Experiments.parse(text, file), provenance);
    }
}
