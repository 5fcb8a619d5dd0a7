package dev.plateau.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.DataSet;
import java.nio.file.Path;
import java.time.Duration;
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
