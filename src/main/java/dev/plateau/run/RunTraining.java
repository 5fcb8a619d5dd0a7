package dev.plateau.run;

import dev.plateau.curve.Goal;
import dev.plateau.experiment.Experiment;
import dev.plateau.store.Report;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import dev.plateau.store.sqlite.StoreException;
import dev.plateau.train.EpochReport;
import dev.plateau.work.Executor.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One attempt of one run on the coordinator's side: stores each epoch, scores the trials that are read at it, and decides whether the
 * training goes on. Used by one thread.
 */
final class RunTraining {

    private final Store store;
    private final RunRow run;
    private final int attempt;
    private final List<TrialRow> trials;
    private final String metric;
    private final Optional<Patience> patience;
    private final Divergence divergence = new Divergence();
    private final BooleanSupplier halted;
    private final Consumer<List<Report.Score>> onEpoch;
    private int stored;
    private double last = Double.NaN;
    private Optional<String> diverged = Optional.empty();
    private boolean early;

    /**
     * @param run as it stands, with its stored epochs
     * @param trials that read the run's stage
     * @param halted whether the search is asked to pause or the run to end, asked after each epoch
     * @param onEpoch called for each epoch that was stored, with the scores that it gave
     */
    RunTraining(
            Store store,
            RunRow run,
            int attempt,
            List<TrialRow> trials,
            Experiment experiment,
            BooleanSupplier halted,
            Consumer<List<Report.Score>> onEpoch) {
        this.store = store;
        this.run = run;
        this.attempt = attempt;
        this.trials = trials;
        this.metric = experiment.metric().name();
        this.halted = halted;
        this.onEpoch = onEpoch;
        Goal goal = experiment.metric().goal();
        patience = experiment.earlyStopping().map(rule -> new Patience(rule, goal));
        stored = run.epochs();
        replay();
    }

    /** Brings patience and divergence to where they were after the stored epochs. */
    private void replay() {
        if (stored == 0) {
            return;
        }
        List<SeriesRow> series = store.seriesOfRun(run.id());
        for (int epoch = 1; epoch <= stored; epoch++) {
            java.util.Map<String, Double> metrics = new java.util.LinkedHashMap<>();
            for (SeriesRow one : series) {
                metrics.put(one.name(), one.curve().at(epoch));
            }
            decide(new EpochReport(epoch, 0, 0, 0, metrics));
        }
    }

    private void decide(EpochReport report) {
        last = report.metrics().getOrDefault(metric, Double.NaN);
        diverged = divergence.seen(report);
        early |= patience.map(rule -> rule.exhausted(last)).orElse(false);
    }

    /** Whether the stored epochs already say that there is nothing more to train. */
    boolean over() {
        return diverged.isPresent() || early;
    }

    /** Stores an epoch and returns after its commit. */
    Verdict epoch(EpochReport report) {
        // A checkpoint that was lost makes a worker start over: the same bits again, which are stored already.
        if (report.epoch() > stored) {
            decide(report);
            List<Report.Score> scores = diverged.isPresent() ? List.of() : scoresAt(report.epoch());
            if (!commit(new Report(run.id(), attempt, report, scores))) {
                return Verdict.STOP;
            }
            stored = report.epoch();
            onEpoch.accept(scores);
        }
        return over() || halted.getAsBoolean() ? Verdict.STOP : Verdict.CONTINUE;
    }

    private List<Report.Score> scoresAt(int epoch) {
        return trials.stream()
                .filter(trial -> trial.epochs() == epoch)
                .map(trial -> new Report.Score(trial.id(), last))
                .toList();
    }

    /** Whether the epoch was taken; it is not if somebody has ended the attempt meanwhile. */
    private boolean commit(Report report) {
        try {
            return store.report(report).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException cause
                    ? cause
                    : new StoreException("could not store an epoch", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while storing an epoch", e);
        }
    }

    /** Scores of trials that asked for more epochs than early stopping left: the value at the last epoch. */
    List<Report.Score> scoresBeyond() {
        List<Report.Score> scores = new ArrayList<>();
        for (TrialRow trial : trials) {
            if (trial.epochs() > stored) {
                scores.add(new Report.Score(trial.id(), last));
            }
        }
        return scores;
    }

    /** What went wrong with the training itself; empty if nothing did. */
    Optional<String> diverged() {
        return diverged;
    }

    boolean stoppedEarly() {
        return early;
    }

    /** Epochs that are stored. */
    int stored() {
        return stored;
    }
}
