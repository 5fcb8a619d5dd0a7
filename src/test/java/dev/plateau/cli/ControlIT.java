package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.store.sqlite.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: one trains, another one asks it to stop, a server starts and resumes a search that outlives it. */
@SuppressWarnings("NullAway.Init")
class ControlIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int EPOCHS = 10_000;

    @TempDir
    Path folder;

    private Path file;
    private Path database;

    @BeforeEach
    void write() throws IOException {
        file = Files.createDirectory(folder.resolve("experiments")).resolve("tiny.yaml");
        database = folder.resolve("tiny.db");
        Files.writeString(
                file, """
                name: tiny
                data: {path: %s, label: label, task: classification}
                model: {hidden: [4], activation: tanh}
                parameters:
                  learning_rate: {values: [0.01, 0.1]}
                  batch_size: {value: 4}
                  epochs: {values: [%d]}
                cross_validation: {folds: 3}
                """.formatted(Path.of("experiments/data/iris.csv").toAbsolutePath(), EPOCHS));
    }

    private Process plateau(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private interface Look<T> {
        T at(Store store) throws StoreException;
    }

    /** Looks at the database until it is as it should be. */
    private <T> T until(Look<T> look, Predicate<T> wanted) throws InterruptedException {
        for (int tries = 0; tries < 3000; tries++) {
            if (Files.exists(database)) {
                try (Store store = Stores.shared(database)) {
                    T seen = look.at(store);
                    if (wanted.test(seen)) {
                        return seen;
                    }
                } catch (StoreException e) {
                    // Its tables are just being made.
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("the database was never as it should be within five minutes");
    }

    private static long epochs(Store store) {
        return store.experiment("tiny").map(row -> row.epochs()).orElse(0L);
    }

    private static State state(Store store) {
        return store.experiment("tiny").map(row -> row.state()).orElse(State.LOST);
    }

    @Test
    void aRequestOfAnotherProcessPausesTheSearchWithinASecondAndItSurvivesKill9() throws Exception {
        Process run = plateau("run", file.toString(), "--db", database.toString(), "--workers", "2", "--no-dashboard");
        until(ControlIT::epochs, epochs -> epochs > 4);
        long asked;
        try (Store store = Stores.shared(database)) {
            store.desk().requestStop(store.experiment("tiny").orElseThrow().id());
            asked = System.nanoTime();
        }
        StringBuilder said = new StringBuilder();
        long heard = 0;
        try (BufferedReader lines = run.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.contains("stopped by request")) {
                    heard = System.nanoTime();
                }
            }
        }
        assertTrue(run.waitFor(20, TimeUnit.SECONDS));
        assertEquals(130, run.exitValue(), said.toString());
        assertTrue(said.toString().endsWith("paused; the same command goes on from here\n"), said.toString());
        assertTrue(heard > 0, said.toString());
        System.out.println("a request to stop was heard after " + (heard - asked) / 1_000_000 + " ms");
        assertEquals(State.QUEUED, until(ControlIT::state, state -> true));

        // Asked while nobody trains, or by one who was killed: the next session does not obey an old request.
        Process killed = plateau("resume", "--db", database.toString(), "--workers", "2", "--no-dashboard");
        long before = until(ControlIT::epochs, epochs -> true);
        until(ControlIT::epochs, epochs -> epochs > before);
        try (Store store = Stores.shared(database)) {
            store.desk().requestStop(store.experiment("tiny").orElseThrow().id());
        }
        killed.destroyForcibly().waitFor();
        Console resumed = Console.run("resume", "--db", database.toString(), "--workers", "2", "--no-dashboard");
        assertEquals(0, resumed.code(), resumed.err());
        assertEquals(6L * EPOCHS, until(ControlIT::epochs, epochs -> true));
        Console verify = Console.run("verify", "tiny", "--db", database.toString(), "--workers", "2");
        assertTrue(verify.out().contains("all the same, bit for bit"), verify.out());
    }

    private static JsonNode send(String method, String url, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void aServerStartsASearchFromAFileStopsItResumesItAndEndsBeforeIt() throws Exception {
        Stores.sqlite(database).close();
        Process server = plateau(
                "serve",
                "--db",
                database.toString(),
                "--port",
                "0",
                "--experiments",
                folder.resolve("experiments").toString());
        try {
            String url = server.inputReader(StandardCharsets.UTF_8)
                    .readLine()
                    .replaceFirst("^.*(http://[0-9.:]+)/.*$", "$1");
            JsonNode started = send("POST", url + "/api/searches", "{\"file\":\"tiny.yaml\"}");
            assertEquals("[\"tiny.yaml\"]", started.path("what").toString(), started::toString);
            assertEquals(
                    "A search trains into this database already: stop it first, or wait for its end",
                    send("POST", url + "/api/searches", "{\"file\":\"tiny.yaml\"}")
                            .path("detail")
                            .asText());
            until(ControlIT::epochs, epochs -> epochs > 4);
            assertTrue(send("POST", url + "/api/experiments/tiny/stop", "{}")
                    .path("stop_requested")
                    .asBoolean());
            until(ControlIT::state, state -> state == State.QUEUED);
            JsonNode ended = send("GET", url + "/api/searches", "");
            for (int tries = 0; tries < 200 && ended.path("running").get(0).asBoolean(); tries++) {
                TimeUnit.MILLISECONDS.sleep(100);
                ended = send("GET", url + "/api/searches", "");
            }
            assertEquals(130, ended.path("exit_code").get(0).asInt(), ended::toString);
            assertTrue(ended.toString().contains("paused; the same command goes on from here"), ended::toString);
            assertTrue(!ended.toString().contains(folder.toString()), ended::toString);
            JsonNode resumed = send("POST", url + "/api/experiments/tiny/resume", "{}");
            assertEquals("[\"tiny\"]", resumed.path("what").toString(), resumed::toString);
            until(ControlIT::state, state -> state == State.RUNNING);
        } finally {
            server.destroyForcibly().waitFor();
        }
        assertEquals(State.COMPLETED, until(ControlIT::state, state -> state == State.COMPLETED));
        assertEquals(6L * EPOCHS, until(ControlIT::epochs, epochs -> true));
    }
}
