package dev.plateau.store.track;

import dev.plateau.curve.Estimate;
import dev.plateau.curve.Goal;
import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Tags;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The objective of logged experiments, and the scores of their trials by it: the latest value of a run, the mean of the folds of one that has any. */
final class Scoring {

    private static final String UNSCORE = "DELETE FROM score WHERE trial_id = ?";

    private static final String VALUES = """
            SELECT run.id, series.latest_value AS value FROM run JOIN series ON series.run_id = run.id AND series.name = ?
            WHERE run.stage_id = ? AND run.hidden = 0 AND series.points > 0 ORDER BY run.repeat, run.fold""";

    private static final String SCORE = """
            INSERT INTO score (trial_id, run_id, value) VALUES (?, ?, ?)
            ON CONFLICT (trial_id, run_id) DO UPDATE SET value = excluded.value""";

    private static final String SUMMARY = "UPDATE trial SET score = ?, score_error = ?, folds_done = ? WHERE id = ?";

    private static final String EPOCHS = """
            SELECT COALESCE(MAX(epochs), 0) FROM run WHERE stage_id = ? AND hidden = 0""";
    private static final String TRIAL_EPOCHS = "UPDATE trial SET epochs = ? WHERE id = ? AND epochs <> ?";
    private static final String STAGE_EPOCHS = "UPDATE stage SET epochs = ? WHERE id = ? AND epochs <> ?";

    private static final String TAGS =
            "SELECT name, value FROM experiment_tag WHERE experiment_id = ? AND name IN (?, ?)";
    private static final String OBJECTIVE = "UPDATE experiment SET metric = ?, goal = ? WHERE id = ?";
    private static final String CHOSEN = "UPDATE tracked SET objective = ? WHERE experiment_id = ?";
    private static final String RUNS = "SELECT run_id FROM logged_run WHERE experiment_id = ? AND lifecycle = 'ACTIVE'";

    private final Task task;
    private final Sql sql;

    Scoring(Task task) {
        this.task = task;
        this.sql = task.sql();
    }

    /** The trial of a run anew, from whatever runs stand in its stage. */
    void score(LoggedRun run) throws SQLException {
        score(run.trial, run.stage, task.experiment(run.experiment).metric);
    }

    private void score(long trial, long stage, String metric) throws SQLException {
        record Value(long run, double value) {}
        List<Value> values =
                sql.list(VALUES, row -> new Value(row.getLong(1), Sql.number(row, "value")), metric, stage);
        sql.update(UNSCORE, trial);
        for (Value value : values) {
            sql.update(SCORE, trial, value.run, value.value);
        }
        Estimate estimate = Estimate.of(values.stream().map(Value::value).toList());
        sql.update(SUMMARY, estimate.mean(), estimate.error(), values.size(), trial);
        long epochs = Math.max(1, sql.number(EPOCHS, stage));
        sql.update(TRIAL_EPOCHS, epochs, trial, epochs);
        sql.update(STAGE_EPOCHS, epochs, stage, epochs);
    }

    /** After points were logged to a run whose row stands alone in its stage: less work than all of it anew. */
    void scoreAlone(LoggedRun run, double value) throws SQLException {
        sql.update(SCORE, run.trial, run.row, value);
        sql.update(SUMMARY, value, null, 1, run.trial);
    }

    void epochsAlone(LoggedRun run) throws SQLException {
        long epochs = Math.max(1, run.epochs);
        sql.update(TRIAL_EPOCHS, epochs, run.trial, epochs);
        sql.update(STAGE_EPOCHS, epochs, run.stage, epochs);
    }

    /** The trial for which the run of a fold counts. */
    void scoreParent(LoggedRun fold) throws SQLException {
        Optional<LoggedRun> parent =
                fold.parent == null ? Optional.empty() : task.memory().run(sql, fold.parent);
        if (parent.isPresent()) {
            score(parent.get());
        }
    }

    /** A metric has been logged to an experiment for the first time by one of its runs: it may be what the others are ranked by. */
    void metricAppeared(LoggedExperiment experiment, String metric) throws SQLException {
        String chosen = experiment.objective;
        if (chosen == null || Objective.rank(metric) < Objective.rank(chosen)) {
            experiment.objective = metric;
            sql.update(CHOSEN, metric, experiment.id);
            decide(experiment);
        }
    }

    /** After the tags of an experiment changed, or its metrics. */
    void decide(LoggedExperiment experiment) throws SQLException {
        Map<String, String> tags = new TreeMap<>();
        sql.list(
                TAGS,
                row -> String.valueOf(tags.put(row.getString(1), row.getString(2))),
                experiment.id,
                Tags.OBJECTIVE,
                Tags.GOAL);
        String chosen = Objects.requireNonNullElse(experiment.objective, Objective.NONE_YET);
        String asked = tags.getOrDefault(Tags.OBJECTIVE, "");
        String metric = asked.isBlank() ? chosen : asked;
        Goal goal = goal(tags.get(Tags.GOAL)).orElse(Objective.goal(metric));
        boolean other = !experiment.metric.equals(metric);
        if (other || experiment.goal != goal) {
            experiment.metric = metric;
            experiment.goal = goal;
            sql.update(OBJECTIVE, metric, goal, experiment.id);
        }
        if (other) {
            scoreAll(experiment);
        }
    }

    private static Optional<Goal> goal(@Nullable String text) {
        String word = text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
        return List.of(Goal.values()).stream()
                .filter(goal -> goal.name().equals(word))
                .findFirst();
    }

    private void scoreAll(LoggedExperiment experiment) throws SQLException {
        for (long id : sql.list(RUNS, row -> row.getLong(1), experiment.id)) {
            Optional<LoggedRun> run = LoggedRun.find(sql, id);
            if (run.isPresent() && !run.get().isFold()) {
                score(run.get());
            }
        }
    }
}
