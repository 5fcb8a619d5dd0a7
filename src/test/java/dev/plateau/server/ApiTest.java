package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the API says of a search of 2 stages with 2 trials each on 3 folds: one trained, one begun, and one that diverged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {

    private static final String SCRIPT = "<script>alert('x')</script>";

    private Store store;
    private Dashboard dashboard;
    private Client client;

    @BeforeAll
    void start(@TempDir Path folder) {
        store = Stores.sqlite(folder.resolve("plateau.db"));
        SampleSearch.create(store, "digits", SCRIPT, Grid.small()).train(0, 3).trainPart(3, 4);
        SampleSearch.create(store, "a/b & c", Grid.small()).fail(0, SCRIPT);
        SampleSearch.create(store, "diverged", new Grid(List.of(0.1), List.of(16), List.of(12), 3))
                .trainAll();
        dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
        client = new Client(dashboard);
    }

    @AfterAll
    void stop() {
        dashboard.close();
        store.close();
    }

    @Test
    void countsWhatIsDone() {
        JsonNode digits = client.json("/api/experiments/digits");
        JsonNode trials = client.json("/api/experiments/digits/trials?sort=trial");
        assertAll(
                () -> assertEquals(3, digits.path("folds").asInt()),
                () -> assertEquals(3 * 6 + 4, digits.path("epochs").asInt()),
                () -> assertEquals(2 * 3 * 6, digits.path("epochs_planned").asInt()),
                () -> assertEquals(List.of(3, 3, 1, 0), ints(trials.path("folds_done"))),
                () -> assertEquals(List.of(9, 18, 3, 4), ints(trials.path("epochs_done"))),
                () -> assertEquals(
                        List.of(0.001, 0.001, 0.01, 0.01),
                        doubles(trials.path("configuration").path("learning_rate"))));
    }

    @Test
    void bestIsOfCompletedTrialsOnly() {
        JsonNode digits = client.json("/api/experiments/digits");
        JsonNode trials = client.json("/api/experiments/digits/trials?sort=trial");
        JsonNode score = trials.path("score");
        assertEquals(2, digits.path("best_trial").asInt());
        assertEquals(score.get(1), digits.path("best_score"));
        assertTrue(score.get(2).asDouble() < score.get(1).asDouble(), "a single fold of trial 3 is better: " + score);
        assertEquals(
                List.of(score.get(0), score.get(1), score.get(1), score.get(1)),
                StreamSupport.stream(trials.path("best_so_far").spliterator(), false)
                        .toList());
    }

    @Test
    void curveOfATrialEndsWhereTheTrialIsRead() {
        JsonNode trials =
                client.json("/api/experiments/digits/curves?trials=2,1&folds=1").path("trials");
        assertEquals(2, trials.get(0).path("number").asInt());
        assertEquals(6, trials.get(0).path("validation").path("mean").size());
        assertEquals(3, trials.get(1).path("validation").path("mean").size());
        assertEquals(3, trials.get(1).path("step").size());
        assertEquals(
                3,
                trials.get(1)
                        .path("validation")
                        .path("folds")
                        .get(0)
                        .path("values")
                        .size());
    }

    @Test
    void meanAndErrorAreThoseOfTheFolds() {
        JsonNode band = client.json("/api/experiments/digits/curves?trials=2&folds=1")
                .path("trials")
                .get(0)
                .path("validation");
        double[] y = StreamSupport.stream(band.path("folds").spliterator(), false)
                .mapToDouble(fold -> fold.path("values").get(4).asDouble())
                .toArray();
        double mean = (y[0] + y[1] + y[2]) / 3;
        double variance = (Math.pow(y[0] - mean, 2) + Math.pow(y[1] - mean, 2) + Math.pow(y[2] - mean, 2)) / 2;
        assertEquals(mean, band.path("mean").get(4).asDouble(), 1e-12);
        assertEquals(Math.sqrt(variance / 3), band.path("error").get(4).asDouble(), 1e-12);
    }

    @Test
    void oneFoldHasNoErrorAndSaysThatItIsOne() {
        JsonNode trial = client.json("/api/experiments/digits/curves?trials=4")
                .path("trials")
                .get(0);
        assertEquals(List.of(1, 1, 1, 1), ints(trial.path("validation").path("count")));
        assertTrue(trial.path("validation").path("error").get(0).isNull());
        assertTrue(trial.path("advice").isNull(), "no fold has come to its end: " + trial.path("advice"));
    }

    @Test
    void epochsThatAFoldCouldNotMeasureAreNull() {
        JsonNode trial = client.json("/api/experiments/diverged/curves?trials=1")
                .path("trials")
                .get(0);
        JsonNode mean = trial.path("validation").path("mean");
        assertAll(
                () -> assertTrue(mean.get(6).isDouble(), mean.toString()),
                () -> assertTrue(mean.get(7).isNull(), mean.toString()),
                () -> assertEquals(12, mean.size()),
                () -> assertTrue(trial.path("advice").path("reason").asText().contains("1 fold diverged")));
    }

    @Test
    void bandsHoldWhatAPageNeedsToSwitchBetweenThem() {
        JsonNode answer = client.json("/api/experiments/digits/curves?trials=2&folds=1");
        JsonNode band = answer.path("trials").get(0).path("validation");
        double[] y = StreamSupport.stream(band.path("folds").spliterator(), false)
                .mapToDouble(fold -> fold.path("values").get(4).asDouble())
                .sorted()
                .toArray();
        assertAll(
                () -> assertEquals(y[0], band.path("min").get(4).asDouble(), 0),
                () -> assertEquals(y[2], band.path("max").get(4).asDouble(), 0),
                () -> assertEquals(
                        band.path("error").get(4).asDouble() * Math.sqrt(3),
                        band.path("sd").get(4).asDouble(),
                        1e-15),
                // Student's t at 0.975 with 1 and 2 degrees of freedom, from a printed table.
                () -> assertTrue(answer.path("standard_errors").get(1).isNull()),
                () -> assertEquals(12.706, answer.path("standard_errors").get(2).asDouble(), 5e-4),
                () -> assertEquals(4.303, answer.path("standard_errors").get(3).asDouble(), 5e-4));
    }

    @Test
    void foldsAreSentOnlyWhenAskedFor() {
        JsonNode trial = client.json("/api/experiments/digits/curves?trials=2")
                .path("trials")
                .get(0);
        assertTrue(trial.path("validation").path("folds").isNull());
        assertEquals("COMPLETED", trial.path("state").asText());
        assertEquals(3, trial.path("folds_done").asInt());
        assertEquals(0.001, trial.path("configuration").path("learning_rate").asDouble());
    }

    @Test
    void longCurvesAreThinnedAndSayOfHowMany() {
        JsonNode trial = client.json("/api/experiments/diverged/curves?trials=1&points=10")
                .path("trials")
                .get(0);
        List<Integer> epochs = ints(trial.path("epoch"));
        assertAll(
                () -> assertEquals(12, trial.path("of").asInt()),
                () -> assertTrue(epochs.size() < 12, epochs.toString()),
                () -> assertEquals(1, epochs.get(0)),
                () -> assertEquals(12, epochs.get(epochs.size() - 1)),
                () -> assertTrue(epochs.containsAll(List.of(7, 8)), "both edges of the gap: " + epochs),
                () -> assertEquals(epochs.size(), trial.path("step").size()),
                () -> assertEquals(
                        epochs.size(), trial.path("validation").path("mean").size()));
        assertEquals(
                "points must be a whole number from 10 to 100000, got 9",
                client.json("/api/experiments/digits/curves?trials=1&points=9")
                        .path("detail")
                        .asText());
    }

    @Test
    void adviceForATrialThatIsReadBeforeItsTrainingEndsIsFromTheWholeTraining() {
        JsonNode trials =
                client.json("/api/experiments/digits/curves?trials=1,2").path("trials");
        JsonNode early = trials.get(0).path("advice");
        JsonNode late = trials.get(1).path("advice");
        assertAll(
                () -> assertEquals(6, early.path("trained").asInt()),
                () -> assertEquals(late.path("epoch"), early.path("epoch")),
                () -> assertTrue(
                        early.path("reason")
                                .asText()
                                .endsWith(
                                        "; this is from all 6 epochs of the training, of which the trial has the first 3."),
                        early.path("reason").asText()),
                () -> assertTrue(
                        !late.path("reason").asText().contains("the trial has the first"),
                        late.path("reason").asText()),
                () -> assertEquals(
                        client.json("/api/experiments/digits/epochs?trial=2").path("epoch"), late.path("epoch")));
    }

    @Test
    void metricIsFoundByEitherName() {
        JsonNode pair = client.json("/api/experiments/digits/curves?trials=1&metric=accuracy");
        assertEquals("val_accuracy", pair.path("validation").asText());
        assertEquals(pair, client.json("/api/experiments/digits/curves?trials=1&metric=val_accuracy"));
        assertTrue(pair.path("trials").get(0).path("advice").isNull(), "advice is for the objective only");
    }

    @Test
    void wrongTrialsAreExplained() {
        assertEquals(
                "trials must be whole numbers separated by commas, got 1,x",
                client.json("/api/experiments/digits/curves?trials=1,x")
                        .path("detail")
                        .asText());
        assertEquals(
                "At most 200 trials at a time",
                client.json("/api/experiments/digits/curves?trials=" + "1,".repeat(200) + "1")
                        .path("detail")
                        .asText());
    }

    @Test
    void wrongQuestionsAboutEpochsAreExplained() {
        String epochs = "/api/experiments/digits/epochs";
        assertEquals(
                "There is no trial 99 in digits",
                client.json(epochs + "?trial=99").path("detail").asText());
        assertEquals(
                "rule must be one of auto, minimum, smoothed_minimum, one_standard_error, one_standard_error_paired, patience,"
                        + " gl, pq, up, fold_mean, got luck",
                client.json(epochs + "?trial=1&rule=luck").path("detail").asText());
    }

    @Test
    void textOfUsersIsDataAndNothingElse() {
        assertEquals(
                SCRIPT,
                client.json("/api/experiments/digits").path("description").asText());
        JsonNode failed = client.json("/api/experiments/a%2Fb%20&%20c");
        assertEquals("a/b & c", failed.path("name").asText());
        assertEquals(
                SCRIPT,
                client.json("/api/experiments/a%2Fb%20&%20c/trials?sort=trial")
                        .path("message")
                        .get(0)
                        .asText());
        String type = client.get("/api/experiments/digits")
                .headers()
                .firstValue("Content-Type")
                .orElseThrow();
        assertEquals("application/json", type);
    }

    private static List<Integer> ints(JsonNode column) {
        return StreamSupport.stream(column.spliterator(), false)
                .map(IntNode.class::cast)
                .map(IntNode::intValue)
                .toList();
    }

    private static List<Double> doubles(JsonNode column) {
        return StreamSupport.stream(column.spliterator(), false)
                .map(JsonNode::asDouble)
                .toList();
    }
}
