package dev.plateau.run;

import dev.plateau.curve.Goal;
import dev.plateau.experiment.Experiment;
import dev.plateau.store.Report;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.sqlite.StoreException;
import dev.plateau.train.EpochReport;
import dev.plateau.work.Executor;
import dev.plateau.work.Executor.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * One attempt of one run on the coordinator's side: begins it, stores its epochs, scores the trials that are read at them, and decides
 * after which one the training stops. Used by one thread.
 */
final class RunTraining implements Executor.Follower {

    private final Engine engine;
    private final RunRow run;
    private final Runnable begun;
    private final List<TrialRow> trials;
    private final String metric;
    private final Optional<Patience> patience;
    private final Divergence divergence = new Divergence();
    private int attempt;
    private int stored;
    private double last = Double.NaN;
    private Optional<String> diverged = Optional.empty();
    private boolean early;
    private boolean refused;
    private boolean stopped;

    /**
     * @param run as it stands, with its stored epochs
     * @param begun called when the attempt has begun
     */
    RunTraining(Engine engine, RunRow run, Runnable begun) {
        this.engine = engine;
        this.run = run;
        this.begun = begun;
        this.trials = engine.decidesLater() ? List.of() : engine.trials(run);
        Experiment experiment = engine.prepared().experiment();
        this.metric = experiment.metric().name();
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
        List<SeriesRow> series = engine.store().seriesOfRun(run.id());
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

    /** Whether the attempt has begun: not if the run is not wanted any more, or somebody has cancelled it at the desk. */
    @Override
    public boolean begins(String slot) {
        if (engine.halted(run.id())) {
            return false;
        }
        attempt = engine.store().begin(run.id(), slot);
        refused = attempt == 0;
        if (!refused) {
            begun.run();
        }
        return !refused;
    }

    /**
     * Stores epochs, those up to the one after which the training stops, and returns after their commit. A verdict to stop is the last: epochs
     * that were under way then are not taken.
     */
    @Override
    public Verdict hear(List<EpochReport> epochs) {
        stopped = stopped || stopsAfter(epochs);
        return stopped ? Verdict.STOP : Verdict.CONTINUE;
    }

    private boolean stopsAfter(List<EpochReport> epochs) {
        List<Report> reports = new ArrayList<>(epochs.size());
        for (EpochReport epoch : epochs) {
            // A training goes on from a checkpoint before the last stored epoch: the same bits again, which are stored
            // already.
            if (epoch.epoch() > stored && !over()) {
                decide(epoch);
                reports.add(new Report(
                        run.id(), attempt, epoch, diverged.isPresent() ? List.of() : scoresAt(epoch.epoch())));
            }
        }
        if (!reports.isEmpty()) {
            refused = !commit(reports);
            if (refused) {
                return true;
            }
            stored += reports.size();
            reports.forEach(report -> engine.epoch(run, report.scores()));
        }
        return over() || engine.halted(run.id());
    }

    private List<Report.Score> scoresAt(int epoch) {
        return trials.stream()
                .filter(trial -> trial.epochs() == epoch)
                .map(trial -> new Report.Score(trial.id(), last))
                .toList();
    }

    /** Whether the epochs were taken; they are not if somebody has ended the attempt meanwhile. */
    private boolean commit(List<Report> reports) {
        try {
            return engine.store().report(reports).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException cause
                    ? cause
                    : new StoreException("could not store epochs", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while storing epochs", e);
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

    /** The attempt's number; 0 before it has begun. */
    int attempt() {
        return attempt;
    }

    /** Whether the store would not take it, because somebody has ended the run at the desk. */
    boolean refused() {
        return refused;
    }

    /** Epochs that are stored. */
    int stored() {
        return stored;
    }
}
