package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.SeriesRow;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole searches that train by programs, from the file to the leaderboard. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ScriptsIT {

    /** How long something that has begun may take to be seen. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    Path folder;

    private void program(String... lines) throws IOException {
        Files.writeString(folder.resolve("train.sh"), "echo $$ >> starts\n" + String.join("\n", lines) + "\n");
    }

    private Path search(String... lines) throws IOException {
        return Files.writeString(
                folder.resolve("s.yaml"),
                "name: s\nprogram: train.sh\ncross_validation: {folds: 2}\n" + String.join("\n", lines) + "\n");
    }

    private static final String SHELL = "script: {interpreter: /bin/sh, grace: 0.3}";
    private static final String GRID = "parameters: {rate: {values: [0.5, 0.25]}, epochs: {values: [2, 4]}}";
    private static final String TELL =
            "for e in $(seq $PLATEAU_EPOCHS); do echo \"epoch=$e val_loss=$e$PLATEAU_FOLD\"; done";

    private Console plateau(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--db", folder.resolve("s.db").toString()));
        return Console.run(all.toArray(String[]::new));
    }

    private Console run(String... more) {
        List<String> all =
                new ArrayList<>(List.of("run", folder.resolve("s.yaml").toString(), "--no-dashboard"));
        all.addAll(List.of(more));
        return plateau(all.toArray(String[]::new));
    }

    private List<String> lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    private int starts() throws IOException {
        return lines("starts").size();
    }

    /** The values of a metric in each run. */
    private List<List<Double>> curves(String metric) {
        try (Store store = Stores.readOnly(folder.resolve("s.db"))) {
            List<List<Double>> curves = new ArrayList<>();
            for (RunRow run : store.runs(store.experiment("s").orElseThrow().id())) {
                for (SeriesRow series : store.seriesOfRun(run.id())) {
                    if (series.name().equals(metric)) {
                        curves.add(series.curve().values());
                    }
                }
            }
            return curves;
        }
    }

    @Test
    void completesASearchWithOneProcessForAllEpochCountsOfAConfiguration() throws Exception {
        program(TELL);
        search(SHELL, GRID);
        Console console = run("--json");
        assertEquals(0, console.code(), console.err());
        JsonNode result = new ObjectMapper().readTree(console.out());
        assertEquals("COMPLETED", result.get("state").asText());
        assertEquals(4, starts());
        List<Double> first = List.of(10.0, 20.0, 30.0, 40.0);
        List<Double> second = List.of(11.0, 21.0, 31.0, 41.0);
        assertEquals(List.of(first, second, first, second), curves("val_loss"));
        assertEquals(0, run().code());
        assertEquals(4, starts());
    }

    @Test
    void trainsEachEpochCountByItselfWhereTheScheduleDependsOnIt() throws Exception {
        program(TELL);
        search("script: {interpreter: /bin/sh, depends_on_epochs: true}", GRID);
        Console console = run();
        assertEquals(0, console.code(), console.err());
        assertEquals(8, starts());
        assertTrue(console.err().contains("the file says so (script.depends_on_epochs)"), console.err());
    }

    @Test
    void givesTheSameSeedsAgain() throws Exception {
        program("echo epoch=1 val_loss=$PLATEAU_SEED; echo epoch=2 val_loss=1");
        search(SHELL, "parameters: {rate: {values: [0.5, 0.25]}, epochs: {value: 2}}");
        assertEquals(0, run().code());
        assertEquals(4, curves("val_loss").stream().distinct().count());
        Console verified = plateau("verify", "s");
        assertEquals(0, verified.code(), verified.err());
        assertTrue(verified.out().contains("all the same, bit for bit"), verified.out());
        program("echo epoch=1 val_loss=$$; echo epoch=2 val_loss=1");
        Console other = plateau("verify", "s");
        assertEquals(3, other.code(), other.err());
        assertTrue(
                other.out().contains("a script gives the same numbers only if all its chance comes from PLATEAU_SEED"),
                other.out());
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.plateau.cli.Main",
                        "run",
                        folder.resolve("s.yaml").toString(),
                        "--no-dashboard",
                        "--workers",
                        "2",
                        "--db",
                        folder.resolve("s.db").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, Condition condition) throws Exception {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < until, what);
            Thread.sleep(20);
        }
    }

    private boolean anyAlive() throws IOException {
        List<String> pids = new ArrayList<>(lines("starts"));
        pids.addAll(lines("children"));
        for (String pid : pids) {
            Path stat = Path.of("/proc/" + pid + "/stat");
            try {
                if (Files.exists(stat) && !Files.readString(stat).contains(") Z ")) {
                    return true;
                }
            } catch (IOException e) {
                // It ended between the two questions.
            }
        }
        return false;
    }

    @Test
    void goesOnAfterAKillOfItsProcessAndLeavesNoOrphan() throws Exception {
        program(
                "sh -c 'trap \"\" TERM; echo $$ >> children; exec sleep 1000' &",
                "echo epoch=1 val_loss=$$; echo epoch=2 val_loss=2; echo epoch=3 val_loss=3",
                "until [ -e go ]; do sleep 0.1; done",
                "echo epoch=4 val_loss=4");
        search(SHELL, "parameters: {epochs: {value: 4}}");
        Process killed = start();
        Path logs = folder.resolve("s.db.files").resolve("logs");
        await("both runs tell their third epoch", () -> {
            for (int run = 1; run <= 2; run++) {
                Path log = logs.resolve("run-" + run + ".log");
                if (!Files.exists(log) || !Files.readString(log).contains("epoch=3")) {
                    return false;
                }
            }
            return lines("children").size() == 2 && curves("val_loss").size() == 2;
        });
        assertTrue(anyAlive());
        killed.destroyForcibly().waitFor();
        await("all processes of the search end with it", () -> !anyAlive());
        List<List<Double>> before = curves("val_loss");
        Files.writeString(folder.resolve("go"), "");
        Console console = run();
        assertEquals(0, console.code(), console.err());
        List<List<Double>> after = curves("val_loss");
        assertEquals(List.of(4, 4), after.stream().map(List::size).toList());
        for (int run = 0; run < 2; run++) {
            assertEquals(
                    before.get(run), after.get(run).subList(0, before.get(run).size()), "the first report stands");
        }
        assertEquals(4, starts());
        assertFalse(anyAlive());
    }

    @Test
    void endsRunsThatDoNotImproveAnyMore() throws Exception {
        program("e=1; while :; do echo epoch=$e val_loss=1; e=$((e+1)); sleep 0.05; done");
        search(SHELL, "parameters: {epochs: {value: 50}}", "early_stopping: {patience: 2}");
        Console console = run();
        assertEquals(0, console.code(), console.err());
        assertEquals(List.of(3, 3), curves("val_loss").stream().map(List::size).toList());
        assertFalse(anyAlive());
    }

    @Test
    void scoresATrialWhoseProgramStoppedEarlyByItself() throws Exception {
        program("echo epoch=1 val_loss=3; echo epoch=2 val_loss=1");
        search(SHELL, "parameters: {epochs: {values: [1, 5]}}");
        Console console = run("--json");
        assertEquals(0, console.code(), console.err());
        List<Double> curve = List.of(3.0, 1.0);
        assertEquals(List.of(curve, curve), curves("val_loss"));
        assertEquals(2, starts());
        assertEquals(
                2,
                new ObjectMapper()
                        .readTree(console.out())
                        .at("/trials/COMPLETED")
                        .asInt(),
                console.out());
    }

    @Test
    void failsRunsInASentenceAndGoesOn() throws Exception {
        program(
                "if [ $PLATEAU_PARAM_KIND = exit ]; then echo 'no such file: x' >&2; exit 2; fi",
                "if [ $PLATEAU_PARAM_KIND = silent ]; then exit 0; fi",
                "if [ $PLATEAU_PARAM_KIND = nan ]; then echo epoch=1 val_loss=1; echo epoch=2 val_loss=nan; exit 0; fi",
                "if [ $PLATEAU_PARAM_KIND = slow ]; then echo epoch=1 val_loss=1; sleep 100; fi",
                TELL);
        search(
                SHELL,
                "parameters: {kind: {values: [exit, silent, nan, slow, good]}, epochs: {value: 3}}",
                "timeout: 2",
                "max_restarts: 1");
        Console console = run("--json");
        assertEquals(3, console.code(), console.err());
        List<String> messages = List.of(
                "it ended with exit code 2; it said last: no such file: x",
                "it ended well but never told val_loss; there were no metrics; it said nothing",
                "diverged: val_loss was NaN after epoch 2",
                "no end after 2 s (timeout), also after 1 restarts");
        for (String message : messages) {
            assertTrue(console.err().contains(message), () -> message + " in " + console.err());
        }
        assertFalse(anyAlive());
    }

    @Test
    void hearsMetricsThatAreLoggedByMlflowsApi() throws Exception {
        program(
                "exec /usr/bin/python3 -c '",
                "import json, os, urllib.request",
                "def ask(path, body=None):",
                "    request = urllib.request.Request(os.environ[\"MLFLOW_TRACKING_URI\"] + \"/api/2.0/mlflow/\" + path,",
                "        data=json.dumps(body).encode() if body else None, headers={\"Content-Type\": \"application/json\"})",
                "    return json.load(urllib.request.urlopen(request))",
                "run = os.environ[\"MLFLOW_RUN_ID\"]",
                "assert ask(\"runs/get?run_id=\" + run)[\"run\"][\"info\"][\"run_id\"] == run",
                "for epoch in range(3):",
                "    ask(\"runs/log-metric\", {\"run_id\": run, \"key\": \"val_loss\", \"value\": 1 / (epoch + 1),",
                "        \"step\": epoch, \"timestamp\": 1})",
                "ask(\"runs/update\", {\"run_id\": run, \"status\": \"FINISHED\"})",
                "'");
        search(SHELL, "parameters: {epochs: {value: 3}}");
        Console console = run();
        assertEquals(0, console.code(), console.err());
        List<Double> curve = List.of(1.0, 0.5, 1 / 3.0);
        assertEquals(List.of(curve, curve), curves("val_loss"));
    }

    @Test
    void saysInASentenceWhatAScriptCannot() throws Exception {
        program(TELL);
        search(SHELL, "parameters: {epochs: {value: 2}}");
        assertEquals(0, run().code());
        assertEquals(
                "plateau: a script keeps its models itself, in $PLATEAU_OUTPUT or elsewhere: there is nothing to refit for s; "
                        + "run its program with the recommended epochs\n",
                plateau("refit", "s").err());
        assertEquals(
                "plateau: a learning-rate range test changes the rate at every step, which a script does not let us do: "
                        + "s cannot have one\n",
                plateau("lr-range", folder.resolve("s.yaml").toString()).err());
        Files.delete(folder.resolve("train.sh"));
        Files.delete(folder.resolve("s.db"));
        Console console = run();
        assertEquals(1, console.code());
        assertEquals("plateau: program: there is no file " + folder.resolve("train.sh") + "\n", console.err());
        assertFalse(Files.exists(folder.resolve("s.db")));
    }
}
