package dev.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search over a network that a Keras definition describes: from the two files to predictions, with real workers. */
class KerasSearchTest {

    private static final String SEARCH = """
            name: flowers
            data: {path: %s, label: label, task: classification}
            model: {keras: model.json%s}
            parameters:
              learning_rate: {values: [0.01, 0.05]}
              batch_size: {value: 25}
              epochs: {values: [3, 6]}
            cross_validation: {folds: 3}
            """;

    private static final String MODEL = """
            {"class_name": "Sequential", "config": {"name": "flowers", "layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4]}},
              {"class_name": "Dense", "config": {"name": "%s", "units": %d, "activation": "tanh"}},
              {"class_name": "BatchNormalization", "config": {"momentum": 0.9}},
              {"class_name": "%s", "config": {"rate": 0.1}},
              {"class_name": "Dense", "config": {"units": 3, "activation": "softmax"}}]}}
            """;

    /** Behind the mistakes that only the trainer finds. */
    private static final String WHERE = " (in the configuration learning_rate=0.01  batch_size=25  epochs=3)";

    private final Path iris = Path.of("experiments/data/iris.csv").toAbsolutePath();

    @TempDir
    Path folder;

    private void write(String more, String model) throws IOException {
        Files.writeString(folder.resolve("flowers.yaml"), SEARCH.formatted(iris, more));
        Files.writeString(folder.resolve("model.json"), model);
    }

    private Console console(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--db", folder.resolve("t.db").toString()));
        return Console.run(all.toArray(String[]::new));
    }

    private Console run() {
        return console("run", folder.resolve("flowers.yaml").toString(), "--workers", "2", "--no-dashboard");
    }

    @Test
    void aSearchKnowsItsDefinitionWhateverBecomesOfTheFile() throws IOException {
        write("", MODEL.formatted("one", 6, "Dropout"));
        Console first = run();
        assertEquals(0, first.code(), first.err());
        assertEquals(
                4,
                first.outLines().stream()
                        .filter(line -> line.endsWith("completed"))
                        .count(),
                first.out());

        write("", MODEL.formatted("renamed", 6, "Dropout"));
        Console renamed = run();
        assertEquals(0, renamed.code(), renamed.err());
        assertEquals("flowers is complete: nothing to train", renamed.errLines().get(0));

        write("", MODEL.formatted("one", 7, "Dropout"));
        Console changed = run();
        assertEquals(1, changed.code(), changed.err());
        assertTrue(
                changed.err()
                        .startsWith("plateau: the database already has an experiment flowers from a different file"
                                + " (model.keras.layers: was [{activation: tanh,"),
                changed.err());
        assertTrue(changed.err().contains("units: 6}"), changed.err());

        Files.delete(folder.resolve("model.json"));
        Path model = folder.resolve("m.plateau");
        Console refit = console("refit", "flowers", "--out", model.toString());
        assertEquals(0, refit.code(), refit.err());
        assertTrue(
                ModelFile.read(model).description().settings().toString().contains("units=6"),
                "the network is in the file");
        Console predicted = Console.run("predict", model.toString(), iris.toString());
        assertEquals(0, predicted.code(), predicted.err());
        assertEquals(151, predicted.outLines().size(), predicted.out());
    }

    @Test
    void mistakesInEitherFileAreToldInOneSentence() throws IOException {
        String yaml = folder.resolve("flowers.yaml").toString();
        write("", MODEL.formatted("one", 6, "Lambda"));
        refused(
                yaml
                        + ": model.keras: model.json: layer 4 (Lambda) is a program in the file, and programs are never loaded");
        write("", "{");
        assertTrue(
                run().err().contains("model.json: is not the JSON that Keras's model.to_json() writes"), run().err());
        write("", MODEL.formatted("one", 6, "Dropout").replace("null, 4", "null, 5"));
        refused("the input of model.keras has 5 values, but the data has 4 features" + WHERE);
        write(", hidden: [3]", MODEL.formatted("one", 6, "Dropout"));
        refused("model.hidden has no say beside model.keras, which describes the layers; leave one of them out"
                + WHERE);
        Files.delete(folder.resolve("model.json"));
        refused(yaml + ": model.keras: " + folder.resolve("model.json") + ": there is no such file");
        Files.createDirectory(folder.resolve("model.json"));
        refused(yaml + ": model.keras: " + folder.resolve("model.json")
                + ": this is a folder; the JSON of Keras's model.to_json() was expected");
    }

    private void refused(String sentence) {
        Console run = run();
        assertEquals(1, run.code(), run.err());
        assertEquals(List.of("plateau: " + sentence), run.errLines());
    }

    @Test
    void aRateRangeIsWrittenIntoTheFileAndTheDefinitionIsNot() throws IOException {
        write("", MODEL.formatted("one", 6, "Dropout"));
        Path yaml = folder.resolve("flowers.yaml");
        String before = Files.readString(yaml);
        Console range = Console.run("lr-range", yaml.toString(), "--write", "--workers", "2");
        assertEquals(0, range.code(), range.err());
        String after = Files.readString(yaml);
        assertTrue(after.contains("learning_rate: {distribution: log_uniform_values,"), after);
        assertEquals(
                before.replaceAll("(?m)^ *learning_rate.*\\R", ""), after.replaceAll("(?m)^ *learning_rate.*\\R", ""));
    }

    @Test
    void aTrainerThatIsNotBuiltInSaysHowToGetIt() throws IOException {
        write("", MODEL.formatted("one", 6, "Dropout"));
        Path yaml = folder.resolve("flowers.yaml");
        Files.writeString(
                yaml,
                Files.readString(yaml)
                        .replace("model: {keras: model.json}", "trainer: tensorflow\nmodel: {hidden: [4]}"));
        Console run = run();
        assertEquals(1, run.code(), run.err());
        assertTrue(
                run.err()
                        .matches(
                                "(?s)plateau: trainer: expected one of [a-z0-9_, ]+, found tensorflow, which is built in only"
                                        + " when asked for: start Plateau with \\./plateau --with tensorflow\\R"),
                run.err());
    }
}
