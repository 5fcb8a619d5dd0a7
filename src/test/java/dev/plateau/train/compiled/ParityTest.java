package dev.plateau.train.compiled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.FoldData;
import dev.plateau.data.Folds;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Settings;
import dev.plateau.train.Steps;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import dev.plateau.train.dl4j.Dl4jTrainer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The compiled trainer against the one on Deeplearning4j, over every value of every setting and every pair of values: parameters and metrics
 * after two epochs, to 1e-5.
 */
class ParityTest {

    private static final double TOLERANCE = 1e-5;
    private static final long SEED = 7;

    private static final DataSet WINE = data("wine", DataSource.Task.CLASSIFICATION);
    private static final FoldData CLASSES = fold(WINE, 0);
    private static final FoldData TARGETS = fold(data("wine", DataSource.Task.REGRESSION), 0);

    private static final List<String> ACTIVATIONS =
            List.of("relu", "leakyrelu", "elu", "tanh", "sigmoid", "softplus", "swish", "identity");

    /** With rates at which no step is chaotic: a rounding must not decide where a training goes. */
    private static final Map<String, Double> UPDATERS = new TreeMap<>(Map.of(
            "sgd", 0.02,
            "nesterovs", 0.005,
            "adam", 0.003,
            "adamax", 0.003,
            "nadam", 0.002,
            "amsgrad", 0.003,
            "rmsprop", 0.001,
            "adagrad", 0.01,
            "adadelta", 1.0));

    private static final List<Map<String, Object>> REGULARISED = List.of(
            Map.of(),
            Map.of("l1", 0.01),
            Map.of("l2", 0.02),
            Map.of("weight_decay", 0.1),
            Map.of("dropout", 0.3),
            Map.of("gradient_clipping", 0.2),
            Map.of("l1", 0.003, "l2", 0.01, "weight_decay", 0.02, "dropout", 0.5, "gradient_clipping", 0.5));

    private static final List<Object> SCHEDULES = List.of(
            "constant",
            Map.of("type", "step", "every", 1L),
            "exponential",
            "polynomial",
            "inverse",
            "cosine",
            "one_cycle",
            "warmup");

    private static final List<List<Long>> HIDDEN =
            List.of(List.of(), List.of(7L), List.of(64L), List.of(33L, 10L), List.of(16L, 5L, 20L));

    /** A fold has 142 rows: the last batches have 14, 14, 2, 42 and, where the rows divide, 71. */
    private static final List<Long> BATCHES = List.of(16L, 32L, 20L, 100L, 71L);

    private static final List<String> INITIAL =
            List.of("xavier", "xavier_uniform", "relu", "relu_uniform", "lecun_normal", "lecun_uniform");

    private static final FoldData TWO_CLASSES = fold(data("breast_cancer", DataSource.Task.CLASSIFICATION), 0);

    /** As Keras names them; leakyrelu is a layer of its own there. */
    private static final List<String> KERAS_ACTIVATIONS =
            List.of("relu", "elu", "tanh", "sigmoid", "softplus", "silu", "linear");

    private static final List<String> KERAS_INITIAL =
            List.of("glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_normal");

    private final Trainer dl4j = new Dl4jTrainer();
    private final Trainer compiled = new CompiledTrainer();

    static DataSet data(String name, DataSource.Task task) {
        return DataSet.read(
                Path.of("experiments/data/" + name + ".csv"),
                new DataSource(
                        name,
                        "label",
                        task,
                        true,
                        DataSource.Missing.ERROR,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    static FoldData fold(DataSet data, int fold) {
        CrossValidation.Strategy strategy =
                data.classification() ? CrossValidation.Strategy.STRATIFIED : CrossValidation.Strategy.KFOLD;
        return FoldData.of(
                data,
                Folds.split(data, new CrossValidation(5, strategy, 1, 0.2), 42).get(fold));
    }

    static Trainer.Shape shape(FoldData fold) {
        return new Trainer.Shape(fold.features(), fold.outputs(), fold.classification(), fold.trainingLabels().length);
    }

    static Stream<Case> everyPair() {
        List<String> updaters = List.copyOf(UPDATERS.keySet());
        return Pairs.of(
                        ACTIVATIONS.size(),
                        updaters.size(),
                        2,
                        REGULARISED.size(),
                        SCHEDULES.size(),
                        HIDDEN.size(),
                        BATCHES.size(),
                        INITIAL.size())
                .stream()
                .map(chosen -> {
                    Map<String, Object> model = new TreeMap<>(REGULARISED.get(chosen[3]));
                    model.put("activation", ACTIVATIONS.get(chosen[0]));
                    model.put("updater", updaters.get(chosen[1]));
                    model.put("schedule", SCHEDULES.get(chosen[4]));
                    model.put("hidden", HIDDEN.get(chosen[5]));
                    model.put("weight_init", INITIAL.get(chosen[7]));
                    return new Case(chosen[2] == 0, model, BATCHES.get(chosen[6]));
                });
    }

    record Case(FoldData data, Map<String, Object> model, long batch) {

        Case(boolean classification, Map<String, Object> model, long batch) {
            this(classification ? CLASSES : TARGETS, model, batch);
        }

        Settings asked() {
            // Its outliers of 12 deviations end where Deeplearning4j's slope of swish is NaN: at sums above 44.
            double share = data.equals(TWO_CLASSES) ? 0.5 : 1;
            double rate = share * UPDATERS.getOrDefault(String.valueOf(model.get("updater")), 0.001);
            return new Settings(Map.of("model", model, "learning_rate", rate, "batch_size", batch, "epochs", 3L));
        }
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void twoEpochsAreThoseOfDeeplearning4j(Case some) {
        Settings settings = compiled.complete(some.asked(), shape(some.data()));
        assertEquals(dl4j.complete(some.asked(), shape(some.data())), settings);
        assertSame(some.data(), settings, Optional.empty(), 2);
    }

    static Stream<Case> everyPairWithOneSigmoid() {
        List<String> updaters = List.copyOf(UPDATERS.keySet());
        return Pairs.of(
                        KERAS_ACTIVATIONS.size(),
                        updaters.size(),
                        REGULARISED.size(),
                        SCHEDULES.size(),
                        HIDDEN.size(),
                        BATCHES.size(),
                        KERAS_INITIAL.size())
                .stream()
                .map(chosen -> {
                    Map<String, Object> model = new TreeMap<>(REGULARISED.get(chosen[2]));
                    Object dropout = model.remove("dropout");
                    model.put("updater", updaters.get(chosen[1]));
                    model.put("schedule", SCHEDULES.get(chosen[3]));
                    List<Map<String, Object>> layers = new ArrayList<>();
                    for (long units : HIDDEN.get(chosen[4])) {
                        layers.add(dense(units, KERAS_ACTIVATIONS.get(chosen[0]), KERAS_INITIAL.get(chosen[6])));
                        if (dropout != null) {
                            layers.add(Map.of("layer", "dropout", "rate", dropout));
                        }
                    }
                    layers.add(dense(1, "sigmoid", KERAS_INITIAL.get(chosen[6])));
                    model.put("keras", Map.of("input", List.of(30L), "layers", layers));
                    return new Case(TWO_CLASSES, model, BATCHES.get(chosen[5]));
                });
    }

    private static Map<String, Object> dense(long units, String activation, String initial) {
        return Map.of("layer", "dense", "units", units, "activation", activation, "initial", initial);
    }

    @ParameterizedTest
    @MethodSource("everyPairWithOneSigmoid")
    void twoEpochsOfOneSigmoidAreThoseOfDeeplearning4j(Case some) {
        Settings settings = compiled.complete(some.asked(), shape(some.data()));
        assertSame(some.data(), settings, Optional.empty(), 2);
    }

    private Checkpoint assertSame(FoldData data, Settings settings, Optional<Checkpoint> from, int epochs) {
        try (Training theirs = dl4j.start(settings, data, SEED, from);
                Training ours = compiled.start(settings, data, SEED, from)) {
            assertTrue(ours instanceof CompiledTraining, "compiled");
            for (int epoch = 0; epoch < epochs; epoch++) {
                assertSame(theirs.next(), ours.next());
            }
            assertSame(theirs.checkpoint(), ours.checkpoint());
            return ours.checkpoint();
        }
    }

    private static void assertSame(EpochReport expected, EpochReport found) {
        assertEquals(expected.epoch(), found.epoch());
        assertEquals(expected.step(), found.step());
        assertEquals(expected.samples(), found.samples());
        assertEquals(
                List.copyOf(expected.metrics().keySet()),
                List.copyOf(found.metrics().keySet()));
        expected.metrics().forEach((name, value) -> {
            if (!name.equals("seconds")) {
                assertEquals(
                        value,
                        found.metrics().getOrDefault(name, Double.NaN),
                        TOLERANCE * Math.max(1, Math.abs(value)),
                        () -> name + " of epoch " + expected.epoch());
            }
        });
    }

    /** States of updaters are compared with the largest value of theirs: most are far below 1. */
    private static void assertSame(Checkpoint expected, Checkpoint found) {
        assertEquals(expected.epoch(), found.epoch());
        assertEquals(expected.state().length, found.state().length, "bytes");
        ByteBuffer header = ByteBuffer.wrap(expected.state());
        header.getInt();
        int parameters = header.getInt();
        FloatBuffer left = floats(expected);
        FloatBuffer right = floats(found);
        for (int i = 0; i < left.limit(); i++) {
            int at = i;
            double scale = i < parameters ? Math.max(1, Math.abs(left.get(i))) : largest(left, i, parameters);
            assertEquals(
                    left.get(i),
                    right.get(i),
                    (i < parameters ? 1 : 10) * TOLERANCE * scale,
                    () -> (at < parameters ? "parameter " : "state ") + at + " of " + parameters);
        }
    }

    /** The largest magnitude in the array of an updater's state that a place belongs to. */
    private static double largest(FloatBuffer floats, int at, int parameters) {
        int from = at / parameters * parameters;
        double largest = 1e-30;
        for (int i = from; i < from + parameters; i++) {
            largest = Math.max(largest, Math.abs(floats.get(i)));
        }
        return largest;
    }

    private static FloatBuffer floats(Checkpoint checkpoint) {
        return ByteBuffer.wrap(checkpoint.state())
                .position(3 * Integer.BYTES)
                .slice()
                .asFloatBuffer();
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void eachGoesOnFromACheckpointOfTheOther(String updater) {
        Map<String, Object> model =
                Map.of("updater", updater, "hidden", List.of(9L), "dropout", 0.2, "schedule", "exponential");
        Case some = new Case(true, model, 32);
        Settings settings = compiled.complete(some.asked(), shape(some.data()));
        for (Trainer first : List.of(dl4j, compiled)) {
            try (Training training = first.start(settings, some.data(), SEED, Optional.empty())) {
                training.next();
                assertSame(some.data(), settings, Optional.of(training.checkpoint()), 2);
            }
        }
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
        Case some = new Case(true, Map.of("keras", keras, "l2", 0.01, "updater", "adam"), 20);
        Settings settings = compiled.complete(some.asked(), shape(some.data()));
        assertSame(some.data(), settings, Optional.empty(), 2);
    }

    private static Case oneSigmoid(Map<String, Object> more, long batch) {
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
        return new Case(TWO_CLASSES, model, batch);
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void aNetworkWithOneSigmoidGoesOnFromACheckpointOfTheOther(String updater) {
        Case some = oneSigmoid(Map.of("updater", updater, "exact_train_metrics", true), 32);
        Settings settings = compiled.complete(some.asked(), shape(some.data()));
        for (Trainer first : List.of(dl4j, compiled)) {
            try (Training training = first.start(settings, some.data(), SEED, Optional.empty())) {
                training.next();
                assertSame(some.data(), settings, Optional.of(training.checkpoint()), 2);
            }
        }
    }

    @Test
    void exactMetricsOfTrainingRowsAreThose() {
        Case some = new Case(false, Map.of("exact_train_metrics", true, "updater", "adam", "activation", "elu"), 20);
        Settings settings = compiled.complete(some.asked(), shape(some.data()));
        assertSame(some.data(), settings, Optional.empty(), 2);
    }

    static Stream<Case> rangeTests() {
        return Stream.of(
                new Case(true, Map.of("hidden", List.of(9L), "dropout", 0.2, "updater", "adam"), 30),
                oneSigmoid(Map.of("updater", "adam"), 30));
    }

    /** Steps of a learning-rate range test at rates that rise. */
    @ParameterizedTest
    @MethodSource("rangeTests")
    void stepsAreThoseOfDeeplearning4j(Case some) {
        Settings settings = compiled.complete(some.asked(), shape(some.data()));
        try (Steps theirs = dl4j.steps(settings, some.data(), SEED).orElseThrow();
                Steps ours = compiled.steps(settings, some.data(), SEED).orElseThrow()) {
            assertTrue(ours instanceof CompiledSteps, "compiled");
            for (double rate = 1e-4; rate < 0.05; rate *= 1.5) {
                assertEquals(theirs.next(rate), ours.next(rate), TOLERANCE, "at " + rate);
            }
        }
    }

    @Test
    void after40EpochsAccuracyIsThatOfDeeplearning4jWithinNoise() {
        assertSameAccuracy("digits", data -> new Case(data, Map.of("updater", "adam", "dropout", 0.1), 64));
    }

    @Test
    void after40EpochsAccuracyOfOneSigmoidIsThatOfDeeplearning4jWithinNoise() {
        assertSameAccuracy(
                "breast_cancer",
                data -> new Case(data, oneSigmoid(Map.of("updater", "adam"), 32).model(), 32));
    }

    /** In long trainings roundings grow; what is measured must not: the mean difference over folds is below two standard errors. */
    private void assertSameAccuracy(String name, Function<FoldData, Case> cases) {
        DataSet rows = data(name, DataSource.Task.CLASSIFICATION);
        double sum = 0;
        double squares = 0;
        for (int fold = 0; fold < 5; fold++) {
            FoldData data = fold(rows, fold);
            Settings settings = compiled.complete(cases.apply(data).asked(), shape(data));
            double accuracy = accuracy(compiled, settings, data);
            double difference = accuracy - accuracy(dl4j, settings, data);
            assertTrue(accuracy > 0.94, () -> "accuracy " + accuracy);
            sum += difference;
            squares += difference * difference;
        }
        double mean = sum / 5;
        double error = Math.sqrt((squares / 5 - mean * mean) / 4);
        assertTrue(
                Math.abs(mean) <= Math.max(2 * error, 1e-9), () -> "difference " + mean + ", standard error " + error);
    }

    private static double accuracy(Trainer trainer, Settings settings, FoldData data) {
        try (Training training = trainer.start(settings, data, SEED, Optional.empty())) {
            for (int epoch = 1; epoch < 40; epoch++) {
                training.next();
            }
            return training.next().metrics().getOrDefault("val_accuracy", Double.NaN);
        }
    }

    static Stream<String> updaters() {
        return UPDATERS.keySet().stream();
    }
}
