package dev.plateau.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.epoch.EpochCount;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiments;
import dev.plateau.run.Event;
import dev.plateau.store.State;
import dev.plateau.train.Trainers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches that are built in code, run by the engine that runs files, on learners that compute their curves. */
class SearchTest {

    private static final Path IRIS = Path.of("experiments/data/iris.csv");

    @TempDir
    Path folder;

    private Path database() {
        return folder.resolve("plateau.db");
    }

    private static String messageOf(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Twelve rows of the program's own, three folds, two slopes and two epoch counts. */
    private static Search small() {
        return Plateau.search("small")
                .data(Data.rows("my rows", 12))
                .values("slope", 0.5, 1.0)
                .epochs(2, 4)
                .folds(3);
    }

    /** A loss that falls along the slope from where its fold puts it. */
    private static Epochs falling(Values values, int fold) {
        AtomicInteger epoch = new AtomicInteger();
        return () -> Map.of("val_loss", fold + 10 - values.number("slope") * epoch.incrementAndGet());
    }

    @Test
    void aLambdaIsTrainedAndScoredOnEveryFold() throws InterruptedException {
        List<Integer> rows = new CopyOnWriteArrayList<>();
        AtomicInteger trainings = new AtomicInteger();
        Result result = small().run(database(), (values, fold, seed) -> {
            trainings.incrementAndGet();
            rows.addAll(fold.rows().validation());
            assertEquals(8, fold.rows().training().size());
            return falling(values, fold.rows().fold());
        });

        assertEquals(State.COMPLETED, result.state());
        assertEquals(6, trainings.get(), "two slopes on three folds: both epoch counts are read off one training");
        assertEquals(24, rows.size());
        assertEquals(12, Set.copyOf(rows).size());
        assertEquals(
                List.of(10.0, 9.0, 9.0, 7.0),
                result.trials().stream().map(Result.Trial::score).toList());
        Result.Trial best = result.best().orElseThrow();
        assertEquals(Map.of("slope", 1.0, "epochs", 4), best.values());
        assertEquals(Math.sqrt(1.0 / 3), best.error(), 1e-12, "of 6, 7 and 8");
        assertEquals(
                List.of(List.of(9.0, 8.0, 7.0, 6.0), List.of(10.0, 9.0, 8.0, 7.0), List.of(11.0, 10.0, 9.0, 8.0)),
                result.curves(best.number(), "val_loss"));
        EpochCount epochs = result.epochs().orElseThrow();
        assertEquals(4, epochs.epoch());
        assertTrue(epochs.stillImproving());
        assertTrue(epochs.reason().startsWith("Train longer than 4 epochs"), epochs.reason());
    }

    @Test
    void whatIsStoredIsNotTrainedAgainAndAnotherSearchOfTheNameIsRefused() throws InterruptedException {
        AtomicInteger trainings = new AtomicInteger();
        Learner learner = (values, fold, seed) -> {
            trainings.incrementAndGet();
            return falling(values, fold.rows().fold());
        };
        Result first = small().run(database(), learner);
        assertEquals(first, small().run(database(), learner));
        assertEquals(first, Plateau.result(database(), "small"));
        assertEquals(6, trainings.get());

        Search other = small().seed(7);
        String refusal = messageOf(assertThrows(IllegalArgumentException.class, () -> other.run(database(), learner)));
        assertTrue(refusal.contains("seed: was 42, is 7"), refusal);
        Search data = Plateau.search("small")
                .data(Data.rows("my rows", 15))
                .values("slope", 0.5, 1.0)
                .epochs(2, 4)
                .folds(3);
        String changed = messageOf(assertThrows(IllegalArgumentException.class, () -> data.run(database(), learner)));
        assertTrue(changed.contains("my rows has changed"), changed);
        assertEquals(6, trainings.get());
    }

    @Test
    void anInterruptedSearchGoesOnWithoutLosingAStoredEpoch() throws InterruptedException {
        Map<String, Integer> starts = new ConcurrentHashMap<>();
        CountDownLatch never = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        AtomicInteger epochs = new AtomicInteger();
        assertThrows(
                InterruptedException.class,
                () -> small().run(database(), (values, fold, seed) -> {
                    Epochs own = falling(values, fold.rows().fold());
                    return () -> {
                        if (epochs.incrementAndGet() == 6) {
                            caller.interrupt();
                            never.await();
                        }
                        return own.next();
                    };
                }));
        Result paused = Plateau.result(database(), "small");
        assertEquals(State.QUEUED, paused.state());
        List<Double> stored = paused.curves(1, "val_loss").get(1);
        assertEquals(List.of(10.5), stored, "the second run had one epoch when the search was interrupted");

        Result result = small().run(database(), (values, fold, seed) -> {
            starts.merge(values.number("slope") + "/" + fold.rows().fold(), 1, Integer::sum);
            return falling(values, fold.rows().fold());
        });
        assertEquals(State.COMPLETED, result.state());
        assertEquals(5, starts.size(), "the run that had ended is left alone");
        assertFalse(starts.containsKey("0.5/0"));
        assertEquals(7.0, result.best().orElseThrow().score());
    }

    @Test
    void whatALearnerThrowsFailsItsTrialAndNoOther() throws InterruptedException {
        List<Event> events = new CopyOnWriteArrayList<>();
        Result result = small().onEvent(events::add).run(database(), (values, fold, seed) -> {
            if (values.number("slope") < 1) {
                throw new IOException("no such picture: 17.png");
            }
            return falling(values, fold.rows().fold());
        });
        assertEquals(
                List.of(State.FAILED, State.COMPLETED, State.FAILED, State.COMPLETED),
                result.trials().stream().map(Result.Trial::state).toList());
        assertEquals(
                "IOException: no such picture: 17.png", result.trials().get(0).message());
        assertEquals(6, events.stream().filter(Event.RunEnded.class::isInstance).count());
    }

    @Test
    void anEpochWithoutTheMetricAndAWrongNameAreToldInASentence() throws InterruptedException {
        Result result = small().run(
                        database(),
                        (values, fold, seed) -> values.number("slope") < 1
                                ? () -> Map.of("loss", 1.0)
                                : () -> Map.of("val_loss", values.number("slop")));
        assertEquals(
                "epoch 1 must have the metric val_loss, found loss",
                result.trials().get(0).message());
        assertEquals(
                "there is no parameter slop; there are slope",
                result.trials().get(1).message());
        assertTrue(result.best().isEmpty());
        assertTrue(result.epochs().isEmpty());
    }

    @Test
    void anEndlessTrainingIsStoppedByTheTimeout() throws InterruptedException {
        Result result = small().timeout(Duration.ofSeconds(1)).maxRestarts(0).run(database(), (values, fold, seed) -> {
            Epochs own = falling(values, fold.rows().fold());
            return () -> {
                if (values.number("slope") < 1 && fold.rows().fold() == 0) {
                    new CountDownLatch(1).await();
                }
                return own.next();
            };
        });
        assertEquals(State.FAILED, result.trials().get(0).state());
        assertEquals("no end after 1.0 s (timeout)", result.trials().get(0).message());
        assertEquals(State.COMPLETED, result.trials().get(1).state());
    }

    @Test
    void epochsThatDecideAreTrainedApartAndAmongTheValues() throws InterruptedException {
        List<Integer> totals = new CopyOnWriteArrayList<>();
        Result result = small().epochsDecide("its schedule spans the whole training")
                .workers(2)
                .run(database(), (values, fold, seed) -> {
                    totals.add(values.whole("epochs"));
                    return falling(values, fold.rows().fold());
                });
        assertEquals(12, totals.size());
        assertEquals(6, totals.stream().filter(total -> total == 2).count());
        assertEquals(State.COMPLETED, result.state());
    }

    @Test
    void epochsCanBeAsManyAsAreWorthIt() throws InterruptedException {
        Result result = Plateau.search("auto")
                .data(Data.rows("my rows", 12))
                .epochsUpTo(60)
                .folds(3)
                .run(database(), (values, fold, seed) -> {
                    AtomicInteger epoch = new AtomicInteger();
                    return () -> {
                        double e = epoch.incrementAndGet();
                        return Map.of(
                                "val_loss",
                                1 + Math.abs(e - 9) / 10 + fold.rows().fold() / 1000.0);
                    };
                });
        assertEquals(State.COMPLETED, result.state());
        assertEquals(9, result.best().orElseThrow().epochs(), 2);
    }

    @Test
    void arraysAreScaledByTheTrainingRowsOfEachFold() throws InterruptedException {
        double[][] features = new double[12][];
        int[] classes = new int[12];
        for (int row = 0; row < 12; row++) {
            features[row] = new double[] {row, 100.0 * row};
            classes[row] = row % 3;
        }
        List<float[]> seen = new CopyOnWriteArrayList<>();
        Plateau.search("arrays")
                .data(Data.classes("made up", features, classes))
                .epochs(1)
                .folds(2)
                .maximize("val_accuracy")
                .run(database(), (values, fold, seed) -> {
                    seen.add(fold.trainingFeatures());
                    assertEquals(3, fold.outputs());
                    return () -> Map.of("val_accuracy", 0.5);
                });
        assertEquals(2, seen.size());
        for (float[] fold : seen) {
            double sum = 0;
            for (int i = 0; i < fold.length; i += 2) {
                sum += fold[i];
                assertEquals(fold[i], fold[i + 1], 1e-6, "both columns are the same but for their scale");
            }
            assertEquals(0, sum, 1e-5);
        }
    }

    @Test
    void aTrainerOfAClassTrainsInThisProcess() throws InterruptedException {
        Result result = Plateau.search("iris")
                .data(Data.csv(IRIS, "label"))
                .values("hidden", List.of(8))
                .values("learning_rate", 0.01)
                .epochs(3)
                .folds(2)
                .run(database(), Trainers.byName("dl4j").orElseThrow());
        assertEquals(State.COMPLETED, result.state(), () -> result.trials().toString());
        assertTrue(Double.isFinite(result.best().orElseThrow().score()));
    }

    @Test
    void theStoredTextIsAFileThatAsksForTheSameSearch() {
        Search search = Plateau.search("all")
                .description("A \"quoted\" text: with colons, # and ünïcode")
                .data(Data.csv(IRIS, "label").unscaled())
                .random(5)
                .uniform("momentum", 0, 0.9)
                .wholeUniform("batch_size", 8, 64)
                .logUniform("learning_rate", 1e-5, 1e7)
                .values("names", "yes", "null", "1", "it's")
                .values("flags", true, false)
                .values("numbers", 1.0, 1e-9)
                .values("counts", 1, 2L)
                .epochs(5, 10)
                .maximize("val_accuracy")
                .holdout(0.25)
                .earlyStopping(3)
                .timeout(Duration.ofMillis(1500))
                .maxRestarts(0)
                .workers(2)
                .seed(-3);
        Experiment read = Experiments.parse(search.text(), Path.of("all.yaml"));
        assertEquals("A \"quoted\" text: with colons, # and ünïcode", read.description());
        assertEquals("[yes, null, 1, it's]", String.valueOf(values(read, "names")));
        assertEquals(List.of(1.0, 1e-9), values(read, "numbers"));
        assertEquals(List.of(1L, 2L), values(read, "counts"));
        assertEquals(List.of(true, false), values(read, "flags"));
        assertEquals(1500, read.limits().timeoutMillis());
        assertEquals(-3, read.seed());
        assertEquals(0.25, read.crossValidation().holdout());
        assertEquals(5, read.limits().maxTrials().orElseThrow());
    }

    private static List<Object> values(Experiment experiment, String parameter) {
        return experiment.space().parameter(parameter).orElseThrow().grid();
    }

    @Test
    void eachMistakeIsToldInASentenceByTheCallThatMakesIt() {
        Search search = Plateau.search("mistakes");
        Map<String, Runnable> calls = Map.ofEntries(
                Map.entry("name must be 1 to 100 of the characters", () -> Plateau.search("a name")),
                Map.entry("at least 2 rows", () -> Data.rows("one", 1)),
                Map.entry("0 groups for 3 rows", () -> Data.rows("three", 3).groupedBy(List.of())),
                Map.entry(
                        "row 1 has 1 features, row 0 has 2",
                        () -> Data.targets("torn", new double[][] {{1, 2}, {3}}, new double[2])),
                Map.entry("x.min must be below max", () -> search.uniform("x", 2, 1)),
                Map.entry("x.min must be above 0 on a log scale", () -> search.logUniform("x", 0, 1)),
                Map.entry("learning_rate.values must be a number above 0", () -> search.values("learning_rate", -1)),
                Map.entry("epochs.values must be a whole number from 1", () -> search.epochs(0)),
                Map.entry("must list at least one value", () -> search.values("nothing")),
                Map.entry("must differ from each other", () -> search.values("twins", 1, 1)),
                Map.entry("a value must be a text", () -> search.values("object", new ArrayList<>(), new Object())),
                Map.entry("a value must be finite", () -> search.values("number", Double.NaN)),
                Map.entry(
                        "cross_validation.folds must be",
                        () -> Plateau.search("one").folds(1)),
                Map.entry(
                        "cross_validation.holdout must be",
                        () -> Plateau.search("one").holdout(1.5)),
                Map.entry(
                        "early_stopping.patience must be",
                        () -> Plateau.search("one").earlyStopping(0)),
                Map.entry("timeout must be", () -> Plateau.search("one").timeout(Duration.ZERO)),
                Map.entry(
                        "max_concurrent_trials must be",
                        () -> Plateau.search("one").workers(0)),
                Map.entry(
                        "is given twice", () -> Plateau.search("one").epochs(1).epochs(2)),
                Map.entry(
                        "a grid needs its count",
                        () -> Plateau.search("one").uniform("x", 0, 1).grid()),
                Map.entry(
                        "the search needs data(...)",
                        () -> Plateau.search("one").epochs(1).text()),
                Map.entry(
                        "the search needs epochs(...)",
                        () -> Plateau.search("one").data(Data.rows("r", 5)).text()));
        calls.forEach((sentence, call) -> {
            String message = String.valueOf(assertThrows(IllegalArgumentException.class, call::run, sentence)
                    .getMessage());
            assertTrue(message.contains(sentence), () -> "expected \"" + sentence + "\", found: " + message);
            assertFalse(message.contains("search:"), message);
        });
    }

    @Test
    void aMistakeOfTheRunIsToldByIt() {
        Search missing = Plateau.search("one")
                .data(Data.csv(folder.resolve("none.csv"), "label"))
                .epochs(1);
        String message = messageOf(assertThrows(
                IllegalArgumentException.class,
                () -> missing.run(database(), (values, fold, seed) -> () -> Map.of("val_loss", 1.0))));
        assertTrue(message.contains("none.csv"), message);
        assertFalse(database().toFile().exists());
        assertThrows(IllegalArgumentException.class, () -> {
            small().run(database(), (values, fold, seed) -> falling(values, 0));
            Plateau.result(database(), "other");
        });
    }
}
