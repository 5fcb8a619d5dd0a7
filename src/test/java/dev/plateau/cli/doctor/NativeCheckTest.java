package dev.plateau.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NativeCheckTest {

    @Test
    void aJavaWithoutTheModuleIsWarnedOf() {
        assertEquals(
                "warn  kernel      plain Java: the module jdk.incubator.vector is missing, so trainings take several times as long",
                NativeCheck.kernel(true, "plain Java", false).line());
        assertEquals(
                "ok    kernel      vector, 16 lanes",
                NativeCheck.kernel(true, "vector, 16 lanes", true).line());
        assertEquals(
                "FAIL", NativeCheck.kernel(false, "exit code 1", true).level().name());
    }

    /** This JVM was started with the module, so this Java has it; but only a worker's flags bring the compiler that makes vectors fast. */
    @Test
    void aProcessLikeAWorkersTellsItsKernel() throws IOException, InterruptedException {
        Finding found = NativeCheck.kernel();
        assertEquals(Finding.Level.OK, found.level(), found.line());
        assertTrue(found.found().matches("vector, \\d+ lanes"), found.line());
    }
}
