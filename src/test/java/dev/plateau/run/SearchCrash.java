package dev.plateau.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.store.sqlite.StoreException;
import dev.plateau.work.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real command with signal 9 at random moments, starts it again, and compares what is there in the end with a search that
 * nobody disturbed. The seed of the moments is in the messages.
 */
class SearchCrash {

    private static final int KILLS = 20;
    private static final int KILLS_OF_NESTED = 5;

    private static final int KILLS_OF_AUTO = 8;
    private static final int KILLS_OF_SHORT = 10;
    private static final long SEED = 20_26;

    private static final Pattern BEGAN = Pattern.compile("epoch (\\d+) to (\\d+) on worker");

    @TempDir
    Path folder;

    /** @param epochs as the file writes them */
    private Path experiment(String epochs) throws IOException {
        return experiment(epochs, "{folds: 3, strategy: stratified}");
    }

    /** Epochs of about a millisecond: many of them share a message, a commit and a checkpoint. */
    private Path shortEpochs() throws IOException {
        return Files.writeString(folder.resolve("crash.yaml"), """
                name: crash
                trainer: compiled
                data: {path: %s, label: label, task: classification}
                model: {hidden: [48], dropout: 0.2}
                method: grid
                metric: {name: val_loss, goal: minimize}
                parameters:
                  learning_rate: {values: [0.001, 0.003, 0.01]}
                  batch_size: {value: 32}
                  epochs: {values: [200, 700]}
                cross_validation: {folds: 3, strategy: stratified}
                max_concurrent_trials: 2
                max_restarts: 20
                seed: 7
                """.formatted(
                        Path.of("experiments/data/digits.csv").toAbsolutePath()));
    }

    private Path experiment(String epochs, String split) throws IOException {
        return Files.writeString(folder.resolve("crash.yaml"), """
                name: crash
                trainer: dl4j
                data: {path: %s, label: label, task: classification}
                model: {hidden: [48], dropout: 0.2}
                method: grid
                metric: {name: val_loss, goal: minimize}
                parameters:
                  learning_rate: {values: [0.001, 0.003, 0.01]}
                  batch_size: {value: 32}
                  epochs: %s
                cross_validation: %s
                max_concurrent_trials: 2
                seed: 7
                """.formatted(
                        Path.of("experiments/data/digits.csv").toAbsolutePath(), epochs, split));
    }

    private Process start(Path file, Path database) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.plateau.cli.Main",
                        "run",
                        file.toString(),
                        "--db",
                        database.toString(),
                        "--no-dashboard")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()))
                .start();
    }

    @Test
    void aSearchThatIsKilledTwentyTimesHasTheCurvesOfOneThatWasLeftAlone() throws Exception {
        killAndCompare(experiment("{values: [5, 25]}"), new Scale(3, 8), KILLS);
    }

    @Test
    void aNestedSearchHasItsInnerCurvesAfterEveryKill() throws Exception {
        killAndCompare(
                experiment("{value: 25}", "{strategy: holdout, repeats: 2, nested: true}"),
                new Scale(4, 8),
                KILLS_OF_NESTED);
    }

    /** Rungs at 8, 11, 15, 20 and 25 epochs: the moments fall into trainings and, now and then, onto a decision. */
    @Test
    void aSearchThatDecidesItsEpochsInTrainingDecidesTheSameAfterEveryKill() throws Exception {
        killAndCompare(experiment("{auto: {start: 8, limit: 25}}"), new Scale(3, 8), KILLS_OF_AUTO);
    }

    @Test
    void aSearchOfEpochsThatAreSaidTogetherHasTheirCurvesAfterEveryKill() throws Exception {
        killAndCompare(shortEpochs(), new Scale(3, 8), KILLS_OF_SHORT);
    }

    @Test
    void aSearchWhoseWorkersAreKilledEndsWithTheSameCurves() throws Exception {
        Path file = shortEpochs();
        Path undisturbed = folder.resolve("undisturbed.db");
        finish(file, undisturbed);
        Random random = new Random(SEED);
        Path database = folder.resolve("killed.db");
        Process search = start(file, database);
        int kills = 0;
        while (!search.waitFor(200 + random.nextInt(500), TimeUnit.MILLISECONDS)) {
            List<ProcessHandle> workers = search.descendants().toList();
            if (!workers.isEmpty() && kills < KILLS_OF_SHORT) {
                workers.get(random.nextInt(workers.size())).destroyForcibly();
                kills++;
            }
        }
        assertEquals(0, search.exitValue(), () -> output());
        assertEquals(KILLS_OF_SHORT, kills);
        assertEquals(scores(undisturbed), scores(database), "seed " + SEED);
        assertEquals(curves(undisturbed), curves(database), "seed " + SEED);
    }

    /** Folds of both kinds, and metrics apart from seconds. */
    private record Scale(int folds, int metrics) {}

    private void killAndCompare(Path file, Scale scale, int most) throws Exception {
        Path undisturbed = folder.resolve("undisturbed.db");
        finish(file, undisturbed);
        Map<String, List<Double>> expected = curves(undisturbed);
        List<Object> scores = scores(undisturbed);
        assertEquals(
                3 * scale.folds() * scale.metrics(), expected.size(), "3 trainings on the folds with their metrics");

        Random random = new Random(SEED);
        int kills = 0;
        int searches = 0;
        List<String> story = new ArrayList<>();
        while (kills < most) {
            Path database = folder.resolve("killed" + searches++ + ".db");
            Map<String, List<Double>> before = Map.of();
            boolean ended = false;
            while (!ended && kills < most) {
                Map<Long, Next> next = nextEpochs(database);
                ended = !killed(start(file, database), 300 + random.nextInt(3500));
                assertGoesOnBehindWhatIsStored(next, database);
                kills += ended ? 0 : 1;
                Map<String, List<Double>> now = curves(database);
                assertNothingLost(before, now, "seed " + SEED + ", kill " + kills);
                before = now;
                story.add(kills + ": " + points(now));
            }
            Map<Long, Next> next = nextEpochs(database);
            finish(file, database);
            assertGoesOnBehindWhatIsStored(next, database);
            assertEquals(scores, scores(database), () -> "seed " + SEED + ", points after each kill " + story);
            assertEquals(expected, curves(database), () -> "seed " + SEED + ", points after each kill " + story);
        }
        assertTrue(
                story.stream().distinct().count() > most / 2,
                () -> "the kills should have come while epochs were stored, points after each were " + story);
    }

    /** Kills it after a while; false if it had ended by itself before. Its workers must follow it by themselves. */
    private static boolean killed(Process process, long millis) throws InterruptedException {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroyForcibly();
        process.waitFor();
        workers.forEach(
                worker -> worker.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        return true;
    }

    private void finish(Path file, Path database) throws Exception {
        Process process = start(file, database);
        assertTrue(process.waitFor(3, TimeUnit.MINUTES), "the search should end");
        assertEquals(0, process.exitValue(), () -> output());
        try (Store store = Stores.readOnly(database)) {
            assertEquals(
                    State.COMPLETED, store.experiment("crash").orElseThrow().state());
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Map<String, List<Double>> curves(Path database) {
        try (Store store = Stores.readOnly(database)) {
            return store.experiment("crash")
                    .map(experiment -> (Map<String, List<Double>>) new TreeMap<>(TestSearch.curves(store, experiment)))
                    .orElse(Map.of());
        } catch (StoreException e) {
            // Killed before the database was there, or before it had its tables.
            return Map.of();
        }
    }

    /** The epochs and scores of the trials. */
    private static List<Object> scores(Path database) {
        try (Store store = Stores.readOnly(database)) {
            return store.trials(store.experiment("crash").orElseThrow().id()).stream()
                    .<Object>map(trial -> List.of(trial.epochs(), trial.score(), trial.scoreError(), trial.state()))
                    .toList();
        }
    }

    private static void assertNothingLost(
            Map<String, List<Double>> before, Map<String, List<Double>> now, String when) {
        before.forEach((curve, values) -> {
            List<Double> later = now.getOrDefault(curve, List.of());
            assertTrue(later.size() >= values.size(), () -> when + ": " + curve + " has become shorter");
            assertEquals(values, later.subList(0, values.size()), () -> when + ": " + curve);
        });
    }

    private static long points(Map<String, List<Double>> curves) {
        return curves.values().stream().mapToLong(List::size).sum();
    }

    /** For each run: how often it had begun, and which epoch must come first when it begins again. */
    private record Next(int begun, int epoch) {}

    private static Map<Long, Next> nextEpochs(Path database) throws IOException {
        Map<Long, Next> next = new TreeMap<>();
        try (Store store = Stores.readOnly(database)) {
            for (RunRow run : runs(store)) {
                next.put(run.id(), new Next(begins(database, run.id()).size(), run.epochs() + 1));
            }
        } catch (StoreException e) {
            return Map.of();
        }
        return next;
    }

    private static List<RunRow> runs(Store store) {
        return store.experiment("crash")
                .map(experiment -> Engine.runs(store, experiment.id()).toList())
                .orElse(List.of());
    }

    private static List<Integer> begins(Path database, long runId) throws IOException {
        Path log = RunLog.file(Path.of(database + ".files").resolve("logs"), runId);
        List<Integer> begins = new ArrayList<>();
        Matcher lines = BEGAN.matcher(Files.exists(log) ? Files.readString(log) : "");
        while (lines.find()) {
            begins.add(Integer.parseInt(lines.group(1)));
        }
        return begins;
    }

    private static void assertGoesOnBehindWhatIsStored(Map<Long, Next> expected, Path database) throws IOException {
        for (Map.Entry<Long, Next> run : expected.entrySet()) {
            List<Integer> begins = begins(database, run.getKey());
            int begun = run.getValue().begun();
            if (begins.size() > begun) {
                assertEquals(
                        run.getValue().epoch(), begins.get(begun), "first epoch after the kill of run " + run.getKey());
            }
        }
    }
}
