package dev.plateau.run;

import dev.plateau.curve.Estimate;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a search is.
 *
 * @param runsEnded of {@code runs}; {@code stagesEnded} of {@code stages} likewise; {@code failed} runs among the ended
 * @param epochs stored so far of {@code epochsToTrain}, with those of earlier sessions
 * @param epochsSaved what sharing saves in the whole search, and what runs have left untrained that were complete before
 * @param left estimated time to the end; empty before the first epoch
 * @param best number and score of the best trial so far
 */
public record Snapshot(
        int runsEnded,
        int runs,
        int stagesEnded,
        int stages,
        int failed,
        long epochs,
        long epochsToTrain,
        long epochsSaved,
        Duration elapsed,
        Optional<Duration> left,
        Optional<Best> best) {

    /** A trial and its score. */
    public record Best(int trial, Estimate score) {}
}
