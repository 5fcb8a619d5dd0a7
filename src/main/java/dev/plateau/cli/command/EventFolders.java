package dev.plateau.cli.command;

import dev.plateau.cli.report.Points;
import dev.plateau.logs.EventFileWriter;
import dev.plateau.store.Rows.AttemptRow;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes an experiment as TensorBoard reads it: a folder for each trial, in it one for each fold if there are several. The step is the
 * epoch, from 1; the time is that of the training. NaN is left out, as an epoch without a value is.
 */
final class EventFolders {

    private static final double MILLIS = 1_000;

    private final Path folder;
    private final List<String> columns;
    private final int axes;
    private final ExperimentRow experiment;
    private final Map<Place, Instant> starts = new HashMap<>();
    private final Map<Integer, Long> foldsOfTrials = new HashMap<>();

    /** Where a run belongs, as people count: from 1. */
    private record Place(int trial, int repeat, int fold) {}

    private EventFolders(Store store, ExperimentRow experiment, Points points, Path folder) {
        this.folder = folder;
        this.experiment = experiment;
        this.columns = points.columns();
        this.axes = columns.size() - store.metrics(experiment.id()).size();
        Map<Long, Instant> byRun = new HashMap<>();
        for (AttemptRow attempt : store.attempts(experiment.id())) {
            byRun.putIfAbsent(attempt.runId(), attempt.started());
        }
        List<RunRow> runs = store.runs(experiment.id());
        for (TrialRow trial : store.trials(experiment.id())) {
            List<RunRow> own = runs.stream()
                    .filter(run -> run.stageId() == trial.stageId())
                    .toList();
            foldsOfTrials.put(trial.number(), (long) own.size());
            own.forEach(run -> starts.put(
                    new Place(trial.number(), run.repeat() + 1, run.fold() + 1),
                    byRun.getOrDefault(run.id(), experiment.created())));
        }
    }

    /** Returns how many runs were written. */
    static int write(Store store, ExperimentRow experiment, Points points, Path folder) {
        EventFolders folders = new EventFolders(store, experiment, points, folder);
        try (Current current = folders.new Current()) {
            points.forEach(current::row);
            return current.count;
        }
    }

    /** The file that is being written: rows of a run come one after the other. */
    private final class Current implements AutoCloseable {

        private Place place = new Place(0, 0, 0);
        private double start;
        private Optional<EventFileWriter> writer = Optional.empty();
        private int count;

        void row(List<Object> row) {
            Place next = new Place(whole(row, "trial"), whole(row, "repeat"), whole(row, "fold"));
            if (!next.equals(place)) {
                close();
                place = next;
                start = starts.getOrDefault(place, experiment.created()).toEpochMilli() / MILLIS;
                writer = Optional.of(EventFileWriter.in(path(), start));
                count++;
            }
            Map<String, Double> metrics = new LinkedHashMap<>();
            for (int i = axes; i < columns.size(); i++) {
                if (row.get(i) instanceof Double value && !value.isNaN()) {
                    metrics.put(columns.get(i), value);
                }
            }
            double seconds = (Double) row.get(columns.indexOf("elapsed_seconds"));
            writer.orElseThrow().add(whole(row, "epoch"), start + (seconds >= 0 ? seconds : 0), metrics);
        }

        private int whole(List<Object> row, String column) {
            return (Integer) row.get(columns.indexOf(column));
        }

        private Path path() {
            Path trial = folder.resolve(String.format(Locale.ROOT, "t%02d", place.trial()));
            if (foldsOfTrials.getOrDefault(place.trial(), 1L) <= 1) {
                return trial;
            }
            return trial.resolve("r" + place.repeat() + "-fold" + place.fold());
        }

        @Override
        public void close() {
            writer.ifPresent(EventFileWriter::close);
        }
    }
}
