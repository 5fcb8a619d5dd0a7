package dev.plateau.store;

import java.util.List;

/**
 * The end of a stage that could have been trained longer.
 *
 * @param epoch at which its trials are read, from 1
 * @param message why it ended, in words
 * @param values the objective of each fold at the epoch; none where its trials cannot be scored
 */
public record Settlement(long stageId, int epoch, String message, List<FoldValue> values) {

    public Settlement {
        values = List.copyOf(values);
        if (epoch < 1) {
            throw new IllegalArgumentException("a trial is read at an epoch of at least 1, got " + epoch);
        }
    }

    /** The objective of one run of the stage; may be NaN. */
    public record FoldValue(long runId, double value) {}
}
