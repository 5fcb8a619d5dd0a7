package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.server.mlflow.Mlflow;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.track.RunIds;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No answer says where on this machine anything is, or what the code looks like inside. */
class SecrecyTest {

    /** Values for what a route leaves open: good ones, and ones that are none. */
    private static final List<String> VALUES =
            List.of("digits", "failed", "1", "none", "..%2f..%2fplateau.db", "%22'%3B");

    private static final List<String> QUERIES = List.of(
            "",
            "?trials=1,2",
            "?trials=digits:1,digits:2",
            "?trials=x&trial=x&rule=x&metric=x&at=x&sort=x&where=x&value=x&offset=x&limit=x&points=x&baseline=x");

    /** Below the addresses of MLflow, right and wrong. */
    private static final List<String> MLFLOW = List.of(
            "mlflow/experiments/get?experiment_id=1",
            "mlflow/experiments/get?experiment_id=x",
            "mlflow/experiments/get-by-name?experiment_name=digits",
            "mlflow/experiments/search?max_results=10",
            "mlflow/runs/get?run_id=" + RunIds.ofTrial(1),
            "mlflow/runs/get?run_id=" + RunIds.ofRun(1),
            "mlflow/runs/get?run_id=nobody",
            "mlflow/metrics/get-history?metric_key=val_loss&run_id=" + RunIds.ofRun(1),
            "mlflow/metrics/get-history-bulk?metric_key=val_loss&run_id=" + RunIds.ofRun(1),
            "mlflow/artifacts/list?run_id=" + RunIds.ofRun(1),
            "mlflow/artifacts/list?path=..%2F..&run_id=" + RunIds.ofRun(1),
            "mlflow-artifacts/artifacts?path=..%2F..%2Fetc",
            "mlflow-artifacts/artifacts/1/a.txt",
            "mlflow-artifacts/artifacts/%2Fetc%2Fpasswd",
            "mlflow/nothing/here");

    private static final Pattern INSIDE =
            Pattern.compile("dev\\.plateau\\.|\\.java|java\\.|org\\.eclipse|SQLITE|select ");

    private Path folder;
    private Store store;
    private Dashboard dashboard;
    private Client client;

    @BeforeEach
    void start(@TempDir Path temporary) {
        folder = temporary;
        store = Stores.sqlite(folder.resolve("plateau.db"));
        SampleSearch.create(store, "digits", Grid.small()).train(0, 2).trainPart(2, 2);
        SampleSearch.create(store, "failed", Grid.small()).fail(0, "the loss is not finite");
        dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
        client = new Client(dashboard);
    }

    @AfterEach
    void stop() {
        dashboard.close();
        store.close();
    }

    /** Every GET that ends, in every way that it can be asked. */
    private List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (String route : dashboard.answered()) {
            if (!route.startsWith("GET ") || route.endsWith(Routes.EVENTS)) {
                continue;
            }
            if (route.endsWith("<path>")) {
                MLFLOW.forEach(
                        path -> paths.add(route.substring("GET ".length()).replace("<path>", path)));
                continue;
            }
            for (String value : VALUES) {
                for (String query : QUERIES) {
                    paths.add(route.substring("GET ".length())
                                    .replace("{number}", value.equals("failed") ? "1" : value)
                                    .replaceAll("\\{[a-z]+}", value)
                            + query);
                }
            }
        }
        return paths.stream().distinct().toList();
    }

    private void assertNothingLeaves(String path, HttpResponse<String> answer) {
        String all = answer.headers().map() + answer.body();
        assertFalse(all.contains(folder.toString()), () -> path + " says " + all);
        assertFalse(all.contains(System.getProperty("user.dir")), () -> path + " says " + all);
        assertFalse(all.contains("\tat "), () -> path + " says " + all);
        if (answer.statusCode() >= 400) {
            assertFalse(INSIDE.matcher(answer.body()).find(), () -> path + " says " + all);
            assertEquals(
                    Mlflow.owns(path.split("\\?", 2)[0]) ? "application/json" : "application/problem+json",
                    answer.headers().firstValue("Content-Type").orElse(""),
                    path);
        }
    }

    @Test
    void noAnswerHoldsAPathOfThisMachine() {
        List<String> paths = paths();
        assertTrue(paths.size() > 100, () -> "only " + paths.size() + " addresses were asked");
        for (String path : paths) {
            HttpResponse<String> answer = client.get(path);
            assertNothingLeaves(path, answer);
            assertTrue(answer.statusCode() < 500, () -> path + " is answered by " + answer.statusCode());
        }
    }

    @Test
    void noAnswerOfABrokenDatabaseHoldsAPath() throws IOException {
        Files.write(folder.resolve("plateau.db"), new byte[8192]);
        Files.deleteIfExists(folder.resolve("plateau.db-wal"));
        int failures = 0;
        for (String path : paths()) {
            HttpResponse<String> answer = client.get(path);
            assertNothingLeaves(path, answer);
            failures += answer.statusCode() >= 500 ? 1 : 0;
        }
        int found = failures;
        assertTrue(found > 0, "the database was not broken");
    }
}
