package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plateau.curve.Goal;
import dev.plateau.store.Report;
import dev.plateau.store.Report.Score;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Search;
import dev.plateau.store.Search.NewStage;
import dev.plateau.store.Search.NewTrial;
import dev.plateau.store.Search.StoredFold;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.train.EpochReport;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The leaderboard's answers, over six trials whose numbers can be checked in the head: two folds; accuracy per epoch is
 *
 * <pre>
 * trial  read at  fold 1          fold 2          state
 * 1      3        .2 .6 .4        .4 .8 .6        completed  score .5, error .1
 * 2      2        .2 .6           .4 .8           completed  score .7, error .1   (the same training as trial 1)
 * 3      3        .1 .2 .3        -               running    score .3
 * 4      3        .9 NaN NaN      .5 .5 .5        completed  not finite
 * 5      3        failed at once
 * 6      3        queued
 * </pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrialsTest {

    private static final String TRIALS = "/api/experiments/small/trials";

    private Store store;
    private Dashboard dashboard;
    private Client client;

    @BeforeAll
    void start(@TempDir Path folder) {
        store = Stores.sqlite(folder.resolve("plateau.db"));
        long id = store.create(search());
        store.experimentState(id, State.RUNNING);
        List<RunRow> runs = store.runs(id);
        train(runs.get(0), 0.2, 0.6, 0.4);
        train(runs.get(1), 0.4, 0.8, 0.6);
        train(runs.get(2), 0.1, 0.2, 0.3);
        train(runs.get(4), 0.9, Double.NaN, Double.NaN);
        train(runs.get(5), 0.5, 0.5, 0.5);
        store.begin(runs.get(6).id(), "worker-1");
        store.end(runs.get(6).id(), 1, State.FAILED, Optional.of("=1+1 went wrong"), List.of());
        dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
        client = new Client(dashboard);
    }

    private static Search search() {
        List<NewStage> stages = List.of(
                stage("{\"a:b\":1}"), stage("{\"a:b\":2}"), stage("{\"a:b\":3}"), stage("{}"), stage("{\"x\":0}"));
        List<NewTrial> trials = List.of(
                new NewTrial(1, "{\"a:b\":10,\"name\":\"one|two\",\"same\":1}", 0, 3),
                new NewTrial(2, "{\"a:b\":9,\"name\":\"Two\",\"same\":1}", 0, 2),
                new NewTrial(3, "{\"a:b\":\"text\",\"same\":1}", 1, 3),
                new NewTrial(4, "{\"a:b\":true,\"name\":\"@x\",\"same\":1}", 2, 3),
                new NewTrial(5, "{\"name\":\"Two\",\"same\":1}", 3, 3),
                new NewTrial(6, "{\"a:b\":10.0,\"rate\":0.5,\"same\":1}", 4, 3));
        List<StoredFold> folds =
                List.of(new StoredFold(0, 0, List.of(1), List.of(0)), new StoredFold(0, 1, List.of(0), List.of(1)));
        return new Search(
                "small", "", "small", "name: x\n", "accuracy", Goal.MAXIMIZE, Map.of(), folds, stages, trials);
    }

    private static NewStage stage(String settings) {
        return new NewStage(settings, 3, List.of(1L, 2L));
    }

    private void train(RunRow run, double... values) {
        store.begin(run.id(), "worker-1");
        for (int epoch = 1; epoch <= values.length; epoch++) {
            int now = epoch;
            double value = values[epoch - 1];
            List<Score> scores = store.trials(1).stream()
                    .filter(trial -> trial.stageId() == run.stageId() && trial.epochs() == now)
                    .map(trial -> new Score(trial.id(), value))
                    .toList();
            Map<String, Double> metrics = new TreeMap<>(Map.of("accuracy", value, "loss", 1 - value));
            store.report(new Report(run.id(), 1, new EpochReport(epoch, epoch, epoch, 1, metrics), scores))
                    .join();
        }
        store.end(run.id(), 1, State.COMPLETED, Optional.empty(), List.of());
    }

    @AfterAll
    void stop() {
        dashboard.close();
        store.close();
    }

    @Test
    void bestComesFirstAndTrialsWithoutAValueLastEitherWay() {
        assertEquals(List.of(2, 1, 3, 4, 5, 6), numbers(""));
        assertEquals(List.of(3, 1, 2, 4, 5, 6), numbers("?sort=-score"));
    }

    @Test
    void valueIsReadFromTheCurvesAsAsked() {
        assertAll(
                () -> assertEquals(List.of("0.7", "0.7", "0.3", "0.7"), first(4, "?value=best&sort=trial")),
                () -> assertEquals(List.of("0.5", "0.7", "0.3", "null"), first(4, "?value=last&sort=trial")),
                () -> assertEquals(List.of("0.7", "0.7", "0.2", "null"), first(4, "?value=epoch:2&sort=trial")),
                () -> assertEquals(List.of("0.5", "null", "0.3", "null"), first(4, "?value=epoch:3&sort=trial")),
                () -> assertEquals(List.of("null", "null"), first(2, "?value=epoch:4&sort=trial")),
                () -> assertEquals(List.of("0.3", "0.3"), first(2, "?value=best&metric=loss&sort=trial")));
    }

    @Test
    void valueHasItsErrorAndSaysHowManyFoldsAreInIt() {
        JsonNode page = client.json(TRIALS + "?value=epoch:1&sort=trial");
        // Two folds: the standard error is half their distance.
        assertEquals(0.1, page.path("value_error").get(0).asDouble(), 1e-12);
        assertTrue(page.path("value_error").get(2).isNull());
        assertEquals("[2,2,1,2,0,0]", page.path("value_count").toString());
        assertEquals("[0,0,1,2,3,4]", page.path("stage").toString());
    }

    @Test
    void mixedTypesAreSortedNumbersFirstAndEqualOnesByNumber() {
        assertEquals(List.of(2, 1, 6, 4, 3, 5), numbers("?sort=p.a:b"));
        assertEquals(List.of(3, 4, 1, 6, 2, 5), numbers("?sort=-p.a:b"));
    }

    @Test
    void filtersAreRangesOrValuesAndAllMustHold() {
        assertAll(
                () -> assertEquals(List.of(2, 1), numbers(where("score:0.5.."))),
                () -> assertEquals(List.of(1, 3), numbers(where("score:..0.5"))),
                () -> assertEquals(List.of(3, 6), numbers(where("state:RUNNING|QUEUED"))),
                () -> assertEquals(List.of(1, 6), numbers(where("p.a:b:10"))),
                () -> assertEquals(List.of(1), numbers(where("p.name:one%7Ctwo"))),
                () -> assertEquals(List.of(3, 6), numbers(where("p.name:"))),
                () -> assertEquals(List.of(2), numbers(where("p.name:Two") + "&where=score:0..")),
                () -> assertEquals(List.of(), numbers(where("trial:7"))));
        JsonNode page = client.json(TRIALS + where("score:0.5.."));
        assertEquals(6, page.path("total").asInt());
        assertEquals(2, page.path("matching").asInt());
    }

    @Test
    void textIsFoundInNumbersSettingsStatesAndMessages() {
        assertAll(
                () -> assertEquals(List.of(2), numbers("?q=t02")),
                () -> assertEquals(List.of(2, 1, 5), numbers("?q=TWO")),
                () -> assertEquals(List.of(5), numbers("?q=two+wrong")),
                () -> assertEquals(List.of(3), numbers("?q=running")),
                () -> assertEquals(List.of(), numbers("?q=nowhere")));
    }

    @Test
    void pagesFollowOneAnotherByCursorsOfTheirOwnSelection() {
        JsonNode first = client.json(TRIALS + "?limit=4");
        assertEquals("[2,1,3,4]", first.path("number").toString());
        String next = first.path("next").asText();
        JsonNode second = client.json(TRIALS + "?limit=4&cursor=" + next);
        assertEquals("[5,6]", second.path("number").toString());
        assertTrue(second.path("next").isNull());
        assertEquals(
                "The cursor belongs to another value, sort or filter: begin again without it",
                detail("?sort=trial&cursor=" + next));
        assertEquals("cursor must be what another page gave as next, got x!", detail("?cursor=x!"));
        assertEquals(List.of(5, 6), numbers("?offset=4"));
        assertEquals(List.of(), numbers("?offset=99"));
    }

    @Test
    void groupsHaveARowForEachValue() {
        JsonNode groups = client.json(TRIALS + "?group=name");
        assertAll(
                () -> assertEquals(
                        "[\"Two\",\"one|two\",null,\"@x\"]", groups.path("name").toString()),
                () -> assertEquals("[2,1,2,1]", groups.path("trials").toString()),
                () -> assertEquals("[2,1,3,0]", groups.path("best_trial").toString()),
                () -> assertEquals("[1,1,1,0]", groups.path("scored").toString()),
                () -> assertEquals(
                        "{\"COMPLETED\":1,\"FAILED\":1}",
                        groups.path("states").get(0).toString()),
                () -> assertEquals(4, groups.path("groups").asInt()));
        assertEquals(
                "[\"Two\",null]",
                client.json(TRIALS + "?group=name&sort=trials&limit=2")
                        .path("name")
                        .toString());
    }

    @Test
    void wrongQuestionsAreAnsweredWithWhatIsNearest() {
        String known =
                "trial, score, score_error, state, epochs, epochs_done, folds_done, stage, message, p.a:b, p.name, p.same, p.rate";
        assertAll(
                () -> assertEquals(
                        "sort has no column \"scroe\"; did you mean \"score\"? Known: " + known, detail("?sort=scroe")),
                () -> assertEquals(
                        "where has no column \"p.nam\"; did you mean \"p.name\"? Known: " + known,
                        detail(where("p.nam:x"))),
                () -> assertEquals(
                        "where must be column:low..high or column:one|two, got \"score\"", detail(where("score"))),
                () -> assertEquals(
                        "where: a range of score is two numbers with .. between them, got a..b",
                        detail(where("score:a..b"))),
                () -> assertEquals(
                        "where: the range of score must begin below its end, got 2..1", detail(where("score:2..1"))),
                () -> assertEquals(
                        "where: epochs is a number; expected low..high or numbers with | between them, got many",
                        detail(where("epochs:many"))),
                () -> assertEquals("value must be score, best, last or epoch:N, got \"bset\"", detail("?value=bset")),
                () -> assertEquals(
                        "There is no metric \"los\"; did you mean \"loss\"? Known: accuracy, loss",
                        detail("?value=best&metric=los")),
                () -> assertEquals(
                        "Scores are of accuracy; to see loss ask for value=best, last or epoch:N",
                        detail("?metric=loss")),
                () -> assertEquals(
                        "group has no parameter \"nam\"; did you mean \"name\"? Known: a:b, name, same, rate",
                        detail("?group=nam")),
                () -> assertEquals("limit must be a whole number from 1 to 10000, got 0", detail("?limit=0")));
        assertEquals(400, client.get(TRIALS + "?sort=scroe").statusCode());
    }

    @Test
    void tableForSpreadsheetsHoldsTheMatchingRowsAndNoFormula() {
        HttpResponse<String> answer = client.get(TRIALS + "?format=csv&sort=trial&where=trial:4..5");
        assertEquals(
                "text/csv;charset=utf-8",
                answer.headers()
                        .firstValue("Content-Type")
                        .orElseThrow()
                        .replace(" ", "")
                        .toLowerCase(java.util.Locale.ROOT));
        assertEquals(
                "attachment; filename=\"small-trials.csv\"",
                answer.headers().firstValue("Content-Disposition").orElseThrow());
        List<String> lines = answer.body().lines().toList();
        assertEquals(
                "trial,state,score,score_error,folds_done,epochs,epochs_done,p.a:b,p.name,p.same,p.rate,message",
                lines.get(0));
        assertEquals("4,COMPLETED,,,2,3,6,true,'@x,1,,", lines.get(1));
        assertEquals("5,FAILED,,,0,3,0,,Two,1,,'=1+1 went wrong", lines.get(2));
        assertEquals(3, lines.size());
    }

    @Test
    void tableFollowsTheStore() {
        SampleSearch moving = SampleSearch.create(store, "moving", SampleSearch.Grid.small());
        String path = "/api/experiments/moving/trials?value=last&sort=trial";
        assertEquals("[null,null,null,null]", client.json(path).path("value").toString());
        moving.trainPart(0, 2);
        JsonNode begun = client.json(path);
        assertTrue(begun.path("value").get(0).isNumber(), begun.toString());
        assertEquals("[2,2,0,0]", begun.path("epochs_done").toString());
        moving.trainOn(0, 3);
        assertEquals("[3,3,0,0]", client.json(path).path("epochs_done").toString());
        assertTrue(
                !client.json(path)
                        .path("value")
                        .get(1)
                        .equals(begun.path("value").get(1)),
                "the last value is another one");
    }

    @Test
    void experimentSaysWhatItsPageNeeds() {
        JsonNode small = client.json("/api/experiments/small");
        assertAll(
                () -> assertEquals("[2,1,3]", small.path("leading").toString()),
                () -> assertEquals(2, small.path("best_trial").asInt()),
                () -> assertEquals(0.1, small.path("best_score_error").asDouble(), 1e-12),
                () -> assertEquals(
                        "Two", small.path("best_configuration").path("name").asText()),
                () -> assertEquals("{\"same\":1}", small.path("fixed").toString()),
                () -> assertEquals(
                        "text", small.path("parameters").get(0).path("kind").asText()),
                () -> assertEquals(
                        "number", small.path("parameters").get(3).path("kind").asText()),
                () -> assertTrue(small.path("parameters").get(3).path("varies").asBoolean(), "only one trial has it"));
    }

    private static String where(String condition) {
        return "?where=" + URLEncoder.encode(condition, StandardCharsets.UTF_8);
    }

    private String detail(String query) {
        return client.json(TRIALS + query).path("detail").asText();
    }

    private List<Integer> numbers(String query) {
        return StreamSupport.stream(client.json(TRIALS + query).path("number").spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }

    /** The first values, rounded to what the table above says. */
    private List<String> first(int count, String query) {
        return StreamSupport.stream(client.json(TRIALS + query).path("value").spliterator(), false)
                .limit(count)
                .map(value -> value.isNull() ? "null" : String.valueOf(Math.round(value.asDouble() * 1e9) / 1e9))
                .toList();
    }
}
