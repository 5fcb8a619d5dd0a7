package dev.plateau.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.curve.Curve;
import dev.plateau.curve.Estimate;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.ScoreRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.sqlite.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes every summary anew from all points, epochs and scores and compares it with the stored one, bit for bit. */
final class Scan {

    private Scan() {}

    /** A summary; null where there is no value. */
    private record Summary(
            int count,
            @Nullable Double last,
            @Nullable Integer lastEpoch,
            @Nullable Double min,
            @Nullable Integer minEpoch,
            @Nullable Double max,
            @Nullable Integer maxEpoch) {

        static Summary of(Curve curve) {
            Summary summary = new Summary(0, null, null, null, null, null, null);
            for (int epoch = 1; epoch <= curve.epochs(); epoch++) {
                if (!Double.isNaN(curve.at(epoch))) {
                    summary = summary.with(epoch, curve.at(epoch));
                }
            }
            return summary;
        }

        private Summary with(int epoch, double value) {
            boolean low = min == null || value < min;
            boolean high = max == null || value > max;
            return new Summary(
                    count + 1,
                    value,
                    epoch,
                    low ? Double.valueOf(value) : min,
                    low ? Integer.valueOf(epoch) : minEpoch,
                    high ? Double.valueOf(value) : max,
                    high ? Integer.valueOf(epoch) : maxEpoch);
        }

        static Summary of(ResultSet row) throws SQLException {
            return new Summary(
                    row.getInt("count"),
                    (Double) row.getObject("last"),
                    (Integer) row.getObject("last_epoch"),
                    (Double) row.getObject("min"),
                    (Integer) row.getObject("min_epoch"),
                    (Double) row.getObject("max"),
                    (Integer) row.getObject("max_epoch"));
        }
    }

    static void compare(Path file, Store store, long experiment, String seed) throws SQLException {
        Map<String, Summary> scanned = new HashMap<>();
        for (RunRow run : store.runs(experiment)) {
            for (SeriesRow series : store.seriesOfRun(run.id())) {
                scanned.put(run.id() + " " + series.name(), Summary.of(series.curve()));
            }
        }
        assertEquals(scanned, stored(file), seed);
        runs(store, experiment, seed);
        trials(store, experiment, seed);
    }

    private static Map<String, Summary> stored(Path file) throws SQLException {
        Map<String, Summary> stored = new HashMap<>();
        try (Connection connection = new Database(file).open(true);
                ResultSet row = connection.createStatement().executeQuery("SELECT * FROM series")) {
            while (row.next()) {
                stored.put(row.getLong("run_id") + " " + row.getString("name"), Summary.of(row));
            }
        }
        return stored;
    }

    private static void runs(Store store, long experiment, String seed) {
        List<Long> stages = store.stages(experiment).stream().map(StageRow::id).toList();
        Map<Long, Progress> axes = new HashMap<>();
        store.progress(stages).forEach(axis -> axes.put(axis.runId(), axis));
        long epochs = 0;
        for (RunRow run : store.runs(experiment)) {
            Progress axis = axes.get(run.id());
            List<Integer> reached = axis == null ? List.of() : axis.epoch();
            assertEquals(reached.isEmpty() ? 0 : reached.get(reached.size() - 1), run.epochs(), seed);
            assertEquals(0.25 * reached.size(), run.seconds(), seed); // exact: quarters have no rounding
            epochs += run.epochs();
        }
        assertEquals(epochs, store.experiments().get(0).epochs(), seed);
    }

    private static void trials(Store store, long experiment, String seed) {
        List<ScoreRow> scores = store.scores(experiment);
        for (TrialRow trial : store.trials(experiment)) {
            List<Double> values = scores.stream()
                    .filter(score -> score.trialId() == trial.id())
                    .map(ScoreRow::value)
                    .toList();
            assertEquals(values.size(), trial.foldsDone(), seed);
            assertEquals(!values.isEmpty(), trial.score().isPresent(), seed);
            assertEquals(values.size() > 1, trial.scoreError().isPresent(), seed);
            Estimate estimate = Estimate.of(values);
            trial.score().ifPresent(mean -> assertEquals(estimate.mean(), mean, seed));
            trial.scoreError().ifPresent(error -> assertEquals(estimate.error(), error, seed));
        }
    }
}
