package dev.plateau.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.experiment.Experiments.LogRange;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A parameter is exchanged, and not a character besides. */
class ParameterEditGolden {

    private static final Path FILE = Path.of("x.yaml");
    private static final LogRange RANGE = new LogRange("learning_rate", 3e-4, 0.03, 4);

    private static final String HEAD = """
            # Ünï 😀 first
            name: x   # the name
            data: {path: x.csv, label: y, task: classification}
            """;

    private static String edited(String text) {
        return Experiments.withParameter(Experiments.parse(text, FILE), FILE, RANGE);
    }

    private static void gives(String was, String is) {
        assertEquals(HEAD + is, edited(HEAD + was));
        assertEquals(
                (HEAD + is).replace("\n", "\r\n"),
                edited((HEAD + was).replace("\n", "\r\n")),
                "with lines that end by CRLF");
    }

    @Test
    void theBoundsOfARangeInFlowStyle() {
        gives("""
                parameters:
                  # rates
                  learning_rate: {distribution: log_uniform_values, min: 1e-4, max: 1e-1, count: 5}   # as ever
                  # the rest
                  epochs: {value: 5}
                """, """
                parameters:
                  # rates
                  learning_rate: {distribution: log_uniform_values, min: 3e-4, max: 3e-2, count: 5}   # as ever
                  # the rest
                  epochs: {value: 5}
                """);
    }

    @Test
    void theBoundsOfARangeInBlockStyleBetweenComments() {
        gives("""
                parameters:
                    epochs:
                        values:
                        - 5
                    'learning_rate':   # rates
                        max: 0.1   # upper
                        # lower
                        min: 1.0e-4
                        count: 5
                        distribution: uniform
                seed: 7
                """, """
                parameters:
                    epochs:
                        values:
                        - 5
                    'learning_rate':   # rates
                        max: 3e-2   # upper
                        # lower
                        min: 3e-4
                        count: 5
                        distribution: log_uniform_values
                seed: 7
                """);
    }

    @Test
    void listedValuesInBlockStyleWithTheirCondition() {
        gives("""
                parameters:
                  epochs: {value: 5}
                  updater: {values: [adam, sgd]}
                  learning_rate:
                    values:
                      - 0.1
                      - 0.01
                    # only then
                    when: {updater: adam}

                # end
                """, """
                parameters:
                  epochs: {value: 5}
                  updater: {values: [adam, sgd]}
                  learning_rate:
                    distribution: log_uniform_values
                    min: 3e-4
                    max: 3e-2
                    count: 4
                    # only then
                    when: {updater: adam}

                # end
                """);
    }

    @Test
    void listedValuesInFlowStyleOverSeveralLines() {
        gives("""
                parameters: {epochs: {value: 5},
                  learning_rate: {distribution: categorical, values: [0.1,
                     0.2]}, batch_size: {value: 4}}
                """, """
                parameters: {epochs: {value: 5},
                  learning_rate: {distribution: log_uniform_values, min: 3e-4, max: 3e-2, count: 4}, batch_size: {value: 4}}
                """);
    }

    @Test
    void aFixedRate() {
        gives("""
                parameters:
                  learning_rate: {value: 0.01}
                  epochs: {value: 5}
                """, """
                parameters:
                  learning_rate: {distribution: log_uniform_values, min: 3e-4, max: 3e-2, count: 4}
                  epochs: {value: 5}
                """);
    }

    @Test
    void noRateYet() {
        gives(
                "parameters:\n  # how long\n  epochs: {value: 5}",
                "parameters:\n  # how long\n  learning_rate: {distribution: log_uniform_values, min: 3e-4, max: 3e-2, count: 4}\n"
                        + "  epochs: {value: 5}");
        gives(
                "parameters: {epochs: {value: 5}}",
                "parameters: {learning_rate: {distribution: log_uniform_values, min: 3e-4, max: 3e-2, count: 4}, epochs:"
                        + " {value: 5}}");
    }

    @Test
    void anAnchorStays() {
        gives("""
                parameters:
                  learning_rate: &rate {value: 0.01}
                  epochs: {value: 5}
                """, """
                parameters:
                  learning_rate: &rate {distribution: log_uniform_values, min: 3e-4, max: 3e-2, count: 4}
                  epochs: {value: 5}
                """);
    }

    @Test
    void aRandomSearchHasNoCount() {
        String was =
                HEAD + "method: random\nmax_trials: 3\nparameters: {learning_rate: {value: 1}, epochs: {value: 5}}\n";
        LogRange range = new LogRange("learning_rate", 0.1, 3, 0);
        assertEquals(
                was.replace("{value: 1}", "{distribution: log_uniform_values, min: 0.1, max: 3}"),
                Experiments.withParameter(Experiments.parse(was, FILE), FILE, range));
    }

    @Test
    void whatWouldLoseSomethingIsRefusedWithTheLineToWrite() {
        String comment = refused(
                "parameters:\n  epochs: {value: 5}\n  learning_rate:\n    values:\n    - 0.1\n    # slow\n    - 0.01\n");
        assertEquals(
                "x.yaml: parameters.learning_rate cannot be replaced, as a comment among its values would be lost; write under"
                        + " parameters: learning_rate: {distribution: log_uniform_values, min: 3e-4, max: 3e-2, count: 4}",
                comment);
        String step = refused(
                "parameters:\n  epochs: {value: 5}\n  learning_rate: {min: 0.1, max: 0.5, step: 0.1, distribution: uniform}\n");
        assertTrue(step.contains("its step does not fit the range"), step);
        String question = refused("parameters:\n  ? epochs\n  : {value: 5}\n");
        assertTrue(question.contains("its fields do not each begin a line"), question);
    }

    private static String refused(String text) {
        return assertThrows(ExperimentException.class, () -> edited(HEAD + text))
                .mistakes()
                .get(0);
    }
}
