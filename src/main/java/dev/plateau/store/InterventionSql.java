package dev.plateau.store;

import dev.plateau.store.sqlite.Sql;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Ends runs and lets them wait again because a person wants it. Called inside a transaction. */
final class InterventionSql {

    private static final String CANCELLED = "cancelled by hand";

    private static final String REQUEUE = """
            UPDATE run SET state = 'QUEUED', message = NULL
            WHERE id = ? AND state IN ('FAILED', 'CANCELLED', 'PRUNED') RETURNING stage_id""";

    /**
     * Runs that are complete without having scored all their trials: their stage was given up at a rung, as one of its folds was missing.
     * One that is trained enough ends again at once.
     */
    private static final String REOPEN_STAGE = """
            UPDATE run SET state = 'QUEUED', message = NULL
            WHERE stage_id = ? AND state = 'COMPLETED' AND EXISTS (
                SELECT 1 FROM trial JOIN run AS other ON other.stage_id = trial.stage_id
                WHERE trial.stage_id = run.stage_id AND other.state = 'COMPLETED' AND other.outer_fold IS NULL
                    AND NOT EXISTS (SELECT 1 FROM score
                        WHERE score.trial_id = trial.id AND score.run_id = other.id))
            RETURNING id""";

    /** Trials of whose folds none that they still need has ended badly. */
    private static final String REOPEN_TRIALS = """
            UPDATE trial SET message = NULL,
                state = CASE WHEN EXISTS (SELECT 1 FROM run
                    WHERE run.stage_id = trial.stage_id AND run.state = 'RUNNING' AND run.outer_fold IS NULL)
                    THEN 'RUNNING' ELSE 'QUEUED' END
            WHERE stage_id = ? AND state IN ('FAILED', 'CANCELLED', 'PRUNED')
                AND NOT EXISTS (SELECT 1 FROM run
                    WHERE run.stage_id = trial.stage_id AND run.outer_fold IS NULL
                        AND run.state IN ('FAILED', 'CANCELLED', 'PRUNED')
                        AND NOT EXISTS (SELECT 1 FROM score
                            WHERE score.trial_id = trial.id AND score.run_id = run.id))""";

    /** An experiment that was over is one that waits to be resumed. */
    private static final String REOPEN_EXPERIMENT = """
            UPDATE experiment SET state = CASE WHEN state = 'RUNNING' THEN state ELSE 'QUEUED' END,
                last_activity = CASE WHEN last_activity < ? THEN ? ELSE last_activity END
            WHERE id = (SELECT experiment_id FROM stage WHERE id = ?)""";

    private final Sql sql;
    private final long nowMillis;

    InterventionSql(Sql sql, long nowMillis) {
        this.sql = sql;
        this.nowMillis = nowMillis;
    }

    int cancel(Collection<Long> runIds) throws SQLException {
        int cancelled = 0;
        ReportSql reports = new ReportSql(sql, nowMillis);
        for (long run : new TreeSet<>(runIds)) {
            cancelled += reports.giveUp(run, CANCELLED) ? 1 : 0;
        }
        return cancelled;
    }

    int requeue(Collection<Long> runIds) throws SQLException {
        TreeSet<Long> stages = new TreeSet<>();
        int requeued = 0;
        for (long run : new TreeSet<>(runIds)) {
            List<Long> changed = sql.list(REQUEUE, row -> row.getLong(1), run);
            stages.addAll(changed);
            requeued += changed.size();
        }
        for (long stage : stages) {
            sql.list(REOPEN_STAGE, row -> row.getLong(1), stage);
            sql.update(REOPEN_TRIALS, stage);
            sql.update(REOPEN_EXPERIMENT, nowMillis, nowMillis, stage);
        }
        return requeued;
    }
}
