package dev.plateau.store;

import dev.plateau.curve.Estimate;
import dev.plateau.store.series.EpochWrites;
import dev.plateau.store.series.KnownSeries;
import dev.plateau.store.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What happens to the runs of a stored search: they begin, report and end. Every method is called inside a transaction and
 * keeps the summaries (of series, run, trial and experiment) in step with what it writes.
 */
final class ReportSql {

    private static final String TOUCH = "UPDATE experiment SET last_activity = ? WHERE id = ? AND last_activity < ?";

    private static final String RUN = """
            SELECT run.stage_id, run.attempt, run.state, stage.experiment_id, run.outer_fold IS NOT NULL
            FROM run JOIN stage ON stage.id = run.stage_id WHERE run.id = ?""";

    private static final String BEGIN = """
            UPDATE run SET state = 'RUNNING', attempt = attempt + 1, worker = ?, message = NULL
            WHERE id = ? RETURNING attempt""";

    private static final String BEGIN_TRIALS =
            "UPDATE trial SET state = 'RUNNING' WHERE stage_id = ? AND state = 'QUEUED'";

    private static final String SCORE = """
            INSERT INTO score (trial_id, run_id, value) VALUES (?, ?, ?) ON CONFLICT (trial_id, run_id) DO NOTHING""";

    private static final String IS_OF_STAGE = "SELECT COUNT(*) FROM trial WHERE id = ? AND stage_id = ?";

    private static final String SCORES = """
            SELECT score.value FROM score JOIN run ON run.id = score.run_id
            WHERE score.trial_id = ? ORDER BY run.repeat, run.fold""";

    private static final String SUMMARY = """
            UPDATE trial SET score = ?, score_error = ?, folds_done = ?,
                state = CASE WHEN state IN ('QUEUED', 'RUNNING', 'LOST')
                    AND ? = (SELECT COUNT(*) FROM run
                        WHERE run.stage_id = trial.stage_id AND run.outer_fold IS NULL)
                    THEN 'COMPLETED' ELSE state END
            WHERE id = ?""";

    private static final String END = "UPDATE run SET state = ?, message = ? WHERE id = ?";

    /** A trial that this very run has scored does not need the rest of it. */
    private static final String END_TRIALS = """
            UPDATE trial SET state = ?, message = ?
            WHERE stage_id = ? AND state IN ('QUEUED', 'RUNNING', 'LOST')
                AND NOT EXISTS (SELECT 1 FROM score WHERE score.trial_id = trial.id AND score.run_id = ?)""";

    /** Trials none of whose folds is in training any more wait like their runs. */
    private static final String PAUSE_TRIALS = """
            UPDATE trial SET state = 'QUEUED'
            WHERE stage_id = ? AND state = 'RUNNING'
                AND NOT EXISTS (SELECT 1 FROM run
                    WHERE run.stage_id = trial.stage_id AND run.state = 'RUNNING' AND run.outer_fold IS NULL)""";

    private static final String REQUEUE = """
            UPDATE run SET state = 'QUEUED'
            WHERE state IN ('RUNNING', 'LOST') AND stage_id IN (SELECT id FROM stage WHERE experiment_id = ?)
            RETURNING id, stage_id""";

    private static final String RUNNING = "SELECT COUNT(*) FROM run WHERE stage_id = ? AND state = 'RUNNING'";

    private static final String OPEN_TRIALS = """
            UPDATE trial SET epochs = ? WHERE stage_id = ? AND state IN ('QUEUED', 'RUNNING', 'LOST') RETURNING id""";

    private static final String SETTLE_RUNS =
            "UPDATE run SET state = 'COMPLETED', message = ? WHERE stage_id = ? AND state IN ('QUEUED', 'LOST')";

    private static final String EXPERIMENT = "SELECT experiment_id FROM stage WHERE id = ?";

    private final Sql sql;
    private final long nowMillis;

    /** @param nowMillis time of the transaction, for the experiment's last activity */
    ReportSql(Sql sql, long nowMillis) {
        this.sql = sql;
        this.nowMillis = nowMillis;
    }

    /** @param inner whether it is a run of an inner fold, which is none of its trials' business */
    private record Owner(long stageId, int attempt, State state, long experimentId, boolean inner) {}

    private Owner owner(long runId) throws SQLException {
        return sql.first(
                        RUN,
                        row -> new Owner(
                                row.getLong(1),
                                row.getInt(2),
                                State.valueOf(row.getString(3)),
                                row.getLong(4),
                                row.getBoolean(5)),
                        runId)
                .orElseThrow(() -> new IllegalStateException("there is no run " + runId));
    }

    private void touch(long experimentId) throws SQLException {
        sql.update(TOUCH, nowMillis, experimentId, nowMillis);
    }

    int begin(long runId, String worker) throws SQLException {
        Owner owner = owner(runId);
        if (owner.state == State.CANCELLED) {
            return 0;
        }
        int attempt = (int) sql.number(BEGIN, worker, runId);
        new AttemptSql(sql).begin(runId, worker, nowMillis);
        if (!owner.inner) {
            sql.update(BEGIN_TRIALS, owner.stageId);
        }
        touch(owner.experimentId);
        return attempt;
    }

    /** Epochs of one attempt; false, and nothing is written, if it is over. */
    boolean report(List<Report> reports, KnownSeries known) throws SQLException {
        Report first = reports.get(0);
        long runId = first.runId();
        Owner owner = owner(runId);
        if (owner.attempt != first.attempt() || owner.state != State.RUNNING) {
            return false;
        }
        new EpochWrites(sql, known)
                .write(runId, reports.stream().map(Report::epoch).toList());
        for (Report report : reports) {
            scores(runId, owner, report.scores());
        }
        touch(owner.experimentId);
        return true;
    }

    private void scores(long runId, Owner owner, List<Report.Score> scores) throws SQLException {
        if (owner.inner && !scores.isEmpty()) {
            throw new IllegalStateException("run " + runId + " is of an inner fold, which scores no trial");
        }
        for (Report.Score score : scores) {
            if (sql.number(IS_OF_STAGE, score.trialId(), owner.stageId) == 0) {
                throw new IllegalStateException(
                        "trial " + score.trialId() + " does not end on the stage of run " + runId);
            }
            if (sql.update(SCORE, score.trialId(), runId, score.value()) == 1) {
                summarise(score.trialId());
            }
        }
    }

    private void summarise(long trialId) throws SQLException {
        List<Double> values = sql.list(SCORES, row -> Sql.number(row, "value"), trialId);
        Estimate estimate = Estimate.of(values);
        sql.update(SUMMARY, estimate.mean(), estimate.error(), values.size(), values.size(), trialId);
    }

    /** Does nothing if the attempt is over; but a run that waits may be given up. */
    boolean end(long runId, int attempt, State state, Optional<String> message, List<Report.Score> scores)
            throws SQLException {
        Owner owner = owner(runId);
        boolean givenUp = state.ended() && state != State.COMPLETED && !owner.state.ended();
        if (owner.attempt != attempt || !(owner.state == State.RUNNING || givenUp)) {
            return false;
        }
        scores(runId, owner, scores);
        end(runId, owner, state, message);
        return true;
    }

    private void end(long runId, Owner owner, State state, Optional<String> message) throws SQLException {
        sql.update(END, state, message.orElse(null), runId);
        new AttemptSql(sql).end(runId, state, nowMillis);
        if (!owner.inner) {
            endTrials(owner, runId, state, message);
        }
        touch(owner.experimentId);
    }

    /** Cancels a run whatever its attempt; whether it had not ended. */
    boolean giveUp(long runId, String message) throws SQLException {
        Owner owner = owner(runId);
        if (owner.state.ended()) {
            return false;
        }
        end(runId, owner, State.CANCELLED, Optional.of(message));
        return true;
    }

    private void endTrials(Owner owner, long runId, State state, Optional<String> message) throws SQLException {
        if (state == State.QUEUED || state == State.LOST) {
            sql.update(PAUSE_TRIALS, owner.stageId);
        } else if (state != State.COMPLETED) {
            sql.update(END_TRIALS, state, message.orElse(null), owner.stageId, runId);
        }
    }

    boolean settle(Settlement settlement) throws SQLException {
        long stageId = settlement.stageId();
        if (sql.number(RUNNING, stageId) > 0) {
            throw new IllegalStateException("stage " + stageId + " cannot be settled while a run of it trains");
        }
        List<Long> trials = sql.list(OPEN_TRIALS, row -> row.getLong(1), settlement.epoch(), stageId);
        for (Settlement.FoldValue fold : settlement.values()) {
            scores(
                    fold.runId(),
                    owner(fold.runId()),
                    trials.stream()
                            .map(trial -> new Report.Score(trial, fold.value()))
                            .toList());
        }
        sql.update(SETTLE_RUNS, settlement.message(), stageId);
        touch(sql.number(EXPERIMENT, stageId));
        return true;
    }

    int requeueLost(long experimentId) throws SQLException {
        List<List<Long>> runs = sql.list(REQUEUE, row -> List.of(row.getLong(1), row.getLong(2)), experimentId);
        for (List<Long> run : runs) {
            new AttemptSql(sql).lose(run.get(0));
            sql.update(PAUSE_TRIALS, run.get(1));
        }
        return runs.size();
    }
}
