package dev.plateau.run;

import static dev.plateau.run.TestSearch.choice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.plan.Forest;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.Rows.TrialRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoEpochsTest {

    @TempDir
    Path folder;

    /** Everything that a search came to: its curves, and the epochs, scores and states of its trials. */
    private static Map<String, Object> outcome(Store store, ExperimentRow experiment) {
        Map<String, Object> all = new TreeMap<>(TestSearch.curves(store, experiment));
        for (TrialRow trial : store.trials(experiment.id())) {
            all.put(
                    "trial " + trial.number(),
                    List.of(trial.epochs(), trial.score(), trial.scoreError(), trial.state(), trial.message()));
        }
        for (RunRow run : store.runs(experiment.id())) {
            all.put("run " + run.id(), List.of(run.state(), run.epochs(), run.message()));
        }
        return all;
    }

    private static List<Integer> epochs(Store store, ExperimentRow experiment) {
        return store.runs(experiment.id()).stream().map(RunRow::epochs).toList();
    }

    private static TestSearch iris() {
        return TestSearch.dl4j(
                        "iris",
                        Map.of("hidden", List.of(8L), "dropout", 0.1),
                        choice("learning_rate", 0.01, 0.3),
                        choice("batch_size", 16L))
                .withAutoEpochs(10, 40);
    }

    @Test
    void aTrainingStopsWhenMoreIsNotWorthItAndIsScoredAtItsBestEpoch() throws InterruptedException {
        TestSearch search = TestSearch.faulty(Map.of("turn", 30L)).withAutoEpochs(20, 200);
        List<String> events = new CopyOnWriteArrayList<>();
        search.run(
                folder,
                2,
                Forest.Sharing.SHARED,
                engine -> event -> {
                    if (event instanceof Event.StageExtended extended) {
                        events.add(extended.from() + " to " + extended.to());
                    }
                },
                (store, experiment) -> {
                    assertEquals(
                            List.of("20 to 27", "27 to 36"), List.copyOf(events).subList(0, 2));
                    int rung = store.runs(experiment.id()).get(0).epochs();
                    for (RunRow run : store.runs(experiment.id())) {
                        assertEquals(State.COMPLETED, run.state());
                        assertEquals(rung, run.epochs());
                        assertEquals(
                                "stopped after epoch " + rung
                                        + " of at most 200: best at epoch 30 [30-30], nothing better since",
                                run.message().orElse(""));
                    }
                    assertEquals(48, rung, "48 is the first rung of which 30 is before the last fifth");
                    TrialRow trial = store.trials(experiment.id()).get(0);
                    assertEquals(State.COMPLETED, trial.state());
                    assertEquals(30, trial.epochs());
                    assertEquals("{}", trial.configuration());
                    // 1/3 + |30 - 30|/7 and a millionth times up to 255 for the seed.
                    assertEquals(1.0 / 3, trial.score().orElse(0), 3e-4);
                });
    }

    @Test
    void atTheLimitATrainingStopsThoughItStillImproves() throws InterruptedException {
        TestSearch search = TestSearch.faulty(Map.of("turn", 1000L)).withAutoEpochs(20, 40);
        search.run(folder, 1, (store, experiment) -> {
            assertEquals(List.of(40, 40), epochs(store, experiment));
            assertEquals(40, store.trials(experiment.id()).get(0).epochs());
            assertEquals(
                    "stopped after epoch 40 of at most 40: best at epoch 40, still improving",
                    store.runs(experiment.id()).get(0).message().orElse(""));
        });
    }

    @Test
    void whatIsTrainedAndDecidedDoesNotDependOnTheNumberOfWorkers() throws InterruptedException {
        Map<String, Object> one = new TreeMap<>();
        Map<String, Object> three = new TreeMap<>();
        iris().run(folder.resolve("one"), 1, (store, experiment) -> one.putAll(outcome(store, experiment)));
        iris().run(folder.resolve("three"), 3, (store, experiment) -> three.putAll(outcome(store, experiment)));
        assertEquals(2 * 2 * 8 + 2 + 4, one.size(), "2 trainings on 2 folds with 8 metrics, 2 trials, 4 runs");
        assertEquals(one, three);
    }

    @Test
    void theCurvesAreTheFirstEpochsOfATrainingToTheLimit() throws InterruptedException {
        Map<String, List<Double>> whole = new TreeMap<>();
        TestSearch fixed = TestSearch.dl4j(
                "iris",
                Map.of("hidden", List.of(8L), "dropout", 0.1),
                choice("learning_rate", 0.01, 0.3),
                choice("batch_size", 16L),
                choice("epochs", 40L));
        fixed.run(
                folder.resolve("fixed"), 2, (store, experiment) -> whole.putAll(TestSearch.curves(store, experiment)));
        iris().run(folder.resolve("auto"), 2, (store, experiment) -> {
            Set<Integer> lengths = ConcurrentHashMap.newKeySet();
            TestSearch.curves(store, experiment).forEach((name, values) -> {
                lengths.add(values.size());
                assertEquals(whole.getOrDefault(name, List.of()).subList(0, values.size()), values, name);
            });
            assertTrue(lengths.stream().anyMatch(length -> length < 40), () -> "some stop before 40, found " + lengths);
        });
    }

    /** Pauses each session at its third event, which falls into a leg, on a rung, and between two stages. */
    @Test
    void aSearchThatIsPausedAgainAndAgainEndsLikeOneThatWasLeftAlone() throws InterruptedException {
        Map<String, Object> expected = new TreeMap<>();
        TestSearch search =
                TestSearch.faulty(Map.of(), choice("turn", 12L, 17L)).withAutoEpochs(10, 60);
        search.run(folder.resolve("whole"), 2, (store, experiment) -> expected.putAll(outcome(store, experiment)));
        Map<String, Object> found = new TreeMap<>();
        int sessions = 0;
        State state = State.QUEUED;
        while (state == State.QUEUED) {
            found.clear();
            sessions++;
            assertTrue(sessions < 50, "the search should come to an end");
            AtomicInteger events = new AtomicInteger();
            state = search.run(
                    folder.resolve("paused"),
                    2,
                    Forest.Sharing.SHARED,
                    engine -> event -> {
                        if (events.incrementAndGet() == 3) {
                            engine.pause();
                        }
                    },
                    (store, experiment) -> found.putAll(outcome(store, experiment)));
        }
        assertTrue(sessions > 2, "it should have been paused more than once, was in " + sessions + " sessions");
        assertEquals(expected, found);
    }

    @Test
    void withoutOneOfItsFoldsATrialIsNotExtendedAndTheOthersGoOn() throws InterruptedException {
        TestSearch search =
                TestSearch.faulty(Map.of(), choice("turn", 30L, 35L)).withAutoEpochs(20, 200);
        AtomicReference<Long> victim = new AtomicReference<>();
        search.run(
                folder,
                2,
                Forest.Sharing.SHARED,
                engine -> event -> {
                    if (event instanceof Event.RunBegan began
                            && began.name().startsWith("training 1 ")
                            && victim.compareAndSet(null, began.runId())) {
                        engine.cancel(began.runId());
                    }
                },
                (store, experiment) -> {
                    List<String> states = new ArrayList<>(TestSearch.trialStates(store, experiment));
                    assertEquals("2 COMPLETED", states.get(1));
                    assertTrue(states.get(0).startsWith("1 CANCELLED"), states.get(0));
                    for (RunRow run : store.runs(experiment.id()).subList(0, 2)) {
                        if (run.id() != java.util.Objects.requireNonNull(victim.get())) {
                            assertEquals(20, run.epochs());
                            assertEquals(
                                    "stopped after epoch 20 of at most 200: another fold did not get there, so the trial cannot be scored",
                                    run.message().orElse(""));
                        }
                    }
                });
    }

    @Test
    void aTrialThatDivergesFailsAndTheSearchEnds() throws InterruptedException {
        TestSearch search = TestSearch.faulty(Map.of("turn", 25L), choice("fault", "nan", "none"))
                .withAutoEpochs(20, 200);
        State state = search.run(
                folder,
                2,
                (store, experiment) -> assertEquals(
                        List.of("1 FAILED: diverged: loss was NaN after epoch 2", "2 COMPLETED"),
                        TestSearch.trialStates(store, experiment)));
        assertEquals(State.COMPLETED, state);
    }

    @Test
    void aWorkerThatIsLostBetweenTwoRungsCostsNothing() throws InterruptedException {
        List<Integer> undisturbed = new ArrayList<>();
        exitsAt(1000).run(folder.resolve("undisturbed"), 2, (store, experiment) -> {
            undisturbed.addAll(epochs(store, experiment));
            undisturbed.add(store.trials(experiment.id()).get(0).epochs());
        });
        exitsAt(23).run(folder.resolve("lost"), 2, (store, experiment) -> {
            assertEquals(List.of("1 COMPLETED"), TestSearch.trialStates(store, experiment));
            List<Integer> found = new ArrayList<>(epochs(store, experiment));
            found.add(store.trials(experiment.id()).get(0).epochs());
            assertEquals(undisturbed, found);
            assertTrue(found.get(0) > 23, () -> "the worker should have been lost, found " + found);
        });
    }

    private static TestSearch exitsAt(long epoch) {
        return TestSearch.faulty(Map.of("turn", 25L, "fault", "exits", "at", epoch, "once", true))
                .withAutoEpochs(20, 200);
    }

    @Test
    void aScheduleOverAllEpochsIsRefused() {
        TestSearch search =
                TestSearch.dl4j("iris", Map.of("schedule", "cosine")).withAutoEpochs(20, 40);
        SearchException e = assertThrows(SearchException.class, () -> search.prepared(Forest.Sharing.SHARED));
        assertEquals(
                "parameters.epochs: auto cannot extend trial 1, as its cosine schedule spans the whole training"
                        + " (schedule.over: N would fix the span)",
                e.getMessage());
        TestSearch fixed = TestSearch.dl4j("iris", Map.of("schedule", Map.of("type", "cosine", "over", 30L)))
                .withAutoEpochs(20, 40);
        assertEquals(1, fixed.prepared(Forest.Sharing.SHARED).forest().stages().size());
    }
}
