package dev.plateau.store.track;

import dev.plateau.store.sqlite.Sql;
import dev.plateau.track.Found;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.Query;
import dev.plateau.track.Query.Kind;
import dev.plateau.track.TrackedExperiment;
import dev.plateau.track.TrackedRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds logged runs, and experiments of either kind. */
final class Queries {

    private static final String RUNS = """
            SELECT logged_run.run_id FROM logged_run JOIN tracked ON tracked.experiment_id = logged_run.experiment_id""";

    private static final String DELETED = "(logged_run.lifecycle = 'DELETED' OR tracked.lifecycle = 'DELETED')";

    private static final Map<String, String> RUN_ATTRIBUTES = Map.ofEntries(
            Map.entry("run_id", "logged_run.id"),
            Map.entry("run_uuid", "logged_run.id"),
            Map.entry("run_name", "logged_run.name"),
            Map.entry("run name", "logged_run.name"),
            Map.entry("Run name", "logged_run.name"),
            Map.entry("Run Name", "logged_run.name"),
            Map.entry("name", "logged_run.name"),
            Map.entry("status", "logged_run.status"),
            Map.entry("user_id", "logged_run.user_name"),
            Map.entry("User", "logged_run.user_name"),
            Map.entry("start_time", "logged_run.started"),
            Map.entry("Created", "logged_run.started"),
            Map.entry("created", "logged_run.started"),
            Map.entry("end_time", "logged_run.ended"),
            Map.entry("experiment_id", "CAST(logged_run.experiment_id AS TEXT)"),
            Map.entry("artifact_uri", "(tracked.artifacts || '/' || logged_run.id || '/artifacts')"));

    private static final Map<Kind, String> RUN_TABLES =
            Map.of(Kind.METRIC, "series", Kind.PARAM, "param", Kind.TAG, "run_tag", Kind.DATASET, "input");

    /** Readers see no deleted experiment by its name without {@code main}. */
    private static final String EXPERIMENTS = """
            SELECT experiment.id, experiment.name, COALESCE(tracked.artifacts, '') AS artifacts,
                COALESCE(tracked.lifecycle, 'ACTIVE') AS lifecycle, experiment.created, experiment.last_activity
            FROM main.experiment AS experiment LEFT JOIN tracked ON tracked.experiment_id = experiment.id""";

    private static final Map<String, String> EXPERIMENT_ATTRIBUTES = Map.of(
            "name", "experiment.name",
            "experiment_id", "CAST(experiment.id AS TEXT)",
            "creation_time", "experiment.created",
            "last_update_time", "experiment.last_activity");

    private static final String TAGS = """
            SELECT experiment_id, name, value FROM experiment_tag WHERE experiment_id IN (SELECT value FROM json_each(?))""";

    private final Sql sql;
    private final String root;

    /** @param root below which experiments keep artifacts that name no place */
    Queries(Sql sql, String root) {
        this.sql = sql;
        this.root = root;
    }

    /** The column of an attribute of runs. */
    static String runAttribute(String name) {
        return Question.attribute(RUN_ATTRIBUTES, name);
    }

    /** Logged runs and those of searches, which are found and ordered in memory where there are any. */
    Found<TrackedRun> runs(Query query) throws SQLException {
        OwnRuns own = new OwnRuns(sql, root);
        if (query.view() == Query.View.DELETED || !own.among(query.experiments())) {
            return logged(query);
        }
        long enough = Math.min(query.offset() + query.limit(), Integer.MAX_VALUE);
        Query first = new Query(query.experiments(), query.view(), query.clauses(), query.order(), 0, (int) enough);
        Found<TrackedRun> logged = logged(first);
        Sieve sieve = new Sieve(query);
        List<TrackedRun> sorted = Stream.concat(
                        logged.rows().stream(),
                        own.of(query.experiments()).stream().filter(sieve::keeps))
                .sorted(sieve.order())
                .toList();
        List<TrackedRun> page =
                sorted.stream().skip(query.offset()).limit(query.limit()).toList();
        return new Found<>(page, logged.more() || sorted.size() > enough);
    }

    private Found<TrackedRun> logged(Query query) throws SQLException {
        Question question = new Question("logged_run.run_id", RUN_TABLES, RUN_ATTRIBUTES);
        question.where(
                "logged_run.experiment_id IN (SELECT value FROM json_each(?))",
                query.experiments().toString());
        if (query.view() != Query.View.ALL) {
            question.where(query.view() == Query.View.DELETED ? DELETED : "NOT " + DELETED);
        }
        question.where(query);
        question.orderBy("logged_run.started DESC").orderBy("logged_run.id");
        List<Long> rows = sql.list(
                RUNS + question.sql() + " LIMIT ? OFFSET ?",
                row -> row.getLong(1),
                question.values(query.limit() + 1L, query.offset()));
        boolean more = rows.size() > query.limit();
        return new Found<>(new RunRows(sql).read(more ? rows.subList(0, query.limit()) : rows), more);
    }

    Found<TrackedExperiment> experiments(Query query) throws SQLException {
        Question question = new Question("experiment.id", Map.of(Kind.TAG, "experiment_tag"), EXPERIMENT_ATTRIBUTES);
        if (query.view() != Query.View.ALL) {
            question.where(
                    "COALESCE(tracked.lifecycle, 'ACTIVE') = ?", query.view().name());
        }
        question.where(query);
        question.orderBy("experiment.last_activity DESC").orderBy("experiment.id");
        List<TrackedExperiment> rows =
                read(question.sql() + " LIMIT ? OFFSET ?", question.values(query.limit() + 1L, query.offset()));
        boolean more = rows.size() > query.limit();
        return new Found<>(more ? rows.subList(0, query.limit()) : rows, more);
    }

    Optional<TrackedExperiment> experiment(long id) throws SQLException {
        Optional<TrackedExperiment> found =
                read(" WHERE experiment.id = ?", id).stream().findFirst();
        return found.isPresent() || id != Tracking.DEFAULT ? found : Optional.of(missingDefault());
    }

    Optional<TrackedExperiment> experiment(String name) throws SQLException {
        Optional<TrackedExperiment> found =
                read(" WHERE experiment.name = ?", name).stream().findFirst();
        return found.isPresent() || !name.equals(Tracking.DEFAULT_NAME) ? found : Optional.of(missingDefault());
    }

    private TrackedExperiment missingDefault() {
        return new TrackedExperiment(
                Tracking.DEFAULT,
                Tracking.DEFAULT_NAME,
                root + "/" + Tracking.DEFAULT,
                Lifecycle.ACTIVE,
                0,
                0,
                Map.of());
    }

    private List<TrackedExperiment> read(String rest, @Nullable Object... values) throws SQLException {
        List<TrackedExperiment> rows = sql.list(EXPERIMENTS + rest, this::experiment, values);
        List<Long> ids = rows.stream().map(TrackedExperiment::id).toList();
        Map<Long, Map<String, String>> tags = new HashMap<>();
        sql.list(
                TAGS,
                row -> String.valueOf(tags.computeIfAbsent(row.getLong(1), id -> new LinkedHashMap<>())
                        .put(row.getString(2), row.getString(3))),
                ids.toString());
        return rows.stream()
                .map(row -> new TrackedExperiment(
                        row.id(),
                        row.name(),
                        row.artifacts(),
                        row.lifecycle(),
                        row.created(),
                        row.updated(),
                        tags.getOrDefault(row.id(), Map.of())))
                .toList();
    }

    private TrackedExperiment experiment(ResultSet row) throws SQLException {
        long id = row.getLong(1);
        String artifacts = row.getString(3);
        return new TrackedExperiment(
                id,
                row.getString(2),
                artifacts.isEmpty() ? root + "/" + id : artifacts,
                Lifecycle.valueOf(row.getString(4)),
                row.getLong(5),
                row.getLong(6),
                Map.of());
    }
}
