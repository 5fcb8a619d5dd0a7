package dev.plateau.api;

import java.util.Map;

/** A training of the user's under way. Used by one thread. */
@FunctionalInterface
public interface Epochs {

    /**
     * Trains for one more epoch and measures it.
     *
     * @return the metrics by name, the search's among them; {@code val_} marks the rows that were not trained on. A loss that is
     *     not finite ends the run as diverged
     * @throws Exception if the training cannot go on: its trial has failed with the message, and the search goes on
     */
    Map<String, Double> next() throws Exception;

    /** Called once when no more epochs are wanted. */
    default void close() throws Exception {}
}
