package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes out as event files comes back in as the same points. */
class TransferTest {

    @TempDir
    private Path folder;

    private String database = "";

    @BeforeEach
    void write() {
        Path file = folder.resolve("plateau.db");
        SampleDatabase.write(file, false);
        database = file.toString();
    }

    private Console run(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--db";
        all[arguments.length + 1] = database;
        return Console.run(all);
    }

    /** Trial, epoch and metrics of each row, without the axes that TensorBoard does not have. */
    private List<String> points(Console export) throws IOException {
        List<String> points = new java.util.ArrayList<>();
        for (String line : export.outLines()) {
            JsonNode row = new ObjectMapper().readTree(line);
            points.add(row.get("epoch") + " " + row.get("loss") + " " + row.get("val_loss"));
        }
        return points.stream().sorted().toList();
    }

    @Test
    void eventFilesComeBackAsTheSamePoints() throws IOException {
        Path out = folder.resolve("events");
        Console export = run("export", "tiny", "--format", "tensorboard", "--out", out.toString());
        assertEquals(List.of("12 runs written to " + out), export.errLines());
        assertTrue(Files.isDirectory(out.resolve("t03").resolve("r1-fold2")), export.err());
        Console back = run("import", out.toString(), "--experiment", "back");
        assertEquals(
                "12 runs with 144 points of tensorboard imported into back",
                back.out().strip(),
                back.err());
        assertEquals(
                points(run("export", "tiny", "--format", "jsonl")), points(run("export", "back", "--format", "jsonl")));
        assertEquals(
                "0 runs with 0 points of tensorboard imported into back; there already: 12",
                run("import", out.toString(), "--experiment", "back").out().strip());
        assertEquals(
                List.of("plateau: " + out + " is there already; give another name, or move it away"),
                run("export", "tiny", "--format", "tensorboard", "--out", out.toString())
                        .errLines());
    }

    @Test
    void jsonLinesHaveTheConfiguration() throws IOException {
        JsonNode row = new ObjectMapper()
                .readTree(run("export", "tiny", "--format", "jsonl").outLines().get(0));
        assertEquals(0.01, row.get("configuration").get("learning_rate").asDouble());
        assertEquals(4, row.get("configuration").get("epochs").asInt());
    }

    @Test
    void aSweepBecomesAnExperimentFile() throws IOException {
        Path sweep = folder.resolve("sweep.yaml");
        Files.writeString(
                sweep,
                "program: a.py\nmethod: grid\nproject: p\nmetric: {name: loss}\nparameters: {epochs: {values: [1, 2]}}\n");
        Console shown = run("import", sweep.toString());
        assertEquals(0, shown.code(), shown.err());
        assertTrue(shown.out().contains("\nprogram: a.py\n"), shown.out());
        assertEquals(List.of("What to look at:", "  project has no counterpart"), shown.errLines());
        Path out = folder.resolve("made.yaml");
        JsonNode result = new ObjectMapper()
                .readTree(run("import", sweep.toString(), "--json", "--out", out.toString())
                        .out());
        assertEquals("project has no counterpart", result.get("omitted").get(0).asText());
        assertEquals(result.get("text").asText(), Files.readString(out));
    }

    @Test
    void aMistakeIsASentenceAndMakesNoDatabase() {
        Path other = folder.resolve("other.db");
        Console missing = Console.run("import", folder.resolve("nothing").toString(), "--db", other.toString());
        assertEquals(1, missing.code());
        assertEquals(
                List.of("plateau: there is no such file or folder: " + folder.resolve("nothing")), missing.errLines());
        assertFalse(Files.exists(other));
    }
}
