package dev.plateau.run;

import dev.plateau.curve.Estimate;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.ScoreRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The scores of trials on their folds, until all are there. Thread-safe. */
final class FoldScores {

    private final int runsPerTrial;

    /** By trial, then by place of the run, so that a mean does not depend on which fold ended first. */
    private final Map<Long, TreeMap<Long, Double>> byTrial = new HashMap<>();

    FoldScores(int runsPerTrial) {
        this.runsPerTrial = runsPerTrial;
    }

    /** Takes over what earlier sessions stored. */
    synchronized void resume(List<ScoreRow> known) {
        known.forEach(score -> put(score.trialId(), place(score.repeat(), score.fold()), score.value()));
    }

    private int put(long trialId, long place, double value) {
        TreeMap<Long, Double> scores = byTrial.computeIfAbsent(trialId, id -> new TreeMap<>());
        scores.put(place, value);
        return scores.size();
    }

    private static long place(int repeat, int fold) {
        return ((long) repeat << 32) + fold;
    }

    /** Takes in a score; the trial's estimate if it was the last one missing. */
    synchronized Optional<Estimate> add(long trialId, RunRow run, double value) {
        if (put(trialId, place(run.repeat(), run.fold()), value) < runsPerTrial) {
            return Optional.empty();
        }
        TreeMap<Long, Double> scores = java.util.Objects.requireNonNull(byTrial.remove(trialId));
        return Optional.of(Estimate.of(new ArrayList<>(scores.values())));
    }
}
