package dev.plateau.run;

import static dev.plateau.run.TestSearch.choice;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.data.CrossValidation;
import dev.plateau.data.CrossValidation.Strategy;
import dev.plateau.store.Rows.ExperimentRow;
import dev.plateau.store.Rows.RunRow;
import dev.plateau.store.State;
import dev.plateau.store.Store;
import dev.plateau.store.Stores;
import dev.plateau.work.ProcessExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches with inner folds, trained. */
class NestedSearchTest {

    private static final CrossValidation TWO_IN_TWO = new CrossValidation(2, Strategy.STRATIFIED, 1, 0.2).nestedIn(2);

    private static final TestSearch IRIS = TestSearch.dl4j(
            "iris",
            Map.of("hidden", List.of(8L), "dropout", 0.2),
            choice("learning_rate", 0.01, 0.1),
            choice("epochs", 2L, 4L));

    @TempDir
    Path folder;

    private Map<String, List<Double>> curves(String name, int workers) throws InterruptedException {
        Map<String, List<Double>> curves = new TreeMap<>();
        IRIS.run(
                folder.resolve(name),
                workers,
                IRIS.prepared(TWO_IN_TWO),
                engine -> event -> {},
                (store, experiment) -> curves.putAll(TestSearch.curves(store, experiment)));
        return curves;
    }

    @Test
    void innerCurvesAreTheSameBitsWhateverTheNumberOfWorkersAndTheOthersAreThoseOfASearchWithoutThem()
            throws InterruptedException {
        Map<String, List<Double>> one = curves("one", 1);
        assertEquals(
                2 * 6 * 8, one.size(), "2 trainings on 2 folds and 4 inner ones with 8 metrics apart from seconds");
        assertEquals(one, curves("three", 3));
        Map<String, List<Double>> plain = new TreeMap<>();
        IRIS.run(folder.resolve("plain"), 2, (store, experiment) -> plain.putAll(TestSearch.curves(store, experiment)));
        assertEquals(2 * 2 * 8, plain.size());
        plain.forEach((name, curve) -> assertEquals(curve, one.get(name), name));
    }

    @Test
    void aSearchThatPausesInTheMiddleOfItsInnerFoldsGoesOnAndTrainsNothingTwice() throws InterruptedException {
        Map<String, List<Double>> whole = curves("whole", 1);
        Path interrupted = folder.resolve("interrupted");
        State paused = IRIS.run(
                interrupted,
                1,
                IRIS.prepared(TWO_IN_TWO),
                engine -> event -> {
                    if (event instanceof Event.RunBegan began && began.name().equals("training 1 fold 2 inner 1")) {
                        engine.pause();
                    }
                },
                (store, experiment) -> {
                    assertEquals(
                            List.of(4, 4, 4, 4),
                            store.runs(experiment.id()).stream()
                                    .map(RunRow::epochs)
                                    .toList());
                    assertEquals(
                            List.of(4, 4, 1, 0, 0, 0, 0, 0),
                            store.innerRuns(experiment.id()).stream()
                                    .map(RunRow::epochs)
                                    .toList());
                    assertEquals(
                            List.of("1 COMPLETED", "2 COMPLETED", "3 COMPLETED", "4 COMPLETED"),
                            TestSearch.trialStates(store, experiment));
                });
        assertEquals(State.QUEUED, paused);
        State ended = IRIS.run(
                interrupted,
                1,
                IRIS.prepared(TWO_IN_TWO),
                engine -> event -> {},
                (store, experiment) -> assertEquals(whole, new TreeMap<>(TestSearch.curves(store, experiment))));
        assertEquals(State.COMPLETED, ended);
    }

    @Test
    void verificationTrainsInnerFoldsAgainAsWell() throws InterruptedException {
        TestSearch search = TestSearch.faulty(Map.of(), choice("epochs", 2L, 4L));
        search.run(folder, 2, search.prepared(TWO_IN_TWO), engine -> event -> {}, (store, experiment) -> {});
        List<String> names = new CopyOnWriteArrayList<>();
        try (Store store = Stores.readOnly(folder.resolve("test.db"));
                ProcessExecutor executor =
                        new ProcessExecutor("faulty", 1, folder.resolve("again"), Duration.ofMinutes(1))) {
            ExperimentRow experiment = store.experiment("test").orElseThrow();
            Verification verification =
                    Verification.of(experiment, store, search.prepared(TWO_IN_TWO), executor, event -> {
                        if (event instanceof Event.RunEnded ended) {
                            names.add(ended.name());
                        }
                    });
            assertEquals(6, verification.runs());
            assertEquals(6 * 4 * 2, verification.points(), "6 runs of 4 epochs with loss and val_loss");
            assertEquals(List.of(), verification.differences());
        }
        assertEquals(
                List.of(
                        "training 1 fold 1",
                        "training 1 fold 1 inner 1",
                        "training 1 fold 1 inner 2",
                        "training 1 fold 2",
                        "training 1 fold 2 inner 1",
                        "training 1 fold 2 inner 2"),
                names.stream().sorted().toList());
    }

    @Test
    void workersGetEveryFoldAndPlansCountThem() {
        Prepared prepared = IRIS.prepared(TWO_IN_TWO);
        assertEquals(6, prepared.setup().folds().size());
        assertEquals(12, prepared.forest().runs());
        assertEquals(2 * 6 * 4, prepared.forest().epochsToTrain());
        assertEquals(
                37, // of the 75 training rows of a fold one inner half trains on 37 or 38
                prepared.shape().trainingRows());
        assertEquals(
                List.of(2, 3, 4, 5),
                prepared.inner().stream().map(inner -> inner.fold().fold()).toList());
    }
}
