package dev.plateau.server.epochs;

import dev.plateau.compare.Honest;
import dev.plateau.compare.TrialFolds;
import dev.plateau.curve.FoldCurves;
import dev.plateau.epoch.Costs;
import dev.plateau.epoch.EpochCount;
import dev.plateau.epoch.Findings;
import dev.plateau.epoch.Rule;
import dev.plateau.experiment.Experiment.SelectEpochs;
import dev.plateau.experiment.Experiments;
import dev.plateau.nested.NestedScore;
import dev.plateau.server.http.Typed;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The advice on trials, remembered until one of the runs that it rests on is another. Thread-safe.
 *
 * <p>It rests on runs that have ended, so an epoch of a run that goes on changes nothing, and a page may ask at each of them.
 */
public final class Advised {

    /** Each up to {@link Costs#MAX_EPOCHS} epochs: half a megabyte at most. */
    private static final int MOST = 32;

    /** The text of an experiment is read for its rule; few are looked at at a time. */
    private static final int MOST_TEXTS = 8;

    private final Remembered<Key, Optional<One>> known = new Remembered<>(MOST);
    private final Remembered<NestedKey, Optional<NestedScore>> scores = new Remembered<>(MOST_TEXTS);
    private final Remembered<String, SelectEpochs> texts = new Remembered<>(MOST_TEXTS);

    /** What curves tell, how many folds it comes from, and what other counts cost. */
    public record One(int folds, EpochCount count, Costs cost) {}

    /** A run as it was when it was read. */
    record Ended(long run, int attempt, int epochs) {
        static List<Ended> of(List<RunRow> runs) {
            return runs.stream()
                    .filter(run -> run.state().ended())
                    .map(run -> new Ended(run.id(), run.attempt(), run.epochs()))
                    .toList();
        }
    }

    /** @param version of the store where programs log, who may change what is there; else 0 */
    private record Key(long trial, Rule rule, double confidence, List<Ended> runs, long version) {}

    private record NestedKey(long experiment, Rule rule, Map<State, Integer> runs, long epochs) {}

    /** The rule and the confidence of an experiment. */
    public SelectEpochs usual(ExperimentRow experiment) {
        return texts.get(experiment.text(), () -> Experiments.selectEpochs(experiment.text()));
    }

    /** The advice on a trial; empty while no fold has ended with a finite value. */
    public Optional<One> on(Store store, ExperimentRow experiment, TrialRow trial, SelectEpochs select) {
        List<Ended> runs = Ended.of(store.runsOf(trial.stageId()));
        long version = experiment.logged() ? store.version() : 0;
        Key key = new Key(trial.id(), select.rule(), select.confidence(), runs, version);
        return known.get(
                key,
                () -> TrialFolds.of(store, experiment, trial).map(curves -> one(curves, select, experiment.metric())));
    }

    private static One one(FoldCurves curves, SelectEpochs select, String metric) {
        Findings findings = Findings.of(curves, select.rule(), select.confidence());
        return new One(
                curves.validation().size(), EpochCount.of(findings, metric), Costs.of(curves, findings.advice()));
    }

    /** Why there is no advice on a trial, in a sentence. */
    public static String missing(ExperimentRow experiment, TrialRow trial, List<RunRow> runs) {
        String name = Typed.trial(trial.number());
        long ended = runs.stream().filter(run -> run.state().ended()).count();
        if (ended > 0) {
            return (ended == 1 ? "The one fold of " : "The " + ended + " folds of ") + name + " that "
                    + (ended == 1 ? "has" : "have") + " ended gave no finite " + experiment.metric()
                    + ", so nothing can be said about its epochs";
        }
        int furthest = runs.stream().mapToInt(RunRow::epochs).max().orElse(0);
        return "No fold of " + name + " has ended yet"
                + (furthest == 0
                        ? "; the advice comes with the first of " + runs.size()
                        : "; the furthest of " + runs.size() + " is at epoch " + furthest);
    }

    /** The honest score of a nested search; empty for another one. */
    Optional<NestedScore> nested(Store store, ExperimentRow experiment, Rule rule) {
        NestedKey key = new NestedKey(experiment.id(), rule, experiment.runs(), experiment.epochs());
        return scores.get(key, () -> Honest.of(store, experiment, rule));
    }
}
