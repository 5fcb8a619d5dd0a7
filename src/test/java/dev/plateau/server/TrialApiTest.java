package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plateau.compare.TrialFolds;
import dev.plateau.curve.Goal;
import dev.plateau.epoch.Findings;
import dev.plateau.epoch.Rule;
import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.store.Artifact;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Search;
import dev.plateau.store.Search.NewStage;
import dev.plateau.store.Search.NewTrial;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the API says of single trials: of one that is trained, one begun, one that diverged, one that failed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrialApiTest {

    private static final String HOME = "/home/somebody/secret";

    private Store store;
    private Dashboard dashboard;
    private Client client;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        store = Stores.sqlite(folder.resolve("other.db"));
        SampleSearch.create(store, "digits", Grid.small()).train(0, 3).trainPart(3, 4);
        SampleSearch.create(store, "diverged", new Grid(List.of(0.1), List.of(16), List.of(12), 3))
                .trainAll();
        SampleSearch.create(store, "failed", Grid.small()).fail(0, "no such file: " + HOME + "/data.csv");
        store.create(new Search(
                "placed",
                "",
                "placed",
                "name: x\n",
                "val_loss",
                Goal.MINIMIZE,
                Map.of(
                        "command", "./plateau run " + HOME + "/digits.yaml",
                        "file", HOME + "/digits.yaml",
                        "git_commit", "abc123",
                        "git_state", "changed",
                        "zebra", "last"),
                List.of(new StoredFold(0, 0, List.of(0), List.of(1))),
                List.of(new NewStage("{}", 3, List.of(1L << 62))),
                List.of(new NewTrial(1, "{}", 0, 3))));
        store.add(
                store.experiment("digits").orElseThrow().id(),
                new Artifact(
                        2,
                        "digits-t02.plateau",
                        Artifact.Kind.MODEL,
                        HOME + "/digits-t02.plateau",
                        12345,
                        "a".repeat(64),
                        "{\"file\":\"" + HOME + "\"}"));
        dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
        client = new Client(dashboard);
    }

    @AfterAll
    void stop() {
        dashboard.close();
        store.close();
    }

    private JsonNode trial(String experiment, int number) {
        return client.json("/api/experiments/" + experiment + "/trials/" + number);
    }

    private RunRow run(String experiment, int index) {
        return store.runs(store.experiment(experiment).orElseThrow().id()).get(index);
    }

    private static List<Integer> ints(JsonNode column) {
        List<Integer> values = new ArrayList<>();
        column.forEach(value -> values.add(value.asInt()));
        return values;
    }

    private static List<Double> doubles(JsonNode column) {
        List<Double> values = new ArrayList<>();
        column.forEach(value -> values.add(value.asDouble()));
        return values;
    }

    private static JsonNode metric(JsonNode series, String name) {
        for (JsonNode metric : series.path("metrics")) {
            if (metric.path("name").asText().equals(name)) {
                return metric;
            }
        }
        throw new AssertionError("no " + name + " in " + series);
    }

    /** The objective of the first training of digits, as the store has it. */
    private List<List<Double>> storedLosses() {
        long stage = run("digits", 0).stageId();
        return store.series(List.of(stage), "val_loss").stream()
                .map(series -> series.curve().values())
                .toList();
    }

    @Test
    void trialKnowsItsRunsItsNeighboursAndWhoSharesItsTraining() {
        JsonNode two = trial("digits", 2);
        assertAll(
                () -> assertEquals(List.of(6, 6, 6), ints(two.path("runs").path("epochs"))),
                () -> assertEquals(List.of(1, 2, 3), ints(two.path("runs").path("fold"))),
                () -> assertEquals(1, two.path("previous").asInt()),
                () -> assertEquals(3, two.path("next").asInt()),
                () -> assertEquals(2, two.path("best").asInt()),
                () -> assertEquals(List.of(1), ints(two.path("siblings").path("number"))),
                () -> assertEquals(
                        "shares epochs 1–3 with t01",
                        two.path("siblings").path("sentence").asText()),
                () -> assertTrue(trial("digits", 1).path("previous").isNull()),
                () -> assertTrue(trial("digits", 4).path("next").isNull()));
    }

    @Test
    void adviceOfATrialIsTheAdvisors() {
        ExperimentRow experiment = store.experiment("digits").orElseThrow();
        var advice = Findings.of(
                        TrialFolds.of(
                                        store,
                                        experiment,
                                        store.trial(experiment.id(), 2).orElseThrow())
                                .orElseThrow(),
                        Rule.AUTO,
                        0.95)
                .advice();
        JsonNode answer = trial("digits", 2).path("advice");
        JsonNode epochs = client.json("/api/experiments/digits/epochs?trial=2");
        assertEquals(advice.epoch(), answer.path("epoch").asInt());
        assertEquals(advice.reason(), answer.path("reason").asText());
        assertEquals(advice.reason(), epochs.path("reason").asText());
        int at = ints(epochs.path("cost").path("epoch")).indexOf(advice.epoch());
        assertEquals(0, epochs.path("cost").path("loss").get(at).asDouble());
        assertEquals(
                advice.at().mean(), epochs.path("cost").path("mean").get(at).asDouble());
    }

    @Test
    void ruleThatIsAskedForChooses() {
        JsonNode auto = client.json("/api/experiments/digits/epochs?trial=2");
        JsonNode other = client.json("/api/experiments/digits/epochs?trial=2&rule=one_standard_error");
        assertEquals("auto", auto.path("rule").asText());
        assertEquals("one_standard_error", other.path("rule").asText());
        assertEquals(auto.path("rules").path("one_standard_error"), other.path("epoch"));
        assertEquals(
                "./plateau refit digits --trial 2 --db other.db",
                other.path("refit").asText());
    }

    @Test
    void trialWithoutAnEndedFoldSaysWhatIsMissing() {
        JsonNode begun = client.json("/api/experiments/digits/epochs?trial=4");
        assertEquals(
                "No fold of t04 has ended yet; the furthest of 3 is at epoch 4",
                begun.path("missing").asText());
        assertTrue(begun.path("epoch").isMissingNode(), begun.toString());
        assertTrue(begun.path("cost").isNull());
        assertEquals(begun.path("missing"), trial("digits", 4).path("missing"));
        JsonNode failed = client.json("/api/experiments/failed/epochs?trial=1");
        assertEquals(
                "The one fold of t01 that has ended gave no finite val_loss, so nothing can be said about its epochs",
                failed.path("missing").asText());
        assertEquals(
                "No trial of failed is complete yet; the best one is advised on as soon as one is",
                client.json("/api/experiments/failed/epochs").path("missing").asText());
    }

    @Test
    void adviceThatIsRememberedFollowsTheRunsThatEnd(@TempDir Path folder) {
        try (Store own = Stores.sqlite(folder.resolve("plateau.db"));
                Dashboard other = Dashboard.start(own, Dashboard.LOOPBACK, 0)) {
            SampleSearch search =
                    SampleSearch.create(own, "digits", Grid.small()).train(0, 1);
            Client asks = new Client(other);
            String epochs = "/api/experiments/digits/epochs?trial=2";
            JsonNode one = asks.json(epochs);
            assertEquals(one, asks.json(epochs));
            search.train(1, 3);
            JsonNode three = asks.json(epochs);
            assertEquals(1, one.path("folds").asInt());
            assertEquals(3, three.path("folds").asInt());
            assertTrue(one.path("standard_error").isNull());
            double error = three.path("standard_error").asDouble();
            assertTrue(error > 0, () -> "three folds have a standard error, found " + error);
        }
    }

    @Test
    void seriesHaveEveryMetricOfEveryFoldUpToWhereTheTrialIsRead() {
        JsonNode series = client.json("/api/experiments/digits/trials/1/series");
        assertEquals(3, series.path("longest").asInt());
        assertEquals(4, series.path("metrics").size());
        JsonNode loss = metric(series, "val_loss");
        List<List<Double>> stored = storedLosses();
        for (int fold = 0; fold < 3; fold++) {
            assertEquals(
                    stored.get(fold).subList(0, 3), doubles(loss.path("values").get(fold)));
        }
        double[] third = stored.stream().mapToDouble(fold -> fold.get(2)).toArray();
        double mean = (third[0] + third[1] + third[2]) / 3;
        double squares = Math.pow(third[0] - mean, 2) + Math.pow(third[1] - mean, 2) + Math.pow(third[2] - mean, 2);
        assertEquals(mean, loss.path("mean").get(2).asDouble(), 1e-15);
        assertEquals(Math.sqrt(squares / 6), loss.path("error").get(2).asDouble(), 1e-15);
        JsonNode later = client.json("/api/experiments/digits/trials/2/series?from=5");
        assertEquals(5, later.path("from").asInt());
        List<Double> fifth = storedLosses().stream().map(fold -> fold.get(4)).toList();
        JsonNode means = metric(later, "val_loss").path("mean");
        assertEquals(2, means.size());
        assertEquals(
                (fifth.get(0) + fifth.get(1) + fifth.get(2)) / 3, means.get(0).asDouble(), 1e-15);
    }

    @Test
    void valuesThatAreNotFiniteAreGaps() {
        JsonNode folds = metric(client.json("/api/experiments/diverged/trials/1/series"), "val_loss")
                .path("values");
        List<List<Double>> stored = store.series(List.of(run("diverged", 0).stageId()), "val_loss").stream()
                .map(series -> series.curve().values())
                .toList();
        int gaps = 0;
        for (int fold = 0; fold < stored.size(); fold++) {
            assertEquals(12, folds.get(fold).size());
            for (int i = 0; i < 12; i++) {
                boolean lost = stored.get(fold).get(i).isNaN();
                assertEquals(lost, folds.get(fold).get(i).isNull(), "fold " + fold + ", place " + i);
                gaps += lost ? 1 : 0;
            }
        }
        assertEquals(5, gaps, "one fold is lost from epoch 8 on");
    }

    @Test
    void logEndsWithItsLastLinesAndHasNoControlCharactersAndNoPaths() throws IOException {
        Path file = Files.createDirectories(store.files().resolve("logs"))
                .resolve("run-" + run("digits", 0).id() + ".log");
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 300; i++) {
            text.append("line ").append(i).append('\n');
        }
        text.append("\u001b[31mred\u001b[0m \u0007bell \u001b]0;title\u0007 at ")
                .append(HOME)
                .append("/model/Net.java:12 <b>bold</b> \u202eturned\n");
        Files.writeString(file, text);
        JsonNode log = client.json("/api/experiments/digits/trials/1/log?fold=1&lines=3");
        assertEquals(3, log.path("lines").size());
        assertEquals("line 300", log.path("lines").get(1).asText());
        assertEquals(
                "red bell  at Net.java:12 <b>bold</b> turned",
                log.path("lines").get(2).asText());
        assertTrue(log.path("more").asBoolean());
        assertEquals(
                "./plateau logs " + run("digits", 0).id() + " --db other.db",
                log.path("command").asText());
        JsonNode all = client.json("/api/experiments/digits/trials/1/log?fold=1&lines=2000");
        assertEquals(301, all.path("lines").size());
        assertFalse(all.path("more").asBoolean());
    }

    @Test
    void longLogIsReadFromItsEnd() throws IOException {
        Path file = Files.createDirectories(store.files().resolve("logs"))
                .resolve("run-" + run("digits", 1).id() + ".log");
        Files.writeString(file, ("é".repeat(999) + "\n").repeat(1000) + "the end\n");
        JsonNode log = client.json("/api/experiments/digits/trials/1/log?fold=2&lines=2000");
        int lines = log.path("lines").size();
        assertEquals("the end", log.path("lines").get(lines - 1).asText());
        assertEquals("é".repeat(999), log.path("lines").get(0).asText(), "the first line is whole");
        assertEquals(256 * 1024 / 1999 + 1, lines, "what fits into the bytes that are looked at");
        assertTrue(log.path("more").asBoolean());
    }

    @Test
    void runWithoutALogSaysWhy() {
        assertEquals(
                "This run has not begun, so it has no log",
                client.json("/api/experiments/digits/trials/4/log?fold=3")
                        .path("missing")
                        .asText());
        assertTrue(client.json("/api/experiments/diverged/trials/1/log")
                .path("missing")
                .asText()
                .startsWith("This run has no log here"));
    }

    @Test
    void noPathOfTheMachineLeaves() {
        JsonNode placed = trial("placed", 1);
        assertEquals("digits.yaml", placed.path("environment").path("file").asText());
        assertEquals(
                "./plateau run digits.yaml",
                placed.path("environment").path("command").asText());
        assertEquals("zebra", lastName(placed.path("environment")));
        assertEquals(
                "no such file: data.csv", trial("failed", 1).path("message").asText());
        for (String path : List.of("placed/trials/1", "failed/trials/1", "digits/trials/2", "digits/trials/2/series")) {
            String body = client.get("/api/experiments/" + path).body();
            assertFalse(body.contains("somebody"), body);
        }
        JsonNode artifacts = trial("digits", 2).path("artifacts");
        assertEquals("digits-t02.plateau", artifacts.path("name").get(0).asText());
        assertEquals(12345, artifacts.path("bytes").get(0).asInt());
        assertEquals(0, trial("digits", 1).path("artifacts").path("id").size());
    }

    private static String lastName(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names.get(names.size() - 1);
    }

    @Test
    void seedsKeepAllTheirBitsAndChangesThatWereNotCommittedAreNamed() {
        JsonNode placed = trial("placed", 1);
        assertEquals(
                "4611686018427387904", placed.path("runs").path("seed").get(0).asText());
        assertTrue(
                placed.path("reproduce").path("exact").toString().contains("commit abc123, with changes"),
                placed.toString());
        assertEquals(
                "./plateau verify placed --db other.db",
                placed.path("reproduce").path("verify").asText());
    }

    @Test
    void wrongQuestionsAreExplained() {
        assertAll(
                () -> problem(404, "There is no trial 99 in digits", "digits/trials/99"),
                () -> problem(404, "There is no trial x in digits", "digits/trials/x"),
                () -> problem(404, "There is no experiment none in this database", "none/trials/1"),
                () -> problem(400, "from must be an epoch, counted from 1, got 0", "digits/trials/1/series?from=0"),
                () -> problem(
                        400, "lines must be a whole number from 1 to 2000, got 9999", "digits/trials/1/log?lines=9999"),
                () -> problem(
                        404,
                        "t01 of digits has no fold 9 in repeat 1; folds and repeats count from 1",
                        "digits/trials/1/log?fold=9"));
    }

    private void problem(int status, String detail, String path) {
        JsonNode body = client.json("/api/experiments/" + path);
        assertEquals(detail, body.path("detail").asText());
        assertEquals(status, body.path("status").asInt());
    }

    @Test
    void bestEpochsByParameterNameEachTrainingOnce() {
        SampleSearch.create(store, "grid", new Grid(List.of(1e-3, 1e-2), List.of(16, 64), List.of(5, 30), 3))
                .trainAll()
                .state(State.COMPLETED);
        JsonNode by = client.json("/api/experiments/grid/epochs/by-parameter");
        assertEquals(List.of(1, 3, 5, 7), ints(by.path("trial")));
        JsonNode rate = null;
        for (JsonNode one : by.path("parameters")) {
            rate = one.path("name").asText().equals("learning_rate") ? one : rate;
            assertFalse(
                    one.path("name").asText().equals("epochs"), "the epochs decide nothing, they are what is decided");
            assertEquals(List.of(2, 2), ints(one.path("levels").path("trainings")));
        }
        assertEquals(
                List.of(0, 0, 1, 1), ints(java.util.Objects.requireNonNull(rate).path("level")));
        for (int trial : new int[] {1, 5}) {
            JsonNode epochs = client.json("/api/experiments/grid/epochs?trial=" + trial + "&rule=auto");
            int at = ints(by.path("trial")).indexOf(trial);
            assertEquals(
                    epochs.path("epoch").asDouble(), by.path("epochs").get(at).asDouble());
        }
    }
}
