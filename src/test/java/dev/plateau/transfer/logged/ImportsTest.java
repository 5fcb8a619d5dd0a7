package dev.plateau.transfer.logged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.logs.EventFileWriter;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.store.sqlite.StoreException;
import dev.plateau.track.Lifecycle;
import dev.plateau.track.Point;
import dev.plateau.track.Query;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.track.TrackedExperiment;
import dev.plateau.track.TrackedRun;
import dev.plateau.track.Tracker;
import dev.plateau.transfer.TransferException;
import dev.plateau.transfer.logged.Imports.Imported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportsTest {

    private static final String RUNS = """
            INSERT INTO experiments VALUES (0, 'Default', 'mlruns/0', 'active', 1700000000000, 1700000000000);
            INSERT INTO experiments VALUES (1, 'digits', 'mlruns/1', 'active', 1700000000001, 1700000000001);
            INSERT INTO experiment_tags VALUES ('team', 'blue', 1);
            INSERT INTO runs VALUES ('cc', 'fold 1', 'LOCAL', '', '', 'ann', 'FINISHED', 1700000002000, 1700000003000, NULL, '', 'active', 'mlruns/1/cc/artifacts', 1);
            INSERT INTO runs VALUES ('aa', 'first', 'LOCAL', '', '', 'ann', 'FINISHED', 1700000000000, 1700000009000, NULL, '', 'active', 'mlruns/1/aa/artifacts', 1);
            INSERT INTO runs VALUES ('bb', 'bad', 'LOCAL', '', '', 'bob', 'FAILED', 1700000001000, NULL, 1700000005000, '', 'deleted', 'mlruns/1/bb/artifacts', 1);
            INSERT INTO tags VALUES ('mlflow.parentRunId', 'aa', 'cc');
            INSERT INTO tags VALUES ('stage', 'try', 'aa');
            INSERT INTO params VALUES ('lr', '0.1', 'aa');
            INSERT INTO metrics VALUES ('val_loss', 0.5, 1700000000100, 'aa', 1, 0);
            INSERT INTO metrics VALUES ('val_loss', 0.0, 1700000000200, 'aa', 2, 1);
            INSERT INTO metrics VALUES ('val_loss', 1.7976931348623157e308, 1700000000300, 'aa', 3, 0);
            INSERT INTO datasets VALUES ('d', 1, 'digits', 'abc', 'local', '{}', '[]', '{"rows": 5}');
            INSERT INTO inputs VALUES ('i', 'DATASET', 'd', 'RUN', 'aa');
            INSERT INTO input_tags VALUES ('i', 'mlflow.data.context', 'training');
            INSERT INTO registered_models VALUES ('m');
            """;

    @TempDir
    private Path folder;

    private Store store;
    private Tracker tracker;

    @BeforeEach
    void open() {
        store = Stores.shared(folder.resolve("plateau.db"));
        tracker = store.tracker();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Imported imported(Path source) {
        return Imports.from(source, Optional.empty(), tracker);
    }

    private Map<String, TrackedRun> runs(String experiment) {
        TrackedExperiment found = tracker.experiment(experiment).orElseThrow();
        Map<String, TrackedRun> runs = new java.util.TreeMap<>();
        tracker.runs(new Query(List.of(found.id()), Query.View.ALL, List.of(), List.of(), 0, 1_000))
                .rows()
                .forEach(run -> runs.put(run.name(), run));
        return runs;
    }

    private static TrackedRun of(Map<String, TrackedRun> runs, String name) {
        return Optional.ofNullable(runs.get(name))
                .orElseThrow(() -> new AssertionError("no run " + name + " among " + runs.keySet()));
    }

    private Path mlflow(String... scripts) throws SQLException {
        Path file = folder.resolve("mlflow.db");
        SqliteFile.run(file, SqliteFile.MLFLOW);
        for (String script : scripts) {
            SqliteFile.run(file, script);
        }
        return file;
    }

    @Test
    void takesOverAnMlflowDatabase() throws SQLException {
        Imported imported = imported(mlflow(RUNS));
        assertEquals(new Imported("mlflow", List.of("digits"), 3, 0, 3, List.of("registered models: 1")), imported);
        assertEquals("blue", tracker.experiment("digits").orElseThrow().tags().get("team"));
        Map<String, TrackedRun> runs = runs("digits");
        TrackedRun first = of(runs, "first");
        assertEquals("ann", first.user());
        assertEquals(Status.FINISHED, first.status());
        assertEquals(1_700_000_000_000L, first.started());
        assertEquals(OptionalLong.of(1_700_000_009_000L), first.ended());
        assertEquals(Map.of("lr", "0.1"), first.params());
        assertEquals("try", first.tags().get("stage"));
        assertEquals("mlflow:aa", first.tags().get("plateau.source"));
        assertEquals("mlruns/1/aa/artifacts", first.tags().get("plateau.source.artifacts"));
        assertEquals(
                List.of(
                        new Point(1, 1_700_000_000_100L, 0.5),
                        new Point(2, 1_700_000_000_200L, Double.NaN),
                        new Point(3, 1_700_000_000_300L, Double.POSITIVE_INFINITY)),
                tracker.history(first.id(), "val_loss"));
        assertEquals("digits", first.inputs().get(0).name());
        assertEquals(
                Map.of("mlflow.data.context", "training"), first.inputs().get(0).tags());
        assertEquals(first.id(), of(runs, "fold 1").tags().get(Tags.PARENT), "the id that the parent has here");
        assertEquals(Lifecycle.DELETED, of(runs, "bad").lifecycle());
    }

    @Test
    void aSecondImportAddsOnlyWhatIsNew() throws SQLException {
        Path file = mlflow(RUNS);
        imported(file);
        Imported again = imported(file);
        assertEquals(0, again.runs());
        assertEquals(3, again.unchanged());
        assertEquals(3, runs("digits").size());
        SqliteFile.run(file, """
                INSERT INTO runs VALUES ('dd', 'new', 'LOCAL', '', '', 'ann', 'RUNNING', 1700000010000, NULL, NULL, '', 'active', '', 1);
                INSERT INTO metrics VALUES ('val_loss', 0.4, 1700000010100, 'dd', 1, 0);
                """);
        assertEquals(1, imported(file).runs());
        SqliteFile.run(file, """
                INSERT INTO metrics VALUES ('val_loss', 0.3, 1700000010200, 'dd', 2, 0);
                UPDATE runs SET status = 'FINISHED', end_time = 1700000011000 WHERE run_uuid = 'dd';
                """);
        assertEquals(1, imported(file).runs(), "it had not ended");
        TrackedRun run = of(runs("digits"), "new");
        assertEquals(
                List.of(new Point(1, 1_700_000_010_100L, 0.4), new Point(2, 1_700_000_010_200L, 0.3)),
                tracker.history(run.id(), "val_loss"));
        assertEquals(Status.FINISHED, run.status());
        assertEquals(4, imported(file).unchanged());
    }

    @Test
    void anExperimentOfTheSameNameStaysApart() throws SQLException {
        tracker.createExperiment("digits", "", Map.of());
        assertEquals(List.of("digits (mlflow)"), imported(mlflow(RUNS)).experiments());
        assertEquals(0, runs("digits").size());
        assertEquals(
                List.of("digits (mlflow)"),
                imported(folder.resolve("mlflow.db")).experiments());
    }

    @Test
    void whatIsNoValueIsListedAndTheRestComesIn() throws SQLException {
        String big = "x".repeat(7_000);
        Imported imported = imported(mlflow(RUNS, """
                INSERT INTO runs VALUES ('ee', 'odd', '', '', '', '', 'FINISHED', 'DROP TABLE runs', 5, NULL, '', 'active', '', 1);
                INSERT INTO runs VALUES ('ff', 'odder', '', '', '', '', 'DONE', 5, 5, NULL, '', 'active', '', 1);
                INSERT INTO metrics VALUES ('val_loss', '1; DROP TABLE runs', 1700000000400, 'aa', 4, 0);
                INSERT INTO metrics VALUES ('val_loss', x'00ff', 1700000000500, 'aa', 5, 0);
                INSERT INTO params VALUES ('big', '%s', 'aa');
                INSERT INTO tags VALUES ('mlflow.parentRunId', 'nobody', 'aa');
                INSERT INTO tags VALUES ('plateau.source', 'mlflow:zz', 'aa');
                """.formatted(big)));
        assertEquals(
                List.of(
                        "registered models: 1",
                        "run ee: its start or its status is no such thing",
                        "run ff: its start or its status is no such thing",
                        "run aa: it is inside of run nobody, which is not there",
                        "run aa: tag plateau.source, which Plateau writes itself",
                        "run aa: a value of the metric val_loss is no number (2 times)",
                        "run aa: parameter big: the value of param big has at most 6000 characters, this one has 7000"),
                imported.omitted());
        assertEquals(3, imported.runs());
        assertEquals(Map.of("lr", "0.1"), of(runs("digits"), "first").params());
    }

    @Test
    void aRingOfParentsEnds() throws SQLException {
        Path file = mlflow(RUNS, "INSERT INTO tags VALUES ('mlflow.parentRunId', 'cc', 'aa');\n");
        assertEquals(3, imported(file).runs());
    }

    @Test
    void aViewIsNoTable() throws SQLException {
        Path file = folder.resolve("view.db");
        SqliteFile.run(file, SqliteFile.MLFLOW.replace("CREATE TABLE metrics", "CREATE TABLE other"));
        SqliteFile.run(
                file,
                "CREATE VIEW metrics AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;\n");
        assertEquals(
                file + " is a SQLite file but neither MLflow's (tables experiments, runs, metrics) nor Optuna's"
                        + " (studies, trials, trial_params)",
                assertThrows(TransferException.class, () -> imported(file)).getMessage());
    }

    @Test
    void aDamagedDatabaseIsRefusedInASentence() throws IOException {
        Path file = folder.resolve("damaged.db");
        byte[] bytes = new byte[4_096];
        System.arraycopy("SQLite format 3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, bytes, 0, 16);
        Files.write(file, bytes);
        String message = String.valueOf(
                assertThrows(StoreException.class, () -> imported(file)).getMessage());
        assertTrue(message.startsWith("cannot read the SQLite file " + file + ": "), message);
    }

    @Test
    void takesOverAnMlflowFileStore() throws IOException {
        Path store = folder.resolve("mlruns");
        write(store.resolve("0/meta.yaml"), "experiment_id: '0'\nname: Default\nlifecycle_stage: active\n");
        write(store.resolve("7/meta.yaml"), """
                artifact_location: file:///tmp/mlruns/7
                creation_time: 1700000000000
                experiment_id: '7'
                lifecycle_stage: active
                name: wine
                """);
        write(store.resolve("7/tags/team"), "red");
        Path run = store.resolve("7/aa");
        write(run.resolve("meta.yaml"), """
                artifact_uri: file:///tmp/mlruns/7/aa/artifacts
                end_time: 1700000005000
                experiment_id: '7'
                lifecycle_stage: active
                run_id: aa
                run_name: able-ant
                start_time: 1700000000000
                status: 3
                tags: []
                user_id: ann
                """);
        write(run.resolve("params/model/depth"), "3");
        write(run.resolve("tags/note"), "two\nlines");
        write(
                run.resolve("metrics/val/loss"),
                "1700000000100 0.5 1\n1700000000200 nan 2\n1700000000300 -inf 3\nnonsense\n");
        write(store.resolve("7/bb/meta.yaml"), "a: &x [1]\nb: *x\n");
        Files.createSymbolicLink(run.resolve("params/link"), folder.resolve("plateau.db"));
        Imported imported = imported(store);
        assertEquals(List.of("wine"), imported.experiments());
        assertEquals(1, imported.runs());
        List<String> omitted = imported.omitted();
        assertTrue(omitted.contains("link, not followed: " + run.resolve("params/link")), omitted::toString);
        assertTrue(
                omitted.contains("a line of " + run.resolve("metrics/val/loss") + " that is no point"),
                omitted::toString);
        assertTrue(omitted.stream().anyMatch(line -> line.contains("bb/meta.yaml")), omitted::toString);
        TrackedRun found = of(runs("wine"), "able-ant");
        assertEquals(Map.of("model/depth", "3"), found.params());
        assertEquals("two\nlines", found.tags().get("note"));
        assertEquals(
                List.of(
                        new Point(1, 1_700_000_000_100L, 0.5),
                        new Point(2, 1_700_000_000_200L, Double.NaN),
                        new Point(3, 1_700_000_000_300L, Double.NEGATIVE_INFINITY)),
                tracker.history(found.id(), "val/loss"));
        assertEquals(1, imported(store).unchanged());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void takesOverAnOptunaStudy() throws SQLException {
        Path file = folder.resolve("optuna.db");
        SqliteFile.run(file, SqliteFile.OPTUNA);
        SqliteFile.run(file, """
                INSERT INTO studies VALUES (1, 'tune');
                INSERT INTO study_directions VALUES (1, 'MAXIMIZE', 1, 0);
                INSERT INTO study_user_attributes VALUES (1, 1, 'owner', '"ann"');
                INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', '2024-01-31 12:00:00.500000', '2024-01-31 12:01:00.000000');
                INSERT INTO trials VALUES (2, 1, 1, 'PRUNED', '2024-01-31 12:02:00.000000', '2024-01-31 12:03:00.000000');
                INSERT INTO trials VALUES (3, 2, 1, 'WAITING', NULL, NULL);
                INSERT INTO trials VALUES (4, 3, 1, 'COMPLETE', 'yesterday', 'yesterday');
                INSERT INTO trial_params VALUES (1, 1, 'lr', 0.01, '{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0001, "high": 0.1, "log": true}}');
                INSERT INTO trial_params VALUES (2, 1, 'units', 32.0, '{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 8, "high": 64}}');
                INSERT INTO trial_params VALUES (3, 1, 'opt', 1.0, '{"name": "CategoricalDistribution", "attributes": {"choices": ["adam", "sgd"]}}');
                INSERT INTO trial_params VALUES (4, 1, 'odd', 9.0, '{"name": "CategoricalDistribution", "attributes": {"choices": ["adam", "sgd"]}}');
                INSERT INTO trial_intermediate_values VALUES (1, 1, 0, 0.5, 'FINITE');
                INSERT INTO trial_intermediate_values VALUES (2, 1, 1, NULL, 'NAN');
                INSERT INTO trial_intermediate_values VALUES (3, 1, 2, 0.75, 'FINITE');
                INSERT INTO trial_values VALUES (1, 1, 0, 0.75, 'FINITE');
                INSERT INTO trial_values VALUES (2, 2, 0, NULL, 'INF_NEG');
                INSERT INTO trial_user_attributes VALUES (1, 1, 'seed', '7');
                """);
        Imported imported = imported(file);
        assertEquals(3, imported.runs());
        assertTrue(
                imported.omitted().contains("trial 3 of study tune: its state or its time is no such thing"),
                imported.omitted()::toString);
        TrackedExperiment study = tracker.experiment("tune").orElseThrow();
        assertEquals("maximize", study.tags().get(Tags.GOAL));
        assertEquals("ann", study.tags().get("user.owner"));
        Map<String, TrackedRun> runs = runs("tune");
        TrackedRun first = of(runs, "trial 0");
        assertEquals(Map.of("lr", "0.01", "units", "32", "opt", "sgd"), first.params());
        assertEquals("7", first.tags().get("user.seed"));
        assertEquals(
                List.of(0.5, Double.NaN, 0.75),
                tracker.history(first.id(), "intermediate_value").stream()
                        .map(Point::value)
                        .toList());
        assertEquals(0.75, tracker.history(first.id(), "value").get(0).value());
        assertEquals(2, tracker.history(first.id(), "value").get(0).step());
        assertEquals(Status.KILLED, of(runs, "trial 1").status());
        assertEquals(
                Double.NEGATIVE_INFINITY,
                tracker.history(of(runs, "trial 1").id(), "value").get(0).value());
        assertEquals(Status.SCHEDULED, of(runs, "trial 2").status());
    }

    @Test
    void takesOverTensorBoardLogsAndWhatIsAddedToThem() throws IOException {
        Path logs = folder.resolve("logs");
        try (EventFileWriter writer = EventFileWriter.in(logs.resolve("a/train"), 1_700_000_000)) {
            writer.add(1, 1_700_000_001.5, Map.of("loss", 0.5));
        }
        try (EventFileWriter writer = EventFileWriter.in(logs.resolve("b"), 1_700_000_000)) {
            writer.add(1, 1_700_000_001, Map.of("loss", 0.25));
        }
        write(logs.resolve("c/events.out.tfevents.1"), "torn");
        write(logs.resolve("c/events.out.tfevents.2"), "these are no events");
        Imported imported = imported(logs);
        assertEquals(List.of("logs"), imported.experiments());
        assertEquals(3, imported.runs());
        assertEquals(
                List.of(
                        "images, histograms, texts, graphs and hparams of event files: only scalars are read",
                        logs.resolve("c/events.out.tfevents.1") + " ends in the middle of a record",
                        logs.resolve("c/events.out.tfevents.2")
                                + " is no TensorBoard event file: it does not begin with a record;"
                                + " what stands behind is not read"),
                imported.omitted());
        TrackedRun train = of(runs("logs"), "a/train");
        assertEquals(List.of(new Point(1, 1_700_000_001_500L, 0.5)), tracker.history(train.id(), "loss"));
        assertEquals(3, imported(logs).unchanged());
        try (EventFileWriter writer = EventFileWriter.in(logs.resolve("b"), 1_700_000_010)) {
            writer.add(2, 1_700_000_011, Map.of("loss", 0.125));
        }
        assertEquals(1, imported(logs).runs());
        assertEquals(
                List.of(new Point(1, 1_700_000_001_000L, 0.25), new Point(2, 1_700_000_011_000L, 0.125)),
                tracker.history(of(runs("logs"), "b").id(), "loss"));
    }

    @Test
    void takesOverKerasFiles() throws IOException {
        Path file = folder.resolve("keras/one.csv");
        write(file, "epoch,loss,val_loss\n0,0.5,0.6\n1,0.4,nan\nbroken\n");
        Imported imported = Imports.from(file, Optional.of("mine"), tracker);
        assertEquals(List.of("mine"), imported.experiments());
        assertTrue(
                imported.omitted()
                        .contains("rows of " + file + " without an epoch or of another length than the header: 1"),
                imported.omitted()::toString);
        TrackedRun run = of(runs("mine"), "one");
        assertEquals(
                List.of(0.6, Double.NaN),
                tracker.history(run.id(), "val_loss").stream().map(Point::value).toList());
        assertEquals(
                1, imported(folder.resolve("keras")).runs(), "the folder has the name keras and is another experiment");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws IOException {
        Path file = folder.resolve("notes.txt");
        write(file, "hello");
        assertThrows(TransferException.class, () -> imported(file));
        assertThrows(TransferException.class, () -> imported(folder.resolve("missing")));
        assertThrows(TransferException.class, () -> imported(Files.createDirectory(folder.resolve("empty"))));
    }
}
