package dev.plateau.api;

import dev.plateau.compare.TrialFolds;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.EpochCount;
import dev.plateau.epoch.Findings;
import dev.plateau.experiment.Experiment.SelectEpochs;
import dev.plateau.experiment.Experiments;
import dev.plateau.run.Searches;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a search has come to, as it was when the result was made. Curves and recommendations are read from the database when they are
 * asked for; each such method throws {@link dev.plateau.store.sqlite.StoreException} if the file is gone.
 *
 * @param metric that was optimised
 * @param state COMPLETED when every run has ended, QUEUED if the search was paused
 * @param trials in order of number
 */
public record Result(Path database, String name, String metric, Goal goal, State state, List<Trial> trials) {

    public Result {
        trials = List.copyOf(trials);
    }

    /**
     * One combination of values.
     *
     * @param number from 1
     * @param values of its parameters, {@code epochs} among them
     * @param epochs after which it is scored
     * @param score the metric, mean over the folds; NaN before the first
     * @param error its standard error; NaN before the second fold
     * @param folds how many have given their score
     * @param message why it failed; empty if it did not
     */
    public record Trial(
            int number,
            Map<String, Object> values,
            int epochs,
            State state,
            double score,
            double error,
            int folds,
            String message) {

        public Trial {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        private static Trial of(TrialRow row) {
            return new Trial(
                    row.number(),
                    Searches.values(row.configuration()),
                    row.epochs(),
                    row.state(),
                    row.score().orElse(Double.NaN),
                    row.scoreError().orElse(Double.NaN),
                    row.foldsDone(),
                    row.message().orElse(""));
        }
    }

    static Result read(Path database, String name) {
        try (Store store = Stores.readOnly(database)) {
            ExperimentRow row = experiment(store, name);
            return new Result(
                    database,
                    name,
                    row.metric(),
                    row.goal(),
                    row.state(),
                    store.trials(row.id()).stream().map(Trial::of).toList());
        }
    }

    private static ExperimentRow experiment(Store store, String name) {
        return store.experiment(name)
                .orElseThrow(() -> new IllegalArgumentException("the database has no experiment " + name));
    }

    /** The trial with the best score of all that have completed, the first of equals; empty if none has a score. */
    public Optional<Trial> best() {
        return trials.stream()
                .filter(trial -> trial.state() == State.COMPLETED && Double.isFinite(trial.score()))
                .reduce((best, other) -> goal.better(other.score(), best.score()) ? other : best);
    }

    /** How many epochs to train the best trial, how sure that is, and why in a sentence; empty if there is none. */
    public Optional<EpochCount> epochs() {
        return best().flatMap(trial -> epochs(trial.number()));
    }

    /** The same of any trial; empty while no fold of it has ended with a finite value. */
    public Optional<EpochCount> epochs(int trial) {
        return ask(trial, (store, row) -> {
            ExperimentRow experiment = experiment(store, name);
            SelectEpochs select = Experiments.selectEpochs(experiment.text());
            return TrialFolds.of(store, experiment, row)
                    .map(folds -> EpochCount.of(Findings.of(folds, select.rule(), select.confidence()), metric));
        });
    }

    /**
     * A metric of a trial after each epoch, a list a fold in order of repeat, fold: the first value is that of epoch 1. A training that
     * other trials share goes on to the last epoch that any of them wants. Empty lists without such a metric.
     */
    public List<List<Double>> curves(int trial, String metric) {
        return ask(
                trial,
                (store, row) -> store.series(List.of(row.stageId()), metric).stream()
                        .map(series -> series.curve().values())
                        .toList());
    }

    private <T> T ask(int trial, BiFunction<Store, TrialRow, T> question) {
        try (Store store = Stores.readOnly(database)) {
            TrialRow row = store.trial(experiment(store, name).id(), trial)
                    .orElseThrow(() -> new IllegalArgumentException(name + " has no trial " + trial));
            return question.apply(store, row);
        }
    }
}
