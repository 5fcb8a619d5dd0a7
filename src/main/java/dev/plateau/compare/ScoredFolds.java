package dev.plateau.compare;

import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.store.Store;
import java.util.List;
import java.util.stream.IntStream;

/** The folds on which the trials of an experiment are scored. */
public final class ScoredFolds {

    private ScoredFolds() {}

    /**
     * Those that are stored. Of what programs log no rows are known: then as many as any trial has, each taken for an equal share of the rows,
     * as in k-fold cross-validation; fold i is taken for the same rows in all of them, as its number says.
     */
    public static List<StoredFold> of(Store store, ExperimentRow experiment) {
        if (!experiment.logged()) {
            return store.folds(experiment.id());
        }
        int folds = store.trials(experiment.id()).stream()
                .mapToInt(TrialRow::foldsDone)
                .max()
                .orElse(0);
        return IntStream.range(0, folds)
                .mapToObj(fold -> new StoredFold(
                        0,
                        fold,
                        // One fold is compared with nothing; it only must have rows to train on.
                        IntStream.range(0, Math.max(2, folds))
                                .filter(row -> row != fold)
                                .boxed()
                                .toList(),
                        List.of(fold)))
                .toList();
    }
}
