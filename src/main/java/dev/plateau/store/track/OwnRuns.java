package dev.plateau.store.track;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Input;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.Point;
import dev.plateau.track.RunIds;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.track.TrackedRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The trials of searches as runs, and their folds as runs inside of them. Of a stage that several trials read, folds are inside of the one that trains
 * longest. The metric of a trial is its score.
 */
final class OwnRuns {

    private static final String TRIALS = """
            SELECT -trial.id AS subject, trial.experiment_id, trial.number, 0 AS trial_id, 0 AS repeat, 0 AS fold, trial.state,
                COALESCE((SELECT MIN(attempt.started) FROM run JOIN attempt ON attempt.run_id = run.id
                    WHERE run.stage_id = trial.stage_id), experiment.created) AS started,
                (SELECT MAX(attempt.ended) FROM run JOIN attempt ON attempt.run_id = run.id
                    WHERE run.stage_id = trial.stage_id) AS ended,
                COALESCE(tracked.artifacts, '') AS artifacts
            FROM trial JOIN experiment ON experiment.id = trial.experiment_id
                LEFT JOIN tracked ON tracked.experiment_id = experiment.id
            WHERE experiment.definition <> '' AND\s""";

    private static final String FOLDS = """
            SELECT run.id AS subject, stage.experiment_id, trial.number, trial.id AS trial_id, run.repeat, run.fold, run.state,
                COALESCE((SELECT MIN(attempt.started) FROM attempt WHERE attempt.run_id = run.id), experiment.created) AS started,
                (SELECT MAX(attempt.ended) FROM attempt WHERE attempt.run_id = run.id) AS ended,
                COALESCE(tracked.artifacts, '') AS artifacts
            FROM stage JOIN run ON run.stage_id = stage.id JOIN experiment ON experiment.id = stage.experiment_id
                JOIN trial ON trial.id = (SELECT id FROM trial AS reader WHERE reader.stage_id = stage.id
                    ORDER BY reader.epochs DESC, reader.number LIMIT 1)
                LEFT JOIN tracked ON tracked.experiment_id = experiment.id
            WHERE run.outer_fold IS NULL AND experiment.definition <> '' AND\s""";

    private static final String AMONG = "IN (SELECT value FROM json_each(?))";

    /** Turned round here, as no index finds a trial by -1 times its id. */
    private static final String AMONG_SUBJECTS = "IN (SELECT -value FROM json_each(?))";

    private static final String SETTINGS = """
            SELECT -trial.id, entry.key,
                CASE entry.type WHEN 'text' THEN entry.value ELSE trial.configuration -> entry.fullkey END
            FROM trial, json_each(trial.configuration) AS entry WHERE trial.id\s""" + AMONG_SUBJECTS;

    private static final String SCORES = """
            SELECT -trial.id, experiment.metric, trial.epochs, trial.score AS value
            FROM trial JOIN experiment ON experiment.id = trial.experiment_id
            WHERE trial.folds_done > 0 AND trial.id\s""" + AMONG_SUBJECTS;

    private static final String LAST =
            "SELECT run_id, name, last_epoch, last AS value FROM series WHERE count > 0 AND run_id " + AMONG;

    private static final String HISTORY = """
            SELECT run.id, epoch.epoch, point.value, epoch.seconds,
                COALESCE((SELECT MIN(attempt.started) FROM attempt WHERE attempt.run_id = run.id), experiment.created) AS started,
                point.epoch IS NOT NULL
            FROM run JOIN stage ON stage.id = run.stage_id JOIN experiment ON experiment.id = stage.experiment_id
                JOIN series ON series.run_id = run.id AND series.name = ?
                JOIN epoch ON epoch.run_id = run.id
                LEFT JOIN point ON point.series_id = series.id AND point.epoch = epoch.epoch
            """;
    private static final String HISTORY_OF_RUN = HISTORY + "WHERE run.id = ? ORDER BY epoch.epoch";
    private static final String HISTORY_OF_TRIAL = HISTORY + """
            JOIN trial ON trial.stage_id = stage.id AND epoch.epoch <= trial.epochs
            WHERE trial.id = ? AND run.outer_fold IS NULL ORDER BY run.id, epoch.epoch""";

    private static final String IS_OWN = "SELECT COUNT(*) FROM experiment WHERE definition <> '' AND id " + AMONG;

    private final Sql sql;
    private final String root;

    OwnRuns(Sql sql, String root) {
        this.sql = sql;
        this.root = root;
    }

    /** Whether any of some experiments is a search. */
    boolean among(List<Long> experiments) throws SQLException {
        return sql.number(IS_OWN, experiments.toString()) > 0;
    }

    /** All runs of the searches among some experiments. */
    List<TrackedRun> of(List<Long> experiments) throws SQLException {
        List<Row> rows = new ArrayList<>(sql.list(TRIALS + "experiment.id " + AMONG, Row::of, experiments.toString()));
        rows.addAll(sql.list(FOLDS + "experiment.id " + AMONG, Row::of, experiments.toString()));
        return complete(rows);
    }

    List<TrackedRun> find(String id) throws SQLException {
        OptionalLong trial = RunIds.trial(id);
        OptionalLong run = RunIds.run(id);
        if (trial.isPresent()) {
            return complete(sql.list(TRIALS + "trial.id = ?", Row::of, trial.getAsLong()));
        }
        return run.isPresent() ? complete(sql.list(FOLDS + "run.id = ?", Row::of, run.getAsLong())) : List.of();
    }

    /** @param subject the run's id, or -1 times the trial's */
    private record Row(
            long subject,
            long experiment,
            int number,
            long trial,
            int repeat,
            int fold,
            String state,
            long started,
            OptionalLong ended,
            String artifacts) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong("subject"),
                    row.getLong("experiment_id"),
                    row.getInt("number"),
                    row.getLong("trial_id"),
                    row.getInt("repeat"),
                    row.getInt("fold"),
                    row.getString("state"),
                    row.getLong("started"),
                    LoggedRun.optional(row, "ended"),
                    row.getString("artifacts"));
        }

        String id() {
            return subject < 0 ? RunIds.ofTrial(-subject) : RunIds.ofRun(subject);
        }

        Map<String, String> tags() {
            Map<String, String> tags = new LinkedHashMap<>();
            String trialName = String.format(Locale.ROOT, "t%02d", number);
            String inRepeat = repeat == 0 ? "" : " repeat " + repeat;
            tags.put(Tags.RUN_NAME, subject < 0 ? trialName : trialName + inRepeat + " fold " + fold);
            tags.put("plateau.trial", String.valueOf(number));
            tags.put("plateau.state", state);
            if (subject > 0) {
                tags.put(Tags.PARENT, RunIds.ofTrial(trial));
                tags.put(Tags.FOLD, String.valueOf(fold));
            }
            return tags;
        }

        Status status() {
            return switch (state) {
                case "RUNNING" -> Status.RUNNING;
                case "COMPLETED", "PRUNED" -> Status.FINISHED;
                case "FAILED" -> Status.FAILED;
                case "CANCELLED" -> Status.KILLED;
                default -> Status.SCHEDULED;
            };
        }
    }

    private List<TrackedRun> complete(List<Row> rows) throws SQLException {
        String among = rows.stream().map(Row::subject).toList().toString();
        RunRows beside = new RunRows(sql);
        Map<Long, Map<String, String>> params = beside.texts(SETTINGS, among);
        beside.params(among).forEach((subject, more) -> merge(params, subject, more));
        Map<Long, Map<String, String>> tags = new HashMap<>();
        rows.forEach(row -> tags.put(row.subject, row.tags()));
        beside.tags(among).forEach((subject, more) -> merge(tags, subject, more));
        Map<Long, Map<String, Point>> metrics = metrics(rows, among);
        Map<Long, List<Input>> inputs = beside.inputs(among);
        return rows.stream()
                .map(row -> run(
                        row,
                        params.getOrDefault(row.subject, Map.of()),
                        metrics.getOrDefault(row.subject, Map.of()),
                        tags.getOrDefault(row.subject, Map.of()),
                        inputs.getOrDefault(row.subject, List.of())))
                .toList();
    }

    private static void merge(Map<Long, Map<String, String>> all, long subject, Map<String, String> more) {
        all.computeIfAbsent(subject, id -> new LinkedHashMap<>()).putAll(more);
    }

    private TrackedRun run(
            Row row,
            Map<String, String> params,
            Map<String, Point> metrics,
            Map<String, String> tags,
            List<Input> inputs) {
        String place = row.artifacts.isEmpty() ? root + "/" + row.experiment : row.artifacts;
        return new TrackedRun(
                row.id(),
                row.experiment,
                tags.getOrDefault(Tags.RUN_NAME, ""),
                "",
                row.status(),
                row.started,
                row.status().ended() ? row.ended : OptionalLong.empty(),
                RunRows.artifacts(place, row.id()),
                Lifecycle.ACTIVE,
                params,
                metrics,
                tags,
                inputs);
    }

    private Map<Long, Map<String, Point>> metrics(List<Row> rows, String among) throws SQLException {
        Map<Long, Long> at = new HashMap<>();
        rows.forEach(row -> at.put(row.subject, row.ended.orElse(row.started)));
        Map<Long, Map<String, Point>> metrics = new HashMap<>();
        for (String query : List.of(SCORES, LAST)) {
            sql.list(
                    query,
                    row -> {
                        long subject = row.getLong(1);
                        Point point = new Point(row.getLong(3), at.getOrDefault(subject, 0L), Sql.number(row, "value"));
                        return String.valueOf(metrics.computeIfAbsent(subject, id -> new LinkedHashMap<>())
                                .put(row.getString(2), point));
                    },
                    among);
        }
        return metrics;
    }

    /** Of a fold as it was reported, with epochs as steps; of a trial the mean over those of its folds that have the epoch. */
    List<Point> history(String id, String metric) throws SQLException {
        OptionalLong trial = RunIds.trial(id);
        OptionalLong run = RunIds.run(id);
        if (trial.isEmpty() && run.isEmpty()) {
            return List.of();
        }
        TreeMap<Long, List<Point>> epochs = new TreeMap<>();
        Map<Long, Double> seconds = new HashMap<>();
        sql.list(
                trial.isPresent() ? HISTORY_OF_TRIAL : HISTORY_OF_RUN,
                row -> {
                    double since = seconds.merge(row.getLong(1), row.getDouble(4), Double::sum);
                    Point point = new Point(
                            row.getLong(2), row.getLong(5) + Math.round(1000 * since), Sql.number(row, "value"));
                    return row.getBoolean(6)
                            && epochs.computeIfAbsent(point.step(), epoch -> new ArrayList<>())
                                    .add(point);
                },
                metric,
                trial.orElse(run.orElse(0)));
        List<Point> points = new ArrayList<>();
        epochs.forEach((epoch, of) -> points.add(new Point(
                epoch,
                of.stream().mapToLong(Point::at).max().orElse(0),
                of.stream().mapToDouble(Point::value).average().orElse(Double.NaN))));
        return points;
    }
}
