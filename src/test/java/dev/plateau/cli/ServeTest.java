package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code plateau serve}: what it says about the token, and who then comes in. */
class ServeTest {

    private static final String SHOWN_ONCE =
            "It is not shown again; only its hash is kept. --new-token makes another one.";

    @TempDir
    private Path folder;

    private Path database;
    private Path tokenFile;

    @BeforeEach
    void fill() {
        database = folder.resolve("plateau.db");
        tokenFile = folder.resolve("plateau.db.token");
        SampleDatabase.write(database, false);
    }

    /** A dashboard that was started as from a terminal. */
    private final class Serving implements AutoCloseable {

        private final List<String> lines = new ArrayList<>();
        private final Thread thread;

        /** @param lines that it prints before it waits */
        Serving(int lines, String... options) throws IOException {
            List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0", "--db", database.toString()));
            arguments.addAll(List.of(options));
            PipedWriter to = new PipedWriter();
            BufferedReader from = new BufferedReader(new PipedReader(to));
            thread = new Thread(() -> Main.run(
                    arguments.toArray(String[]::new), new PrintWriter(to, true), new PrintWriter(new StringWriter())));
            thread.start();
            for (int i = 0; i < lines; i++) {
                this.lines.add(from.readLine());
            }
        }

        String url() {
            return "http://127.0.0.1:" + lines.get(0).replaceFirst(".*:(\\d+)/.*", "$1");
        }

        int status(String token) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + "/api/experiments"));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            return HttpClient.newHttpClient()
                    .send(request.build(), BodyHandlers.discarding())
                    .statusCode();
        }

        @Override
        public void close() {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void thisMachineAloneNeedsNoToken() throws Exception {
        try (Serving serving = new Serving(1)) {
            assertTrue(
                    serving.lines.get(0).matches("http://127\\.0\\.0\\.1:\\d+/  \\(Ctrl-C ends it\\)"),
                    serving.lines.get(0));
            assertEquals(200, serving.status(""));
        }
        assertFalse(Files.exists(tokenFile));
    }

    @Test
    void tokenIsMadeOnTheFirstStartShownOnceAndNeededFromThenOn() throws Exception {
        String token;
        try (Serving first = new Serving(3, "--host", "127.0.0.1", "--token")) {
            token = first.lines.get(1).replaceFirst("^token: ", "");
            assertTrue(token.matches("[A-Za-z0-9_-]{43}"), token);
            assertEquals(first.url() + "/login#" + token + "  (Ctrl-C ends it)", first.lines.get(0));
            assertEquals(SHOWN_ONCE, first.lines.get(2));
            assertEquals(401, first.status(""));
            assertEquals(200, first.status(token));
        }
        assertFalse(Files.readString(tokenFile).contains(token));
        LocalDate today =
                LocalDate.ofInstant(Files.getLastModifiedTime(tokenFile).toInstant(), ZoneId.systemDefault());
        try (Serving second = new Serving(2, "--token")) {
            assertEquals("The token of " + today + " is needed; --new-token makes another one.", second.lines.get(1));
            assertEquals(401, second.status("wrong"));
            assertEquals(200, second.status(token));
        }
        try (Serving third = new Serving(3, "--new-token")) {
            String other = third.lines.get(1).replaceFirst("^token: ", "");
            assertNotEquals(token, other);
            assertEquals(401, third.status(token));
            assertEquals(200, third.status(other));
        }
    }

    @Test
    void everyAddressOfTheMachineIsShownAndNeedsTheToken() throws Exception {
        try (Serving serving = new Serving(1, "--host", "0.0.0.0")) {
            assertTrue(
                    serving.lines.get(0).matches("http://[0-9.]+:\\d+/login#[A-Za-z0-9_-]{43}  \\(Ctrl-C ends it\\)"),
                    serving.lines.get(0));
            assertEquals(401, serving.status(""));
            assertEquals(200, serving.status(serving.lines.get(0).replaceFirst(".*#(\\S+) .*", "$1")));
        }
    }

    @Test
    void nameOfAProxyNeedsATokenOnLoopbackToo() throws Exception {
        try (Serving serving = new Serving(3, "--allow-host", "lab.example")) {
            assertEquals(SHOWN_ONCE, serving.lines.get(2));
            assertEquals(401, serving.status(""));
        }
    }

    @Test
    void clientsOfMlflowAreToldWhatToSetAndTheDatabaseIsMade() throws Exception {
        Files.delete(database);
        try (Serving serving = new Serving(2)) {
            assertEquals("MLFLOW_TRACKING_URI=" + serving.url(), serving.lines.get(1));
            assertTrue(Files.exists(database));
        }
        try (Serving locked = new Serving(5, "--token")) {
            String token = locked.lines.get(1).replaceFirst("^token: ", "");
            assertEquals("MLFLOW_TRACKING_URI=" + locked.url(), locked.lines.get(3));
            assertEquals("MLFLOW_TRACKING_TOKEN=" + token, locked.lines.get(4));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--db,nothing/here.db,does not exist",
        "--max-artifact-size,much,--max-artifact-size",
        "--max-artifact-size,0,--max-artifact-size",
        "--default-artifact-root,s3://a?b,--default-artifact-root",
        "--artifacts-destination,pom.xml,--artifacts-destination",
        "--port,70000,--port"
    })
    void wrongOptionIsOneSentence(String option, String value, String part) {
        List<String> arguments = new ArrayList<>(List.of("serve", option, value));
        if (!option.equals("--db")) {
            arguments.addAll(List.of("--db", database.toString()));
        }
        Console refused = Console.run(arguments.toArray(String[]::new));
        assertEquals(1, refused.code());
        assertEquals(1, refused.errLines().size(), refused.err());
        assertTrue(refused.err().contains(part), refused.err());
    }

    @Test
    void tokenThatNobodySawIsNotKept() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Console refused = Console.run(
                    "serve", "--token", "--port", String.valueOf(taken.getLocalPort()), "--db", database.toString());
            assertEquals(1, refused.code());
            assertTrue(refused.err().contains("The dashboard cannot listen on 127.0.0.1"), refused.err());
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    Set.of(),
                    Set.copyOf(files.filter(file -> file.toString().contains("token"))
                            .toList()));
        }
    }

    @Test
    void brokenTokenFileIsOneSentence() throws IOException {
        Files.writeString(tokenFile, "nothing of ours");
        Console refused = Console.run("serve", "--token", "--db", database.toString());
        assertEquals(1, refused.code());
        assertEquals(1, refused.errLines().size(), refused.err());
        assertTrue(refused.err().contains("--new-token"), refused.err());
    }
}
