package dev.plateau.store;

import static dev.plateau.store.Samples.nested;
import static dev.plateau.store.Samples.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.sqlite.Database;
import dev.plateau.store.sqlite.Readers;
import dev.plateau.store.sqlite.Sql;
import dev.plateau.store.sqlite.Writer;
import dev.plateau.store.track.LoggedCurves;
import dev.plateau.track.Batch;
import dev.plateau.track.Metric;
import dev.plateau.track.NewRun;
import dev.plateau.track.Point;
import dev.plateau.track.Query;
import dev.plateau.track.Tracker;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks SQLite how it finds the rows of every statement that the store runs: none may look through a table that grows with trials, runs or epochs. */
@SuppressWarnings("NullAway.Init")
final class QueryPlanTest {

    private static final Pattern SCAN = Pattern.compile("SCAN (\\S+).*");

    /** Tables of a few rows an experiment at most, what a statement brings itself, and SQLite's own. */
    private static final Set<String> SMALL = Set.of(
            "experiment",
            "main.experiment",
            "tracked",
            "archived",
            "saved_view",
            "stop_request",
            "entry",
            "json_each",
            "CONSTANT",
            "sqlite_master",
            "flyway_schema_history",
            "pragma_table_info");

    private static final String CHILDREN =
            "with RETURNING the plan has a search for rows that refer to the new one, which SQLite skips"
                    + " while no foreign key is broken";

    /** Statements that may, by their beginning, with the reason. */
    private static final Map<String, String> EXCUSED = Map.of(
            "INSERT INTO stage", CHILDREN,
            "INSERT INTO run", CHILDREN);

    @TempDir
    Path folder;

    private final Set<String> read = new ConcurrentSkipListSet<>();
    private final Set<String> written = new ConcurrentSkipListSet<>();

    /** Writes down every statement that is prepared. */
    private final class Recorded extends Database {

        Recorded(Path file) {
            super(file);
        }

        @Override
        public Connection open(boolean readOnly) throws SQLException {
            Connection connection = super.open(readOnly);
            Set<String> statements = readOnly ? read : written;
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            statements.add((String) arguments[0]);
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    private void record(Path file) {
        Database database = new Recorded(file);
        try (Store store = SqliteStore.writing(new Readers(database), new Writer(database, null), Clock.systemUTC())) {
            long id = search(store);
            logged(store.tracker());
            summaries(store, id);
            curves(store, id);
            desk(store, id);
            tracked(store.tracker(), id);
        }
    }

    private static long search(Store store) {
        long id = store.create(nested("digits", 3));
        List<RunRow> runs = new ArrayList<>(store.runs(id));
        runs.addAll(store.innerRuns(id));
        for (RunRow run : runs) {
            int attempt = store.begin(run.id(), "w");
            for (int epoch = 1; epoch <= 4; epoch++) {
                store.report(report(run, attempt, epoch, epoch)).join();
            }
            store.report(List.of(report(run, attempt, 4, 9))).join();
            store.end(run.id(), attempt, State.COMPLETED, Optional.empty(), List.of());
        }
        store.requeueLost(id);
        store.experimentState(id, State.COMPLETED);
        return id;
    }

    private static void logged(Tracker tracker) {
        long id = tracker.createExperiment("logged", "", Map.of("team", "a"));
        for (int i = 0; i < 3; i++) {
            String run =
                    tracker.createRun(new NewRun(id, "", "ada", 0, Map.of())).id();
            tracker.log(run, Batch.ofParams(Map.of("lr", "0.1")));
            tracker.log(run, Batch.ofMetrics(List.of(new Metric("val_loss", new Point(1, 1, 0.5)))));
            tracker.updateRun(
                    run, Optional.of(dev.plateau.track.Status.FINISHED), OptionalLong.of(9), Optional.empty());
        }
    }

    private static void summaries(Store store, long id) {
        store.experiments();
        store.experiment("digits");
        store.provenance(id);
        store.folds(id);
        store.innerFolds(id);
        store.stages(id);
        store.trials(id);
        store.trialsAndSiblings(id, List.of(1, 2));
        store.trial(id, 1);
        store.trialsOf(1);
        store.scores(id);
        store.scoresOfTrial(1);
        store.completed(id);
        store.paces();
        store.innerScores(id);
        store.runs(id);
        store.innerRuns(id);
        store.runsOf(1);
        store.run(1);
        store.attempts(id);
        store.artifacts(id);
        store.metrics(id);
        store.version();
    }

    private static void curves(Store store, long id) {
        List<Long> stages = store.stages(id).stream().map(Rows.StageRow::id).toList();
        store.series(stages, "val_loss");
        store.innerSeries(stages, "val_loss");
        store.seriesOfRun(1);
        store.progress(stages);
        long logged = store.experiment("logged").orElseThrow().id();
        store.progress(store.stages(logged).stream().map(Rows.StageRow::id).toList());
        store.metrics(logged);
    }

    private static void desk(Store store, long id) {
        Desk desk = store.desk();
        desk.note(Desk.Subject.experiment(id), "why");
        desk.notes(id);
        desk.tags(Desk.Subject.experiment(id), List.of("a"));
        desk.tags(id);
        desk.tagsOfExperiments();
        desk.archived();
        desk.views();
        desk.stopRequested(id);
        desk.cancel(List.of(1L));
        desk.requeue(List.of(1L));
    }

    private static void tracked(Tracker tracker, long id) {
        long logged = tracker.experiment("logged").orElseThrow().id();
        tracker.experiments(new Query(List.of(), Query.View.ALL, List.of(), List.of(), 0, 10));
        tracker.names(logged);
        for (long experiment : List.of(id, logged)) {
            Query all = new Query(List.of(experiment), Query.View.ACTIVE, List.of(), List.of(), 0, 10);
            tracker.runs(all).rows().forEach(run -> {
                tracker.run(run.id());
                tracker.history(run.id(), "val_loss");
            });
        }
        questions(tracker, id, logged);
        tracker.ofTrial(1);
        tracker.models(List.of(logged));
        tracker.model("none");
    }

    /** Conditions and orders of every kind, one at a time: what a filter of MLflow's can ask for. */
    private static void questions(Tracker tracker, long search, long logged) {
        Map<Query.Field, Object> asked = Map.of(
                new Query.Field(Query.Kind.METRIC, "val_loss"), 0.5,
                new Query.Field(Query.Kind.PARAM, "lr"), "0.1",
                new Query.Field(Query.Kind.TAG, "team"), "a",
                new Query.Field(Query.Kind.DATASET, "name"), "digits",
                new Query.Field(Query.Kind.ATTRIBUTE, "start_time"), 9.0,
                new Query.Field(Query.Kind.ATTRIBUTE, "run_id"), "b");
        asked.forEach((field, value) -> {
            Query.Clause clause = new Query.Clause(field, Query.Operator.EQUAL, List.of(value));
            List<Query.Order> order =
                    field.kind() == Query.Kind.DATASET ? List.of() : List.of(new Query.Order(field, true));
            for (long experiment : List.of(search, logged)) {
                tracker.runs(new Query(List.of(experiment), Query.View.ALL, List.of(clause), List.of(), 0, 10));
                tracker.runs(new Query(List.of(experiment), Query.View.ALL, List.of(), order, 0, 10));
            }
        });
        Query.Clause tag =
                new Query.Clause(new Query.Field(Query.Kind.TAG, "team"), Query.Operator.EQUAL, List.of("a"));
        tracker.experiments(new Query(List.of(), Query.View.ACTIVE, List.of(tag), List.of(), 0, 10));
    }

    private static List<String> scans(Sql sql, Set<String> statements) throws SQLException {
        List<String> scans = new ArrayList<>();
        for (String statement : statements) {
            if (statement.startsWith("BEGIN") || statement.startsWith("COMMIT") || statement.startsWith("PRAGMA")) {
                continue;
            }
            for (String step : sql.list("EXPLAIN QUERY PLAN " + statement, row -> row.getString("detail"))) {
                Matcher scan = SCAN.matcher(step);
                boolean excused = EXCUSED.keySet().stream().anyMatch(statement::startsWith);
                if (scan.matches() && !SMALL.contains(scan.group(1)) && !excused) {
                    scans.add(step + "   in   " + statement);
                }
            }
        }
        return scans;
    }

    @Test
    void noStatementLooksThroughATableThatGrows() throws SQLException {
        Path file = folder.resolve("plateau.db");
        Stores.sqlite(file).close();
        record(file);
        Database database = new Database(file);
        List<String> scans = new ArrayList<>();
        try (Sql reader = database.reader();
                Sql writer = new Sql(database.open(false))) {
            scans.addAll(scans(reader, read));
            scans.addAll(scans(writer, written));
        }
        assertEquals("", String.join("\n\n", scans));
        for (String table : List.of("series", "param", "run_tag", "input")) {
            assertTrue(
                    read.stream().anyMatch(statement -> statement.contains("EXISTS (SELECT 1 FROM " + table)),
                    () -> "no condition on " + table + " was seen");
        }
    }

    @Test
    void everyStatementThatPagesReadByIsAmongThem() throws IllegalAccessException {
        Path file = folder.resolve("plateau.db");
        Stores.sqlite(file).close();
        record(file);
        Set<String> missing = new TreeSet<>();
        for (Class<?> type :
                List.of(ReadSql.class, SummarySql.class, AttemptSql.class, ArtifactSql.class, LoggedCurves.class)) {
            for (Field field : type.getDeclaredFields()) {
                field.setAccessible(true);
                if (field.getType() == String.class
                        && !field.getName().endsWith("COLUMNS")
                        && ((String) field.get(null)).startsWith("SELECT")
                        && !read.contains((String) field.get(null))) {
                    missing.add(type.getSimpleName() + "." + field.getName());
                }
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(written.size() > 20, () -> "only " + written.size() + " statements that write were seen");
    }
}
