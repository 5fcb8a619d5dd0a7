package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.ExperimentsPage;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.RunsPage;

/** MLflow's own client for Java, unmodified, against a server: what it writes it reads again, and the dashboard shows it. */
class MlflowJavaClientIT {

    @TempDir
    private Path folder;

    private Store store;
    private Dashboard dashboard;
    private MlflowClient client;

    @BeforeEach
    void start() {
        store = Stores.shared(folder.resolve("plateau.db"));
        dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
        client = new MlflowClient(dashboard.url());
    }

    @AfterEach
    void stop() {
        client.close();
        dashboard.close();
        store.close();
    }

    @Test
    void experimentLivesFromItsCreationToItsRestoration() {
        String id = client.createExperiment("digits");
        client.setExperimentTag(id, "team", "vision");
        client.renameExperiment(id, "digits-2");
        assertEquals("digits-2", client.getExperiment(id).getName());
        assertEquals(id, client.getExperimentByName("digits-2").orElseThrow().getExperimentId());
        assertTrue(client.getExperimentByName("digits").isEmpty());
        assertEquals("vision", client.getExperiment(id).getTags(0).getValue());
        client.createExperiment("others");
        List<String> names = new ArrayList<>();
        ExperimentsPage page = client.searchExperiments("", ViewType.ACTIVE_ONLY, 1, List.of("name ASC"));
        page.getItems().forEach(one -> names.add(one.getName()));
        while (page.hasNextPage()) {
            page = (ExperimentsPage) page.getNextPage();
            page.getItems().forEach(one -> names.add(one.getName()));
        }
        assertTrue(names.containsAll(List.of("digits-2", "others")), names.toString());
        client.deleteExperiment(id);
        assertEquals("deleted", client.getExperiment(id).getLifecycleStage());
        client.restoreExperiment(id);
        assertEquals("active", client.getExperiment(id).getLifecycleStage());
        MlflowHttpException taken = assertThrows(MlflowHttpException.class, () -> client.createExperiment("others"));
        assertEquals(400, taken.getStatusCode());
        assertTrue(taken.getBodyMessage().contains("RESOURCE_ALREADY_EXISTS"), taken.getBodyMessage());
    }

    @Test
    void runLivesFromItsCreationToItsRestoration() {
        String experiment = client.createExperiment("digits");
        String run = client.createRun(experiment).getRunId();
        client.logParam(run, "learning_rate", "0.01");
        client.logMetric(run, "loss", 0.9);
        client.logMetric(run, "loss", 0.5, 1_700_000_000_000L, 1);
        client.logMetric(run, "loss", Double.NaN, 1_700_000_001_000L, 2);
        client.setTag(run, "kind", "test");
        client.setTag(run, "gone", "soon");
        client.deleteTag(run, "gone");
        client.logBatch(run, metrics(998), List.of(param("units", "32")), List.of(tag("more", "x")));
        Run read = client.getRun(run);
        assertEquals(
                Set.of("learning_rate=0.01", "units=32"),
                read.getData().getParamsList().stream()
                        .map(param -> param.getKey() + "=" + param.getValue())
                        .collect(Collectors.toSet()));
        Metric loss = read.getData().getMetricsList().stream()
                .filter(metric -> metric.getKey().equals("loss"))
                .findFirst()
                .orElseThrow();
        assertEquals(Double.NaN, loss.getValue());
        assertEquals(2, loss.getStep());
        Set<String> tags =
                read.getData().getTagsList().stream().map(RunTag::getKey).collect(Collectors.toSet());
        assertTrue(tags.containsAll(Set.of("kind", "more")) && !tags.contains("gone"), tags.toString());
        assertEquals(998, client.getMetricHistory(run, "batch").size());
        assertEquals(3, client.getMetricHistory(run, "loss").size());
        client.setTerminated(run, RunStatus.FINISHED);
        RunInfo ended = client.getRun(run).getInfo();
        assertEquals(RunStatus.FINISHED, ended.getStatus());
        assertTrue(ended.getEndTime() >= ended.getStartTime(), ended::toString);
        client.deleteRun(run);
        assertEquals("deleted", client.getRun(run).getInfo().getLifecycleStage());
        client.restoreRun(run);
        assertEquals("active", client.getRun(run).getInfo().getLifecycleStage());
    }

    private static List<Metric> metrics(int count) {
        List<Metric> metrics = new ArrayList<>();
        for (int step = 0; step < count; step++) {
            metrics.add(Metric.newBuilder()
                    .setKey("batch")
                    .setValue(1.0 / (1 + step))
                    .setTimestamp(1_700_000_000_000L + step)
                    .setStep(step)
                    .build());
        }
        return metrics;
    }

    private static Param param(String key, String value) {
        return Param.newBuilder().setKey(key).setValue(value).build();
    }

    private static RunTag tag(String key, String value) {
        return RunTag.newBuilder().setKey(key).setValue(value).build();
    }

    @Test
    void runsAreFoundPageByPage() {
        String experiment = client.createExperiment("many");
        for (int i = 0; i < 7; i++) {
            String run = client.createRun(experiment).getRunId();
            client.logMetric(run, "acc", i / 10.0);
            client.logParam(run, "odd", String.valueOf(i % 2 == 1));
        }
        List<Double> found = new ArrayList<>();
        RunsPage page = client.searchRuns(
                List.of(experiment), "metrics.acc > 0.05", ViewType.ACTIVE_ONLY, 2, List.of("metrics.acc DESC"));
        collect(page, found);
        while (page.hasNextPage()) {
            page = (RunsPage) page.getNextPage();
            collect(page, found);
        }
        assertEquals(List.of(0.6, 0.5, 0.4, 0.3, 0.2, 0.1), found);
        assertEquals(
                3,
                client.searchRuns(List.of(experiment), "params.odd = 'true'", ViewType.ALL, 10)
                        .getItems()
                        .size());
        assertThrows(
                MlflowHttpException.class, () -> client.searchRuns(List.of(experiment), "nonsense", ViewType.ALL, 10));
    }

    private static void collect(RunsPage page, List<Double> to) {
        page.getItems().forEach(run -> to.add(run.getData().getMetrics(0).getValue()));
    }

    @Test
    void runsInsideOfARunAreItsFolds() {
        String experiment = client.createExperiment("folds");
        String parent = client.createRun(experiment).getRunId();
        client.logParam(parent, "depth", "3");
        for (int fold = 0; fold < 3; fold++) {
            String run = client.createRun(CreateRun.newBuilder()
                            .setExperimentId(experiment)
                            .setStartTime(1_700_000_000_000L)
                            .addTags(tag("mlflow.parentRunId", parent))
                            .build())
                    .getRunId();
            client.logParam(run, "fold", String.valueOf(fold));
            client.logMetric(run, "val_loss", 0.5 + fold / 10.0, 1_700_000_000_000L, 0);
            client.logMetric(run, "val_loss", 0.4 + fold / 10.0, 1_700_000_001_000L, 1);
            client.setTerminated(run);
        }
        client.setTerminated(parent);
        Client pages = new Client(dashboard);
        JsonNode trials = pages.json("/api/experiments/folds/trials");
        assertEquals(1, trials.path("total").asInt(), trials.toString());
        JsonNode trial = pages.json("/api/experiments/folds/trials/1");
        assertEquals(3, trial.at("/runs/fold").size(), trial.toString());
    }

    /** The client hands files to Python's; over HTTP they go where it reads that they belong. */
    @Test
    void filesGoUpAndDownWhereTheRunSays() {
        RunInfo run = client.createRun(client.createExperiment("files"));
        String place = run.getArtifactUri().replace("mlflow-artifacts:", "/api/2.0/mlflow-artifacts/artifacts");
        Client http = new Client(dashboard);
        HttpResponse<String> sent = http.write("PUT", place + "/model/weights.txt", "1 2 3");
        assertEquals(200, sent.statusCode(), sent.body());
        assertEquals("1 2 3", http.get(place + "/model/weights.txt").body());
        String listed = client.sendGet("artifacts/list?path=model&run_id=" + run.getRunId());
        assertTrue(listed.contains("model/weights.txt"), listed);
        assertFalse(listed.contains(folder.toString()), listed);
    }
}
