package dev.plateau.server.trial;

import static dev.plateau.server.http.Columns.column;

import dev.plateau.curve.Curve;
import dev.plateau.curve.Estimate;
import dev.plateau.server.http.Problem;
import dev.plateau.server.http.Request;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Every value of a trial: all metrics by fold and epoch.
 *
 * @param from the first epoch here, {@code to} the last; 0 and 0 while there is none
 * @param longest the last epoch of any fold, up to which there may be more to ask for
 * @param runs of the columns of {@code values}, in order of repeat, fold
 * @param metrics in the order in which they were first stored
 */
public record TrialSeries(int from, int to, int longest, Runs runs, List<Metric> metrics) {

    /** Epochs in one answer: with 10 metrics of 10 folds some megabytes. */
    static final int MAX_EPOCHS = 5000;

    /** Epochs from one to another. */
    record Window(int from, int to) {}

    /** The runs by columns, from 1. Seconds are those of training up to each epoch, for each run. */
    record Runs(List<Long> id, List<Integer> repeat, List<Integer> fold, List<List<Double>> seconds) {}

    /**
     * One metric.
     *
     * @param mean over the folds that have reached the epoch; NaN if one of them has no finite value there
     * @param error its standard error, NaN for one fold
     * @param count of the folds that have reached the epoch
     * @param values of each run at each epoch that it has reached; empty for a run that lacks the metric
     */
    record Metric(String name, List<Double> mean, List<Double> error, List<Integer> count, List<List<Double>> values) {

        static Metric of(String name, List<Curve> curves, Window window) {
            List<Estimate> band = IntStream.rangeClosed(Math.max(1, window.from()), window.to())
                    .mapToObj(epoch -> Estimate.of(curves.stream()
                            .filter(curve -> curve.epochs() >= epoch)
                            .map(curve -> curve.at(epoch))
                            .toList()))
                    .toList();
            return new Metric(
                    name,
                    column(band, Estimate::mean),
                    column(band, Estimate::error),
                    column(band, Estimate::count),
                    column(curves, curve -> part(curve.values(), window)));
        }
    }

    /** Of the trial that the path names, from the epoch {@code from} on. */
    public static TrialSeries read(Request request) {
        Store store = request.store();
        ExperimentRow experiment = request.experiment();
        TrialRow trial = request.trial(experiment, request.context().pathParam("number"));
        List<RunRow> runs = store.runsOf(trial.stageId());
        int reach = trial.reach(store.trialsOf(trial.stageId()));
        int longest =
                Math.min(reach, runs.stream().mapToInt(RunRow::epochs).max().orElse(0));
        int from = Math.min(longest, from(request.text("from")));
        int to = Math.min(longest, from + MAX_EPOCHS - 1);
        Window window = new Window(from, to);
        return new TrialSeries(from, to, longest, runs(store, trial, runs, window), metrics(store, runs, window));
    }

    private static int from(String text) {
        if (!text.isEmpty() && !text.matches("[1-9]\\d{0,6}")) {
            throw new Problem(HttpStatus.BAD_REQUEST, "from must be an epoch, counted from 1, got " + text);
        }
        return text.isEmpty() ? 1 : Integer.parseInt(text);
    }

    private static Runs runs(Store store, TrialRow trial, List<RunRow> runs, Window window) {
        Map<Long, List<Double>> seconds = new LinkedHashMap<>();
        for (Progress axis : store.progress(List.of(trial.stageId()))) {
            seconds.put(axis.runId(), axis.seconds());
        }
        return new Runs(
                column(runs, RunRow::id),
                column(runs, run -> run.repeat() + 1),
                column(runs, run -> run.fold() + 1),
                column(runs, run -> part(seconds.getOrDefault(run.id(), List.of()), window)));
    }

    private static List<Metric> metrics(Store store, List<RunRow> runs, Window window) {
        Map<String, List<Curve>> curves = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            RunRow run = runs.get(i);
            for (SeriesRow series : store.seriesOfRun(run.id())) {
                List<Curve> folds = curves.computeIfAbsent(series.name(), name -> new ArrayList<>(none(runs)));
                folds.set(i, series.curve());
            }
        }
        List<Metric> metrics = new ArrayList<>();
        curves.forEach((name, folds) -> metrics.add(Metric.of(name, folds, window)));
        return metrics;
    }

    private static List<Curve> none(List<RunRow> runs) {
        return column(runs, run -> new Curve(run.repeat(), run.fold(), List.of()));
    }

    private static List<Double> part(List<Double> values, Window window) {
        int start = Math.max(0, window.from() - 1);
        return start >= values.size() ? List.of() : values.subList(start, Math.min(window.to(), values.size()));
    }
}
