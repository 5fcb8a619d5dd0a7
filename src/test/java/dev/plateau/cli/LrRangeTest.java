package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plateau.data.DataSet;
import dev.plateau.data.FoldData;
import dev.plateau.data.Folds;
import dev.plateau.experiment.Experiment;
import dev.plateau.experiment.Experiments;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import dev.plateau.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on the data it is shown with: what it suggests learns, and what is far above does not. */
class LrRangeTest {

    private static final Path EXPERIMENTS = Path.of("experiments").toAbsolutePath();

    @TempDir
    Path folder;

    private Path copy(String name) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        String text = Files.readString(EXPERIMENTS.resolve(name + ".yaml"));
        Files.writeString(file, text.replace("data/", EXPERIMENTS + "/data/"));
        return file;
    }

    private static JsonNode range(Console run) throws IOException {
        assertEquals(0, run.code(), run.err());
        return new JsonMapper().readTree(run.out()).get("result").get("range");
    }

    /** What the first fold comes to after some epochs. */
    private static Map<String, Double> trained(Path file, double rate, long batchSize, int epochs) {
        Experiment experiment = Experiments.read(file);
        DataSet data = DataSet.read(experiment.dataFile(), experiment.data());
        FoldData fold = FoldData.of(
                data,
                Folds.split(data, experiment.crossValidation(), experiment.seed())
                        .get(0));
        Trainer trainer = Trainers.byName("dl4j").orElseThrow();
        Settings settings = trainer.complete(
                new Settings(Map.of("model", experiment.model(), "learning_rate", rate, "batch_size", batchSize)),
                new Trainer.Shape(fold.features(), fold.outputs(), true, fold.trainingLabels().length));
        Map<String, Double> metrics = Map.of();
        try (Training training = trainer.start(settings, fold, 3, Optional.empty())) {
            for (int i = 0; i < epochs; i++) {
                metrics = training.next().metrics();
            }
        }
        return metrics;
    }

    /** The loss tells what is above: Adam's accuracy on digits stays at 0.95 with rates whose loss has long gone. */
    private static void judge(Map<String, Double> middle, Map<String, Double> above, double accuracy, JsonNode range) {
        assertTrue(
                middle.getOrDefault("val_accuracy", Double.NaN) > accuracy,
                () -> middle + " in the middle of " + range);
        assertFalse(
                above.getOrDefault("val_loss", Double.NaN) < 5 * middle.getOrDefault("val_loss", Double.NaN),
                () -> above + " at 30 times the end of " + range + ", and in its middle " + middle);
    }

    @Test
    void theMiddleOfTheRangeLearnsDigitsAndThirtyTimesItsEndIsMuchWorse() throws IOException {
        Path file = copy("digits");
        JsonNode range = range(Console.run("lr-range", file.toString(), "--set", "batch_size=32", "--json"));
        double min = range.get("min").asDouble();
        double max = range.get("max").asDouble();
        Map<String, Double> middle = trained(file, Math.sqrt(min * max), 32, 10);
        Map<String, Double> above = trained(file, 30 * max, 32, 10);
        judge(middle, above, 0.95, range);
    }

    @Test
    void theMiddleOfTheRangeLearnsIrisAndThirtyTimesItsEndIsMuchWorse() throws IOException {
        Path file = copy("iris");
        JsonNode range = range(Console.run("lr-range", file.toString(), "--json"));
        double min = range.get("min").asDouble();
        double max = range.get("max").asDouble();
        Map<String, Double> middle = trained(file, Math.sqrt(min * max), 16, 20);
        Map<String, Double> above = trained(file, 30 * max, 16, 20);
        judge(middle, above, 0.9, range);
    }

    @Test
    void writesTheRangeAndNothingElseAndTellsTheSameAgain() throws IOException {
        Path file = copy("iris");
        String before = Files.readString(file);
        Console run = Console.run("lr-range", file.toString(), "--write", "--workers", "1");
        assertEquals(0, run.code(), run.err());
        String entry = run.outLines().get(run.outLines().size() - 1).strip();
        assertTrue(entry.startsWith("learning_rate: {distribution: log_uniform_values, min: "), entry);
        String line = "learning_rate: {distribution: log_uniform_values, min: 1e-3, max: 1e-1, count: 3}";
        assertTrue(before.contains(line), before);
        assertEquals(before.replace(line, entry), Files.readString(file));
        Console again = Console.run("lr-range", file.toString(), "--workers", "2");
        assertEquals(
                run.out().replace("written to " + file, "for parameters in " + file),
                again.out(),
                "whatever the workers");
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(Set.of(file), left.collect(Collectors.toSet()), "no temporary file stays");
        }
    }

    @Test
    void withoutARangeNothingIsWrittenAndTheCommandSaysWhy() throws IOException {
        Path file = copy("iris");
        String before = Files.readString(file);
        Console run = Console.run("lr-range", file.toString(), "--max", "1e-5", "--write", "--repeats", "1");
        assertEquals(1, run.code());
        assertTrue(run.out().contains("No rate from 1e-6 to 1e-5 lowers the loss clearly."), run.out());
        assertTrue(run.err().endsWith("was not written, as there is no range to write\n"), run.err());
        assertEquals(before, Files.readString(file));
    }
}
