package dev.plateau.server.curves;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.Advice;
import dev.plateau.epoch.Findings;
import dev.plateau.experiment.Experiment.SelectEpochs;
import dev.plateau.experiment.Experiments;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Store;
import java.util.List;
import java.util.Optional;

/** Epoch counts for the trials of an experiment, from its objective and no other metric. */
final class Advices {

    private final Store store;
    private final String metric;
    private final Goal goal;
    private final SelectEpochs select;

    Advices(Store store, ExperimentRow experiment) {
        this.store = store;
        this.metric = experiment.metric();
        this.goal = experiment.goal();
        this.select = Experiments.selectEpochs(experiment.text());
    }

    /** The epoch to stop at, its interval, and why in a sentence. */
    record One(int epoch, int low, int high, boolean stillImproving, String reason) {
        static One of(Advice advice) {
            return new One(advice.epoch(), advice.low(), advice.high(), advice.stillImproving(), advice.reason());
        }
    }

    /**
     * The advice for a trial; empty if its objective is not among the series or has no finite value yet. Only folds that have
     * come as far as they will count, so that the advice does not fall back to epoch 1 whenever a fold begins.
     *
     * @param series of the trial's stage
     * @param epochs at which the trial is read
     */
    Optional<One> of(List<SeriesRow> series, int epochs) {
        List<SeriesRow> settled =
                series.stream().filter(row -> settled(row, epochs)).toList();
        List<Curve> folds = TrialCurves.curves(settled, metric, epochs);
        return folds.stream().flatMap(fold -> fold.values().stream()).anyMatch(Double::isFinite)
                ? Optional.of(One.of(Findings.of(FoldCurves.of(goal, folds), select.rule(), select.confidence())
                        .advice()))
                : Optional.empty();
    }

    private boolean settled(SeriesRow row, int epochs) {
        return row.name().equals(metric)
                && (row.curve().epochs() >= epochs
                        || store.run(row.runId())
                                .map(run -> run.state().ended())
                                .orElse(false));
    }
}
