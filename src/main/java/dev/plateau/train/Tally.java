package dev.plateau.train;

import java.util.Map;

/**
 * Adds up predictions, row by row, into the metrics of an epoch. One for training rows and one for validation rows. Not
 * thread-safe.
 */
public interface Tally {

    /**
     * Adds one row.
     *
     * @param outputs holds the row's outputs from {@code offset}: for classification the natural logarithms of the class
     *     probabilities, for regression the prediction
     * @param label class index, or target
     */
    void add(float[] outputs, int offset, float label);

    /** The metrics so far, by name without {@code val_}. */
    Map<String, Double> metrics();
}
