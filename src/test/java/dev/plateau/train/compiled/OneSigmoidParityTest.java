package dev.plateau.train.compiled;

import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.FoldData;
import dev.plateau.train.compiled.Parity.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks that end in one sigmoid for two classes, as Keras definitions ask for them: over every pair of values of their settings, parameters
 * and metrics after two epochs are those of Deeplearning4j, and accuracy after 40 within noise.
 */
class OneSigmoidParityTest {

    private static final DataSet TWO_CLASSES = Parity.data("breast_cancer", DataSource.Task.CLASSIFICATION);
    private static final FoldData FOLD = Parity.fold(TWO_CLASSES, 0);

    /** As Keras names them; leakyrelu is a layer of its own there. */
    private static final List<String> ACTIVATIONS =
            List.of("relu", "elu", "tanh", "sigmoid", "softplus", "silu", "linear");

    private static final List<String> INITIAL =
            List.of("glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_normal");

    /** At half the rate: its outliers of 12 deviations end where Deeplearning4j's slope of swish is NaN, at sums above 44. */
    private static Case of(Map<String, Object> model, long batch) {
        return new Case(FOLD, model, batch).slower();
    }

    static Stream<Case> everyPair() {
        List<String> updaters = List.copyOf(Parity.UPDATERS.keySet());
        return Pairs.of(
                        ACTIVATIONS.size(),
                        updaters.size(),
                        Parity.REGULARISED.size(),
                        Parity.SCHEDULES.size(),
                        Parity.HIDDEN.size(),
                        Parity.BATCHES.size(),
                        INITIAL.size())
                .stream()
                .map(chosen -> {
                    Map<String, Object> model = new TreeMap<>(Parity.REGULARISED.get(chosen[2]));
                    Object dropout = model.remove("dropout");
                    model.put("updater", updaters.get(chosen[1]));
                    model.put("schedule", Parity.SCHEDULES.get(chosen[3]));
                    List<Map<String, Object>> layers = new ArrayList<>();
                    for (long units : Parity.HIDDEN.get(chosen[4])) {
                        layers.add(dense(units, ACTIVATIONS.get(chosen[0]), INITIAL.get(chosen[6])));
                        if (dropout != null) {
                            layers.add(Map.of("layer", "dropout", "rate", dropout));
                        }
                    }
                    layers.add(dense(1, "sigmoid", INITIAL.get(chosen[6])));
                    model.put("keras", Map.of("input", List.of(30L), "layers", layers));
                    return of(model, Parity.BATCHES.get(chosen[5]));
                });
    }

    private static Map<String, Object> dense(long units, String activation, String initial) {
        return Map.of("layer", "dense", "units", units, "activation", activation, "initial", initial);
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void twoEpochsAreThoseOfDeeplearning4j(Case some) {
        Parity.assertSame(some);
    }

    private static Map<String, Object> model(Map<String, Object> more) {
        Map<String, Object> model = new TreeMap<>(more);
        model.put(
                "keras",
                Map.of(
                        "input",
                        List.of(30L),
                        "layers",
                        List.of(
                                dense(9, "relu", "glorot_uniform"),
                                Map.of("layer", "dropout", "rate", 0.2),
                                dense(1, "sigmoid", "glorot_uniform"))));
        return model;
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void eachGoesOnFromACheckpointOfTheOther(String updater) {
        Parity.assertEachGoesOnFromACheckpointOfTheOther(
                of(model(Map.of("updater", updater, "exact_train_metrics", true)), 32));
    }

    static Stream<String> updaters() {
        return Parity.UPDATERS.keySet().stream();
    }

    @Test
    void stepsAreThoseOfDeeplearning4j() {
        Parity.assertSameSteps(of(model(Map.of("updater", "adam")), 30));
    }

    @Test
    void after40EpochsAccuracyIsThatOfDeeplearning4jWithinNoise() {
        Parity.assertSameAccuracy(TWO_CLASSES, data -> new Case(data, model(Map.of("updater", "adam")), 32));
    }
}
