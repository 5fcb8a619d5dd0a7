package dev.plateau.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.Fold;
import dev.plateau.data.Folds;
import dev.plateau.train.EpochReport;
import dev.plateau.work.Executor.Ending;
import dev.plateau.work.Executor.Follower;
import dev.plateau.work.Executor.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every executor must do, tried on the faulty trainer and two folds of iris. */
abstract class ExecutorContract {

    static final Path IRIS = Path.of("experiments/data/iris.csv");

    static final DataSource SOURCE = new DataSource(
            IRIS.toString(),
            "label",
            DataSource.Task.CLASSIFICATION,
            true,
            DataSource.Missing.ERROR,
            List.of(),
            Optional.empty(),
            Optional.empty());

    @TempDir
    Path folder;

    /** An executor of the faulty trainer, ready to train. */
    abstract Executor executor(int slots, Duration timeout);

    static DataSet iris() {
        return DataSet.read(IRIS, SOURCE);
    }

    static List<Fold> folds(DataSet data) {
        return Folds.split(data, new CrossValidation(2, CrossValidation.Strategy.STRATIFIED, 1, 0.2), 42);
    }

    Assignment assignment(int from, int to, Object... model) {
        Map<String, Object> fields = new TreeMap<>();
        for (int i = 0; i < model.length; i += 2) {
            fields.put(String.valueOf(model[i]), model[i + 1]);
        }
        return new Assignment(
                7,
                Map.of("model", fields),
                0,
                1,
                5,
                from,
                to,
                folder.resolve("checkpoints").toString(),
                true);
    }

    /** Trains, and remembers the epochs that were told. */
    static Ending train(Executor executor, Assignment assignment, List<Integer> told) throws InterruptedException {
        return executor.train(assignment, Follower.each(report -> {
            told.add(report.epoch());
            return Verdict.CONTINUE;
        }));
    }

    @Test
    void tellsEveryEpochInOrderAndThenThatItHasFinished() throws InterruptedException {
        List<EpochReport> reports = new ArrayList<>();
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            assertEquals(1, executor.slots());
            Ending ending = executor.train(assignment(0, 3), Follower.each(report -> {
                reports.add(report);
                return Verdict.CONTINUE;
            }));
            assertEquals(Ending.finished(), ending);
        }
        assertEquals(List.of(1, 2, 3), reports.stream().map(EpochReport::epoch).toList());
        assertTrue(loss(reports.get(2)) < loss(reports.get(0)), reports::toString);
    }

    private static double loss(EpochReport report) {
        return report.metrics().getOrDefault("val_loss", Double.NaN);
    }

    @Test
    void stopsWhereItIsToldTo() throws InterruptedException {
        List<Integer> told = new ArrayList<>();
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            Ending ending = executor.train(assignment(0, 9), Follower.each(report -> {
                told.add(report.epoch());
                return report.epoch() == 2 ? Verdict.STOP : Verdict.CONTINUE;
            }));
            assertEquals(Ending.finished(), ending);
        }
        assertEquals(List.of(1, 2), told);
    }

    @Test
    void trainsNothingThatIsNotWantedAnyMore() throws InterruptedException {
        List<String> asked = new ArrayList<>();
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            Ending ending = executor.train(assignment(0, 3), new Follower() {

                @Override
                public boolean begins(String slot) {
                    asked.add("begins");
                    return false;
                }

                @Override
                public Verdict hear(List<EpochReport> epochs) {
                    asked.add("hear");
                    return Verdict.CONTINUE;
                }
            });
            assertEquals(Ending.finished(), ending);
            assertEquals(List.of("begins"), asked);
            assertEquals(Ending.finished(), train(executor, assignment(0, 1), new ArrayList<>()));
        }
    }

    @Test
    void goesOnFromTheCheckpointOfTheLastStoredEpoch() throws InterruptedException {
        List<Integer> told = new ArrayList<>();
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            train(executor, assignment(0, 2), told);
            train(executor, assignment(2, 4), told);
        }
        assertEquals(List.of(1, 2, 3, 4), told);
    }

    @Test
    void startsOverWhereTheCheckpointIsGone() throws InterruptedException {
        List<Integer> told = new ArrayList<>();
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            train(executor, assignment(5, 6), told);
        }
        assertEquals(List.of(1, 2, 3, 4, 5, 6), told);
    }

    @Test
    void aTrainingThatThrowsHasFailedWithItsMessageAndTheNextOneTrains() throws InterruptedException {
        List<Integer> told = new ArrayList<>();
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            Ending ending = train(executor, assignment(0, 3, "fault", "throws"), told);
            assertEquals(Ending.failed("the training went wrong"), ending);
            assertEquals(Ending.finished(), train(executor, assignment(0, 2), told));
        }
        assertEquals(List.of(1, 1, 2), told);
    }

    @Test
    void aTrainingThatTakesTooLongIsLostAndTheNextOneTrains() throws InterruptedException {
        List<Integer> told = new ArrayList<>();
        try (Executor executor = executor(1, Duration.ofSeconds(5))) {
            Ending ending = train(executor, assignment(0, 3, "fault", "waits"), told);
            assertEquals(Ending.Kind.LOST, ending.kind());
            assertTrue(ending.message().contains("(timeout)"), ending::message);
            assertEquals(Ending.finished(), train(executor, assignment(0, 1), told));
        }
        assertEquals(List.of(1, 1), told);
    }

    @Test
    void whatTheListenerThrowsComesToTheCallerAndTheNextOneTrains() throws InterruptedException {
        IllegalStateException full = new IllegalStateException("the disk is full");
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            IllegalStateException thrown = assertThrows(
                    IllegalStateException.class,
                    () -> executor.train(assignment(0, 3), epochs -> {
                        throw full;
                    }));
            assertSame(full, thrown);
            assertEquals(Ending.finished(), train(executor, assignment(0, 1), new ArrayList<>()));
        }
    }

    @Test
    void whereNoCheckpointCanBeWrittenNothingIsTrained() throws IOException {
        Files.writeString(folder.resolve("checkpoints"), "a file where the folder should be");
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            assertTrue(halted(executor).startsWith("cannot write checkpoints beside the database ("));
        }
    }

    @Test
    void whereNoLogCanBeWrittenNothingIsTrained() throws IOException {
        Files.writeString(folder.resolve("logs"), "a file where the folder should be");
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            assertTrue(halted(executor).startsWith("cannot write logs beside the database ("));
        }
    }

    /** What is said of a training that cannot be trained here; no other could. */
    String halted(Executor executor) {
        return String.valueOf(assertThrows(
                        WorkException.class, () -> train(executor, assignment(0, 3), new ArrayList<>()))
                .getMessage());
    }

    @Test
    void anInterruptedCallerIsToldSo() {
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            assertThrows(
                    InterruptedException.class,
                    () -> executor.train(assignment(0, 3, "fault", "waits"), epochs -> {
                        Thread.currentThread().interrupt();
                        return Verdict.CONTINUE;
                    }));
        }
    }
}
