package dev.plateau.plan;

import dev.plateau.train.Settings;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One training, read at one or several epochs: what all configurations share that agree on everything but their epochs.
 *
 * @param settings completed by the trainer
 * @param trials numbers of the trials that read it, ascending
 * @param readAt the epochs at which they do, ascending, at least one; the last is where the training ends
 * @param unshared why configurations that differ in epochs alone did not share this training; empty if they could
 */
public record Stage(Settings settings, List<Integer> trials, List<Integer> readAt, Optional<String> unshared) {

    public Stage {
        trials = List.copyOf(trials);
        SortedSet<Integer> sorted = new TreeSet<>(readAt);
        readAt = List.copyOf(sorted);
        if (readAt.isEmpty() || readAt.get(0) < 1) {
            throw new IllegalArgumentException("a stage is read at epochs of at least 1, got " + readAt);
        }
    }

    /** How many epochs it trains. */
    public int epochs() {
        return readAt.get(readAt.size() - 1);
    }
}
