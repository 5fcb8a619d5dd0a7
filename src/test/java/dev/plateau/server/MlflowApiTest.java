package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MLflow's REST API over a socket, with the bodies that its clients and curl send. */
class MlflowApiTest {

    private static final String API = "/api/2.0/mlflow/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    private Store store;
    private Dashboard dashboard;
    private Client client;

    @BeforeEach
    void start() {
        store = Stores.shared(folder.resolve("plateau.db"));
        dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
        client = new Client(dashboard);
    }

    @AfterEach
    void stop() {
        dashboard.close();
        store.close();
    }

    private HttpResponse<String> send(String path, String body) {
        return client.write("POST", API + path, body);
    }

    private JsonNode post(String path, String body) {
        return good(send(path, body));
    }

    private JsonNode get(String path) {
        return good(client.get(API + path));
    }

    private static JsonNode good(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElse(""));
        try {
            return MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private static void assertRefused(int status, String code, String part, HttpResponse<String> answer) {
        JsonNode body = json(answer);
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(code, body.path("error_code").asText());
        assertTrue(body.path("message").asText().contains(part), answer.body());
        assertEquals(2, body.size(), answer.body());
    }

    private String experiment(String name) {
        return post("experiments/create", "{\"name\": \"" + name + "\"}")
                .path("experiment_id")
                .asText();
    }

    private String run(String experiment, String more) {
        return post("runs/create", "{\"experiment_id\": \"" + experiment + "\"" + more + "}")
                .at("/run/info/run_id")
                .asText();
    }

    private void metric(String run, String key, double value, int step) {
        post(
                "runs/log-metric",
                "{\"run_id\": \"" + run + "\", \"key\": \"" + key + "\", \"value\": " + value
                        + ", \"timestamp\": 1700000000000, \"step\": " + step + "}");
    }

    @Test
    void scriptThatNamesNoExperimentLogsToDefault() {
        JsonNode usual = get("experiments/get?experiment_id=0").path("experiment");
        assertEquals("Default", usual.path("name").asText());
        assertEquals("active", usual.path("lifecycle_stage").asText());
        // mlflow.start_run() of Python 2.22
        JsonNode info = post(
                        "runs/create",
                        "{\"experiment_id\": \"0\", \"user_id\": \"ann\", \"run_name\": \"calm-owl-1\","
                                + " \"start_time\": 1700000000000, \"tags\": [{\"key\": \"mlflow.user\", \"value\": \"ann\"},"
                                + " {\"key\": \"mlflow.source.name\", \"value\": \"train.py\"},"
                                + " {\"key\": \"mlflow.runName\", \"value\": \"calm-owl-1\"}]}")
                .at("/run/info");
        String run = info.path("run_id").asText();
        assertAll(
                () -> assertEquals("RUNNING", info.path("status").asText()),
                () -> assertEquals(run, info.path("run_uuid").asText()),
                () -> assertEquals("calm-owl-1", info.path("run_name").asText()),
                () -> assertEquals("ann", info.path("user_id").asText()),
                () -> assertEquals(1_700_000_000_000L, info.path("start_time").asLong()),
                () -> assertFalse(info.has("end_time")),
                () -> assertTrue(info.path("experiment_id").isTextual()),
                () -> assertEquals(
                        "mlflow-artifacts:/0/" + run + "/artifacts",
                        info.path("artifact_uri").asText()));
        JsonNode ended = post(
                        "runs/update",
                        "{\"run_uuid\": \"" + run + "\", \"run_id\": \"" + run
                                + "\", \"status\": \"FINISHED\", \"end_time\": \"1700000001000\"}")
                .path("run_info");
        assertEquals("FINISHED", ended.path("status").asText());
        assertEquals(1_700_000_001_000L, ended.path("end_time").asLong());
    }

    @Test
    void whatIsLoggedIsInTheDashboardAtOnce() {
        String run = run(experiment("digits"), ", \"run_name\": \"first\"");
        for (int step = 0; step < 3; step++) {
            metric(run, "val_loss", 1.0 / (1 + step), step);
        }
        post("runs/update", "{\"run_id\": \"" + run + "\", \"status\": \"FINISHED\"}");
        assertEquals("digits", client.json("/api/experiments").at("/name/0").asText());
        JsonNode curves = client.json("/api/experiments/digits/curves?trials=1&metric=val_loss");
        assertTrue(curves.toString().contains("0.3333"), curves.toString());
    }

    @Test
    void ownSearchesCanBeRead() {
        try (Store own = Stores.sqlite(folder.resolve("own.db"));
                Dashboard other = Dashboard.start(own, Dashboard.LOOPBACK, 0)) {
            SampleSearch.create(own, "search", Grid.small()).trainAll();
            Client reader = new Client(other);
            String id = reader.json(API + "experiments/get-by-name?experiment_name=search")
                    .at("/experiment/experiment_id")
                    .asText();
            JsonNode runs = json(reader.write("POST", API + "runs/search", "{\"experiment_ids\": [\"" + id + "\"]}"));
            assertTrue(runs.path("runs").size() > 1, runs.toString());
            assertTrue(runs.toString().contains("{\"key\":\"learning_rate\",\"value\":"), runs.toString());
        }
    }

    @Test
    void metricsThatAreNotFiniteComeBackAsMlflowWritesThem() {
        String run = run(experiment("e"), "");
        // Python writes bare NaN and Infinity, R writes texts
        for (String value : List.of("NaN", "Infinity", "\"-Infinity\"")) {
            post(
                    "runs/log-batch",
                    "{\"run_id\": \"" + run + "\", \"metrics\": [{\"key\": \"m" + value.length() + "\", \"value\": "
                            + value + ", \"timestamp\": 1, \"step\": 0}]}");
        }
        JsonNode metrics = get("runs/get?run_id=" + run).at("/run/data/metrics");
        Set<String> values = new HashSet<>();
        metrics.forEach(metric -> values.add(metric.path("value").asText()));
        assertEquals(Set.of("NaN", "1.7976931348623157E308", "-1.7976931348623157E308"), values);
    }

    @Test
    void latestValueIsTheOneOfTheGreatestStep() {
        String run = run(experiment("e"), "");
        metric(run, "a", 3, 5);
        metric(run, "a", 9, 2);
        JsonNode latest = get("runs/get?run_id=" + run).at("/run/data/metrics/0");
        assertEquals(3, latest.path("value").asDouble());
        assertEquals(5, latest.path("step").asInt());
    }

    @Test
    void writesCanBeRepeated() {
        String run = run(experiment("e"), "");
        for (int i = 0; i < 3; i++) {
            metric(run, "a", 3, 5);
            post("runs/log-parameter", "{\"run_id\": \"" + run + "\", \"key\": \"p\", \"value\": \"1\"}");
            post("runs/set-tag", "{\"run_id\": \"" + run + "\", \"key\": \"t\", \"value\": \"v\"}");
            post("runs/delete", "{\"run_id\": \"" + run + "\"}");
            post("runs/restore", "{\"run_id\": \"" + run + "\"}");
        }
        assertEquals(
                1,
                get("metrics/get-history?run_id=" + run + "&metric_key=a")
                        .path("metrics")
                        .size());
        assertRefused(
                400,
                "INVALID_PARAMETER_VALUE",
                "Changing param values is not allowed",
                send("runs/log-parameter", "{\"run_id\": \"" + run + "\", \"key\": \"p\", \"value\": \"2\"}"));
    }

    @Test
    void batchIsAllOrNothing() {
        String run = run(experiment("e"), "");
        post("runs/log-parameter", "{\"run_id\": \"" + run + "\", \"key\": \"p\", \"value\": \"1\"}");
        HttpResponse<String> refused = send(
                "runs/log-batch",
                "{\"run_id\": \"" + run + "\", \"metrics\": [{\"key\": \"a\", \"value\": 1, \"timestamp\": 1}],"
                        + " \"params\": [{\"key\": \"p\", \"value\": \"2\"}]}");
        assertEquals(400, refused.statusCode());
        assertFalse(get("runs/get?run_id=" + run).at("/run/data").has("metrics"));
    }

    @Test
    void historyComesInPages() {
        String run = run(experiment("e"), "");
        for (int step = 0; step < 5; step++) {
            metric(run, "a", step, step);
        }
        String history = "metrics/get-history?run_id=" + run + "&metric_key=a";
        JsonNode first = get(history + "&max_results=2");
        JsonNode second = get(history + "&max_results=2&page_token="
                + first.path("next_page_token").asText());
        JsonNode third = get(history + "&max_results=2&page_token="
                + second.path("next_page_token").asText());
        List<Integer> steps = new ArrayList<>();
        for (JsonNode page : List.of(first, second, third)) {
            page.path("metrics").forEach(point -> steps.add(point.path("step").asInt()));
        }
        assertEquals(List.of(0, 1, 2, 3, 4), steps);
        assertFalse(third.has("next_page_token"));
        assertEquals(5, get(history).path("metrics").size());
        assertEquals(
                "{}",
                client.get(API + "metrics/get-history?run_id=" + run + "&metric_key=none")
                        .body());
    }

    @Test
    void historiesOfSeveralRunsCanBeAskedAtOnce() {
        String experiment = experiment("e");
        String one = run(experiment, "");
        String two = run(experiment, "");
        for (int step = 0; step < 50; step++) {
            metric(one, "a", step, step);
            metric(two, "a", -step, 2 * step);
        }
        JsonNode bulk = get("metrics/get-history-bulk?metric_key=a&run_id=" + one + "&run_id=" + two);
        assertEquals(100, bulk.path("metrics").size());
        assertTrue(bulk.at("/metrics/0").has("run_id"));
        JsonNode sampled =
                get("metrics/get-history-bulk-interval?metric_key=a&max_results=5&run_ids=" + one + "&run_ids=" + two);
        Set<Integer> steps = new HashSet<>();
        sampled.path("metrics").forEach(point -> steps.add(point.path("step").asInt()));
        assertTrue(steps.containsAll(Set.of(0, 49, 98)), steps.toString());
        assertTrue(steps.size() <= 5 + 4, steps.toString());
        JsonNode part = get("metrics/get-history-bulk-interval?metric_key=a&start_step=10&end_step=20&run_ids=" + one);
        assertEquals(11, part.path("metrics").size());
        assertRefused(
                400,
                "INVALID_PARAMETER_VALUE",
                "both must be specified",
                client.get(API + "metrics/get-history-bulk-interval?metric_key=a&start_step=10&run_ids=" + one));
    }

    @Test
    void runsAreFilteredOrderedAndPaged() {
        String experiment = experiment("e");
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            runs.add(run(experiment, ", \"start_time\": " + (1000 + i)));
            if (i < 6) {
                metric(runs.get(i), "acc", (i * 5) % 7, 0);
            }
            post(
                    "runs/log-parameter",
                    "{\"run_id\": \"" + runs.get(i) + "\", \"key\": \"kind\", \"value\": \"" + "ab".charAt(i % 2)
                            + "\"}");
        }
        String all = "{\"experiment_ids\": [\"" + experiment
                + "\"], \"max_results\": 3, \"order_by\": [\"metrics.acc DESC\"]";
        List<String> found = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = post("runs/search", all + ", \"page_token\": \"" + token + "\"}");
            page.path("runs").forEach(one -> found.add(one.at("/info/run_id").asText()));
            token = page.path("next_page_token").asText();
        } while (!token.isEmpty());
        // 5 * i modulo 7 is 0 5 3 1 6 4, and the last run has no such metric.
        assertEquals(List.of(4, 1, 5, 2, 3, 0, 6).stream().map(runs::get).toList(), found);
        JsonNode filtered = post(
                "runs/search",
                "{\"experiment_ids\": [\"" + experiment
                        + "\"], \"filter\": \"params.kind = 'a' AND metrics.acc >= 3\"}");
        assertEquals(2, filtered.path("runs").size());
        assertEquals("{}", send("runs/search", "{\"experiment_ids\": []}").body());
    }

    @Test
    void longSearchIsAnsweredInOnePiece() {
        String experiment = experiment("e");
        for (int i = 0; i < 620; i++) {
            run(experiment, "");
        }
        JsonNode most = post("runs/search", "{\"experiment_ids\": [\"" + experiment + "\"], \"max_results\": 610}");
        assertEquals(610, most.path("runs").size());
        JsonNode rest = post(
                "runs/search",
                "{\"experiment_ids\": [\"" + experiment + "\"], \"max_results\": 610," + " \"page_token\": \""
                        + most.path("next_page_token").asText() + "\"}");
        assertEquals(10, rest.path("runs").size());
        assertFalse(rest.has("next_page_token"));
    }

    @Test
    void experimentsAreSearchedRenamedDeletedAndRestored() {
        String one = experiment("one");
        experiment("two");
        post(
                "experiments/set-experiment-tag",
                "{\"experiment_id\": \"" + one + "\", \"key\": \"team\", \"value\": \"x\"}");
        post("experiments/update", "{\"experiment_id\": \"" + one + "\", \"new_name\": \"uno\"}");
        JsonNode tagged = post("experiments/search", "{\"max_results\": \"10\", \"filter\": \"tags.team = 'x'\"}");
        assertEquals("uno", tagged.at("/experiments/0/name").asText());
        assertEquals(1, tagged.path("experiments").size());
        post("experiments/delete", "{\"experiment_id\": \"" + one + "\"}");
        assertEquals(
                "uno",
                post("experiments/search", "{\"max_results\": 10, \"view_type\": \"DELETED_ONLY\"}")
                        .at("/experiments/0/name")
                        .asText());
        assertEquals(
                "deleted",
                get("experiments/get?experiment_id=" + one)
                        .at("/experiment/lifecycle_stage")
                        .asText());
        post("experiments/restore", "{\"experiment_id\": \"" + one + "\"}");
        JsonNode ordered = post(
                "experiments/search",
                "{\"max_results\": 10, \"order_by\": [\"name DESC\"], \"filter\": \"name LIKE '%o'\"}");
        assertEquals("uno", ordered.at("/experiments/0/name").asText());
        assertRefused(400, "RESOURCE_ALREADY_EXISTS", "uno", send("experiments/create", "{\"name\": \"uno\"}"));
    }

    @Test
    void dataSetsAndModelsOfARunComeBack() {
        String experiment = experiment("e");
        String run = run(experiment, "");
        post(
                "runs/log-inputs",
                "{\"run_id\": \"" + run + "\", \"datasets\": [{\"tags\": [{\"key\":"
                        + " \"mlflow.data.context\", \"value\": \"training\"}], \"dataset\": {\"name\": \"iris\", \"digest\": \"f1\","
                        + " \"source_type\": \"local\", \"source\": \"{}\", \"schema\": \"{}\"}}]}");
        String model = post(
                        "logged-models",
                        "{\"experiment_id\": \"" + experiment + "\", \"name\": \"tree\"," + " \"source_run_id\": \""
                                + run + "\", \"params\": [{\"key\": \"depth\", \"value\": \"3\"}]}")
                .at("/model/info/model_id")
                .asText();
        post(
                "runs/outputs",
                "{\"run_id\": \"" + run + "\", \"models\": [{\"model_id\": \"" + model + "\", \"step\": \"4\"}]}");
        HttpResponse<String> finished = client.write(
                "PATCH",
                API + "logged-models/" + model,
                "{\"model_id\": \"" + model + "\", \"status\": \"LOGGED_MODEL_READY\"}");
        assertEquals(
                "LOGGED_MODEL_READY", good(finished).at("/model/info/status").asText());
        client.write(
                "PATCH", API + "logged-models/" + model + "/tags", "{\"tags\": [{\"key\": \"t\", \"value\": \"v\"}]}");
        JsonNode found = post(
                "logged-models/search",
                "{\"experiment_ids\": [\"" + experiment
                        + "\"], \"filter\": \"params.depth = '3' AND tags.t = 'v'\", \"order_by\": [{\"field_name\":"
                        + " \"creation_timestamp\", \"ascending\": false}]}");
        assertEquals(model, found.at("/models/0/info/model_id").asText());
        JsonNode read = get("runs/get?run_id=" + run).path("run");
        assertEquals("iris", read.at("/inputs/dataset_inputs/0/dataset/name").asText());
        assertEquals(
                "training", read.at("/inputs/dataset_inputs/0/tags/0/value").asText());
        assertEquals(4, read.at("/outputs/model_outputs/0/step").asInt());
        assertFalse(read.at("/data/tags").toString().contains("plateau."), read.toString());
    }

    @Test
    void descriptionsOfModelsAreCollected() {
        String run = run(experiment("e"), "");
        for (String path : List.of("a", "b", "a")) {
            post(
                    "runs/log-model",
                    "{\"run_id\": \"" + run + "\", \"model_json\": \"{\\\"artifact_path\\\": \\\"" + path
                            + "\\\", \\\"flavors\\\": {}, \\\"utc_time_created\\\": \\\"2026\\\", \\\"run_id\\\": \\\""
                            + run + "\\\"}\"}");
        }
        String tags = get("runs/get?run_id=" + run).at("/run/data/tags").toString();
        assertEquals(2, tags.split("artifact_path", -1).length - 1, tags);
        assertRefused(
                400,
                "INVALID_PARAMETER_VALUE",
                "flavors",
                send(
                        "runs/log-model",
                        "{\"run_id\": \"" + run + "\", \"model_json\": \"{\\\"artifact_path\\\": \\\"a\\\"}\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "runs/get?run_id=none; 404; RESOURCE_DOES_NOT_EXIST; none",
                "runs/get; 400; INVALID_PARAMETER_VALUE; run_id",
                "experiments/get?experiment_id=77; 404; RESOURCE_DOES_NOT_EXIST; 77",
                "experiments/get?experiment_id=x; 404; RESOURCE_DOES_NOT_EXIST; x",
                "experiments/get-by-name?experiment_name=none; 404; RESOURCE_DOES_NOT_EXIST; none",
                "registered-models/search; 404; ENDPOINT_NOT_FOUND; no such endpoint",
                "nothing; 404; ENDPOINT_NOT_FOUND; no such endpoint",
                "runs/create; 405; METHOD_NOT_ALLOWED; POST",
                "logged-models/m-1; 404; RESOURCE_DOES_NOT_EXIST; m-1",
                "artifacts/list?run_id=none; 404; RESOURCE_DOES_NOT_EXIST; none"
            })
    void mistakeOfAReaderHasACodeAndASentence(String path, int status, String code, String part) {
        assertRefused(status, code, part, client.get(API + path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "experiments/create; {}; INVALID_PARAMETER_VALUE; 'name'",
                "experiments/create; {\"name\": \"\"}; INVALID_PARAMETER_VALUE; Invalid experiment name",
                "experiments/create; {\"name\": 5}; INVALID_PARAMETER_VALUE; a string",
                "runs/search; {\"experiment_ids\": [\"0\"], \"filter\": \"x y\"}; INVALID_PARAMETER_VALUE; 'x'",
                "runs/search; {\"experiment_ids\": [\"0\"], \"max_results\": 50001}; INVALID_PARAMETER_VALUE; 50001",
                "runs/search; {\"experiment_ids\": [\"0\"], \"page_token\": \"?\"}; INVALID_PARAMETER_VALUE; page token",
                "runs/search; {\"experiment_ids\": [\"0\"], \"run_view_type\": \"SOME\"}; INVALID_PARAMETER_VALUE; SOME",
                "runs/search; {\"experiment_ids\": 5}; INVALID_PARAMETER_VALUE; a list",
                "runs/create; {\"start_time\": \"now\"}; INVALID_PARAMETER_VALUE; start_time",
                "runs/create; {\"run_name\": \"a\", \"tags\": [{\"key\": \"mlflow.runName\", \"value\": \"b\"}]}; INVALID_PARAMETER_VALUE; Both",
                "runs/update; {\"run_id\": \"x\", \"status\": \"GOOD\"}; INVALID_PARAMETER_VALUE; GOOD",
                "runs/log-metric; {\"run_id\": \"x\", \"key\": \"a\", \"value\": 1}; INVALID_PARAMETER_VALUE; timestamp",
                "runs/log-metric; {not json; BAD_REQUEST; JSON"
            })
    void mistakeOfAWriterHasACodeAndASentence(String path, String body, String code, String part) {
        assertRefused(400, code, part, send(path, body));
    }

    @Test
    void runThatIsNotThereTakesNothing() {
        for (String path :
                List.of("runs/log-metric", "runs/log-batch", "runs/log-parameter", "runs/set-tag", "runs/delete")) {
            assertRefused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "0123456789abcdef0123456789abcdef",
                    send(
                            path,
                            "{\"run_id\": \"0123456789abcdef0123456789abcdef\", \"key\": \"a\", \"value\": \"1\","
                                    + " \"timestamp\": 1, \"metrics\": [{\"key\": \"a\", \"value\": 1, \"timestamp\": 1}]}"));
        }
    }

    @Test
    void bodyMustBeJsonAndSaySo() {
        HttpResponse<String> form = client.write("POST", API + "runs/create", "a=b", "X", "y");
        assertEquals(400, form.statusCode());
        HttpResponse<String> none =
                client.send("POST", API + "runs/create", java.net.http.HttpResponse.BodyHandlers.ofString());
        assertRefused(400, "INVALID_PARAMETER_VALUE", "Content-Type header is missing", none);
    }

    @Test
    void bodyHasABound() throws IOException {
        // Only the head is sent: who refuses a body closes the connection, and a client that still sends may not hear
        // why.
        String whole = new String(Wire.request("POST", API + "runs/log-batch", "{}"), StandardCharsets.UTF_8);
        String head =
                whole.replace("Content-Length: 2", "Content-Length: 17825792").replaceFirst("\\{}$", "");
        try (Wire wire = new Wire(URI.create(dashboard.url()).getPort())) {
            String answer = wire.answer(head.getBytes(StandardCharsets.UTF_8));
            assertEquals(413, wire.status());
            assertTrue(answer.contains("REQUEST_TOO_LARGE") && answer.contains("16777216"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin", "Sec-Fetch-Site"})
    void pageOfAnotherSiteWritesNothing(String header) {
        String from = header.equals("Origin") ? "http://evil.example" : "cross-site";
        assertRefused(
                403,
                "PERMISSION_DENIED",
                "Only pages of this dashboard",
                client.write("POST", API + "experiments/create", "{\"name\": \"evil\"}", header, from));
    }

    @Test
    void everyAddressOfOldAndNewClientsLeadsHere() {
        for (String prefix :
                List.of("/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/", "/api/2.0/preview/mlflow/", "/api/3.0/mlflow/")) {
            assertEquals(
                    200, client.get(prefix + "experiments/get?experiment_id=0").statusCode(), prefix);
        }
        assertEquals("OK", client.get("/health").body());
        assertTrue(client.get("/version").body().matches("\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void manyClientsLogAtOnceAndNothingIsLost() throws Exception {
        String run = run(experiment("e"), "");
        int port = URI.create(dashboard.url()).getPort();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int first = thread * 200;
            threads.add(new Thread(() -> {
                try (Wire wire = new Wire(port)) {
                    for (int step = first; step < first + 200; step++) {
                        wire.ok(Wire.request(
                                "POST",
                                API + "runs/log-metric",
                                "{\"run_id\": \"" + run
                                        + "\", \"key\": \"a\", \"value\": 1.5, \"timestamp\": 1, \"step\": " + step
                                        + "}"));
                    }
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(
                800,
                get("metrics/get-history?run_id=" + run + "&metric_key=a")
                        .path("metrics")
                        .size());
    }
}
