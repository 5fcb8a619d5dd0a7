package dev.plateau.store.track;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Input;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.Point;
import dev.plateau.track.Status;
import dev.plateau.track.TrackedRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads logged runs with all that they have, many at once. */
final class RunRows {

    private static final String AMONG = "IN (SELECT value FROM json_each(?))";

    private static final String RUNS = """
            SELECT logged_run.run_id, logged_run.id, logged_run.experiment_id, logged_run.name, logged_run.user_name, logged_run.status,
                logged_run.started, logged_run.ended, tracked.artifacts,
                CASE WHEN tracked.lifecycle = 'DELETED' THEN 'DELETED' ELSE logged_run.lifecycle END AS lifecycle
            FROM logged_run JOIN tracked ON tracked.experiment_id = logged_run.experiment_id
            WHERE logged_run.run_id\s""" + AMONG;

    private static final String FIND = "SELECT run_id FROM logged_run WHERE id = ?";

    private static final String NAMES = "SELECT trial_id, name FROM logged_run WHERE experiment_id = ?";

    private static final String OF_TRIAL = """
            SELECT logged_run.run_id FROM trial JOIN logged_run ON logged_run.trial_id = trial.id WHERE trial.id = ?
            UNION ALL
            SELECT run_id FROM (SELECT logged_run.run_id, run.fold FROM trial JOIN run ON run.stage_id = trial.stage_id
                JOIN logged_run ON logged_run.run_id = run.id AND logged_run.trial_id <> trial.id
                WHERE trial.id = ? ORDER BY run.fold)""";

    private static final String PARAMS = "SELECT subject, name, value FROM param WHERE subject " + AMONG;
    private static final String TAGS = "SELECT subject, name, value FROM run_tag WHERE subject " + AMONG;

    private static final String METRICS = """
            SELECT run_id, name, latest_step, latest_at, latest_value FROM series WHERE points > 0 AND run_id\s""" + AMONG;

    private static final String INPUTS = """
            SELECT subject, name, digest, source_type, source, schema, profile, tags FROM input WHERE subject\s""" + AMONG;

    private static final String TEXTS = "SELECT key, value FROM json_each(?)";

    private final Sql sql;

    RunRows(Sql sql) {
        this.sql = sql;
    }

    /** Where the files of a run are, below those of its experiment. */
    static String artifacts(String experiment, String id) {
        return experiment + "/" + id + "/artifacts";
    }

    Optional<TrackedRun> find(String id) throws SQLException {
        return read(sql.list(FIND, row -> row.getLong(1), id)).stream().findFirst();
    }

    Map<Long, String> names(long experiment) throws SQLException {
        Map<Long, String> names = new HashMap<>();
        sql.list(NAMES, row -> String.valueOf(names.put(row.getLong(1), row.getString(2))), experiment);
        return names;
    }

    List<TrackedRun> ofTrial(long trial) throws SQLException {
        return read(sql.list(OF_TRIAL, row -> row.getLong(1), trial, trial));
    }

    /** In the order of the rows' numbers that are given; unknown ones are passed over. */
    List<TrackedRun> read(List<Long> rows) throws SQLException {
        String among = rows.toString();
        Map<Long, Map<String, String>> params = texts(PARAMS, among);
        Map<Long, Map<String, String>> tags = texts(TAGS, among);
        Map<Long, Map<String, Point>> metrics = metrics(among);
        Map<Long, List<Input>> inputs = inputs(among);
        Map<Long, TrackedRun> runs = new HashMap<>();
        sql.list(
                RUNS,
                row -> {
                    long id = row.getLong(1);
                    TrackedRun run = run(
                            row,
                            params.getOrDefault(id, Map.of()),
                            metrics.getOrDefault(id, Map.of()),
                            tags.getOrDefault(id, Map.of()),
                            inputs.getOrDefault(id, List.of()));
                    runs.put(id, run);
                    return id;
                },
                among);
        return rows.stream().filter(runs::containsKey).map(runs::get).toList();
    }

    private static TrackedRun run(
            ResultSet row,
            Map<String, String> params,
            Map<String, Point> metrics,
            Map<String, String> tags,
            List<Input> inputs)
            throws SQLException {
        long ended = row.getLong(8);
        OptionalLong end = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(ended);
        String id = row.getString(2);
        return new TrackedRun(
                id,
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                Status.valueOf(row.getString(6)),
                row.getLong(7),
                end,
                artifacts(row.getString(9), id),
                Lifecycle.valueOf(row.getString(10)),
                params,
                metrics,
                tags,
                inputs);
    }

    /** Texts by name, of each subject. */
    Map<Long, Map<String, String>> params(String among) throws SQLException {
        return texts(PARAMS, among);
    }

    Map<Long, Map<String, String>> tags(String among) throws SQLException {
        return texts(TAGS, among);
    }

    Map<Long, Map<String, String>> texts(String query, String among) throws SQLException {
        Map<Long, Map<String, String>> texts = new HashMap<>();
        sql.list(
                query,
                row -> String.valueOf(texts.computeIfAbsent(row.getLong(1), id -> new LinkedHashMap<>())
                        .put(row.getString(2), row.getString(3))),
                among);
        return texts;
    }

    private Map<Long, Map<String, Point>> metrics(String among) throws SQLException {
        Map<Long, Map<String, Point>> metrics = new HashMap<>();
        sql.list(
                METRICS,
                row -> {
                    Point point = new Point(row.getLong(3), row.getLong(4), Sql.number(row, "latest_value"));
                    return String.valueOf(metrics.computeIfAbsent(row.getLong(1), id -> new LinkedHashMap<>())
                            .put(row.getString(2), point));
                },
                among);
        return metrics;
    }

    Map<Long, List<Input>> inputs(String among) throws SQLException {
        record Row(long run, Input input, String tags) {}
        List<Row> rows = sql.list(
                INPUTS,
                row -> new Row(
                        row.getLong(1),
                        new Input(
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                Map.of()),
                        row.getString(8)),
                among);
        Map<Long, List<Input>> inputs = new HashMap<>();
        for (Row row : rows) {
            Input read = row.input;
            Input input = new Input(
                    read.name(),
                    read.digest(),
                    read.sourceType(),
                    read.source(),
                    read.schema(),
                    read.profile(),
                    texts(sql, row.tags));
            inputs.computeIfAbsent(row.run, id -> new ArrayList<>()).add(input);
        }
        return inputs;
    }

    /** An object of texts in JSON, as {@link JsonText#texts} wrote it. */
    static Map<String, String> texts(Sql sql, String json) throws SQLException {
        Map<String, String> texts = new LinkedHashMap<>();
        sql.list(TEXTS, row -> String.valueOf(texts.put(row.getString(1), row.getString(2))), json);
        return texts;
    }
}
