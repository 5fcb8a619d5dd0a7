package dev.plateau.store;

import dev.plateau.store.Rows.AttemptRow;
import dev.plateau.store.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When runs trained. Called inside the transactions in which they begin and end. */
final class AttemptSql {

    private static final String BEGIN = """
            INSERT INTO attempt (run_id, attempt, worker, started, first_epoch, state)
            SELECT id, attempt, ?, ?, epochs + 1, 'RUNNING' FROM run WHERE id = ?""";

    private static final String END = """
            UPDATE attempt SET ended = ?, state = ?, epochs = (SELECT run.epochs FROM run WHERE run.id = attempt.run_id)
            WHERE run_id = ? AND ended IS NULL""";

    /** A process that is gone could not say when: its last activity is the latest moment that is known. */
    private static final String LOSE = """
            UPDATE attempt SET state = 'LOST',
                ended = (SELECT CASE WHEN experiment.last_activity < attempt.started THEN attempt.started
                        ELSE experiment.last_activity END
                    FROM run JOIN stage ON stage.id = run.stage_id JOIN experiment ON experiment.id = stage.experiment_id
                    WHERE run.id = attempt.run_id),
                epochs = (SELECT run.epochs FROM run WHERE run.id = attempt.run_id)
            WHERE run_id = ? AND ended IS NULL""";

    private static final String LIST = """
            SELECT attempt.run_id, attempt.attempt, attempt.worker, attempt.started, attempt.ended, attempt.first_epoch,
                COALESCE(attempt.epochs, run.epochs) AS epochs, attempt.state
            FROM stage JOIN run ON run.stage_id = stage.id JOIN attempt ON attempt.run_id = run.id
            WHERE stage.experiment_id = ? ORDER BY attempt.started, attempt.run_id, attempt.attempt""";

    private final Sql sql;

    AttemptSql(Sql sql) {
        this.sql = sql;
    }

    /** After the run itself has begun. */
    void begin(long runId, String worker, long nowMillis) throws SQLException {
        lose(runId);
        sql.update(BEGIN, worker, nowMillis, runId);
    }

    void end(long runId, State state, long nowMillis) throws SQLException {
        sql.update(END, nowMillis, state, runId);
    }

    void lose(long runId) throws SQLException {
        sql.update(LOSE, runId);
    }

    List<AttemptRow> list(long experimentId) throws SQLException {
        return sql.list(LIST, AttemptSql::row, experimentId);
    }

    private static AttemptRow row(ResultSet row) throws SQLException {
        long ended = row.getLong("ended");
        return new AttemptRow(
                row.getLong("run_id"),
                row.getInt("attempt"),
                row.getString("worker"),
                Instant.ofEpochMilli(row.getLong("started")),
                ended == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)),
                row.getInt("first_epoch"),
                row.getInt("epochs"),
                State.valueOf(row.getString("state")));
    }
}
