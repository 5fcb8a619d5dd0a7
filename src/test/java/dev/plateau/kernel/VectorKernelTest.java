package dev.plateau.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In processes of their own: with both JIT compilers, unlike the tests, and with as many lanes as are asked for. */
class VectorKernelTest {

    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    /** Compiles after a twentieth of the usual calls, so that most results are those of compiled vectors. */
    private static final String EAGER = "-XX:CompileThresholdScaling=0.05";

    /** A main class of the tests that prints the best kernel. */
    static final class BestKernel {

        public static void main(String[] arguments) {
            System.out.println(Kernels.best().name());
        }
    }

    private static String run(Class<?> main, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed.lines()
                .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                .reduce("", (all, line) -> all + line);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16})
    void givesTheSameBitsAsPlainJavaWhateverTheLanes(int lanes) throws Exception {
        assertEquals(
                "vector, " + lanes + " lanes: 1152 results are the same",
                run(VectorParity.class, MODULE, "-Dplateau.lanes=" + lanes, EAGER));
    }

    @Test
    void isTheBestKernelWhereTheModuleWasAdded() throws Exception {
        assertEquals("vector, 8 lanes", run(BestKernel.class, MODULE, "-Dplateau.lanes=8"));
    }

    @Test
    void plainJavaIsBestWithoutTheModule() throws Exception {
        assertEquals("plain Java", run(BestKernel.class));
    }

    @Test
    void plainJavaIsBestWhereVectorsWouldNotBeCompiled() throws Exception {
        assertEquals("plain Java", run(BestKernel.class, MODULE, "-XX:TieredStopAtLevel=1"));
        assertEquals("plain Java", run(BestKernel.class, MODULE, "-Xint"));
    }
}
