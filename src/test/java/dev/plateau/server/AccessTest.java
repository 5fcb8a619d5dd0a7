package dev.plateau.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.server.SampleSearch.Grid;
import dev.plateau.server.access.Door;
import dev.plateau.server.access.TokenFile;
import dev.plateau.server.http.Guard;
import dev.plateau.server.mlflow.Mlflow;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A dashboard that others can reach: what is closed, and how people and programs come in. */
class AccessTest {

    private static final String LOG_IN = "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
            + "\"detail\":\"Log in to see this: the dashboard needs its token\"}";

    private final TokenFile.Made made = TokenFile.make(Clock.systemUTC());

    private Store store;
    private Dashboard dashboard;
    private Client client;

    @BeforeEach
    void start(@TempDir Path folder) {
        store = Stores.sqlite(folder.resolve("plateau.db"));
        SampleSearch.create(store, "digits", Grid.small()).train(0, 2);
        dashboard = Dashboard.start(
                store, new Reach("0.0.0.0", 0, Set.of("lab.example")), Door.locked(made.token(), Clock.systemUTC()));
        client = new Client(dashboard);
    }

    @AfterEach
    void stop() {
        dashboard.close();
        store.close();
    }

    private HttpResponse<String> logIn(String token, String... headers) {
        return client.write("POST", Routes.SESSION, "{\"token\": \"" + token + "\"}", headers);
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    @Test
    void everythingButFilesAndTheSessionItselfIsClosed() {
        List<String> open = List.of(
                "GET /api/session",
                "POST /api/session",
                "DELETE /api/session",
                "GET /login",
                "GET /health",
                "GET /version",
                "GET /lib/{file}",
                "GET /{file}",
                "GET /{room}/{file}");
        for (String route : dashboard.answered()) {
            if (open.contains(route)) {
                continue;
            }
            String method = route.substring(0, route.indexOf(' '));
            String path = route.substring(route.indexOf(' ') + 1)
                    .replaceAll("\\{[a-z]+}", "1")
                    .replace("<path>", "mlflow/runs/search");
            int status = client.write(method, path, "{}").statusCode();
            assertEquals(
                    (path.startsWith("/api/") && !path.equals(Routes.DOCS_PAGE)) || Mlflow.owns(path) ? 401 : 303,
                    status,
                    route + " must be closed to those who have not logged in");
        }
        open.forEach(route -> assertTrue(dashboard.answered().contains(route), route));
    }

    @Test
    void answerThatIsRefusedSaysWhatIsNeededAndNothingElse() {
        HttpResponse<String> answer = client.get("/api/experiments");
        assertEquals(401, answer.statusCode());
        assertEquals(LOG_IN, answer.body());
        assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").orElseThrow());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
        assertFalse(answer.headers().firstValue("ETag").isPresent());
        Guard.HEADERS.forEach(
                (name, value) -> assertEquals(List.of(value), answer.headers().allValues(name)));
        assertEquals(LOG_IN, client.get("/api/experiments/none").body());
    }

    @Test
    void pageLeadsToTheLoginAndBack() {
        HttpResponse<String> answer = client.get("/experiments/my%20search?trials=1,2&axis=step");
        assertEquals(303, answer.statusCode());
        assertEquals(
                "/login?to=%2Fexperiments%2Fmy%2520search%3Ftrials%3D1%2C2%26axis%3Dstep",
                answer.headers().firstValue("Location").orElseThrow());
        assertEquals(200, client.get("/login").statusCode());
        assertEquals(200, client.get("/page/login.js").statusCode());
    }

    @Test
    void sessionOpensEverythingUntilItIsEnded() {
        HttpResponse<String> in = logIn(made.secret());
        assertEquals(200, in.statusCode());
        assertEquals("{\"required\":true,\"logged_in\":true}", in.body());
        String cookie = cookie(in);
        assertEquals(200, client.get("/", "Cookie", cookie).statusCode());
        assertEquals(200, client.get("/api/experiments", "Cookie", cookie).statusCode());
        assertEquals(
                "{\"required\":true,\"logged_in\":true}",
                client.get(Routes.SESSION, "Cookie", cookie).body());
        HttpResponse<String> out = client.send("DELETE", Routes.SESSION, BodyHandlers.ofString(), "Cookie", cookie);
        assertEquals("{\"required\":true,\"logged_in\":false}", out.body());
        assertEquals(401, client.get("/api/experiments", "Cookie", cookie).statusCode());
    }

    @Test
    void cookieIsOutOfReachOfScriptsAndOtherSites() {
        String cookie = logIn(made.secret()).headers().firstValue("Set-Cookie").orElseThrow();
        int port = java.net.URI.create(dashboard.url()).getPort();
        assertTrue(
                cookie.matches("plateau_" + port
                        + "=[A-Za-z0-9_-]{43}; Path=/; Expires=[^;]+; Max-Age=2592000; HttpOnly; SameSite=Strict"),
                cookie);
        String behindProxy = logIn(made.secret(), "X-Forwarded-Proto", "https")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertTrue(behindProxy.contains("; Secure"), behindProxy);
    }

    @Test
    void loginGivesAnotherSessionAndEndsTheOneBefore() {
        String first = cookie(logIn(made.secret()));
        String second = cookie(logIn(made.secret(), "Cookie", first));
        assertFalse(first.equals(second));
        assertEquals(401, client.get("/api/experiments", "Cookie", first).statusCode());
        assertEquals(200, client.get("/api/experiments", "Cookie", second).statusCode());
    }

    @Test
    void programSendsTheTokenItself() {
        assertEquals(
                200,
                client.get("/api/experiments", "Authorization", "Bearer " + made.secret())
                        .statusCode());
        assertEquals(
                200,
                client.get("/api/experiments", "Authorization", "bearer  " + made.secret())
                        .statusCode());
        HttpResponse<String> wrong = client.get("/api/experiments", "Authorization", "Bearer wrong");
        assertEquals(401, wrong.statusCode());
        assertTrue(wrong.body().contains("That is not the token of this dashboard"), wrong.body());
        assertEquals(
                401,
                client.get("/api/experiments", "Authorization", "Basic " + made.secret())
                        .statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"token\": \"wrong\"}|401|That is not the token of this dashboard",
                "{\"token\": \"\"}|401|That is not the token of this dashboard",
                "{\"token\": null}|400|The body must be {\\\"token\\\": \\\"...\\\"}, found no token",
                "{}|400|The body must be {\\\"token\\\": \\\"...\\\"}, found no token",
                "{\"token\": [1]}|400|The body is not the JSON that is expected here",
                "{\"tokens\": \"a\"}|400|The body is not the JSON that is expected here",
                "null|400|The body must be a JSON object, found null",
                "token|400|The body is not the JSON that is expected here"
            })
    void wrongLoginIsAProblem(String body, int status, String detail) {
        HttpResponse<String> answer = client.write("POST", Routes.SESSION, body);
        assertEquals(status, answer.statusCode());
        assertTrue(answer.body().contains("\"detail\":\"" + detail + "\""), answer.body());
        assertFalse(answer.headers().firstValue("Set-Cookie").isPresent());
    }

    @Test
    void sixthWrongTokenHasToWait() {
        for (int i = 0; i < 5; i++) {
            assertEquals(401, logIn("wrong").statusCode());
        }
        HttpResponse<String> answer = logIn(made.secret());
        assertEquals(429, answer.statusCode());
        assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(answer.body().contains("Too many wrong tokens came from your address; try again in 1 s"));
    }

    @Test
    void eventsEndWithTheSession() throws IOException {
        String cookie = cookie(logIn(made.secret()));
        assertEquals(
                401, client.send("GET", Routes.EVENTS, BodyHandlers.ofString()).statusCode());
        HttpResponse<InputStream> events =
                client.send("GET", Routes.EVENTS, BodyHandlers.ofInputStream(), "Cookie", cookie);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            assertEquals("event: change", lines.readLine());
            client.send("DELETE", Routes.SESSION, BodyHandlers.ofString(), "Cookie", cookie);
            SampleSearch.create(store, "other", Grid.small());
            String rest = lines.lines().skip(2).reduce("", String::concat);
            assertEquals("", rest);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1", "file://", "http://localhost"})
    void pageOfAnotherSiteMayNotWrite(String origin) {
        HttpResponse<String> answer = logIn(made.secret(), "Origin", origin);
        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("Only pages of this dashboard may change something here"), answer.body());
        assertFalse(answer.headers().firstValue("Set-Cookie").isPresent());
    }

    @ParameterizedTest
    @CsvSource({"cross-site,403", "same-site,403", "same-origin,200", "none,200"})
    void browserSaysWhereAWriteComesFrom(String site, int status) {
        assertEquals(status, logIn(made.secret(), "Sec-Fetch-Site", site).statusCode());
    }

    @Test
    void ownPagesMayWriteUnderTheirAddressAndUnderTheNameOfAProxy() {
        assertEquals(200, logIn(made.secret(), "Origin", dashboard.url()).statusCode());
        assertEquals(200, logIn(made.secret(), "Origin", "https://lab.example").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", ""})
    void formOfAnotherSiteCannotWrite(String type) {
        HttpResponse<String> answer = type.isEmpty()
                ? client.send("POST", Routes.SESSION, BodyHandlers.ofString())
                : client.send("POST", Routes.SESSION, BodyHandlers.ofString(), "Content-Type", type);
        assertEquals(415, answer.statusCode());
    }

    @Test
    void bodyOfMoreThanAMegabyteIsRefused() {
        HttpResponse<String> answer = logIn("a".repeat(1024 * 1024));
        assertEquals(413, answer.statusCode());
        assertTrue(answer.body().contains("The body must be at most 1048576 bytes"), answer.body());
    }

    @Test
    void openDashboardSaysThatNothingIsNeeded() {
        try (Dashboard open = Dashboard.start(store, Dashboard.LOOPBACK, 0)) {
            Client all = new Client(open);
            assertEquals(
                    "{\"required\":false,\"logged_in\":true}",
                    all.get(Routes.SESSION).body());
            assertEquals(
                    "{\"required\":false,\"logged_in\":true}",
                    all.write("POST", Routes.SESSION, "{\"token\":\"any\"}").body());
        }
    }

    @Test
    void otherNameNeedsATokenEvenOnLoopback() {
        Reach proxied = new Reach(Dashboard.LOOPBACK, 0, Set.of("lab.example"));
        DashboardException refused =
                assertThrows(DashboardException.class, () -> Dashboard.start(store, proxied, Door.open()));
        assertEquals(
                "a dashboard without a token listens on loopback addresses only, such as 127.0.0.1,"
                        + " found 127.0.0.1 for lab.example",
                refused.getMessage());
    }
}
