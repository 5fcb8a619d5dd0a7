package dev.plateau.compare;

import dev.plateau.stats.BestGroup;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.store.Store;
import java.util.List;
import java.util.Optional;

/**
 * How the best trial of an experiment stands to the others: {@link BestGroup} over its complete trials.
 *
 * @param best number of the trial with the best mean; 0 if none is complete or there is one fold only
 * @param indistinguishable numbers of the trials that cannot be told from it, in order
 * @param compared how many trials were compared with it
 * @param folds how many scores each has
 * @param alpha chance of telling any trial from the best that is not worse
 * @param optimistic what the score of the best must be read with
 */
public record Standing(
        int best, List<Integer> indistinguishable, int compared, int folds, double alpha, Optional<String> optimistic) {

    private static final double ALPHA = 0.05; // what readers expect; the same in the command line and the dashboard

    public Standing {
        indistinguishable = List.copyOf(indistinguishable);
    }

    /** Of an experiment without a trial. */
    public static Standing none(int folds) {
        return new Standing(0, List.of(), 0, folds, ALPHA, Optional.empty());
    }

    /** @param folds of the experiment as stored */
    public static Standing of(Store store, ExperimentRow experiment, List<StoredFold> folds) {
        PairedScores scores = PairedScores.of(store, experiment, folds);
        List<Integer> numbers = List.copyOf(scores.byTrial().keySet());
        Optional<String> optimistic = Optimism.of(numbers.size());
        return numbers.isEmpty() || folds.size() < 2
                ? new Standing(0, List.of(), 0, folds.size(), ALPHA, optimistic)
                : BestGroup.of(
                                List.copyOf(scores.byTrial().values()),
                                experiment.goal(),
                                scores.testPerTraining(),
                                ALPHA)
                        .map(group -> new Standing(
                                numbers.get(group.best()),
                                group.indistinguishable().stream()
                                        .map(numbers::get)
                                        .toList(),
                                numbers.size() - 1,
                                folds.size(),
                                ALPHA,
                                optimistic))
                        .orElseThrow();
    }
}
