package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.server.access.Door;
import dev.plateau.server.control.Workshop;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be changed over HTTP, and what is said to whom asks for something else. */
@SuppressWarnings("NullAway.Init")
class ControlTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String DIGITS = "/api/experiments/digits";

    @TempDir
    Path folder;

    private Store training;
    private Store shared;
    private Dashboard dashboard;
    private long id;

    @BeforeEach
    void start() throws IOException {
        Path database = folder.resolve("plateau.db");
        training = Stores.sqlite(database);
        SampleSearch.create(training, "digits", Grid.small()).train(0, 3).trainPart(3, 4);
        id = training.experiment("digits").orElseThrow().id();
        training.experimentState(id, State.QUEUED);
        Path files = Files.createDirectory(folder.resolve("experiments"));
        Files.writeString(files.resolve("broken.yaml"), "name: broken\nparametres: {}\n");
        Files.writeString(files.resolve("notes.txt"), "not an experiment");
        Files.copy(Path.of("experiments/iris.yaml"), files.resolve("iris.yaml"));
        shared = Stores.shared(database);
        dashboard = Dashboard.start(
                shared,
                new Reach(Dashboard.LOOPBACK, 0, Set.of()),
                Door.open(),
                Workshop.open(new Workshop.Place(database, Optional.of(files), List.of("java"))));
    }

    @AfterEach
    void stop() {
        dashboard.close();
        shared.close();
        training.close();
    }

    private record Answer(int status, JsonNode body) {
        String detail() {
            return body.path("detail").asText();
        }
    }

    private Answer send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(dashboard.url() + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), new ObjectMapper().readTree(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode control() {
        return send("GET", DIGITS + "/control", "").body();
    }

    @Test
    void notesAndTagsOfExperimentAndTrialComeBackInTheControlState() throws IOException {
        assertEquals(
                200,
                send("PUT", DIGITS + "/note", "{\"note\":\"line 1\\n<b>2</b>\"}")
                        .status());
        assertEquals(
                "[\"a\",\"b\"]",
                send("PUT", DIGITS + "/tags", "{\"tags\":[\"b\",\" a \",\"b\"]}")
                        .body()
                        .path("tags")
                        .toString());
        assertEquals(
                200,
                send("PUT", DIGITS + "/trials/3/note", "{\"note\":\"odd\"}").status());
        assertEquals(
                200,
                send("PUT", DIGITS + "/trials/1/tags", "{\"tags\":[\"keep\"]}").status());
        assertEquals(
                200, send("PUT", DIGITS + "/archived", "{\"archived\":true}").status());
        JsonNode control = control();
        assertEquals("line 1\n<b>2</b>", control.path("note").asText());
        assertEquals("[\"a\",\"b\"]", control.path("tags").toString());
        assertTrue(control.path("archived").asBoolean());
        assertEquals(
                new ObjectMapper().readTree("{\"number\":[1,3],\"note\":[\"\",\"odd\"],\"tags\":[[\"keep\"],[]]}"),
                control.path("trials"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT    | /experiments/digits/note            | {"note":7}              | 400 | note must be a string, found a number
            PUT    | /experiments/digits/note            | [1]                     | 400 | The body must be a JSON object with note
            PUT    | /experiments/digits/note            | {"text":"x"}            | 400 | The body has an unknown member text; expected note
            PUT    | /experiments/digits/note            | {}                      | 400 | note must be a string, found nothing
            PUT    | /experiments/none/note              | {"note":"x"}            | 404 | There is no experiment none in this database
            PUT    | /experiments/digits/trials/9/note   | {"note":"x"}            | 404 | There is no trial 9 in digits
            PUT    | /experiments/digits/tags            | {"tags":"x"}            | 400 | tags must be a list of strings, found a string
            PUT    | /experiments/digits/tags            | {"tags":["x",1]}        | 400 | tags must be a list of strings, found a number
            PUT    | /experiments/digits/tags            | {"tags":[" "]}          | 400 | a tag must not be empty
            PUT    | /experiments/digits/archived        | {"archived":"yes"}      | 400 | archived must be true or false, found a string
            POST   | /experiments/digits/stop            | {}                      | 409 | digits is not running, so there is nothing to stop
            POST   | /experiments/digits/stop            | {"now":true}            | 400 | The body has an unknown member now; expected none
            POST   | /experiments/digits/resume          | {}                      | 409 | digits cannot be resumed now: a search trains into this database already: stop it first, or wait for its end
            POST   | /experiments/digits/trials/1/cancel | {}                      | 409 | Trial 1 stays as it is: none of its trainings waits or runs
            POST   | /experiments/digits/trials/1/requeue | {}                     | 409 | Trial 1 stays as it is: none of its trainings has failed, was cancelled or pruned
            POST   | /experiments/digits/trials/1/cancel?fold=x | {}               | 400 | fold must be a number from 0, found x
            POST   | /experiments/digits/trials/1/cancel?fold=7 | {}               | 404 | Trial 1 has no such fold
            PUT    | /views                              | {"name":"","query":""}  | 400 | the name of a view must not be empty
            PUT    | /views                              | {"name":"x"}            | 400 | query must be a string, found nothing
            PUT    | /views                              | {"experiment":"no","name":"x","query":""} | 404 | There is no experiment no in this database
            DELETE | /views?name=nobody                  |                         | 404 | There is no saved view nobody here
            POST   | /searches                           | {"file":"../plateau.db"} | 404 | There is no experiment file ../plateau.db here
            POST   | /searches                           | {"file":"iris.yaml"}    | 409 | A search trains into this database already: stop it first, or wait for its end
            """)
    void whatCannotBeDoneIsSaidInOneSentence(String method, String path, String body, int status, String detail) {
        Answer answer = send(method, "/api" + path, body == null ? "" : body);
        assertEquals(detail, answer.detail());
        assertEquals(status, answer.status());
        assertEquals(0, training.desk().views().size());
        assertEquals(java.util.Map.of(), training.desk().notes(id));
    }

    @Test
    void aNoteOfTheLongestIsTakenAndOneByteMoreIsNot() {
        assertEquals(
                200,
                send("PUT", DIGITS + "/note", "{\"note\":\"" + "x".repeat(65_536) + "\"}")
                        .status());
        Answer longer = send("PUT", DIGITS + "/note", "{\"note\":\"" + "x".repeat(65_537) + "\"}");
        assertEquals(400, longer.status());
        assertEquals("a note has at most 65536 bytes of UTF-8, this one has 65537", longer.detail());
        Answer large = send("PUT", DIGITS + "/tags", "{\"tags\":[\"" + "x".repeat(70_000) + "\"]}");
        assertEquals(413, large.status());
        assertEquals("The body must be at most 65536 bytes, this one has 70013", large.detail());
        assertEquals(65_536, control().path("note").asText().length());
    }

    @Test
    void onlyJsonIsTaken() {
        HttpRequest form = HttpRequest.newBuilder(URI.create(dashboard.url() + DIGITS + "/note"))
                .header("Content-Type", "text/plain")
                .PUT(BodyPublishers.ofString("{\"note\":\"x\"}"))
                .build();
        assertEquals(415, HTTP.sendAsync(form, BodyHandlers.discarding()).join().statusCode());
        assertEquals(java.util.Map.of(), training.desk().notes(id));
    }

    @Test
    void aRunningSearchIsAskedToStopOnce() {
        training.experimentState(id, State.RUNNING);
        assertEquals("", control().path("cannot_stop").asText());
        assertEquals("It is running", control().path("cannot_resume").asText());
        assertEquals(202, send("POST", DIGITS + "/stop", "{}").status());
        assertTrue(training.desk().stopRequested(id));
        assertTrue(control().path("stop_requested").asBoolean());
        assertEquals(
                "It stops after the current epochs",
                control().path("cannot_stop").asText());
    }

    @Test
    void cancellingATrialEndsItsTrainingsAndSaysWhoElseEnds() throws IOException {
        Answer cancelled = send("POST", DIGITS + "/trials/4/cancel", "{}");
        assertEquals(new ObjectMapper().readTree("{\"runs\":3,\"trials\":[3,4]}"), cancelled.body());
        assertEquals(State.CANCELLED, training.trials(id).get(3).state());
        Answer one = send("POST", DIGITS + "/trials/4/requeue?fold=1&repeat=0", "{}");
        assertEquals(new ObjectMapper().readTree("{\"runs\":1,\"trials\":[]}"), one.body());
        Answer rest = send("POST", DIGITS + "/trials/4/requeue", "{}");
        assertEquals(new ObjectMapper().readTree("{\"runs\":2,\"trials\":[3,4]}"), rest.body());
        assertEquals(1, training.trials(id).get(2).foldsDone(), "its score is kept");
    }

    @Test
    void viewsAreSavedListedByExperimentAndDeleted() {
        send("PUT", "/api/views", "{\"name\":\"all\",\"query\":\"sort=score\"}");
        Answer both = send("PUT", "/api/views", "{\"experiment\":\"digits\",\"name\":\"mine\",\"query\":\"t=1\"}");
        assertEquals("[null,\"digits\"]", both.body().path("experiment").toString());
        JsonNode own = send("GET", "/api/views?experiment=digits", "").body();
        assertEquals("[\"mine\"]", own.path("name").toString());
        assertEquals("[\"t=1\"]", own.path("query").toString());
        assertEquals(
                "[\"all\"]",
                send("DELETE", "/api/views?name=mine&experiment=digits", "")
                        .body()
                        .path("name")
                        .toString());
    }

    @Test
    void filesAreListedByNameWithWhatIsWrongWithThem() {
        Answer files = send("GET", "/api/files", "");
        assertEquals(
                "[\"broken.yaml\",\"iris.yaml\"]", files.body().path("file").toString());
        assertEquals("[\"\",\"iris\"]", files.body().path("name").toString());
        assertTrue(files.body().path("configurations").get(1).asInt() > 1, files.body()::toString);
        assertTrue(files.body().path("mistake").get(0).asText().startsWith("broken.yaml:"), files.body()::toString);
        assertEquals("", files.body().path("mistake").get(1).asText());
        assertFalse(files.body().toString().contains(folder.toString()), "no place of this machine");
    }

    @Test
    void theTimelineHasARowForEachTimeThatARunBegan() {
        JsonNode timeline = send("GET", DIGITS + "/timeline", "").body();
        assertEquals(4, timeline.path("run").size());
        assertEquals("[[1,2],[1,2],[1,2],[3,4]]", timeline.path("trials").toString());
        assertEquals("[0,1,2,0]", timeline.path("fold").toString());
        assertEquals(
                "[\"COMPLETED\",\"COMPLETED\",\"COMPLETED\",\"RUNNING\"]",
                timeline.path("state").toString());
        assertEquals("[6,6,6,4]", timeline.path("epochs").toString());
        assertTrue(timeline.path("ended").get(3).isNull());
        assertEquals(0, timeline.path("untimed").asInt());
        assertEquals(0, ((ArrayNode) send("GET", "/api/searches", "").body().path("what")).size());
    }

    @Test
    void aDashboardThatBelongsToASearchStartsNoOther() {
        try (Dashboard own = Dashboard.start(training, Dashboard.LOOPBACK, 0)) {
            Client client = new Client(own);
            assertEquals(
                    "This dashboard belongs to a search that trains: the next one can start after it",
                    client.json("/api/files").path("cannot_start").asText());
            assertEquals(0, client.json("/api/files").path("file").size());
        }
    }
}
