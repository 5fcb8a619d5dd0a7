package dev.plateau.compare;

import dev.plateau.curve.Curve;
import dev.plateau.curve.FoldCurves;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The curves that the epoch count of a trial is chosen from. */
public final class TrialFolds {

    private TrialFolds() {}

    /**
     * The objective of every fold of a trial's training that has ended, over all epochs that were trained, and its namesake on the
     * rows trained on; empty while no fold has ended with a finite value.
     */
    public static Optional<FoldCurves> of(Store store, ExperimentRow experiment, TrialRow trial) {
        Set<Long> ended = store.runsOf(trial.stageId()).stream()
                .filter(run -> run.state().ended())
                .map(RunRow::id)
                .collect(Collectors.toSet());
        List<Curve> folds = curves(store, trial, experiment.metric(), ended);
        if (folds.stream().flatMap(fold -> fold.values().stream()).noneMatch(Double::isFinite)) {
            return Optional.empty();
        }
        String training = trainingNamesake(experiment.metric());
        return Optional.of(new FoldCurves(
                experiment.goal(),
                folds,
                training.equals(experiment.metric()) ? List.of() : curves(store, trial, training, ended)));
    }

    /** The name of a metric's values on the rows trained on; the same name if it has none. */
    public static String trainingNamesake(String metric) {
        return metric.replaceFirst("^val_", "");
    }

    private static List<Curve> curves(Store store, TrialRow trial, String metric, Set<Long> runs) {
        return store.series(List.of(trial.stageId()), metric).stream()
                .filter(series -> runs.contains(series.runId()))
                .map(SeriesRow::curve)
                .filter(curve -> curve.epochs() > 0)
                .toList();
    }
}
