package dev.plateau.compare;

import dev.plateau.curve.Curve;
import dev.plateau.curve.Estimate;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.ScoreRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import java.util.List;

/** At which epoch trials are compared. */
public sealed interface At {

    /** The scores of a trial, in order of repeat, fold; fewer than there are folds if some are missing. */
    Reading read(Store store, ExperimentRow experiment, TrialRow trial);

    /** @param epoch at which the scores were read, from 1 */
    record Reading(int epoch, List<Double> scores) {
        public Reading {
            scores = List.copyOf(scores);
        }
    }

    /** The epochs that the trial asked for: its score. */
    record Last() implements At {
        @Override
        public Reading read(Store store, ExperimentRow experiment, TrialRow trial) {
            return new Reading(
                    trial.epochs(),
                    store.scoresOfTrial(trial.id()).stream()
                            .map(ScoreRow::value)
                            .toList());
        }
    }

    /** The epoch where the mean over folds is best, up to that of the trial: chosen on these folds, so optimistic. */
    record Best() implements At {
        @Override
        public Reading read(Store store, ExperimentRow experiment, TrialRow trial) {
            List<Curve> folds = curves(store, experiment, trial);
            int last = Math.min(
                    trial.epochs(), folds.stream().mapToInt(Curve::epochs).min().orElse(0));
            int best = 1;
            double mean = Double.NaN;
            for (int epoch = 1; epoch <= last; epoch++) {
                double own = Estimate.of(at(folds, epoch)).mean();
                if (experiment.goal().better(own, mean)) {
                    best = epoch;
                    mean = own;
                }
            }
            return new Reading(best, at(folds, best));
        }
    }

    /** The same epoch for all, also beyond that of a trial if its training went on. */
    record Epoch(int epoch) implements At {
        @Override
        public Reading read(Store store, ExperimentRow experiment, TrialRow trial) {
            List<Curve> reached = curves(store, experiment, trial).stream()
                    .filter(curve -> curve.epochs() >= epoch)
                    .toList();
            return new Reading(epoch, at(reached, epoch));
        }
    }

    /**
     * The last of the trial's own epochs that spends no more than the budget, so that trials are compared at equal cost whatever their
     * batch size. A trial that ended before is read where it ended: see {@link Budget#spent}.
     */
    record Spent(Budget budget) implements At {
        @Override
        public Reading read(Store store, ExperimentRow experiment, TrialRow trial) {
            int epoch = budget.epoch(store, trial);
            return epoch == 0 ? new Reading(0, List.of()) : new Epoch(epoch).read(store, experiment, trial);
        }
    }

    private static List<Curve> curves(Store store, ExperimentRow experiment, TrialRow trial) {
        return store.series(List.of(trial.stageId()), experiment.metric()).stream()
                .map(SeriesRow::curve)
                .toList();
    }

    private static List<Double> at(List<Curve> folds, int epoch) {
        return folds.stream().map(curve -> curve.at(epoch)).toList();
    }
}
