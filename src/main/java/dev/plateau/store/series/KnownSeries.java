package dev.plateau.store.series;

import dev.plateau.store.sqlite.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What the writer knows of the series of runs that report, so that it need not read them again. Used by the writer's thread only. */
public final class KnownSeries {

    private static final int MOST = 20_000; // series: some 2 MB; as many as 2,000 runs at once have with 10 metrics

    private static final String OF_RUN = """
            SELECT id, name, count, last, last_epoch, min, min_epoch, max, max_epoch
            FROM series WHERE run_id = ? ORDER BY id""";

    private final LongSupplier rollbacks;
    private final Map<Long, Map<String, StoredSeries>> runs = new HashMap<>();
    private long rollbacksBefore;

    /** @param rollbacks how often work of the writer was undone so far */
    public KnownSeries(LongSupplier rollbacks) {
        this.rollbacks = rollbacks;
    }

    /** The series of a run by name, in the order in which they were stored. Those that are added must get their rows in the same transaction. */
    Map<String, StoredSeries> of(Sql sql, long runId) throws SQLException {
        long now = rollbacks.getAsLong();
        if (now != rollbacksBefore || isFull()) {
            runs.clear();
            rollbacksBefore = now;
        }
        Map<String, StoredSeries> known = runs.get(runId);
        if (known == null) {
            known = new LinkedHashMap<>();
            for (StoredSeries series : sql.list(OF_RUN, StoredSeries::of, runId)) {
                known.put(series.name(), series);
            }
            runs.put(runId, known);
        }
        return known;
    }

    private boolean isFull() {
        return runs.values().stream().mapToLong(Map::size).sum() > MOST;
    }

    /** A run has ended: it will hardly report again. */
    public void forget(long runId) {
        runs.remove(runId);
    }
}
