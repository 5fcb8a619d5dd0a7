package dev.plateau.store.series;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.train.EpochReport;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stores epochs of one run, many at once, inside of a transaction. The first report of an epoch stands, also among those that come together; a later one may
 * only add metrics.
 */
public final class EpochWrites {

    private static final String EPOCH = """
            INSERT INTO epoch (run_id, epoch, step, samples, seconds) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (run_id, epoch) DO NOTHING""";

    private static final String REACHED = "SELECT epochs, seconds FROM run WHERE id = ?";
    private static final String RUN = "UPDATE run SET epochs = ?, seconds = ? WHERE id = ?";

    private static final String LAST_SERIES = "SELECT COALESCE(MAX(id), 0) FROM series";

    private static final String NEW_SERIES = """
            INSERT INTO series (count, last, last_epoch, min, min_epoch, max, max_epoch, id, run_id, name)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String NEW_METRIC = """
            INSERT INTO metric (experiment_id, name, first_series)
            SELECT stage.experiment_id, ?, ? FROM run JOIN stage ON stage.id = run.stage_id WHERE run.id = ?
            ON CONFLICT (experiment_id, name) DO NOTHING""";

    private static final String SERIES = """
            UPDATE series SET count = ?, last = ?, last_epoch = ?, min = ?, min_epoch = ?, max = ?, max_epoch = ?
            WHERE id = ?""";

    private static final String POINT_UNLESS_THERE = """
            INSERT INTO point (series_id, epoch, value) VALUES (?, ?, ?) ON CONFLICT (series_id, epoch) DO NOTHING""";

    private final Sql sql;
    private final KnownSeries known;

    public EpochWrites(Sql sql, KnownSeries known) {
        this.sql = sql;
        this.known = known;
    }

    /** Writes epochs and points, and brings the summaries of the run and of its series up to date. */
    public void write(long runId, List<EpochReport> reports) throws SQLException {
        List<EpochReport> fresh = new ArrayList<>(reports.size());
        List<EpochReport> again = new ArrayList<>(0);
        for (EpochReport report : reports) {
            (insert(runId, report) ? fresh : again).add(report);
        }
        reach(runId, fresh);
        Map<String, StoredSeries> series = known.of(sql, runId);
        Set<StoredSeries> changed = named(series, reports);
        for (StoredSeries one : changed) {
            summarise(one, fresh);
        }
        insertNew(runId, changed);
        points(changed, fresh);
        for (EpochReport report : again) {
            complete(series, report);
        }
        update(changed);
    }

    private boolean insert(long runId, EpochReport report) throws SQLException {
        return sql.update(EPOCH, runId, report.epoch(), report.step(), report.samples(), report.seconds()) == 1;
    }

    private void reach(long runId, List<EpochReport> fresh) throws SQLException {
        record Reached(int epochs, double seconds) {

            Reached with(EpochReport report) {
                return new Reached(Math.max(epochs, report.epoch()), seconds + report.seconds());
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        Reached reached = sql.first(REACHED, row -> new Reached(row.getInt(1), row.getDouble(2)), runId)
                .orElseThrow(() -> new IllegalStateException("there is no run " + runId));
        for (EpochReport report : fresh) {
            reached = reached.with(report);
        }
        sql.update(RUN, reached.epochs, reached.seconds, runId);
    }

    /** Those that are reported on, in the order in which they were named first, which is that of their rows. */
    private static Set<StoredSeries> named(Map<String, StoredSeries> series, List<EpochReport> reports) {
        Set<StoredSeries> named = new LinkedHashSet<>();
        for (EpochReport report : reports) {
            for (String metric : report.metrics().keySet()) {
                named.add(series.computeIfAbsent(metric, StoredSeries::new));
            }
        }
        return named;
    }

    private static void summarise(StoredSeries series, List<EpochReport> reports) {
        for (EpochReport report : reports) {
            Double value = report.metrics().get(series.name());
            if (value != null) {
                series.add(report.epoch(), value);
            }
        }
    }

    /** Rows for those that have none; the summary may still be added to. */
    private void insertNew(long runId, Set<StoredSeries> changed) throws SQLException {
        long last = 0;
        for (StoredSeries series : changed) {
            if (series.id() == 0) {
                last = last == 0 ? sql.number(LAST_SERIES) : last;
                series.id(++last);
                PreparedStatement statement = sql.prepared(NEW_SERIES);
                int next = series.bind(statement);
                statement.setLong(next, series.id());
                statement.setLong(next + 1, runId);
                statement.setString(next + 2, series.name());
                statement.executeUpdate();
                sql.update(NEW_METRIC, series.name(), series.id(), runId);
            }
        }
    }

    /** Series by series, as the rows lie in the table. */
    private void points(Set<StoredSeries> changed, List<EpochReport> reports) throws SQLException {
        Points points = new Points(sql);
        for (StoredSeries series : changed) {
            for (EpochReport report : reports) {
                Double value = report.metrics().get(series.name());
                if (value != null) {
                    points.add(series.id(), report.epoch(), value);
                }
            }
        }
        points.flush();
    }

    /** Adds what an epoch that was reported before does not have. */
    private void complete(Map<String, StoredSeries> known, EpochReport report) throws SQLException {
        for (Map.Entry<String, Double> metric : report.metrics().entrySet()) {
            StoredSeries series = known.get(metric.getKey());
            if (series != null && sql.update(POINT_UNLESS_THERE, series.id(), report.epoch(), metric.getValue()) == 1) {
                series.add(report.epoch(), metric.getValue());
            }
        }
    }

    private void update(Set<StoredSeries> changed) throws SQLException {
        PreparedStatement statement = sql.prepared(SERIES);
        for (StoredSeries series : changed) {
            if (series.isChanged()) {
                int next = series.bind(statement);
                statement.setLong(next, series.id());
                statement.executeUpdate();
            }
        }
    }
}
