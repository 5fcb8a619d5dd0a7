package dev.plateau.compare;

import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a trial may spend on training.
 *
 * @param unit what is counted
 * @param amount of it a fold, above 0
 */
public record Budget(Unit unit, double amount) {

    /** Sums of many small times differ in the last bits. */
    private static final double SLACK = 1 + 1e-9;

    public Budget {
        if (!(amount > 0)) {
            throw new IllegalArgumentException("expected a budget above 0, got " + amount);
        }
    }

    /** What training is paid in. */
    public enum Unit {
        STEPS {
            @Override
            double of(Progress run, int at) {
                return run.step().get(at);
            }
        },
        SAMPLES {
            @Override
            double of(Progress run, int at) {
                return run.samples().get(at);
            }
        },
        SECONDS {
            @Override
            double of(Progress run, int at) {
                return run.seconds().get(at);
            }
        };

        /**
         * What a run has spent since its start.
         *
         * @param at an epoch, from 0
         */
        abstract double of(Progress run, int at);
    }

    /** What a trial has spent by the end of its own epochs, mean over the folds that have come as far; 0 before its first epoch. */
    public static double spent(Store store, TrialRow trial, Unit unit) {
        List<Progress> runs = store.progress(List.of(trial.stageId()));
        int last = Math.min(trial.epochs(), longest(runs));
        return last == 0 ? 0 : mean(runs, unit, last - 1);
    }

    /** The last of the trial's own epochs that the budget is enough for; 0 if it is not enough for the first. */
    int epoch(Store store, TrialRow trial) {
        List<Progress> runs = store.progress(List.of(trial.stageId()));
        OptionalInt last = IntStream.rangeClosed(1, Math.min(trial.epochs(), longest(runs)))
                .takeWhile(epoch -> mean(runs, unit, epoch - 1) <= amount * SLACK)
                .max();
        return last.orElse(0);
    }

    private static int longest(List<Progress> runs) {
        return runs.stream().mapToInt(run -> run.epoch().size()).max().orElse(0);
    }

    private static double mean(List<Progress> runs, Unit unit, int at) {
        return runs.stream()
                .filter(run -> run.epoch().size() > at)
                .mapToDouble(run -> unit.of(run, at))
                .average()
                .orElse(Double.NaN);
    }
}
