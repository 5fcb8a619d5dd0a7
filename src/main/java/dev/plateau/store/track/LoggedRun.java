package dev.plateau.store.track;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A run as the writer remembers it, with the summaries of its metrics. Used inside transactions; worth nothing once one was undone. */
final class LoggedRun {

    private static final String FIND = """
            SELECT logged_run.run_id, logged_run.id, logged_run.experiment_id, logged_run.trial_id, logged_run.stage_id,
                logged_run.name, logged_run.status, logged_run.started, logged_run.ended, logged_run.lifecycle, logged_run.parent,
                logged_run.fold, logged_run.first_step, run.stage_id AS place, run.epochs, run.seconds, run.hidden
            FROM logged_run JOIN run ON run.id = logged_run.run_id WHERE\s""";
    private static final String BY_ID = FIND + "logged_run.id = ?";
    private static final String BY_ROW = FIND + "logged_run.run_id = ?";

    final long row;
    final String id;
    final long experiment;
    final long trial;
    final long stage;
    final long started;

    String name;
    Status status;
    OptionalLong ended;
    Lifecycle lifecycle;

    @Nullable
    String parent;

    @Nullable
    Integer fold;

    OptionalLong firstStep;

    /** The stage where its run stands: its own, or that of the run of which it is a fold. */
    long place;

    int epochs;
    double seconds;

    /** Whether no page shows its run row: it was deleted, or others are its folds. */
    boolean hidden;

    private @Nullable Map<String, LoggedSeries> series; // read when it is needed

    private LoggedRun(ResultSet found) throws SQLException {
        row = found.getLong("run_id");
        id = found.getString("id");
        experiment = found.getLong("experiment_id");
        trial = found.getLong("trial_id");
        stage = found.getLong("stage_id");
        started = found.getLong("started");
        name = found.getString("name");
        status = Status.valueOf(found.getString("status"));
        ended = optional(found, "ended");
        lifecycle = Lifecycle.valueOf(found.getString("lifecycle"));
        parent = found.getString("parent");
        OptionalLong number = optional(found, "fold");
        fold = number.isPresent() ? (int) number.getAsLong() : null;
        firstStep = optional(found, "first_step");
        place = found.getLong("place");
        epochs = found.getInt("epochs");
        seconds = found.getDouble("seconds");
        hidden = found.getBoolean("hidden");
    }

    static OptionalLong optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    static Optional<LoggedRun> find(Sql sql, String id) throws SQLException {
        return sql.first(BY_ID, LoggedRun::new, id);
    }

    static Optional<LoggedRun> find(Sql sql, long row) throws SQLException {
        return sql.first(BY_ROW, LoggedRun::new, row);
    }

    Map<String, LoggedSeries> series(Sql sql) throws SQLException {
        Map<String, LoggedSeries> known = series;
        if (known == null) {
            known = new LinkedHashMap<>();
            for (LoggedSeries found : LoggedSeries.of(sql, row)) {
                known.put(found.name(), found);
            }
            series = known;
        }
        return known;
    }

    /** How much memory it takes, in series. */
    int weight() {
        return 1 + (series == null ? 0 : series.size());
    }

    boolean isFold() {
        return place != stage;
    }
}
