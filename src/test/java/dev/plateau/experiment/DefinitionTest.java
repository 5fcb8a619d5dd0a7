package dev.plateau.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {

    private static final String TEXT = """
            name: x
            data: {path: x.csv, label: y, task: classification}
            model: {hidden: [64], updater: adam}
            method: random
            max_trials: 5
            parameters:
              learning_rate: {distribution: log_uniform_values, min: 1e-4, max: 1e-1}
              epochs: {values: [10, 20, 40]}
            """;

    @Test
    void isASha256ThatStaysTheSame() {
        assertEquals(64, definition(TEXT).length());
        assertEquals(definition(TEXT), definition(TEXT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: x | name: y",
                "max_trials: 5 | max_trials: 500",
                "max_trials: 5 | 'max_trials: 5 # five'",
                "method: random | 'method: random\ntimeout: 2h\nmax_restarts: 0\ndescription: other'",
                "method: random | 'method: random\nseed: 42\nmetric: {goal: minimize}\ncross_validation: {folds: 5, nested: false}'",
                "'hidden: [64], updater: adam' | 'updater: adam,   hidden: [ 64 ]'",
                "min: 1e-4 | min: 0.0001",
                "values: [10 | 'distribution: categorical, values: [10'",
            })
    void doesNotDependOnWhatDecidesNothing(String was, String is) {
        String changed = TEXT.replace(was, is);
        assertNotEquals(TEXT, changed);
        assertEquals(definition(TEXT), definition(changed));
        assertEquals(List.of(), Experiments.differences(TEXT, changed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10, 20, 40 | 10, 20, 80 | parameters.epochs.values: was [10, 20, 40], is [10, 20, 80]",
                "'{values: [10, 20, 40]}' | auto | 'parameters.epochs.auto.limit: was not given, is 300;"
                        + "parameters.epochs.auto.start: was not given, is 20;parameters.epochs.auto.worth: was not given, is 0.01;"
                        + "parameters.epochs.values: was [10, 20, 40], is not given'",
                "method: random | 'method: random\nseed: 43' | seed: was 42, is 43",
                "min: 1e-4 | min: 1e-5 | parameters.learning_rate.min: was 0.0001, is 1e-05",
                "updater: adam | dropout: 1 | 'model.dropout: was not given, is 1;model.updater: was adam, is not given'",
                "method: random | 'method: random\nearly_stopping: {patience: 3}'"
                        + " | 'early_stopping.min_delta: was not given, is 0.0;early_stopping.patience: was not given, is 3'",
                "method: random | 'method: random\ncross_validation: {nested: true}'"
                        + " | cross_validation.nested.folds: was not given, is 3",
                "x.csv | other.csv | data.path: was x.csv, is other.csv",
                "hidden: [64] | hidden: [64.0] | model.hidden: was [64], is [64.0]",
            })
    void dependsOnWhatDecidesAndSaysInWordsWhatDiffers(String was, String is, String sentences) {
        String changed = TEXT.replace(was, is);
        assertNotEquals(definition(TEXT), definition(changed));
        assertEquals(List.of(sentences.split(";")), Experiments.differences(TEXT, changed));
    }

    @Test
    void epochsThatAreDecidedInTrainingAreTheirLimits() {
        String auto = TEXT.replace("{values: [10, 20, 40]}", "auto");
        String written = TEXT.replace("{values: [10, 20, 40]}", "{auto: {start: 20, limit: 300, worth: 0.01}}");
        assertEquals(List.of(), Experiments.differences(auto, written));
        assertEquals(
                List.of("parameters.epochs.auto.limit: was 300, is 301"),
                Experiments.differences(auto, written.replace("300", "301")));
    }

    @Test
    void textThatLooksLikeANumberIsToldFromIt() {
        assertEquals(
                List.of("model.updater: was 64, is \"64\""),
                Experiments.differences(
                        TEXT.replace("updater: adam", "updater: 64"), TEXT.replace("updater: adam", "updater: '64'")));
    }

    @Test
    void theOrderOfParametersCountsUnderAGridOnly() {
        String rate = "  learning_rate: {distribution: log_uniform_values, min: 1e-4, max: 1e-1, count: 2}\n";
        String epochs = "  epochs: {value: 5}\n";
        String head = TEXT.substring(0, TEXT.indexOf("  learning_rate"));
        assertEquals(List.of(), Experiments.differences(head + rate + epochs, head + epochs + rate));
        String grid = head.replace("random", "grid");
        assertEquals(
                List.of("order of parameters: was [learning_rate, epochs], is [epochs, learning_rate]"),
                Experiments.differences(grid + rate + epochs, grid + epochs + rate));
    }

    private static String definition(String text) {
        return Experiments.parse(text, Path.of("x.yaml")).definition();
    }
}
