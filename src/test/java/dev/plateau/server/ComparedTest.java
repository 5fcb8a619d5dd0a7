package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plateau.compare.At;
import dev.plateau.compare.Comparison;
import dev.plateau.compare.Comparison.Entry;
import dev.plateau.compare.Comparison.Finding;
import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API says of trials side by side, and of all experiments. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComparedTest {

    private static final String ODD = "a/b, c:d & 1+1 é";

    private Store store;
    private Dashboard dashboard;
    private Client client;

    @BeforeAll
    void start(@TempDir Path folder) {
        store = Stores.sqlite(folder.resolve("plateau.db"));
        SampleSearch.create(store, "digits", Grid.digits()).trainAll();
        SampleSearch.create(store, ODD, Grid.small()).train(0, 3).trainPart(3, 4);
        SampleSearch.create(store, "begun", Grid.small());
        dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
        client = new Client(dashboard);
    }

    @AfterAll
    void stop() {
        dashboard.close();
        store.close();
    }

    @Test
    void verdictsAreThoseOfTheCommandLine() {
        JsonNode answer = client.json("/api/compare?trials=digits:20,digits:32,digits:1&baseline=digits:32");
        Comparison comparison = Comparison.of(store, List.of(entry(32), entry(20), entry(1)), new At.Last());
        assertEquals(1, answer.path("baseline").asInt());
        assertEquals(2, answer.path("compared").asInt());
        for (int row : List.of(0, 2)) {
            Comparison.Difference difference =
                    comparison.rows().get(row == 0 ? 1 : 2).difference().orElseThrow();
            Finding finding = difference.finding().orElseThrow();
            JsonNode verdicts = answer.path("verdicts");
            assertAll(
                    () -> assertEquals(
                            finding.verdict().name(),
                            verdicts.path("verdict").get(row).asText()),
                    () -> assertEquals(
                            difference.mean(),
                            verdicts.path("difference").get(row).asDouble()),
                    () -> assertEquals(
                            finding.holm(), verdicts.path("holm").get(row).asDouble()),
                    () -> assertEquals(
                            finding.interval().low(),
                            verdicts.path("low").get(row).asDouble()));
        }
        assertEquals(
                "WORSE", answer.path("verdicts").path("verdict").get(2).asText(), "t01 has the smallest learning rate");
        assertTrue(
                sentence(answer, 2).matches("t01 is worse than t32: val_loss [0-9.]+ higher \\(95 % interval .*"),
                sentence(answer, 2));
    }

    @Test
    void trialThatCannotBeTestedSaysWhyAndDoesNotSpoilTheOthers() {
        JsonNode answer = client.json("/api/compare?trials=digits:32,digits:20,digits:39," + key(ODD, 2));
        assertEquals(
                List.of("BASELINE", "UNTESTED", "UNTESTED"),
                IntStream.of(0, 2, 3)
                        .mapToObj(i ->
                                answer.path("verdicts").path("verdict").get(i).asText())
                        .toList());
        assertEquals(1, answer.path("compared").asInt());
        assertTrue(sentence(answer, 2).contains("t39 of digits has a score that is no number"), sentence(answer, 2));
        assertTrue(sentence(answer, 3).contains("differ in their folds"), sentence(answer, 3));
        assertEquals(ODD, answer.path("trials").path("experiment").get(3).asText());
    }

    @Test
    void factsThatDifferAreMarked() {
        JsonNode answer = client.json("/api/compare?trials=digits:32,digits:20");
        List<String> differing = StreamSupport.stream(answer.path("facts").spliterator(), false)
                .filter(fact -> fact.path("differs").asBoolean())
                .map(fact -> fact.path("name").asText() + " " + fact.path("values"))
                .toList();
        assertEquals(List.of("learning_rate [0.01,0.001]"), differing);
        assertEquals(
                "samples",
                client.json("/api/compare?trials=digits:3,digits:6")
                        .path("budget")
                        .path("axis")
                        .asText());
        assertEquals(
                "epoch",
                client.json("/api/compare?trials=digits:1,digits:2")
                        .path("budget")
                        .path("axis")
                        .asText());
    }

    /** 1,437 rows make 90, 45, 23 and 12 steps of 16, 32, 64 and 128. */
    @Test
    void equalStepsAreOtherEpochsForOtherBatchSizes() {
        JsonNode answer = client.json("/api/compare?trials=digits:3,digits:6,digits:9,digits:12&at=steps:100");
        assertEquals("steps:100", answer.path("at").asText());
        assertEquals(
                List.of(1, 2, 4, 8),
                StreamSupport.stream(answer.path("trials").path("epoch").spliterator(), false)
                        .map(JsonNode::asInt)
                        .toList());
        assertEquals(
                "steps:480",
                client.json("/api/compare?trials=digits:3,digits:12&at=steps")
                        .path("at")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trials=digits | 400 | trials must be an experiment and the number of a trial such as digits:3, got digits",
                "trials=digits:3, | 400 | trials must be an experiment and the number of a trial such as digits:3, got nothing",
                "trials=digits:99 | 404 | There is no trial 99 in digits, which has 48",
                "trials=none:1 | 404 | There is no experiment none in this database",
                "trials=%25zz:1 | 400 | the name of an experiment must be URI-encoded, got %zz",
                "trials=digits:1&baseline=digits:2 | 400 | baseline must be one of the trials, got digits:2",
                "trials=digits:1&at=first | 400 | at must be last, best, epoch:N, steps:N, samples:N or seconds:N with N above 0, got first",
                "trials=begun:1&at=samples | 400 | There is no budget that every trial has spent: one has not trained an epoch yet",
            })
    void wrongKeyIsNamed(String query, int status, String detail) {
        HttpResponse<String> answer = client.get("/api/compare?" + query);
        assertEquals(status, answer.statusCode());
        assertTrue(answer.body().contains(detail), answer.body());
    }

    @Test
    void moreThanFiftyTrialsAreRefused() {
        String keys = IntStream.rangeClosed(1, 51).mapToObj(i -> "digits:1").collect(Collectors.joining(","));
        HttpResponse<String> answer = client.get("/api/compare?trials=" + keys);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("At most 50 trials at a time, got 51"), answer.body());
    }

    @Test
    void noTrialIsAnEmptyAnswer() {
        JsonNode answer = client.json("/api/compare");
        assertEquals(0, answer.path("trials").path("number").size());
        assertTrue(answer.path("budget").isNull());
    }

    @Test
    void sparklineIsTheBestSoFarInAtMostFortyValues() {
        JsonNode list = client.json("/api/experiments");
        int row = names(list).indexOf("digits");
        List<Double> sparkline = StreamSupport.stream(
                        list.path("sparkline").get(row).spliterator(), false)
                .map(JsonNode::asDouble)
                .toList();
        assertEquals(40, sparkline.size());
        assertEquals(sparkline.stream().sorted((a, b) -> Double.compare(b, a)).toList(), sparkline);
        assertEquals(list.path("best_score").get(row).asDouble(), sparkline.get(39));
        ExperimentRow digits = store.experiment("digits").orElseThrow();
        int best = list.path("best_trial").get(row).asInt();
        assertEquals(digits.bestScore(), store.trials(digits.id()).get(best - 1).score());
        assertTrue(list.path("seconds_left").get(row).isNull());
    }

    /** 2 stages of 6 epochs on 3 folds, one stage trained and 4 epochs of a run: 14 epochs are left, one run trains. */
    @Test
    void runningExperimentSaysHowLongItStillTakesAtItsPace() {
        JsonNode list = client.json("/api/experiments");
        double left = list.path("seconds_left").get(names(list).indexOf(ODD)).asDouble();
        assertEquals(14 * (0.02 + 45 * 0.0004), left, 1e-9);
        assertTrue(list.path("seconds_left").get(names(list).indexOf("begun")).isNull());
    }

    private static List<String> names(JsonNode list) {
        return StreamSupport.stream(list.path("name").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String sentence(JsonNode answer, int row) {
        return answer.path("verdicts").path("sentence").get(row).asText();
    }

    /** As a browser writes it: the name encoded as a part of the key, the key as a part of the URL. */
    private static String key(String name, int trial) {
        return encoded(encoded(name)) + ":" + trial;
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private Entry entry(int trial) {
        ExperimentRow experiment = store.experiment("digits").orElseThrow();
        return new Entry(experiment, store.trials(experiment.id()).get(trial - 1));
    }
}
