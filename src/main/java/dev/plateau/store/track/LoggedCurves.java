package dev.plateau.store.track;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Point;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What pages draw of logged runs: their points by epoch, the latest of each. */
public final class LoggedCurves {

    private static final String COLUMNS = """
            SELECT run.id AS run_id, run.stage_id, run.repeat, run.fold, series.id AS series_id, series.name,
                logged_run.started, COALESCE(logged_run.first_step, 1) AS first_step, chunk.bytes
            FROM run JOIN logged_run ON logged_run.run_id = run.id JOIN series ON series.run_id = run.id
                JOIN chunk ON chunk.id >= series.id * 16777216 AND chunk.id < (series.id + 1) * 16777216
            """;
    private static final String METRIC_OF_STAGE =
            COLUMNS + "WHERE run.stage_id = ? AND series.name = ? ORDER BY run.repeat, run.fold, chunk.id";
    private static final String ALL_OF_STAGE =
            COLUMNS + "WHERE run.stage_id = ? ORDER BY run.repeat, run.fold, chunk.id";
    private static final String ALL_OF_RUN = COLUMNS + "WHERE run.id = ? ORDER BY chunk.id";

    private static final String HISTORY = """
            SELECT chunk.bytes FROM logged_run JOIN series ON series.run_id = logged_run.run_id AND series.name = ?
                JOIN chunk ON chunk.id >= series.id * 16777216 AND chunk.id < (series.id + 1) * 16777216
            WHERE logged_run.id = ? ORDER BY chunk.id""";

    private final Sql sql;

    public LoggedCurves(Sql sql) {
        this.sql = sql;
    }

    /**
     * One metric of one run.
     *
     * @param values after each epoch from 1, NaN where there is none
     */
    public record Series(long run, long stage, int repeat, int fold, String name, List<Double> values) {}

    /**
     * When epochs were logged.
     *
     * @param steps as they were logged
     * @param seconds since the start of the run
     */
    public record Axis(long run, List<Integer> epochs, List<Long> steps, List<Double> seconds) {}

    /** A series whose points are being read, by epoch. */
    private record Reading(
            long run,
            long stage,
            int repeat,
            int fold,
            String name,
            long started,
            long firstStep,
            TreeMap<Integer, Point> points) {

        static Reading of(ResultSet row) throws SQLException {
            return new Reading(
                    row.getLong("run_id"),
                    row.getLong("stage_id"),
                    row.getInt("repeat"),
                    row.getInt("fold"),
                    row.getString("name"),
                    row.getLong("started"),
                    row.getLong("first_step"),
                    new TreeMap<>());
        }

        void add(byte[] chunk) {
            Chunk.read(chunk, point -> {
                int epoch = Epochs.of(point.step(), firstStep);
                if (epoch > 0) {
                    points.merge(epoch, point, (one, other) -> Point.ORDER.compare(one, other) >= 0 ? one : other);
                }
            });
        }

        Series series() {
            List<Double> values = new ArrayList<>();
            points.forEach((epoch, point) -> {
                while (values.size() < epoch - 1) {
                    values.add(Double.NaN);
                }
                values.add(point.value());
            });
            return new Series(run, stage, repeat, fold, name, values);
        }
    }

    /** One metric of the runs of a stage, in order of repeat, fold. */
    public List<Series> series(long stage, String metric) throws SQLException {
        return series(read(METRIC_OF_STAGE, stage, metric));
    }

    /** All metrics of a run. */
    public List<Series> ofRun(long run) throws SQLException {
        return series(read(ALL_OF_RUN, run));
    }

    private static List<Series> series(List<Reading> readings) {
        return readings.stream()
                .map(Reading::series)
                .filter(series -> !series.values().isEmpty())
                .toList();
    }

    /** The axes of the runs of a stage: at each epoch the latest of what any metric says. */
    public List<Axis> axes(long stage) throws SQLException {
        Map<Long, Reading> runs = new LinkedHashMap<>();
        for (Reading reading : read(ALL_OF_STAGE, stage)) {
            Reading run = runs.putIfAbsent(reading.run, reading);
            if (run != null) {
                reading.points.forEach((epoch, point) -> run.points.merge(
                        epoch, point, (one, other) -> Point.ORDER.compare(one, other) >= 0 ? one : other));
            }
        }
        return runs.values().stream().map(LoggedCurves::axis).toList();
    }

    private static Axis axis(Reading run) {
        List<Long> steps = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        double before = 0; // clocks of clients may go back, an axis may not
        for (Point point : run.points.values()) {
            before = Math.max(before, (point.at() - run.started) / 1000.0);
            steps.add(point.step());
            seconds.add(before);
        }
        return new Axis(run.run, List.copyOf(run.points.keySet()), steps, seconds);
    }

    private List<Reading> read(String query, Object... values) throws SQLException {
        Map<Long, Reading> readings = new LinkedHashMap<>();
        sql.list(
                query,
                row -> {
                    long series = row.getLong("series_id");
                    Reading reading = readings.get(series);
                    if (reading == null) {
                        reading = Reading.of(row);
                        readings.put(series, reading);
                    }
                    reading.add(row.getBytes("bytes"));
                    return series;
                },
                values);
        return List.copyOf(readings.values());
    }

    /** All points of a metric of a run, as they came. */
    List<Point> history(String run, String metric) throws SQLException {
        List<Point> points = new ArrayList<>();
        sql.list(
                HISTORY,
                row -> {
                    Chunk.read(row.getBytes(1), points::add);
                    return points.size();
                },
                metric,
                run);
        return points;
    }
}
