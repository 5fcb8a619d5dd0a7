package dev.plateau.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of {@code experiments/bench} that runs scikit-learn's search beside ours, on two small configurations. */
class SideBySideIT {

    private static final String PLATEAU = String.join(
            " ",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.plateau.cli.Main");

    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    private Ended smoke(Map<String, String> environment) throws IOException, InterruptedException {
        String python =
                Framework.SKLEARN.interpreter().orElseThrow().resolve("python3").toString();
        List<String> line =
                List.of(python, "experiments/bench/sklearn_grid.py", "--smoke", "--json", "--plateau", PLATEAU);
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void bothSidesDoTheSameWorkAndTheirRatioIsPrintedWithVersionsAndMachine() throws IOException, InterruptedException {
        Framework.SKLEARN.require();
        Ended ended = smoke(Map.of());
        assertEquals(0, ended.code(), ended::err);
        List<String> lines = new ArrayList<>(ended.out().lines().toList());
        JsonNode last = new ObjectMapper().readTree(lines.remove(lines.size() - 1));
        for (String key : List.of("date", "machine", "java", "scikit-learn", "numpy", "python")) {
            assertTrue(lines.contains(key + ": " + last.path(key).asText("missing")), () -> key + " in " + ended.out());
        }
        assertTrue(lines.get(0).startsWith("smoke.yaml: 2 configurations x 2 folds, 12 epochs asked for"), ended::out);
        assertTrue(accuracy(lines, "Plateau") > 0.9, ended::out);
        assertTrue(accuracy(lines, "scikit-learn") > 0.9, ended::out);
        double ratio = seconds(lines, "scikit-learn") / seconds(lines, "Plateau");
        assertEquals(ratio, last.path("ratio").asDouble(), 0.05 * ratio, ended::out);
    }

    @Test
    void aMissingToolIsNamedWithTheWayToGetIt() throws IOException, InterruptedException {
        Framework.SKLEARN.require();
        Files.writeString(folder.resolve("sklearn.py"), "raise ImportError('not here')\n");
        Ended ended = smoke(Map.of("PYTHONPATH", folder.toString()));
        assertEquals(2, ended.code(), ended::out);
        assertTrue(ended.err().startsWith("scikit-learn is not installed for "), ended::err);
        assertTrue(ended.err().contains("apt-get install python3-sklearn"), ended::err);
        assertEquals("", ended.out());
    }

    private static double seconds(List<String> lines, String side) {
        return Double.parseDouble(columns(lines, side)[1]);
    }

    private static double accuracy(List<String> lines, String side) {
        String[] columns = columns(lines, side);
        return Double.parseDouble(columns[columns.length - 1]);
    }

    private static String[] columns(List<String> lines, String side) {
        return lines.stream()
                .filter(line -> line.startsWith(side + " "))
                .findFirst()
                .orElseThrow()
                .split(" +");
    }
}
