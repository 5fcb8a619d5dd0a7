package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.server.http.Guard;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard over a real socket and a real database. What the answers hold is {@link ApiTest}'s matter. */
class DashboardTest {

    @TempDir
    private Path folder;

    private Store store;
    private SampleSearch search;
    private Dashboard dashboard;
    private Client client;

    @BeforeEach
    void start() {
        store = Stores.sqlite(folder.resolve("plateau.db"));
        search = SampleSearch.create(store, "digits", Grid.small()).train(0, 2).trainPart(2, 2);
        dashboard = Dashboard.start(store, Dashboard.LOOPBACK, 0);
        client = new Client(dashboard);
    }

    @AfterEach
    void stop() {
        dashboard.close();
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/experiments/digits", "/api/experiments", "/app.js", "/style.css", "/lib/d3.js", "/no/such"
            })
    void everyAnswerForbidsScriptsOfOthersSniffingAndReferrers(String path) {
        HttpResponse<String> answer = client.get(path);
        Guard.HEADERS.forEach(
                (name, value) -> assertEquals(List.of(value), answer.headers().allValues(name), name + " of " + path));
        assertFalse(answer.headers().firstValue("Server").isPresent());
    }

    @Test
    void policyAllowsNothingInline() {
        String policy =
                client.get("/").headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'self';"), policy);
        assertFalse(policy.contains("unsafe"), policy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:7070", "localhost.evil.example", "127.0.0.1.evil.example"})
    void refusesNamesThatAnotherSiteCouldPointHere(String host) throws IOException {
        assertEquals(403, statusFor(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:7070", "127.0.0.1", "127.0.0.1:80", "[::1]:7070"})
    void answersToLocalhostAndToAddresses(String host) throws IOException {
        assertEquals(200, statusFor(host));
    }

    private int statusFor(String host) throws IOException {
        URI url = URI.create(dashboard.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            OutputStream to = socket.getOutputStream();
            to.write(("GET /api/experiments HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            to.flush();
            String first = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return Integer.parseInt(first.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void methodThatAnAddressDoesNotKnowIsToldWhichItKnows(String method) {
        HttpResponse<String> answer = client.send(method, "/api/experiments", BodyHandlers.ofString());
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElseThrow());
        assertProblem(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/experiments/none",
                "/api/experiments/none/curves",
                "/api/experiments/digits/curves?trials=99",
                "/api/experiments/digits/curves?metric=none",
                "/api/none",
                "/none.js",
                "/package-info.java",
                "/lib/none.js",
                "/lib/..%2f..%2fweb/index.html",
                "/..%2fdb%2fV1__core.sql",
                "/index.html"
            })
    void whatIsNotThereIsAProblemWithoutAnyPath(String path) {
        HttpResponse<String> answer = client.get(path);
        assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400, path + ": " + answer.statusCode());
        assertFalse(answer.body().contains(folder.toString()), answer.body());
        assertFalse(answer.body().contains("<html"), answer.body());
    }

    @Test
    void problemSaysWhatIsMissing() {
        HttpResponse<String> answer = client.get("/api/experiments/none");
        assertProblem(answer);
        assertEquals(
                "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"There is no experiment none in this database\"}",
                answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer) {
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void tagHoldsUntilTheStoreChanges() {
        String path = "/api/experiments/digits";
        String tag = client.get(path).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> same = client.get(path, "If-None-Match", tag);
        search.trainOn(2, 3);
        HttpResponse<String> changed = client.get(path, "If-None-Match", tag);
        assertAll(
                () -> assertEquals(304, same.statusCode()),
                () -> assertEquals("", same.body()),
                () -> assertEquals(
                        "no-cache", same.headers().firstValue("Cache-Control").orElseThrow()),
                () -> assertEquals(200, changed.statusCode()));
    }

    @Test
    void filesKeepTheirTag() {
        HttpResponse<String> file = client.get("/style/all.css");
        String tag = file.headers().firstValue("ETag").orElseThrow();
        assertEquals(
                "text/css;charset=utf-8",
                file.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(304, client.get("/style/all.css", "If-None-Match", tag).statusCode());
    }

    @Test
    void answersAreZippedForThoseWhoReadThat() throws IOException {
        HttpResponse<byte[]> zipped =
                client.send("GET", "/lib/d3.js", BodyHandlers.ofByteArray(), "Accept-Encoding", "gzip");
        assertEquals("gzip", zipped.headers().firstValue("Content-Encoding").orElseThrow());
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertEquals(client.get("/lib/d3.js").body(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void eventTellsOfAnEpochAfterItWasStored() throws IOException {
        HttpResponse<InputStream> events =
                client.send("GET", "/api/events", BodyHandlers.ofInputStream(), "Accept", "text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            String before = nextChange(lines);
            search.trainOn(2, 3);
            String after = nextChange(lines);
            assertEquals(
                    "text/event-stream;charset=utf-8",
                    events.headers().firstValue("Content-Type").orElseThrow());
            assertFalse(after.equals(before), after);
        }
    }

    /** The data of the next event of that name; the request's own time limit is the bound of the wait. */
    private static String nextChange(BufferedReader lines) throws IOException {
        String event = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            } else if (line.startsWith("data: ") && event.equals("change")) {
                return line;
            }
        }
        throw new AssertionError("the stream ended");
    }

    @Test
    void closesWhilePagesListen() throws IOException {
        HttpResponse<InputStream> events = client.send("GET", "/api/events", BodyHandlers.ofInputStream());
        dashboard.close();
        try (InputStream body = events.body()) {
            assertTrue(new String(body.readAllBytes(), StandardCharsets.UTF_8).startsWith("event: change"));
        } catch (IOException cut) {
            assertEquals("closed", cut.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void withoutATokenItListensOnLoopbackOnly(String host) {
        DashboardException refused = assertThrows(DashboardException.class, () -> Dashboard.start(store, host, 0));
        assertEquals(
                "a dashboard without a token listens on loopback addresses only, such as 127.0.0.1, found " + host,
                refused.getMessage());
    }

    @Test
    void takenPortIsOneSentenceThatSaysWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            DashboardException refused = assertThrows(
                    DashboardException.class, () -> Dashboard.start(store, Dashboard.LOOPBACK, taken.getLocalPort()));
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.startsWith("The dashboard cannot listen on 127.0.0.1:" + taken.getLocalPort()), message);
            assertTrue(message.endsWith("choose another one, or 0 for any that is free"), message);
        }
    }
}
