package dev.plateau.cli.report;

import dev.plateau.curve.Curve;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Every stored epoch of an experiment as rows of a table. Holds one stage in memory at a time. */
public final class Points implements Rows {

    private static final List<String> AXES =
            List.of("trial", "stage", "repeat", "fold", "epoch", "step", "samples", "elapsed_seconds");

    private final Store store;
    private final ExperimentRow experiment;
    private final List<String> metrics;

    public Points(Store store, ExperimentRow experiment) {
        this.store = store;
        this.experiment = experiment;
        this.metrics = store.metrics(experiment.id());
    }

    /** The axes, then the metrics in the order in which they were first stored. */
    @Override
    public List<String> columns() {
        List<String> columns = new ArrayList<>(AXES);
        columns.addAll(metrics);
        return columns;
    }

    /**
     * Calls with each row: Integers, Longs and Doubles in the order of {@link #columns}, NaN where an epoch has no value of a
     * metric. In order of trial, repeat, fold, epoch within a stage; stages and repeats and folds count from 1 as everywhere
     * that people read them. {@code elapsed_seconds} counts from the start of the run.
     */
    @Override
    public void forEach(Consumer<List<Object>> row) {
        Map<Long, RunRow> runs = new HashMap<>();
        store.runs(experiment.id()).forEach(run -> runs.put(run.id(), run));
        List<TrialRow> trials = store.trials(experiment.id());
        for (StageRow stage : store.stages(experiment.id())) {
            StagePoints points = read(stage);
            trials.stream()
                    .filter(trial -> trial.stageId() == stage.id())
                    .forEach(trial -> points.axes().forEach(axes -> {
                        RunRow run = java.util.Objects.requireNonNull(runs.get(axes.runId()), "the run of an axis");
                        rows(stage, trial, run, axes, points.upTo(trial.reach(trials)), row);
                    }));
        }
    }

    private record StagePoints(List<Progress> axes, Map<String, Map<Long, Curve>> curves, int last) {
        StagePoints upTo(int epoch) {
            return new StagePoints(axes, curves, epoch);
        }
    }

    private StagePoints read(StageRow stage) {
        Map<String, Map<Long, Curve>> curves = new HashMap<>();
        for (String metric : metrics) {
            Map<Long, Curve> byRun = new HashMap<>();
            for (SeriesRow series : store.series(List.of(stage.id()), metric)) {
                byRun.put(series.runId(), series.curve());
            }
            curves.put(metric, byRun);
        }
        return new StagePoints(store.progress(List.of(stage.id())), curves, Integer.MAX_VALUE);
    }

    private void rows(
            StageRow stage,
            TrialRow trial,
            RunRow run,
            Progress axes,
            StagePoints points,
            Consumer<List<Object>> each) {
        for (int i = 0; i < axes.epoch().size() && axes.epoch().get(i) <= points.last(); i++) {
            int epoch = axes.epoch().get(i);
            List<Object> row = new ArrayList<>(List.of(
                    trial.number(),
                    stage.number() + 1,
                    run.repeat() + 1,
                    run.fold() + 1,
                    epoch,
                    axes.step().get(i),
                    axes.samples().get(i),
                    axes.seconds().get(i)));
            for (String metric : metrics) {
                Curve curve = java.util.Objects.requireNonNull(points.curves().get(metric), metric)
                        .get(run.id());
                row.add(curve == null ? Double.NaN : curve.at(epoch));
            }
            each.accept(row);
        }
    }
}
