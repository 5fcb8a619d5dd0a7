package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plateau.cli.text.Abilities;
import dev.plateau.cli.text.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the file to the leaderboard, with real workers and a real network. */
class RunIT {

    private static final String SEARCH = """
            name: tiny
            data: {path: %s, label: label, task: classification}
            model: {hidden: [4], activation: tanh}
            parameters:
              learning_rate: {values: [0.01, 0.1]}
              batch_size: {value: %d}
              epochs: {values: [%s]}
            cross_validation: {folds: 3}
            """;

    @TempDir
    Path folder;

    private Path file;
    private String db;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("tiny.yaml");
        db = folder.resolve("tiny.db").toString();
        search(50, "2, 4");
    }

    private void search(int batch, String epochs) throws IOException {
        Path iris = Path.of("experiments/data/iris.csv").toAbsolutePath();
        Files.writeString(file, SEARCH.formatted(iris, batch, epochs));
    }

    /** A search that trains for seconds: one that ends at once has no dashboard. */
    private void searchSlowly() throws IOException {
        search(50, "300");
        Files.writeString(file, "trainer: dl4j\n", StandardOpenOption.APPEND);
    }

    private Console run(String... more) {
        List<String> all =
                new java.util.ArrayList<>(List.of("run", file.toString(), "--db", db, "--workers", "2", "--port", "0"));
        all.addAll(List.of(more));
        return Console.run(all.toArray(String[]::new));
    }

    @Test
    void aSearchRunsOnceAndIsKnownAfterwards() throws IOException {
        Console first = run();
        assertEquals(0, first.code(), first.err());
        assertTrue(first.out().contains("trial  val_loss"), first.out());
        assertEquals(
                4,
                first.outLines().stream()
                        .filter(line -> line.endsWith("completed"))
                        .count(),
                first.out());
        assertTrue(first.out().contains("cannot be told apart at 95 % confidence"), first.out());
        assertTrue(first.out().contains("./plateau export tiny --out tiny-epochs.csv --db " + db), first.out());
        assertTrue(first.err().contains("[6/6 runs | 2/2 trainings | 0 failed] "), first.err());

        Console again = run("--json");
        assertEquals(0, again.code());
        assertEquals(List.of("tiny is complete: nothing to train"), again.errLines());
        JsonNode result = new ObjectMapper().readTree(again.out());
        assertEquals(4, result.get("leaderboard").get("trials").size());
        assertEquals(24, result.get("epochs").asInt());
        assertEquals(
                4, result.get("recommendation").get("curves").get("val_loss").size());

        Console export = Console.run("export", "tiny", "--db", db);
        assertEquals(1 + 3 * 2 * (2 + 4), export.outLines().size(), "a header, and each epoch under each trial");

        Console verify = Console.run("verify", "tiny", "--db", db, "--workers", "1");
        assertEquals(0, verify.code(), verify.err());
        assertTrue(verify.out().contains("of 6 runs compared: all the same, bit for bit"), verify.out());
    }

    @Test
    void theDashboardIsUpWhileASearchTrains() throws IOException {
        searchSlowly();
        Console console = run();
        assertEquals(0, console.code(), console.err());
        assertTrue(console.err().contains("dashboard: http://127.0.0.1:"), console.err());
    }

    @Test
    void aChangedFileUnderTheSameNameIsRefused() throws IOException {
        assertEquals(0, run("--no-dashboard").code());
        search(25, "2, 4");
        Console changed = run("--no-dashboard");
        assertEquals(1, changed.code());
        assertTrue(
                changed.err().contains("the database already has an experiment tiny from a different file"),
                changed.err());
        assertTrue(changed.err().contains("batch_size"), changed.err());
    }

    @Test
    void aTerminalSeesTwoLinesAndTheDoctorFindsTheLibrary() throws IOException {
        searchSlowly();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal =
                new Terminal(new PrintWriter(out), new PrintWriter(err), new Abilities(true, true, true, 120, 120));
        String[] arguments = {"run", file.toString(), "--db", db, "--workers", "1", "--port", "0"};
        assertEquals(0, Main.run(arguments, terminal), err.toString());
        assertTrue(
                err.toString().contains("[0/6 runs | 0/2 trainings | 0 failed] elapsed 00:00  ETA --:--"),
                err.toString());
        assertTrue(err.toString().contains("best  t"), err.toString());
        assertTrue(err.toString().contains("/experiments/tiny"), err.toString());

        Console doctor = Console.run("doctor", "--db", db);
        assertEquals(0, doctor.code(), doctor.out());
        assertTrue(doctor.out().contains("ok    dl4j        loads and trains ("), doctor.out());
        assertTrue(doctor.out().contains("\nok    kernel      "), doctor.out());
        assertTrue(doctor.out().contains(", 1 experiment, "), doctor.out());
    }

    /** As a terminal does it: to the coordinator and all its workers at once. */
    @Test
    void ctrlCPausesAndTheSameCommandGoesOn() throws IOException, InterruptedException {
        search(4, "2000");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        file.toString(),
                        "--db",
                        db,
                        "--workers",
                        "2",
                        "--no-dashboard")
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            waitForEpochs();
            List<String> kill = new java.util.ArrayList<>(List.of("kill", "-INT", String.valueOf(process.pid())));
            process.descendants().forEach(worker -> kill.add(String.valueOf(worker.pid())));
            assertEquals(2, kill.size() - 2, "the coordinator and the process of the two workers");
            assertEquals(0, new ProcessBuilder(kill).start().waitFor());
            lines.lines().forEach(line -> said.append(line).append('\n'));
        }
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(130, process.exitValue(), said.toString());
        assertTrue(said.toString().endsWith("paused; the same command goes on from here\n"), said.toString());
        assertTrue(!said.toString().contains("is tried again"), said.toString());

        JsonNode paused = new ObjectMapper()
                .readTree(Console.run("ls", "--json", "--db", db).out())
                .get(0);
        assertEquals("QUEUED", paused.get("state").asText());
        assertTrue(paused.get("epochs").asInt() < 6 * 2000, "it was stopped on the way");

        Console resumed = Console.run("resume", "--db", db, "--workers", "1", "--no-dashboard", "--json");
        assertEquals(0, resumed.code(), resumed.err());
        assertTrue(resumed.err().contains(" goes on after epoch "), resumed.err());
        JsonNode result = new ObjectMapper().readTree(resumed.out());
        assertEquals(6 * 2000, result.get("epochs").asInt());
    }

    /** Until both workers are at work; each look at the store is a command of its own. */
    private void waitForEpochs() throws IOException, InterruptedException {
        for (int look = 0; look < 300; look++) {
            Console ls = Console.run("ls", "--json", "--db", db);
            if (ls.code() == 0) {
                JsonNode known = new ObjectMapper().readTree(ls.out());
                if (known.size() > 0 && known.get(0).get("epochs").asInt() > 4) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("no epoch was stored within 30 s");
    }
}
