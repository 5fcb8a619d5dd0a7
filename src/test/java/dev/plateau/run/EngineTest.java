package dev.plateau.run;

import static dev.plateau.run.TestSearch.choice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.plan.Forest;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.work.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineTest {

    @TempDir
    Path folder;

    @Test
    void curvesAreTheSameBitsWhateverTheNumberOfWorkers() throws InterruptedException {
        TestSearch search = TestSearch.dl4j(
                "iris",
                Map.of("hidden", List.of(8L), "dropout", 0.2),
                choice("learning_rate", 0.01, 0.03),
                choice("batch_size", 16L, 32L),
                choice("epochs", 2L, 4L));
        Map<String, List<Double>> one = new TreeMap<>();
        Map<String, List<Double>> three = new TreeMap<>();
        search.run(folder.resolve("one"), 1, (store, experiment) -> one.putAll(TestSearch.curves(store, experiment)));
        search.run(
                folder.resolve("three"), 3, (store, experiment) -> three.putAll(TestSearch.curves(store, experiment)));
        assertEquals(4 * 2 * 8, one.size(), "4 trainings on 2 folds with 8 metrics apart from seconds");
        assertEquals(one, three);
    }

    @Test
    void anEpochGridOnDigitsSharesItsTrainingsBitForBit() throws InterruptedException {
        TestSearch search = TestSearch.dl4j(
                "digits",
                Map.of("hidden", List.of(32L), "dropout", 0.1),
                choice("learning_rate", 0.01, 0.001),
                choice("epochs", 1L, 3L, 5L));
        Map<String, List<Double>> shared = new TreeMap<>();
        Map<String, List<Double>> separate = new TreeMap<>();
        search.run(folder.resolve("shared"), 2, (store, experiment) -> shared.putAll(byTrial(store, experiment)));
        search.run(
                folder.resolve("separate"),
                2,
                Forest.Sharing.SEPARATE,
                engine -> event -> {},
                (store, experiment) -> separate.putAll(byTrial(store, experiment)));
        assertEquals(6 * 2 * 8, separate.size(), "6 trials on 2 folds with 8 metrics apart from seconds");
        assertEquals(separate, shared);
    }

    /** The curves of each trial up to its own epochs, and its score. */
    private static Map<String, List<Double>> byTrial(
            dev.plateau.store.Store store, dev.plateau.store.Rows.ExperimentRow experiment) {
        Map<String, List<Double>> curves = new TreeMap<>();
        for (TrialRow trial : store.trials(experiment.id())) {
            for (RunRow run : store.runs(experiment.id())) {
                if (run.stageId() == trial.stageId()) {
                    store.seriesOfRun(run.id()).stream()
                            .filter(series -> !series.name().equals("seconds"))
                            .forEach(series -> curves.put(
                                    trial.number() + "/" + run.fold() + "/" + series.name(),
                                    series.curve().values().subList(0, trial.epochs())));
                }
            }
        }
        return curves;
    }

    @ParameterizedTest
    @CsvSource({
        "throws, the training went wrong",
        "exits, 'its worker ended with exit code 9, also after 1 restarts'",
        "exhausts, 'its worker ran out of memory, also after 1 restarts'",
        "babbles, 'its worker was killed (signal 9; the system may have run out of memory), also after 1 restarts'",
        "nan, diverged: loss was NaN after epoch 2"
    })
    void aRunThatGoesWrongFailsWithItsReasonAndTheSearchGoesOn(String fault, String reason)
            throws InterruptedException {
        TestSearch search = TestSearch.faulty(Map.of(), choice("fault", "none", fault), choice("epochs", 1L, 3L));
        State state = search.run(folder, 2, (store, experiment) -> {
            List<String> states = TestSearch.trialStates(store, experiment);
            // The grid changes its first parameter fastest; a trial of one epoch is over before the fault.
            assertEquals(List.of("1 COMPLETED", "2 COMPLETED", "3 COMPLETED", "4 FAILED: " + reason), states);
        });
        assertEquals(State.COMPLETED, state);
    }

    @Test
    void aRunThatHangsIsEndedByTheTimeoutAndTheSearchGoesOn() throws InterruptedException {
        TestSearch search = TestSearch.faulty(Map.of(), choice("fault", "hangs", "none"), choice("epochs", 3L))
                .withTimeout(Duration.ofSeconds(4));
        search.run(
                folder,
                2,
                (store, experiment) -> assertEquals(
                        List.of("1 FAILED: no end after 4 s (timeout), also after 1 restarts", "2 COMPLETED"),
                        TestSearch.trialStates(store, experiment)));
    }

    @Test
    void aRunWhoseWorkerIsLostOnceIsTrainedToItsEnd() throws InterruptedException {
        TestSearch search = TestSearch.faulty(
                Map.of(
                        "fault",
                        "exits",
                        "at",
                        3L,
                        "once",
                        folder.resolve("exited").toString()),
                choice("epochs", 5L));
        search.run(folder, 1, (store, experiment) -> {
            assertEquals(List.of("1 COMPLETED"), TestSearch.trialStates(store, experiment));
            List<Integer> attempts = store.runs(experiment.id()).stream()
                    .map(RunRow::attempt)
                    .sorted()
                    .toList();
            assertEquals(List.of(1, 2), attempts, "one of the two runs died in epoch 3 and began again");
            store.runs(experiment.id()).forEach(run -> assertEquals(5, run.epochs()));
        });
    }

    @Test
    void aPausedSearchGoesOnWhereItStoodAndTrainsNothingTwice() throws InterruptedException {
        TestSearch search = TestSearch.dl4j(
                "iris", Map.of("hidden", List.of(8L)), choice("learning_rate", 0.01, 0.1), choice("epochs", 6L));
        Map<String, List<Double>> whole = new TreeMap<>();
        search.run(
                folder.resolve("whole"), 1, (store, experiment) -> whole.putAll(TestSearch.curves(store, experiment)));
        Path interrupted = folder.resolve("interrupted");
        AtomicInteger begun = new AtomicInteger();
        State paused = search.run(
                interrupted,
                1,
                Forest.Sharing.SHARED,
                engine -> event -> {
                    if (event instanceof Event.RunBegan && begun.incrementAndGet() == 2) {
                        engine.pause();
                    }
                },
                (store, experiment) -> {
                    assertEquals(State.QUEUED, experiment.state());
                    // Which of two runs gets the only worker first is not promised.
                    List<Integer> epochs = epochs(store, experiment);
                    assertEquals(List.of(0, 0, 1, 6), epochs.stream().sorted().toList(), epochs::toString);
                });
        assertEquals(State.QUEUED, paused);
        search.run(interrupted, 1, (store, experiment) -> assertEquals(whole, TestSearch.curves(store, experiment)));
    }

    private static List<Integer> epochs(
            dev.plateau.store.Store store, dev.plateau.store.Rows.ExperimentRow experiment) {
        return store.runs(experiment.id()).stream().map(RunRow::epochs).toList();
    }

    @Test
    void aFinishedSearchTrainsNothing() throws InterruptedException {
        TestSearch search = TestSearch.faulty(Map.of(), choice("epochs", 3L));
        search.run(folder, 1, (store, experiment) -> {});
        List<Event> events = new java.util.concurrent.CopyOnWriteArrayList<>();
        State state = search.run(folder, 1, Forest.Sharing.SHARED, engine -> events::add, (store, experiment) -> {});
        assertEquals(State.COMPLETED, state);
        assertEquals(List.of(), events);
    }

    @Test
    void aCancelledRunEndsAfterItsEpochAndTheOthersGoOn() throws InterruptedException {
        TestSearch search = TestSearch.faulty(Map.of(), choice("turn", 50L, 60L), choice("epochs", 4L));
        AtomicReference<Long> victim = new AtomicReference<>();
        search.run(
                folder,
                1,
                Forest.Sharing.SHARED,
                engine -> event -> {
                    if (event instanceof Event.RunBegan began
                            && began.name().startsWith("training 1 ")
                            && victim.compareAndSet(null, began.runId())) {
                        engine.cancel(began.runId());
                    }
                },
                (store, experiment) -> {
                    RunRow run = store.run(java.util.Objects.requireNonNull(victim.get()))
                            .orElseThrow();
                    assertEquals(State.CANCELLED, run.state());
                    assertEquals(1, run.epochs());
                    assertEquals(
                            List.of("1 CANCELLED: cancelled after epoch 1", "2 COMPLETED"),
                            TestSearch.trialStates(store, experiment));
                });
    }

    @Test
    void patienceEndsARunAndTrialsThatAskedForMoreAreScoredAtItsLastEpoch() throws InterruptedException {
        TestSearch search =
                TestSearch.faulty(Map.of("turn", 3L), choice("epochs", 2L, 20L)).withPatience(4);
        search.run(folder, 2, (store, experiment) -> {
            for (RunRow run : store.runs(experiment.id())) {
                assertEquals(7, run.epochs(), "best at epoch 3, then 4 epochs that were no better");
                assertEquals("stopped early after epoch 7", run.message().orElse(""));
            }
            List<TrialRow> trials = store.trials(experiment.id());
            assertEquals(List.of("1 COMPLETED", "2 COMPLETED"), TestSearch.trialStates(store, experiment));
            // 1/3 + |7 - 3|/7 and a millionth times up to 255 for the seed.
            assertEquals(1.0 / 3 + 4.0 / 7, trials.get(1).score().orElse(0), 3e-4);
        });
    }

    @Test
    void whatAWorkerPrintsIsInTheLogOfItsRun() throws InterruptedException, IOException {
        TestSearch search = TestSearch.faulty(Map.of("fault", "throws"), choice("epochs", 3L));
        AtomicReference<Long> run = new AtomicReference<>();
        search.run(
                folder,
                1,
                (store, experiment) ->
                        run.set(store.runs(experiment.id()).get(0).id()));
        String log = Files.readString(RunLog.file(folder.resolve("logs"), java.util.Objects.requireNonNull(run.get())));
        assertTrue(log.contains("IllegalStateException: the training went wrong"), log);
    }
}
