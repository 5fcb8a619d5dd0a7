package dev.plateau.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.DataSet;
import dev.plateau.work.Executor.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes: the contract, and what the engine's tests do not see of them. */
class ProcessExecutorTest extends ExecutorContract {

    @Override
    Executor executor(int slots, Duration timeout) {
        ProcessExecutor executor = new ProcessExecutor("faulty", slots, folder.resolve("logs"), timeout);
        DataSet data = iris();
        executor.prepare(new Setup("faulty", SOURCE, IRIS.toAbsolutePath().toString(), data.sha256(), folds(data)));
        return executor;
    }

    /** Nothing but the data is wrong: the worker stays, and trains when they are back. */
    @Test
    void dataThatAWorkerCannotReadHaltTheSearchAndHarmNobody() throws InterruptedException, IOException {
        Path file = Files.copy(IRIS, folder.resolve("moved.csv"));
        try (ProcessExecutor executor =
                new ProcessExecutor("faulty", 1, folder.resolve("logs"), Duration.ofMinutes(1))) {
            DataSet data = iris();
            executor.prepare(new Setup("faulty", SOURCE, file.toString(), data.sha256(), folds(data)));
            List<Integer> told = new ArrayList<>();
            assertEquals(Ending.finished(), train(executor, assignment(0, 1), told));
            Files.delete(file);
            assertEquals(Ending.finished(), train(executor, assignment(0, 1), told), "what was read is kept");
            Ending lost = train(executor, assignment(0, 3, "fault", "exits"), told);
            assertEquals(Ending.Kind.LOST, lost.kind());
            List<Long> pids = executor.pids();
            assertEquals(
                    "the data cannot be read any more: " + IRIS + " does not exist (looked for " + file
                            + "); bring the file back as it was when the search was planned and run the same command"
                            + " again: everything stored so far is kept",
                    halted(executor));
            Files.writeString(file, "");
            assertTrue(halted(executor).startsWith("the data cannot be read any more: " + IRIS + " is empty"));
            Files.writeString(file, Files.readString(IRIS).replaceFirst("5\\.1", "5.2"));
            assertEquals(
                    IRIS + " has changed since the search was planned; bring the old file back, or give the"
                            + " experiment another name",
                    halted(executor));
            Files.copy(IRIS, file, StandardCopyOption.REPLACE_EXISTING);
            assertEquals(Ending.finished(), train(executor, assignment(0, 1), told));
            assertEquals(pids, executor.pids());
            assertTrue(Files.readString(RunLog.file(folder.resolve("logs"), 7)).contains("does not exist"));
        }
    }

    /** A plan can come to another trainer than the one that is likely and whose workers are started before. */
    @Test
    void workersOfAnotherTrainerThanIsPlannedMakeRoom(@TempDir Path folder) {
        DataSet data = iris();
        try (ProcessExecutor executor = new ProcessExecutor("compiled", 2, folder, Duration.ofMinutes(1))) {
            List<Long> before = executor.pids();
            executor.prepare(new Setup("compiled", SOURCE, IRIS.toString(), data.sha256(), folds(data)));
            assertEquals(before, executor.pids(), "of the same they are kept");
            executor.prepare(new Setup("faulty", SOURCE, IRIS.toString(), data.sha256(), folds(data)));
            assertEquals(2, executor.pids().size());
            assertTrue(Collections.disjoint(before, executor.pids()));
            for (long pid : before) {
                ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());
                assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
            }
        }
    }

    @Test
    void noWorkerOutlivesItsExecutor(@TempDir Path folder) {
        List<Long> pids;
        try (ProcessExecutor executor = new ProcessExecutor("faulty", 2, folder, Duration.ofMinutes(1))) {
            pids = executor.pids();
            assertEquals(2, pids.size());
        }
        for (long pid : pids) {
            ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());
            assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        }
    }
}
