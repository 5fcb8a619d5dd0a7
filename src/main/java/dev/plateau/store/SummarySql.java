package dev.plateau.store;

import dev.plateau.store.Rows.Pace;
import dev.plateau.store.Rows.ScoreRow;
import dev.plateau.store.Rows.ScoredTrial;
import dev.plateau.store.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;

/** Small reads of scores and progress. None looks at points or epochs: how a list of a thousand searches stays quick. */
final class SummarySql {

    private static final String SCORES_OF_TRIAL = """
            SELECT score.trial_id, score.run_id, run.repeat, run.fold, score.value
            FROM score JOIN run ON run.id = score.run_id WHERE score.trial_id = ? ORDER BY run.repeat, run.fold""";

    private static final String COMPLETED = """
            SELECT number, score, score_error FROM trial
            WHERE experiment_id = ? AND state = 'COMPLETED' AND score IS NOT NULL ORDER BY number""";

    /** The order of a CROSS JOIN is kept: otherwise all runs of all experiments are looked at first. */
    private static final String PACES = """
            SELECT experiment.id, SUM(run.seconds) AS seconds, SUM(run.epochs) AS epochs,
                SUM(CASE WHEN run.state IN ('QUEUED', 'RUNNING', 'LOST') AND stage.epochs > run.epochs
                    THEN stage.epochs - run.epochs ELSE 0 END) AS remaining,
                SUM(CASE WHEN run.state = 'RUNNING' THEN 1 ELSE 0 END) AS running
            FROM experiment CROSS JOIN stage CROSS JOIN run
            WHERE experiment.state = 'RUNNING' AND stage.experiment_id = experiment.id AND run.stage_id = stage.id GROUP BY experiment.id HAVING SUM(run.epochs) > 0 ORDER BY experiment.id""";

    private final Sql sql;

    SummarySql(Sql sql) {
        this.sql = sql;
    }

    List<ScoreRow> scoresOfTrial(long trialId) throws SQLException {
        return sql.list(
                SCORES_OF_TRIAL,
                row -> new ScoreRow(
                        row.getLong(1), row.getLong(2), row.getInt(3), row.getInt(4), Sql.number(row, "value")),
                trialId);
    }

    List<ScoredTrial> completed(long experimentId) throws SQLException {
        return sql.list(
                COMPLETED,
                row -> new ScoredTrial(row.getInt("number"), Sql.number(row, "score"), Sql.number(row, "score_error")),
                experimentId);
    }

    List<Pace> paces() throws SQLException {
        return sql.list(
                PACES,
                row -> new Pace(
                        row.getLong(1),
                        row.getDouble("seconds"),
                        row.getLong("epochs"),
                        row.getLong("remaining"),
                        row.getInt("running")));
    }
}
