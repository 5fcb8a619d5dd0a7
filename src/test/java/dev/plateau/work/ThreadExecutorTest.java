package dev.plateau.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.DataSet;
import dev.plateau.work.Executor.Ending;
import dev.plateau.work.Executor.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trainings on threads of this process: the contract, and what only threads can get wrong. */
class ThreadExecutorTest extends ExecutorContract {

    @Override
    Executor executor(int slots, Duration timeout) {
        DataSet data = iris();
        return new ThreadExecutor(
                new ThreadExecutor.Shared(new FaultyTrainer(), data, folds(data)),
                slots,
                folder.resolve("logs"),
                timeout);
    }

    @Test
    void aTrainingThatDoesNotHeedInterruptsHasFailedAndIsLeftToItself() throws InterruptedException {
        FaultyTrainer.DEAF.set(true);
        List<Integer> told = new ArrayList<>();
        try (Executor executor = executor(1, Duration.ofSeconds(1))) {
            Ending ending = train(executor, assignment(0, 3, "fault", "deaf"), told);
            assertEquals(Ending.Kind.FAILED, ending.kind());
            assertTrue(ending.message().contains("does not heed interrupts"), ending::message);
            assertEquals(Ending.finished(), train(executor, assignment(0, 1), told));
        } finally {
            FaultyTrainer.DEAF.set(false);
        }
        assertEquals(List.of(1, 1), told);
    }

    @Test
    void anErrorEndsItsRunAndNothingElse() throws InterruptedException {
        List<Integer> told = new ArrayList<>();
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            Ending ending = train(executor, assignment(0, 3, "fault", "recurses"), told);
            assertEquals(Ending.failed("StackOverflowError"), ending);
            assertEquals(Ending.finished(), train(executor, assignment(0, 1), told));
        }
    }

    @Test
    @SuppressWarnings("try") // to be closed while it trains is what is tried
    void closingItLosesWhatTrains() throws InterruptedException {
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            Ending ending = executor.train(assignment(0, 9), epochs -> {
                executor.close();
                return Verdict.CONTINUE;
            });
            assertEquals(Ending.Kind.LOST, ending.kind());
        }
    }

    @Test
    void theLogHasTheStackTraceOfWhatTheTrainingThrew() throws InterruptedException, IOException {
        try (Executor executor = executor(1, Duration.ofMinutes(1))) {
            train(executor, assignment(0, 3, "fault", "throws"), new ArrayList<>());
        }
        String log = Files.readString(RunLog.file(folder.resolve("logs"), 7));
        assertTrue(log.contains("IllegalStateException: the training went wrong"), log);
        assertTrue(log.contains("FaultyTrainer"), log);
    }
}
