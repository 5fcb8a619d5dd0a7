package dev.plateau.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.plateau.experiment.BadFiles.BadFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Editors believe the schema, we believe the reader: the two must agree. */
class SchemaTest {

    private static final Path FILE = Path.of("experiments/experiment.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text(FILE));

    static Stream<BadFile> badFiles() {
        return BadFiles.all().stream();
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void refusesWhatTheReaderRefusesUnlessFieldsMustBeCompared(BadFile bad) {
        List<?> errors = errors(bad.text());
        assertEquals(bad.schema(), !errors.isEmpty(), errors.toString());
    }

    @Test
    void acceptsEveryShippedExperiment() throws IOException {
        shipped(FILE.resolveSibling(""), "", 12);
        shipped(FILE.resolveSibling("frameworks"), "../", 5);
    }

    private static void shipped(Path folder, String up, int count) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> shipped =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertEquals(count, shipped.size());
            for (Path file : shipped) {
                String text = text(file);
                assertTrue(
                        text.startsWith("# yaml-language-server: $schema=" + up + "experiment.schema.json\n"),
                        file.toString());
                assertEquals(List.of(), errors(text), file.toString());
            }
        }
    }

    @Test
    void acceptsEveryFieldThatTheReaderAccepts() {
        String text = """
                name: all
                description: All of it.
                data: {path: x.csv, label: y, task: regression, standardize: false, missing: mean, ignore: [a, 7], time: t}
                model: {schedule: {type: step, factor: 0.5}, shape: [8, 8, 1]}
                method: random
                metric: {name: my score, goal: maximize}
                parameters:
                  epochs: {distribution: int_uniform, min: 1, max: 9, step: 2}
                  batch_size: {distribution: log_uniform_values, min: 8, max: 64, step: 1}
                  learning_rate: {min: 0.1, max: 1}
                  model.hidden: {values: [[1], [2, 3]]}
                  updater: {values: [adam, sgd]}
                  momentum: {value: 0.5, when: {updater: [sgd]}}
                cross_validation: {strategy: time_series, folds: 4, repeats: 1, nested: {folds: 2}}
                early_stopping: {patience: 3}
                select_epochs: {confidence: 0.9}
                max_trials: 7
                max_concurrent_trials: 3
                max_restarts: 0
                timeout: 1.5 h
                seed: -1
                """;
        assertEquals("all", Experiments.parse(text, Path.of("x.yaml")).name());
        assertEquals(List.of(), errors(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"auto", "{auto: {}}", "{auto: {start: 5, limit: 5}}", "{auto: {limit: 1000000, worth: 0.5}}"})
    void acceptsEpochsThatAreDecidedInTraining(String epochs) {
        String text = ExperimentsTest.MINIMAL.replace("{value: 5}", epochs);
        assertEquals(
                List.of("epochs"), Experiments.parse(text, Path.of("x.yaml")).parameters());
        assertEquals(List.of(), errors(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "program: train.py",
                "command: [./train, 7, '${args}', '--file=${args_json_file}', '${envvar:HOME}/x']",
                "program: train.py\ntrainer: script\ndata: {path: x.csv, label: y, task: regression, missing: mean}\n"
                        + "cross_validation: {nested: true}\n"
                        + "script: {interpreter: python3, env: [CUDA_VISIBLE_DEVICES], epochs_from: stdout, "
                        + "depends_on_epochs: true, memory: 1.5 GB, grace: 10}",
                "program: train.py\ncross_validation: {strategy: holdout}"
            })
    void acceptsProgramsThatTrain(String lines) {
        String text = "name: x\nparameters:\n  epochs: {value: 5}\n  any.name-1: {values: [a, b]}\n" + lines + "\n";
        assertEquals(List.of(), errors(text));
        assertEquals("script", Experiments.parse(text, Path.of("x.yaml")).trainer());
    }

    @Test
    void listsTheFieldsOfTheReaderInItsOrder() throws IOException {
        JsonNode schema = JSON.readTree(text(FILE));
        assertEquals(ExperimentReader.FIELDS, names(schema.at("/properties")));
        assertEquals(ModelReader.FIELDS, names(schema.at("/$defs/network/properties")));
        assertEquals(ScriptReader.FIELDS, names(schema.at("/properties/script/properties")));
    }

    @Test
    void explainsEveryField() throws IOException {
        JsonNode properties = JSON.readTree(text(FILE)).at("/properties");
        for (String name : names(properties)) {
            JsonNode field = properties.get(name);
            assertTrue(field.has("description") || field.has("$ref"), name);
        }
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<?> errors(String yaml) {
        Object value =
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
        return SCHEMA.validate(JSON.<JsonNode>valueToTree(value));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
