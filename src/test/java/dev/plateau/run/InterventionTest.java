package dev.plateau.run;

import static dev.plateau.run.TestSearch.choice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.plan.Forest;
import dev.plateau.store.Rows.AttemptRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people ask of a search while it runs, through a store of their own, and that it costs no bit of the results. */
@SuppressWarnings("NullAway.Init")
class InterventionTest {

    @TempDir
    Path folder;

    private static TestSearch iris(Object... epochs) {
        return TestSearch.dl4j(
                "iris", Map.of("hidden", List.of(8L)), choice("learning_rate", 0.01, 0.1), choice("epochs", epochs));
    }

    private Map<String, List<Double>> undisturbed(TestSearch search) throws InterruptedException {
        Map<String, List<Double>> whole = new TreeMap<>();
        search.run(
                folder.resolve("whole"), 1, (store, experiment) -> whole.putAll(TestSearch.curves(store, experiment)));
        return whole;
    }

    /** Does something at the desk of a store of its own when the first run of a name begins. */
    private static TestSearch.Watching atDesk(Path place, String beginning, Consumer<Store> action) {
        AtomicBoolean done = new AtomicBoolean();
        return engine -> event -> {
            if (event instanceof Event.RunBegan began
                    && began.name().startsWith(beginning)
                    && done.compareAndSet(false, true)) {
                try (Store shared = Stores.shared(place.resolve("test.db"))) {
                    action.accept(shared);
                }
            }
        };
    }

    private static long experiment(Store store) {
        return store.experiment("test").orElseThrow().id();
    }

    private static List<Long> runs(Store store, int from, int to) {
        return store.runs(experiment(store)).subList(from, to).stream()
                .map(RunRow::id)
                .toList();
    }

    @Test
    void aStoredRequestPausesTheSearchAndItGoesOnWithTheSameBits() throws InterruptedException {
        TestSearch search = iris(400L);
        Map<String, List<Double>> whole = undisturbed(search);
        Path place = folder.resolve("stopped");
        List<Event> told = new CopyOnWriteArrayList<>();
        TestSearch.Watching asks =
                atDesk(place, "training 1 fold 2", shared -> shared.desk().requestStop(experiment(shared)));
        State state = search.run(
                place,
                1,
                Forest.Sharing.SHARED,
                engine -> {
                    Consumer<Event> desk = asks.on(engine);
                    return event -> {
                        told.add(event);
                        desk.accept(event);
                    };
                },
                (store, experiment) -> {
                    assertEquals(State.QUEUED, experiment.state());
                    List<RunRow> runs = store.runs(experiment.id());
                    assertTrue(runs.get(1).epochs() < 400, () -> "it went on: " + runs.get(1));
                    assertEquals(0, runs.get(2).attempt());
                });
        assertEquals(State.QUEUED, state);
        assertTrue(told.contains(new Event.StopRequested()));
        search.run(place, 1, (store, experiment) -> {
            assertEquals(State.COMPLETED, experiment.state(), "an old request does not stop a new session");
            assertEquals(whole, TestSearch.curves(store, experiment));
        });
    }

    @Test
    void aRunCancelledAtTheDeskIsDroppedAndTheRestGoesOnAndOnceRequeuedHasTheSameBits() throws InterruptedException {
        TestSearch search = iris(60L);
        Map<String, List<Double>> whole = undisturbed(search);
        Path place = folder.resolve("cancelled");
        List<Integer> epochs = new ArrayList<>();
        State state = search.run(
                place,
                1,
                Forest.Sharing.SHARED,
                atDesk(place, "training 1 fold 2", shared -> shared.desk().cancel(runs(shared, 1, 3))),
                (store, experiment) -> {
                    assertEquals(
                            List.of("1 CANCELLED: cancelled by hand", "2 CANCELLED: cancelled by hand"),
                            TestSearch.trialStates(store, experiment));
                    store.runs(experiment.id()).forEach(run -> epochs.add(run.epochs()));
                });
        assertEquals(State.COMPLETED, state);
        assertEquals(60, epochs.get(0));
        assertEquals(0, epochs.get(2), "it was cancelled while it waited");
        assertEquals(60, epochs.get(3));
        assertTrue(epochs.get(1) < 60, () -> "epochs " + epochs);
        try (Store shared = Stores.shared(place.resolve("test.db"))) {
            assertEquals(2, shared.desk().requeue(runs(shared, 0, 4)));
            assertEquals(State.QUEUED, shared.experiment("test").orElseThrow().state());
        }
        search.run(place, 1, (store, experiment) -> {
            assertEquals(List.of("1 COMPLETED", "2 COMPLETED"), TestSearch.trialStates(store, experiment));
            assertEquals(whole, TestSearch.curves(store, experiment));
        });
    }

    @Test
    void aRunThatIsRequeuedWhileTheSearchRunsTrainsBeforeItsEnd() throws InterruptedException {
        TestSearch search = iris(40L);
        Map<String, List<Double>> whole = undisturbed(search);
        Path place = folder.resolve("requeued");
        TestSearch.Watching cancels =
                atDesk(place, "training 1 fold 1", shared -> shared.desk().cancel(runs(shared, 0, 1)));
        TestSearch.Watching requeues =
                atDesk(place, "training 2 fold 2", shared -> shared.desk().requeue(runs(shared, 0, 1)));
        State state = search.run(
                place,
                1,
                Forest.Sharing.SHARED,
                engine -> {
                    Consumer<Event> first = cancels.on(engine);
                    Consumer<Event> second = requeues.on(engine);
                    return first.andThen(second);
                },
                (store, experiment) -> {
                    assertEquals(List.of("1 COMPLETED", "2 COMPLETED"), TestSearch.trialStates(store, experiment));
                    assertEquals(whole, TestSearch.curves(store, experiment));
                    assertEquals(
                            List.of(State.CANCELLED, State.COMPLETED),
                            store.attempts(experiment.id()).stream()
                                    .filter(attempt -> attempt.runId()
                                            == store.runs(experiment.id())
                                                    .get(0)
                                                    .id())
                                    .map(AttemptRow::state)
                                    .toList());
                });
        assertEquals(State.COMPLETED, state);
    }

    @Test
    void aFoldCancelledUnderAutoEpochsIsTrainedOnLaterAndDecidesTheSame() throws InterruptedException {
        TestSearch search = TestSearch.dl4j("iris", Map.of("hidden", List.of(8L)), choice("learning_rate", 0.01, 0.1))
                .withAutoEpochs(10, 80);
        Map<String, List<Double>> whole = undisturbed(search);
        Path place = folder.resolve("auto");
        State state = search.run(
                place,
                2,
                Forest.Sharing.SHARED,
                atDesk(place, "training 1 fold 1", shared -> shared.desk().cancel(runs(shared, 0, 1))),
                (store, experiment) -> assertEquals(
                        State.CANCELLED, store.trials(experiment.id()).get(0).state()));
        assertEquals(State.COMPLETED, state);
        try (Store shared = Stores.shared(place.resolve("test.db"))) {
            assertEquals(1, shared.desk().requeue(runs(shared, 0, 1)));
        }
        search.run(place, 2, (store, experiment) -> {
            assertEquals(List.of("1 COMPLETED", "2 COMPLETED"), TestSearch.trialStates(store, experiment));
            assertEquals(whole, TestSearch.curves(store, experiment));
        });
    }
}
