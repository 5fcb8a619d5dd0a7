package dev.plateau.store.track;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Point;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one run as the writer remembers it: its summary and the last row of its points. Used inside transactions; worth nothing once one was
 * undone.
 *
 * <p>The summary (count, last, min, max) is of all points that were logged and are not NaN, each with its epoch, NULL for one that no curve shows.
 */
final class LoggedSeries {

    /** Rows of points a series can have; ids of rows are ids of series times this, plus the number of the row. */
    static final long ROWS = 1L << 24;

    private static final String CREATE = """
            INSERT INTO series (points, latest_step, latest_at, latest_value, count, last, last_epoch, min, min_epoch, max, max_epoch,
                run_id, name)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""";

    private static final String FIND = """
            SELECT id, name, points, latest_step, latest_at, latest_value, count, last, last_epoch, min, min_epoch, max, max_epoch
            FROM series WHERE run_id = ?""";

    private static final String TAIL = """
            SELECT id, bytes FROM chunk WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1""";

    private static final String NEAR = """
            SELECT bytes FROM chunk WHERE id >= ? AND id < ? AND min_step <= ? AND max_step >= ?""";

    private static final String ADD =
            "INSERT INTO chunk (points, min_step, max_step, bytes, id) VALUES (?, ?, ?, ?, ?)";

    private static final String REPLACE =
            "UPDATE chunk SET points = ?, min_step = ?, max_step = ?, bytes = ? WHERE id = ?";

    private static final String SUMMARY = """
            UPDATE series SET points = ?, latest_step = ?, latest_at = ?, latest_value = ?, count = ?, last = ?, last_epoch = ?,
                min = ?, min_epoch = ?, max = ?, max_epoch = ? WHERE id = ?""";

    private final long run;
    private final String name;
    private long id; // 0 until its row is there, which is with its first point
    private long points;
    private @Nullable Point latest;
    private long count;
    private Extreme last = Extreme.NONE;
    private Extreme min = Extreme.NONE;
    private Extreme max = Extreme.NONE;

    private @Nullable Chunk tail; // read when it is needed
    private long row; // of the tail, from 0
    private boolean stored; // whether the tail's row is there

    private LoggedSeries(long run, String name, long id) {
        this.run = run;
        this.name = name;
        this.id = id;
    }

    /** A value that stands out, with its epoch, null for none. */
    private record Extreme(double value, @Nullable Integer epoch) {
        static final Extreme NONE = new Extreme(Double.NaN, null);
    }

    /** One that is not stored yet. */
    static LoggedSeries create(long run, String name) {
        LoggedSeries series = new LoggedSeries(run, name, 0);
        series.tail = new Chunk();
        return series;
    }

    static List<LoggedSeries> of(Sql sql, long run) throws SQLException {
        return sql.list(FIND, row -> found(run, row), run);
    }

    private static LoggedSeries found(long run, ResultSet row) throws SQLException {
        LoggedSeries series = new LoggedSeries(run, row.getString(2), row.getLong(1));
        series.points = row.getLong(3);
        if (series.points > 0) {
            series.latest = new Point(row.getLong(4), row.getLong(5), Sql.number(row, "latest_value"));
        }
        series.count = row.getLong(7);
        series.last = extreme(row, 8);
        series.min = extreme(row, 10);
        series.max = extreme(row, 12);
        return series;
    }

    private static Extreme extreme(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        boolean none = row.wasNull();
        int epoch = row.getInt(column + 1);
        return new Extreme(none ? Double.NaN : value, row.wasNull() ? null : epoch);
    }

    String name() {
        return name;
    }

    /** The greatest by {@link Point#ORDER}. */
    double latestValue() {
        return latest == null ? Double.NaN : latest.value();
    }

    /** Adds the points that are not there yet. */
    void add(Sql sql, List<Point> added, long firstStep) throws SQLException {
        List<Point> fresh = fresh(sql, added);
        if (fresh.isEmpty()) {
            return;
        }
        fresh.forEach(point -> summarise(point, firstStep));
        if (id == 0) {
            id = sql.number(CREATE, summary(run, name));
        } else {
            sql.update(SUMMARY, summary(id));
        }
        append(sql, fresh);
    }

    /** The values of the summary, and others behind them. */
    private @Nullable Object[] summary(Object... last) {
        List<@Nullable Object> values = new ArrayList<>();
        Collections.addAll(values, points, step(), at(), latestValue(), count);
        for (Extreme extreme : List.of(this.last, min, max)) {
            Collections.addAll(values, extreme.value, extreme.epoch);
        }
        Collections.addAll(values, last);
        return values.toArray();
    }

    private void append(Sql sql, List<Point> fresh) throws SQLException {
        Chunk open = tail(sql);
        for (Point point : fresh) {
            if (open.full()) {
                store(sql, open);
                open = new Chunk();
                tail = open;
                row++;
                stored = false;
            }
            open.add(point);
        }
        store(sql, open);
    }

    private @Nullable Long step() {
        return latest == null ? null : latest.step();
    }

    private @Nullable Long at() {
        return latest == null ? null : latest.at();
    }

    /** Points later than all others are new; only the rest must be looked for. */
    private List<Point> fresh(Sql sql, List<Point> added) throws SQLException {
        List<Point> fresh = new ArrayList<>(added.size());
        List<Point> doubtful = new ArrayList<>();
        Point before = latest;
        for (Point point : added) {
            if (before == null || Point.ORDER.compare(point, before) > 0) {
                fresh.add(point);
                before = point;
            } else {
                doubtful.add(point);
            }
        }
        if (!doubtful.isEmpty()) {
            Set<Point> known = near(sql, doubtful);
            known.addAll(fresh);
            doubtful.stream().filter(known::add).forEach(fresh::add);
        }
        return fresh;
    }

    private Set<Point> near(Sql sql, List<Point> doubtful) throws SQLException {
        long least = doubtful.stream().mapToLong(Point::step).min().orElse(0);
        long most = doubtful.stream().mapToLong(Point::step).max().orElse(0);
        Set<Point> known = new HashSet<>();
        for (byte[] bytes : sql.list(NEAR, row -> row.getBytes(1), id * ROWS, (id + 1) * ROWS, most, least)) {
            Chunk.read(bytes, known::add);
        }
        return known;
    }

    private Chunk tail(Sql sql) throws SQLException {
        Chunk open = tail;
        if (open == null) {
            record Row(long id, Chunk chunk) {}
            Row found = sql.first(
                            TAIL, r -> new Row(r.getLong(1), new Chunk(r.getBytes(2))), id * ROWS, (id + 1) * ROWS)
                    .orElse(null);
            open = found == null ? new Chunk() : found.chunk;
            row = found == null ? 0 : found.id - id * ROWS;
            stored = found != null;
            tail = open;
        }
        return open;
    }

    private void store(Sql sql, Chunk open) throws SQLException {
        if (row >= ROWS) {
            throw new IllegalStateException("a metric has at most " + ROWS * Chunk.MOST + " points");
        }
        sql.update(
                stored ? REPLACE : ADD, open.points(), open.minStep(), open.maxStep(), open.bytes(), id * ROWS + row);
        stored = true;
    }

    private void summarise(Point point, long firstStep) {
        points++;
        boolean newest = latest == null || Point.ORDER.compare(point, latest) > 0;
        if (newest) {
            latest = point;
        }
        double value = point.value();
        if (!Double.isNaN(value)) {
            int epoch = Epochs.of(point.step(), firstStep);
            Extreme here = new Extreme(value, epoch == 0 ? null : epoch);
            count++;
            last = newest || Double.isNaN(last.value) ? here : last;
            min = Double.isNaN(min.value) || value < min.value ? here : min;
            max = Double.isNaN(max.value) || value > max.value ? here : max;
        }
    }
}
