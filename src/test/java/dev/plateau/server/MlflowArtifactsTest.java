package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plateau.server.Dashboard.Services;
import dev.plateau.server.access.Door;
import dev.plateau.server.artifacts.ArtifactFolder;
import dev.plateau.server.control.Workshop;
import dev.plateau.server.mlflow.Tracking;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of runs over a socket: up, down, listed, and never from anywhere else. */
class MlflowArtifactsTest {

    private static final String API = "/api/2.0/mlflow/";
    private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts";
    private static final int MAX_BYTES = 100_000;

    @TempDir
    private Path folder;

    private Store store;
    private Dashboard dashboard;
    private Client client;
    private String run = "";
    private String root = "";

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "secret");
        store = Stores.shared(folder.resolve("plateau.db"));
        store.tracker().defaultArtifacts(Tracking.HERE);
        Tracking tracking = new Tracking(
                store.tracker(), new ArtifactFolder(folder.resolve("artifacts"), MAX_BYTES), Clock.systemUTC());
        dashboard = Dashboard.start(
                store, Reach.loopback(0), Door.open(), new Services(Workshop.closed("not here"), tracking));
        client = new Client(dashboard);
        JsonNode info = json(client.write("POST", API + "runs/create", "{\"experiment_id\": \"0\"}"));
        run = info.at("/run/info/run_id").asText();
        root = info.at("/run/info/artifact_uri").asText().replace("mlflow-artifacts:", FILES);
    }

    @AfterEach
    void stop() {
        dashboard.close();
        store.close();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    /** Python sends files without a type, or with one that it guesses. */
    private HttpResponse<String> put(String path, String content) {
        return client.write("PUT", path, content, "X-Other", "y");
    }

    @Test
    void filesGoUpAndComeDown() {
        assertEquals(200, put(root + "/model/MLmodel", "flavors: {}").statusCode());
        assertEquals(200, put(root + "/gr%C3%B6%C3%9Fe%20100%25.txt", "x").statusCode());
        assertEquals("flavors: {}", client.get(root + "/model/MLmodel").body());
        assertEquals(
                "x",
                client.get("/get-artifact?run_uuid=" + run + "&path=gr%C3%B6%C3%9Fe%20100%25.txt")
                        .body());
        JsonNode listed = client.json(API + "artifacts/list?run_id=" + run);
        assertEquals("größe 100%.txt", listed.at("/files/0/path").asText());
        assertEquals(1, listed.at("/files/0/file_size").asInt());
        assertTrue(listed.at("/files/1/is_dir").asBoolean());
        assertEquals(
                "model/MLmodel",
                client.json(API + "artifacts/list?path=model&run_id=" + run)
                        .at("/files/0/path")
                        .asText());
        assertEquals(
                "MLmodel",
                client.json(FILES + "?path=0/" + run + "/artifacts/model")
                        .at("/files/0/path")
                        .asText());
        assertEquals(
                200,
                client.send("DELETE", root + "/model", HttpResponse.BodyHandlers.ofString())
                        .statusCode());
        assertEquals(404, client.get(root + "/model/MLmodel").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.html", "picture.svg", "page.xhtml", "script.js", "noend"})
    void fileThatABrowserWouldRunIsAnAttachmentInASandbox(String name) {
        put(root + "/" + name, "<script>alert(1)</script>");
        HttpResponse<String> answer = client.get("/get-artifact?run_id=" + run + "&path=" + name);
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("Content-Disposition").orElse("").startsWith("attachment"));
        assertEquals(
                "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals(
                "sandbox; default-src 'none'",
                answer.headers().firstValue("Content-Security-Policy").orElse(""));
        String type = answer.headers().firstValue("Content-Type").orElse("");
        assertTrue(type.startsWith("text/plain") || type.equals("application/octet-stream"), type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/../../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/%252e%252e/secret.txt",
                "/%252e%252e%252fsecret.txt",
                "/a/..%5c..%5csecret.txt",
                "/..\\secret.txt",
                "//etc/passwd",
                "/%2Fetc%2Fpasswd",
                "/C:%5Cwindows",
                "/a%00b",
                "/a/./b",
                "/;/../secret.txt",
                "/a;b/../../secret.txt"
            })
    void pathThatLeadsOutIsRefused(String path) throws IOException {
        int port = URI.create(dashboard.url()).getPort();
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            try (Wire wire = new Wire(port)) {
                String body = wire.answer(Wire.request(method, FILES + path, method.equals("PUT") ? "evil" : ""));
                assertTrue(wire.status() == 400 || wire.status() == 404, method + " " + wire.status() + " " + body);
                assertFalse(body.contains("secret\""), body);
                assertFalse(body.contains(folder.toString()), body);
            }
        }
        assertEquals("secret", Files.readString(folder.resolve("secret.txt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../secret.txt", "/etc/passwd", "..%2f..%2f..%2fsecret.txt", "..%5Csecret.txt"})
    void pathInTheQueryCannotLeadOutEither(String path) {
        assertEquals(
                400, client.get("/get-artifact?run_id=" + run + "&path=" + path).statusCode());
        assertEquals(
                400,
                client.get(API + "artifacts/list?run_id=" + run + "&path=" + path)
                        .statusCode());
        assertEquals(400, client.get(FILES + "?path=" + path).statusCode());
    }

    @Test
    void experimentOfAnotherPlaceIsNotReadHere() {
        String id = json(client.write(
                        "POST",
                        API + "experiments/create",
                        "{\"name\": \"local\", \"artifact_location\": \"" + folder.toUri() + "\"}"))
                .path("experiment_id")
                .asText();
        String other = json(client.write("POST", API + "runs/create", "{\"experiment_id\": \"" + id + "\"}"))
                .at("/run/info/run_id")
                .asText();
        assertFalse(client.json(API + "artifacts/list?run_id=" + other).has("files"));
        assertEquals(
                400,
                client.get("/get-artifact?run_id=" + other + "&path=secret.txt").statusCode());
    }

    @Test
    void experimentWhosePlaceLeadsOutGivesNothing() {
        String id = json(client.write(
                        "POST",
                        API + "experiments/create",
                        "{\"name\": \"out\", \"artifact_location\": \"mlflow-artifacts:/../..\"}"))
                .path("experiment_id")
                .asText();
        String other = json(client.write("POST", API + "runs/create", "{\"experiment_id\": \"" + id + "\"}"))
                .at("/run/info/run_id")
                .asText();
        assertEquals(400, client.get(API + "artifacts/list?run_id=" + other).statusCode());
        assertEquals(
                400,
                client.get("/get-artifact?run_id=" + other + "&path=secret.txt").statusCode());
    }

    @Test
    void largeFileIsRefusedAndLeavesNothing() throws IOException {
        HttpResponse<String> refused = put(root + "/large", "x".repeat(MAX_BYTES + 1));
        assertEquals(413, refused.statusCode());
        assertTrue(json(refused).path("message").asText().contains("--max-artifact-size"), refused.body());
        assertEquals(404, client.get(root + "/large").statusCode());
        assertEquals(200, put(root + "/fits", "x".repeat(MAX_BYTES)).statusCode());
        try (var files = Files.walk(folder.resolve("artifacts"))) {
            assertEquals(1, files.filter(Files::isRegularFile).count());
        }
    }

    @Test
    void pageOfAnotherSiteCannotSendFiles() {
        assertEquals(
                403,
                client.write("PUT", root + "/a", "x", "Origin", "http://evil.example")
                        .statusCode());
        assertEquals(
                403,
                client.write("DELETE", root + "/a", "", "Sec-Fetch-Site", "cross-site")
                        .statusCode());
    }

    @Test
    void partsAreRefusedSoThatClientsSendOnePiece() {
        HttpResponse<String> answer =
                client.write("POST", "/api/2.0/mlflow-artifacts/mpu/create/0/" + run + "/artifacts/a", "{}");
        assertEquals(501, answer.statusCode());
        assertTrue(json(answer)
                .path("message")
                .asText()
                .startsWith("Multipart upload is not supported for the current artifact repository"));
    }

    @Test
    void bytesArriveAsTheyWere() throws IOException {
        byte[] bytes = new byte[50_000];
        new java.util.Random(7).nextBytes(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        put(root + "/bytes.bin", text);
        HttpResponse<byte[]> answer = client.send(
                "GET", root + "/bytes.bin", HttpResponse.BodyHandlers.ofByteArray(), "Accept-Encoding", "gzip");
        assertEquals(text, new String(answer.body(), StandardCharsets.UTF_8));
    }
}
