package dev.plateau.compare;

import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.ScoreRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of completed trials on the same folds.
 *
 * @param folds folds times repeats
 * @param testPerTraining rows that score a fold per row that trains it, mean over the folds
 * @param byTrial scores in order of repeat, fold by trial number, in order of number; only trials that are finite on all folds
 */
record PairedScores(int folds, double testPerTraining, Map<Integer, List<Double>> byTrial) {

    static PairedScores of(Store store, ExperimentRow experiment, List<StoredFold> folds) {
        Map<Long, List<Double>> scores = new LinkedHashMap<>();
        for (ScoreRow score : store.scores(experiment.id())) {
            scores.computeIfAbsent(score.trialId(), id -> new ArrayList<>()).add(score.value());
        }
        Map<Integer, List<Double>> complete = new LinkedHashMap<>();
        for (TrialRow trial : store.trials(experiment.id())) {
            List<Double> own = scores.getOrDefault(trial.id(), List.of());
            if (trial.state() == State.COMPLETED
                    && own.size() == folds.size()
                    && own.stream().allMatch(Double::isFinite)) {
                complete.put(trial.number(), own);
            }
        }
        return new PairedScores(folds.size(), testPerTraining(folds), complete);
    }

    /** NaN without folds. */
    static double testPerTraining(List<StoredFold> folds) {
        double training =
                folds.stream().mapToInt(fold -> fold.training().size()).sum();
        double test = folds.stream().mapToInt(fold -> fold.validation().size()).sum();
        return test / training;
    }
}
