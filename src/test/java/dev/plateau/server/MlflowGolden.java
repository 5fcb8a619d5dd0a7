package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and types of every field that clients of MLflow read, as its protocol has them: one golden file an answer. */
class MlflowGolden {

    private static final String API = "/api/2.0/mlflow/";

    @Test
    void fieldsAreThoseThatClientsKnow(@TempDir Path folder) throws IOException {
        try (Store store = Stores.shared(folder.resolve("plateau.db"));
                Dashboard dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0)) {
            Client client = new Client(dashboard);
            String experiment = post(
                            client,
                            "experiments/create",
                            "{\"name\": \"e\", \"tags\": [{\"key\": \"a\", \"value\": \"b\"}]}")
                    .path("experiment_id")
                    .asText();
            String run = post(
                            client, "runs/create", "{\"experiment_id\": \"" + experiment + "\", \"user_id\": \"ann\"}")
                    .at("/run/info/run_id")
                    .asText();
            fill(client, run);
            assertGolden("experiment", client.json(API + "experiments/get?experiment_id=" + experiment));
            assertGolden("run", client.json(API + "runs/get?run_id=" + run));
            assertGolden("runs", post(client, "runs/search", "{\"experiment_ids\": [\"" + experiment + "\"]}"));
            assertGolden(
                    "history",
                    client.json(API + "metrics/get-history?run_id=" + run + "&metric_key=loss&max_results=1"));
            assertGolden("artifacts", client.json(API + "artifacts/list?run_id=" + run));
            assertGolden(
                    "model",
                    post(
                            client,
                            "logged-models",
                            "{\"experiment_id\": \"" + experiment
                                    + "\", \"name\": \"m\", \"model_type\": \"tree\", \"source_run_id\": \"" + run
                                    + "\", \"params\": [{\"key\": \"a\", \"value\": \"b\"}], \"tags\": [{\"key\": \"a\", \"value\": \"b\"}]}"));
            assertGolden("error", client.json(API + "runs/get?run_id=none"));
        }
    }

    private static void fill(Client client, String run) throws IOException {
        String id = "{\"run_id\": \"" + run + "\", ";
        post(
                client,
                "runs/log-batch",
                id + "\"metrics\": [{\"key\": \"loss\", \"value\": 0.5, \"timestamp\": 1},"
                        + " {\"key\": \"loss\", \"value\": 0.25, \"timestamp\": 2, \"step\": 1}], \"params\": [{\"key\": \"p\","
                        + " \"value\": \"1\"}], \"tags\": [{\"key\": \"t\", \"value\": \"1\"}]}");
        post(
                client,
                "runs/log-inputs",
                id + "\"datasets\": [{\"tags\": [{\"key\": \"mlflow.data.context\", \"value\":"
                        + " \"train\"}], \"dataset\": {\"name\": \"d\", \"digest\": \"1\", \"source_type\": \"local\", \"source\":"
                        + " \"{}\", \"schema\": \"{}\", \"profile\": \"{}\"}}]}");
        post(client, "runs/outputs", id + "\"models\": [{\"model_id\": \"m-1\", \"step\": 2}]}");
        String place = client.json(API + "runs/get?run_id=" + run)
                .at("/run/info/artifact_uri")
                .asText();
        client.write("PUT", place.replace("mlflow-artifacts:", "/api/2.0/mlflow-artifacts/artifacts") + "/a.txt", "x");
        post(client, "runs/update", id + "\"status\": \"FINISHED\", \"end_time\": 5}");
    }

    private static JsonNode post(Client client, String path, String body) throws IOException {
        HttpResponse<String> answer = client.write("POST", API + path, body);
        assertEquals(200, answer.statusCode(), answer.body());
        return new ObjectMapper().readTree(answer.body());
    }

    private static void assertGolden(String name, JsonNode answer) {
        assertEquals(ApiGolden.golden("mlflow/" + name), ApiGolden.shape(answer), name);
    }
}
