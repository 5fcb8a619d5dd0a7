package dev.plateau.model;

import dev.plateau.data.Preparation;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything about a trained network but its weights.
 *
 * @param trainer name of the trainer
 * @param trainerVersion what trained, with its version
 * @param settings completed
 * @param preparation what is done to a row before the network sees it
 * @param rows that it was trained on, at least 1
 * @param epochs that it was trained, at least 1
 * @param seed of the training
 * @param metric that the search optimised
 * @param provenance where it comes from: a tree of plain values, for people and never for decisions
 */
public record Description(
        String trainer,
        String trainerVersion,
        Settings settings,
        Preparation preparation,
        int rows,
        int epochs,
        long seed,
        String metric,
        Map<String, Object> provenance) {

    /** @throws IllegalArgumentException if rows or epochs is below 1 */
    public Description {
        if (rows < 1 || epochs < 1) {
            throw new IllegalArgumentException("rows and epochs must be at least 1, found " + rows + " and " + epochs);
        }
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /** What a trainer must know of the rows that it was trained on. */
    Trainer.Shape shape() {
        return new Trainer.Shape(
                preparation.features().size(), preparation.outputs(), preparation.classification(), rows);
    }
}
