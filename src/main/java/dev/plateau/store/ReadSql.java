package dev.plateau.store;

import dev.plateau.curve.Curve;
import dev.plateau.curve.Goal;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.Progress;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.ScoreRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Rows.StageRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.sqlite.Sql;
import dev.plateau.store.track.LoggedCurves;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that is read. Only curves and axes read the tables point and epoch; the rest reads summaries. */
final class ReadSql {

    private static final String EXPERIMENTS = """
            SELECT id, name, description, definition, text, metric, goal, state, created, last_activity,
                (SELECT CASE goal WHEN 'MINIMIZE' THEN MIN(trial.score) ELSE MAX(trial.score) END FROM trial
                    WHERE trial.experiment_id = experiment.id AND trial.state = 'COMPLETED') AS best_score,
                (SELECT COALESCE(SUM(run.epochs), 0) FROM run JOIN stage ON stage.id = run.stage_id
                    WHERE stage.experiment_id = experiment.id) AS epochs
            FROM experiment WHERE name = ? OR ? IS NULL ORDER BY last_activity DESC, id DESC""";

    /** The order of a CROSS JOIN is kept: otherwise those of all experiments are looked at first. */
    private static final String TRIAL_STATES = """
            SELECT trial.experiment_id, trial.state, COUNT(*)
            FROM experiment CROSS JOIN trial
            WHERE (experiment.name = ? OR ? IS NULL) AND trial.experiment_id = experiment.id
            GROUP BY trial.experiment_id, trial.state""";

    private static final String RUN_STATES = """
            SELECT stage.experiment_id, run.state, COUNT(*)
            FROM experiment CROSS JOIN stage CROSS JOIN run
            WHERE (experiment.name = ? OR ? IS NULL) AND stage.experiment_id = experiment.id AND run.stage_id = stage.id
            GROUP BY stage.experiment_id, run.state""";

    private static final String PROVENANCE = "SELECT name, value FROM provenance WHERE experiment_id = ? ORDER BY name";

    private static final String FOLDS = """
            SELECT repeat, fold, training, validation FROM fold
            WHERE experiment_id = ? AND outer_fold IS NULL ORDER BY repeat, fold""";

    private static final String INNER_FOLDS = """
            SELECT repeat, fold, training, validation, outer_fold FROM fold
            WHERE experiment_id = ? AND outer_fold IS NOT NULL ORDER BY repeat, fold""";

    private static final String STAGES =
            "SELECT id, number, settings, epochs FROM stage WHERE experiment_id = ? ORDER BY number";

    private static final String TRIAL_COLUMNS = """
            SELECT id, number, configuration, stage_id, epochs, state, score, score_error, folds_done, message
            FROM trial\s""";
    private static final String TRIALS = TRIAL_COLUMNS + "WHERE experiment_id = ? ORDER BY number";
    private static final String TRIAL = TRIAL_COLUMNS + "WHERE experiment_id = ? AND number = ?";
    private static final String TRIALS_OF_STAGE = TRIAL_COLUMNS + "WHERE stage_id = ? ORDER BY number";

    private static final String SIBLINGS = """
            SELECT trial.id, trial.number, trial.configuration, trial.stage_id, trial.epochs, trial.state, trial.score,
                trial.score_error, trial.folds_done, trial.message
            FROM trial AS asked JOIN trial ON trial.stage_id = asked.stage_id
            WHERE asked.experiment_id = ? AND asked.number = ?""";

    private static final String SCORES = """
            SELECT score.trial_id, score.run_id, run.repeat, run.fold, score.value
            FROM trial JOIN score ON score.trial_id = trial.id JOIN run ON run.id = score.run_id
            WHERE trial.experiment_id = ? ORDER BY trial.number, run.repeat, run.fold""";

    /** At the epoch at which the trial is read, or the last one of a run that was stopped early, as where scores are stored. */
    private static final String INNER_SCORES = """
            SELECT trial.id, run.id, run.repeat, run.fold, point.value
            FROM trial JOIN experiment ON experiment.id = trial.experiment_id
                JOIN run ON run.stage_id = trial.stage_id
                JOIN series ON series.run_id = run.id AND series.name = experiment.metric
                JOIN point ON point.series_id = series.id
                    AND point.epoch = CASE WHEN run.epochs < trial.epochs THEN run.epochs ELSE trial.epochs END
            WHERE trial.experiment_id = ? AND run.outer_fold IS NOT NULL
                AND (run.state = 'COMPLETED' OR run.epochs > trial.epochs)
            ORDER BY trial.number, run.repeat, run.fold""";

    private static final String RUN_COLUMNS = """
            SELECT run.id, run.stage_id, run.repeat, run.fold, run.attempt, run.state, run.seed, run.epochs, run.seconds,
                run.worker, run.message
            FROM run JOIN stage ON stage.id = run.stage_id
            """;
    private static final String RUNS = RUN_COLUMNS
            + "WHERE stage.experiment_id = ? AND run.outer_fold IS NULL ORDER BY stage.number, run.repeat, run.fold";
    private static final String RUNS_OF_STAGE =
            RUN_COLUMNS + "WHERE run.stage_id = ? AND run.outer_fold IS NULL ORDER BY run.repeat, run.fold";
    private static final String INNER_RUNS = RUN_COLUMNS
            + "WHERE stage.experiment_id = ? AND run.outer_fold IS NOT NULL ORDER BY stage.number, run.repeat, run.fold";
    private static final String RUN = RUN_COLUMNS + "WHERE run.id = ?";

    private static final String METRICS = "SELECT name FROM metric WHERE experiment_id = ? ORDER BY first_series";

    /** Of what was logged, or what an older Plateau has left. */
    private static final String NAMES_OF_SERIES = """
            SELECT series.name FROM series JOIN run ON run.id = series.run_id JOIN stage ON stage.id = run.stage_id
            WHERE stage.experiment_id = ? GROUP BY series.name ORDER BY MIN(series.id)""";

    private static final String SERIES_COLUMNS = """
            SELECT series.id, run.id, run.stage_id, run.repeat, run.fold, series.name
            FROM run JOIN series ON series.run_id = run.id
            """;
    private static final String SERIES_OF_STAGE = SERIES_COLUMNS
            + "WHERE run.stage_id = ? AND series.name = ? AND run.outer_fold IS NULL ORDER BY run.repeat, run.fold";
    private static final String INNER_SERIES_OF_STAGE = SERIES_COLUMNS
            + "WHERE run.stage_id = ? AND series.name = ? AND run.outer_fold IS NOT NULL ORDER BY run.repeat, run.fold";
    private static final String SERIES_OF_RUN = SERIES_COLUMNS + "WHERE run.id = ? ORDER BY series.id";

    private static final String POINTS = "SELECT epoch, value FROM point WHERE series_id = ? ORDER BY epoch";

    private static final String EPOCHS = """
            SELECT epoch.run_id, epoch.epoch, epoch.step, epoch.samples, epoch.seconds
            FROM run JOIN epoch ON epoch.run_id = run.id
            WHERE run.stage_id = ? AND run.outer_fold IS NULL ORDER BY run.repeat, run.fold, epoch.epoch""";

    private final Sql sql;

    ReadSql(Sql sql) {
        this.sql = sql;
    }

    /** @param name null for all */
    List<ExperimentRow> experiments(@Nullable String name) throws SQLException {
        Map<Long, Map<State, Integer>> trials = states(TRIAL_STATES, name);
        Map<Long, Map<State, Integer>> runs = states(RUN_STATES, name);
        return sql.list(EXPERIMENTS, row -> experiment(row, trials, runs), name, name);
    }

    private static ExperimentRow experiment(
            ResultSet row, Map<Long, Map<State, Integer>> trials, Map<Long, Map<State, Integer>> runs)
            throws SQLException {
        long id = row.getLong("id");
        double best = Sql.number(row, "best_score");
        return new ExperimentRow(
                id,
                row.getString("name"),
                row.getString("description"),
                row.getString("definition"),
                row.getString("text"),
                row.getString("metric"),
                Goal.valueOf(row.getString("goal")),
                state(row),
                Instant.ofEpochMilli(row.getLong("created")),
                Instant.ofEpochMilli(row.getLong("last_activity")),
                Double.isNaN(best) ? OptionalDouble.empty() : OptionalDouble.of(best),
                trials.getOrDefault(id, Map.of()),
                runs.getOrDefault(id, Map.of()),
                row.getLong("epochs"));
    }

    private Map<Long, Map<State, Integer>> states(String query, @Nullable String name) throws SQLException {
        Map<Long, Map<State, Integer>> states = new LinkedHashMap<>();
        sql.list(
                query,
                row -> states.computeIfAbsent(row.getLong(1), id -> new EnumMap<>(State.class))
                        .put(state(row), row.getInt(3)),
                name,
                name);
        return states;
    }

    private static State state(ResultSet row) throws SQLException {
        return State.valueOf(row.getString("state"));
    }

    Map<String, String> provenance(long experimentId) throws SQLException {
        Map<String, String> facts = new LinkedHashMap<>();
        sql.list(PROVENANCE, row -> facts.put(row.getString(1), row.getString(2)), experimentId);
        return facts;
    }

    List<Search.StoredFold> folds(long experimentId) throws SQLException {
        return sql.list(FOLDS, ReadSql::fold, experimentId);
    }

    List<Search.InnerFold> innerFolds(long experimentId) throws SQLException {
        return sql.list(INNER_FOLDS, row -> new Search.InnerFold(row.getInt("outer_fold"), fold(row)), experimentId);
    }

    private static Search.StoredFold fold(ResultSet row) throws SQLException {
        return new Search.StoredFold(
                row.getInt(1), row.getInt(2), SearchSql.unpacked(row.getBytes(3)), SearchSql.unpacked(row.getBytes(4)));
    }

    List<StageRow> stages(long experimentId) throws SQLException {
        return sql.list(
                STAGES,
                row -> new StageRow(row.getLong(1), row.getInt(2), row.getString(3), row.getInt(4)),
                experimentId);
    }

    List<TrialRow> trials(long experimentId) throws SQLException {
        return sql.list(TRIALS, ReadSql::trial, experimentId);
    }

    List<TrialRow> trialsAndSiblings(long experimentId, Collection<Integer> numbers) throws SQLException {
        Map<Integer, TrialRow> trials = new TreeMap<>();
        for (int number : numbers) {
            if (!trials.containsKey(number)) {
                sql.list(SIBLINGS, ReadSql::trial, experimentId, number)
                        .forEach(trial -> trials.put(trial.number(), trial));
            }
        }
        return List.copyOf(trials.values());
    }

    Optional<TrialRow> trial(long experimentId, int number) throws SQLException {
        return sql.first(TRIAL, ReadSql::trial, experimentId, number);
    }

    List<TrialRow> trialsOf(long stageId) throws SQLException {
        return sql.list(TRIALS_OF_STAGE, ReadSql::trial, stageId);
    }

    private static TrialRow trial(ResultSet row) throws SQLException {
        int folds = row.getInt("folds_done");
        return new TrialRow(
                row.getLong("id"),
                row.getInt("number"),
                row.getString("configuration"),
                row.getLong("stage_id"),
                row.getInt("epochs"),
                state(row),
                folds < 1 ? OptionalDouble.empty() : OptionalDouble.of(Sql.number(row, "score")),
                folds < 2 ? OptionalDouble.empty() : OptionalDouble.of(Sql.number(row, "score_error")),
                folds,
                Optional.ofNullable(row.getString("message")));
    }

    List<ScoreRow> scores(long experimentId) throws SQLException {
        return sql.list(SCORES, ReadSql::score, experimentId);
    }

    List<ScoreRow> innerScores(long experimentId) throws SQLException {
        return sql.list(INNER_SCORES, ReadSql::score, experimentId);
    }

    private static ScoreRow score(ResultSet row) throws SQLException {
        return new ScoreRow(row.getLong(1), row.getLong(2), row.getInt(3), row.getInt(4), Sql.number(row, "value"));
    }

    List<RunRow> runs(long experimentId) throws SQLException {
        return sql.list(RUNS, ReadSql::run, experimentId);
    }

    List<RunRow> runsOf(long stageId) throws SQLException {
        return sql.list(RUNS_OF_STAGE, ReadSql::run, stageId);
    }

    List<RunRow> innerRuns(long experimentId) throws SQLException {
        return sql.list(INNER_RUNS, ReadSql::run, experimentId);
    }

    Optional<RunRow> run(long runId) throws SQLException {
        return sql.first(RUN, ReadSql::run, runId);
    }

    private static RunRow run(ResultSet row) throws SQLException {
        return new RunRow(
                row.getLong("id"),
                row.getLong("stage_id"),
                row.getInt("repeat"),
                row.getInt("fold"),
                row.getInt("attempt"),
                state(row),
                row.getLong("seed"),
                row.getInt("epochs"),
                row.getDouble("seconds"),
                Optional.ofNullable(row.getString("worker")),
                Optional.ofNullable(row.getString("message")));
    }

    List<String> metrics(long experimentId) throws SQLException {
        List<String> names = sql.list(METRICS, row -> row.getString(1), experimentId);
        return names.isEmpty() ? sql.list(NAMES_OF_SERIES, row -> row.getString(1), experimentId) : names;
    }

    List<SeriesRow> series(long stageId, String metric) throws SQLException {
        return joined(curves(SERIES_OF_STAGE, stageId, metric), new LoggedCurves(sql).series(stageId, metric));
    }

    List<SeriesRow> innerSeries(long stageId, String metric) throws SQLException {
        return curves(INNER_SERIES_OF_STAGE, stageId, metric);
    }

    List<SeriesRow> seriesOfRun(long runId) throws SQLException {
        return joined(curves(SERIES_OF_RUN, runId), new LoggedCurves(sql).ofRun(runId));
    }

    /** A stage has runs of a search or logged ones. */
    private static List<SeriesRow> joined(List<SeriesRow> own, List<LoggedCurves.Series> logged) {
        return logged.isEmpty()
                ? own
                : logged.stream()
                        .map(series -> new SeriesRow(
                                series.run(),
                                series.stage(),
                                series.name(),
                                new Curve(series.repeat(), series.fold(), series.values())))
                        .toList();
    }

    /** A series of a search, without its points. */
    private record Head(long id, long runId, long stageId, int repeat, int fold, String name) {

        static Head of(ResultSet row) throws SQLException {
            return new Head(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4), row.getInt(5), row.getString(6));
        }
    }

    /** There are many points to a series: what they have in common is read once. */
    private List<SeriesRow> curves(String query, Object... values) throws SQLException {
        List<SeriesRow> curves = new ArrayList<>();
        for (Head head : sql.list(query, Head::of, values)) {
            List<Double> points = points(head.id);
            if (!points.isEmpty()) {
                curves.add(
                        new SeriesRow(head.runId, head.stageId, head.name, new Curve(head.repeat, head.fold, points)));
            }
        }
        return curves;
    }

    private List<Double> points(long series) throws SQLException {
        List<Double> values = new ArrayList<>();
        sql.list(
                POINTS,
                row -> {
                    int epoch = row.getInt(1);
                    double value = row.getDouble(2);
                    while (values.size() < epoch - 1) {
                        values.add(Double.NaN);
                    }
                    return values.add(value == 0 && row.wasNull() ? Double.NaN : value); // NULL reads as 0
                },
                series);
        return values;
    }

    List<Progress> progress(long stageId) throws SQLException {
        Map<Long, Progress> axes = new LinkedHashMap<>();
        sql.list(
                EPOCHS,
                row -> {
                    Progress axis = axes.computeIfAbsent(
                            row.getLong(1),
                            id -> new Progress(
                                    id, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
                    int before = axis.epoch().size() - 1;
                    axis.epoch().add(row.getInt(2));
                    axis.step().add(row.getLong(3));
                    axis.samples().add(row.getLong(4));
                    axis.seconds().add((before < 0 ? 0 : axis.seconds().get(before)) + row.getDouble(5));
                    return before;
                },
                stageId);
        return axes.isEmpty() ? logged(stageId) : List.copyOf(axes.values());
    }

    /** How many samples a logged run had seen is not known. */
    private List<Progress> logged(long stageId) throws SQLException {
        return new LoggedCurves(sql)
                .axes(stageId).stream()
                        .map(axis -> new Progress(
                                axis.run(),
                                axis.epochs(),
                                axis.steps(),
                                Collections.nCopies(axis.epochs().size(), 0L),
                                axis.seconds()))
                        .toList();
    }
}
