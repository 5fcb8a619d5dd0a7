package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plateau.server.access.Door;
import dev.plateau.server.artifacts.ArtifactFolder;
import dev.plateau.server.control.Workshop;
import dev.plateau.server.mlflow.Tracking;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.track.Batch;
import dev.plateau.track.Metric;
import dev.plateau.track.NewRun;
import dev.plateau.track.Point;
import dev.plateau.track.Status;
import dev.plateau.track.Tags;
import dev.plateau.track.Tracker;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs log, as the pages ask for it. */
@SuppressWarnings("NullAway.Init")
class LoggedPagesTest {

    /** Clients name experiments by paths, and in sentences. */
    private static final String NAME = "/Users/me/digits 2: what & why?";

    private static final long START = 1_700_000_000_000L;

    @TempDir
    Path folder;

    private Store store;
    private Dashboard dashboard;
    private Client client;
    private Tracker tracker;
    private long experiment;

    @BeforeEach
    void start() {
        store = Stores.shared(folder.resolve("plateau.db"));
        tracker = store.tracker();
        ArtifactFolder files = new ArtifactFolder(folder.resolve("artifacts"), 1_000_000);
        tracker.defaultArtifacts("mlflow-artifacts:");
        dashboard = Dashboard.start(
                store,
                new Reach(Dashboard.LOOPBACK, 0, Set.of()),
                Door.open(),
                new Dashboard.Services(Workshop.closed("not here"), new Tracking(tracker, files, Clock.systemUTC())));
        client = new Client(dashboard);
        experiment = tracker.createExperiment(NAME, "", Map.of());
    }

    @AfterEach
    void stop() {
        dashboard.close();
        store.close();
    }

    private String logged(double rate, Map<String, String> tags, double... losses) {
        String run = tracker.createRun(new NewRun(experiment, "", "ada", START, tags))
                .id();
        tracker.log(run, Batch.ofParams(Map.of("learning_rate", String.valueOf(rate), "optimizer", "adam")));
        for (int epoch = 0; epoch < losses.length; epoch++) {
            Point point = new Point(epoch, START + 1000L * (epoch + 1), losses[epoch]);
            tracker.log(run, Batch.ofMetrics(List.of(new Metric("val_loss", point))));
        }
        return run;
    }

    private void finished(String run) {
        tracker.updateRun(run, Optional.of(Status.FINISHED), OptionalLong.of(START + 60_000), Optional.empty());
    }

    private String api(String rest) {
        return "/api/experiments/"
                + URLEncoder.encode(NAME, StandardCharsets.UTF_8).replace("+", "%20") + rest;
    }

    @Test
    void runsOfAProgramAreTrialsWithTheirCurvesAtOnce() {
        String run = logged(0.01, Map.of(), 0.9, 0.5, 0.4);
        JsonNode list = client.json("/api/experiments");
        assertEquals(NAME, list.path("name").get(0).asText());
        assertEquals("RUNNING", list.path("state").get(0).asText());
        finished(run);
        JsonNode detail = client.json(api(""));
        assertEquals("COMPLETED", detail.path("state").asText());
        assertEquals("val_loss", detail.path("metric").asText());
        assertEquals(0.4, detail.path("best_score").asDouble());
        assertEquals(
                0.01, detail.path("best_configuration").path("learning_rate").asDouble());
        JsonNode curves = client.json(api("/curves?trials=1")).path("trials").get(0);
        assertEquals("[1,2,3]", curves.path("epoch").toString());
    }

    @Test
    void thePageOfATrialTellsTheRunItsTagsAndItsFiles() throws Exception {
        String run = logged(0.01, Map.of("team", "vision", "mlflow.source.name", "train.py"), 0.9, 0.5);
        Path artifacts = folder.resolve("artifacts/" + experiment + "/" + run + "/artifacts/model");
        Files.createDirectories(artifacts);
        Files.writeString(artifacts.resolve("weights & more.json"), "[1]");
        JsonNode trial = client.json(api("/trials/1"));
        assertEquals(run, trial.path("environment").path("run_id").asText());
        assertEquals("vision", trial.path("environment").path("team").asText());
        assertEquals("train.py", trial.path("environment").path("source").asText());
        assertEquals("", trial.path("reproduce").path("verify").asText());
        JsonNode files = trial.path("artifacts");
        assertEquals("model/weights & more.json", files.path("name").path(0).asText());
        HttpResponse<String> file = client.get(files.path("url").path(0).asText());
        assertEquals("[1]", file.body());
        assertTrue(file.headers().firstValue("Content-Disposition").orElse("").startsWith("attachment"));
    }

    @Test
    void moreFilesThanAPageListsAreSaidToBeLeftOut() throws Exception {
        String run = logged(0.01, Map.of(), 0.9);
        Path artifacts = folder.resolve("artifacts/" + experiment + "/" + run + "/artifacts");
        Files.createDirectories(artifacts);
        for (int i = 0; i < 201; i++) {
            Files.writeString(artifacts.resolve("file-" + i + ".txt"), "");
        }
        JsonNode files = client.json(api("/trials/1")).path("artifacts");
        assertEquals(200, files.path("name").size());
        assertEquals("Only the first 200 files are listed", files.path("hidden").asText());
    }

    @Test
    void foldsInsideOfARunAreTheFoldsOfItsTrial() {
        String parent = logged(0.01, Map.of());
        for (int fold = 0; fold < 3; fold++) {
            String inside =
                    logged(0.01, Map.of(Tags.PARENT, parent, Tags.FOLD, String.valueOf(fold)), 0.9, 0.3 + 0.1 * fold);
            finished(inside);
        }
        finished(parent);
        JsonNode trial = client.json(api("/trials/1"));
        assertEquals(3, trial.path("folds_done").asInt());
        assertEquals(0.4, trial.path("score").asDouble(), 1e-12);
        // The sample deviation of 0.3, 0.4, 0.5 is 0.1.
        assertEquals(0.1 / Math.sqrt(3), trial.path("score_error").asDouble(), 1e-12);
        assertEquals(1, client.json(api("/trials")).path("total").asInt(1));
    }

    @Test
    void whatIsLoggedLaterIsOnThePagesThatWereReadBefore() {
        String run = tracker.createRun(new NewRun(experiment, "first try", "ada", START, Map.of()))
                .id();
        Point first = new Point(1, START + 1000, 0.5);
        tracker.log(run, Batch.ofMetrics(List.of(new Metric("loss", first))));
        String page = api("/trials?metric=val_loss&at=last");
        assertEquals(0, client.json(page).path("configuration").size());
        assertEquals(1, client.json(api("/curves?trials=1")).path("trials").size());
        tracker.log(run, Batch.ofParams(Map.of("depth", "3")));
        tracker.log(run, Batch.ofMetrics(List.of(new Metric("val_loss", new Point(1, START + 1000, 0.25)))));
        JsonNode later = client.json(page);
        assertEquals(3, later.path("configuration").path("depth").get(0).asInt());
        assertEquals(0.25, later.path("value").get(0).asDouble());
        assertEquals("first try", later.path("name").get(0).asText());
        assertEquals(
                1, client.json(api("/trials?q=first%20try")).path("matching").asInt());
        finished(run);
        String advice = api("/epochs?trial=1");
        assertEquals(0.25, client.json(advice).path("estimate").asDouble());
        tracker.log(run, Batch.ofMetrics(List.of(new Metric("val_loss", new Point(1, START + 2000, 0.125)))));
        assertEquals(0.125, client.json(advice).path("estimate").asDouble());
    }

    private void withFolds(double rate, double... scores) {
        String parent = logged(rate, Map.of());
        for (int fold = 0; fold < scores.length; fold++) {
            finished(logged(rate, Map.of(Tags.PARENT, parent, Tags.FOLD, String.valueOf(fold)), scores[fold]));
        }
        finished(parent);
    }

    private JsonNode compared(int one, int other) {
        String key = URLEncoder.encode(NAME, StandardCharsets.UTF_8).replace("+", "%20") + ":";
        return client.json("/api/compare?trials=" + key + one + "," + key + other + "&baseline=" + key + one);
    }

    @Test
    void foldsOfTwoRunsArePairedByTheirNumbers() {
        withFolds(0.01, 0.30, 0.40, 0.50);
        withFolds(0.02, 0.31, 0.42, 0.53);
        // Differences 0.01, 0.02, 0.03: mean 0.02, variance 1e-4, error sqrt((1/3 + 1/2) * 1e-4), t = 2.19089, two
        // degrees of freedom:
        // p = 1 - t / sqrt(t^2 + 2).
        // The runs of folds had numbers of their own before they became folds.
        assertEquals(5, client.json(api("")).path("last_trial").asInt());
        JsonNode compared = compared(1, 5);
        assertTrue(compared.toString().contains("0.1598"), compared::toString);
    }

    @Test
    void runsWithoutFoldsAreShownBesideEachOtherWithoutATest() {
        finished(logged(0.01, Map.of(), 0.9, 0.5));
        finished(logged(0.02, Map.of(), 0.8, 0.4));
        JsonNode compared = compared(1, 2);
        assertEquals(2, compared.path("trials").path("number").size(), compared::toString);
    }

    @Test
    void whatOnlyItsProgramCanDoIsRefusedInASentence() {
        logged(0.01, Map.of(), 0.9);
        for (String action : List.of("/stop", "/resume", "/trials/1/cancel", "/trials/1/requeue")) {
            HttpResponse<String> answer = client.write("POST", api(action), "{}");
            assertEquals(409, answer.statusCode(), () -> action + ": " + answer.body());
            assertTrue(answer.body().contains("program logs it"), answer::body);
        }
        assertEquals("RUNNING", client.json(api("/trials/1")).path("state").asText());
    }

    @Test
    void anExperimentThatWasDeletedIsOnNoPageUntilItIsRestored() {
        finished(logged(0.01, Map.of(), 0.9));
        tracker.experimentLifecycle(experiment, dev.plateau.track.Lifecycle.DELETED);
        assertEquals(0, client.json("/api/experiments").path("name").size());
        assertEquals(404, client.get(api("")).statusCode());
        tracker.experimentLifecycle(experiment, dev.plateau.track.Lifecycle.ACTIVE);
        assertEquals(200, client.get(api("")).statusCode());
    }
}
