package dev.plateau.store;

import dev.plateau.train.EpochReport;
import java.util.List;

/**
 * One epoch of one run on its way into the store.
 *
 * @param attempt which attempt reports; a report of an attempt that is not the run's current one is refused
 * @param scores the trials for which this epoch gives the fold's score
 */
public record Report(long runId, int attempt, EpochReport epoch, List<Score> scores) {

    public Report {
        scores = List.copyOf(scores);
    }

    /** The objective of one trial on this run's fold. */
    public record Score(long trialId, double value) {}
}
