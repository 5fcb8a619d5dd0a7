package dev.plateau.train.compiled;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plateau.data.DataSource;
import dev.plateau.data.FoldData;
import dev.plateau.train.compiled.Parity.Case;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks that settings ask for, and Keras definitions with softmax, over every value of every setting and every pair of values: parameters and
 * metrics after two epochs are those of Deeplearning4j, and accuracy after 40 within noise.
 */
class ParityTest {

    private static final FoldData CLASSES = Parity.fold(Parity.data("wine", DataSource.Task.CLASSIFICATION), 0);
    private static final FoldData TARGETS = Parity.fold(Parity.data("wine", DataSource.Task.REGRESSION), 0);

    private static final List<String> ACTIVATIONS =
            List.of("relu", "leakyrelu", "elu", "tanh", "sigmoid", "softplus", "swish", "identity");

    private static final List<String> INITIAL =
            List.of("xavier", "xavier_uniform", "relu", "relu_uniform", "lecun_normal", "lecun_uniform");

    static Stream<Case> everyPair() {
        List<String> updaters = List.copyOf(Parity.UPDATERS.keySet());
        return Pairs.of(
                        ACTIVATIONS.size(),
                        updaters.size(),
                        2,
                        Parity.REGULARISED.size(),
                        Parity.SCHEDULES.size(),
                        Parity.HIDDEN.size(),
                        Parity.BATCHES.size(),
                        INITIAL.size())
                .stream()
                .map(chosen -> {
                    Map<String, Object> model = new TreeMap<>(Parity.REGULARISED.get(chosen[3]));
                    model.put("activation", ACTIVATIONS.get(chosen[0]));
                    model.put("updater", updaters.get(chosen[1]));
                    model.put("schedule", Parity.SCHEDULES.get(chosen[4]));
                    model.put("hidden", Parity.HIDDEN.get(chosen[5]));
                    model.put("weight_init", INITIAL.get(chosen[7]));
                    return new Case(chosen[2] == 0 ? CLASSES : TARGETS, model, Parity.BATCHES.get(chosen[6]));
                });
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void twoEpochsAreThoseOfDeeplearning4j(Case some) {
        assertEquals(Parity.DL4J.complete(some.asked(), some.shape()), some.completed());
        Parity.assertSame(some);
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void eachGoesOnFromACheckpointOfTheOther(String updater) {
        Map<String, Object> model =
                Map.of("updater", updater, "hidden", List.of(9L), "dropout", 0.2, "schedule", "exponential");
        Parity.assertEachGoesOnFromACheckpointOfTheOther(new Case(CLASSES, model, 32));
    }

    static Stream<String> updaters() {
        return Parity.UPDATERS.keySet().stream();
    }

    /** Dropped inputs, an activation of its own, layers without biases, initial weights of several kinds. */
    @Test
    void denseLayersOfAKerasDefinitionAreCompiled() {
        Map<String, Object> keras = Map.of(
                "input",
                List.of(13L),
                "layers",
                List.of(
                        Map.of("layer", "dropout", "rate", 0.1),
                        Map.of("layer", "dense", "units", 20L, "bias", false, "initial", "he_normal"),
                        Map.of("layer", "activation", "activation", "silu"),
                        Map.of("layer", "dropout", "rate", 0.3),
                        Map.of("layer", "dense", "units", 11L, "activation", "tanh", "initial", "lecun_normal"),
                        Map.of("layer", "dense", "units", 3L, "bias", false, "activation", "softmax")));
        Parity.assertSame(new Case(CLASSES, Map.of("keras", keras, "l2", 0.01, "updater", "adam"), 20));
    }

    @Test
    void exactMetricsOfTrainingRowsAreThose() {
        Parity.assertSame(
                new Case(TARGETS, Map.of("exact_train_metrics", true, "updater", "adam", "activation", "elu"), 20));
    }

    @Test
    void stepsAreThoseOfDeeplearning4j() {
        Parity.assertSameSteps(new Case(CLASSES, Map.of("hidden", List.of(9L), "dropout", 0.2, "updater", "adam"), 30));
    }

    @Test
    void after40EpochsAccuracyIsThatOfDeeplearning4jWithinNoise() {
        Parity.assertSameAccuracy(
                Parity.data("digits", DataSource.Task.CLASSIFICATION),
                data -> new Case(data, Map.of("updater", "adam", "dropout", 0.1), 64));
    }
}
