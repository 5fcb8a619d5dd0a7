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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The compiled trainer beside the one on Deeplearning4j: cases to train, and what is compared, to 1e-5. */
final class Parity {

    static final Trainer DL4J = new Dl4jTrainer();
    static final Trainer COMPILED = new CompiledTrainer();

    /** With rates at which no step is chaotic: a rounding must not decide where a training goes. */
    static final Map<String, Double> UPDATERS = new TreeMap<>(Map.of(
            "sgd", 0.02,
            "nesterovs", 0.005,
            "adam", 0.003,
            "adamax", 0.003,
            "nadam", 0.002,
            "amsgrad", 0.003,
            "rmsprop", 0.001,
            "adagrad", 0.01,
            "adadelta", 1.0));

    static final List<Map<String, Object>> REGULARISED = List.of(
            Map.of(),
            Map.of("l1", 0.01),
            Map.of("l2", 0.02),
            Map.of("weight_decay", 0.1),
            Map.of("dropout", 0.3),
            Map.of("gradient_clipping", 0.2),
            Map.of("l1", 0.003, "l2", 0.01, "weight_decay", 0.02, "dropout", 0.5, "gradient_clipping", 0.5));

    static final List<Object> SCHEDULES = List.of(
            "constant",
            Map.of("type", "step", "every", 1L),
            "exponential",
            "polynomial",
            "inverse",
            "cosine",
            "one_cycle",
            "warmup");

    static final List<List<Long>> HIDDEN =
            List.of(List.of(), List.of(7L), List.of(64L), List.of(33L, 10L), List.of(16L, 5L, 20L));

    /** A fold of wine has 142 rows: the last batches have 14, 14, 2, 42 and, where the rows divide, 71. */
    static final List<Long> BATCHES = List.of(16L, 32L, 20L, 100L, 71L);

    private static final double TOLERANCE = 1e-5;
    private static final long SEED = 7;

    private Parity() {}

    /** Settings of a model, and the rows that it is trained on. */
    record Case(FoldData data, Map<String, Object> model, long batch, double rate) {

        /** At the rate of its updater, or of a default one. */
        Case(FoldData data, Map<String, Object> model, long batch) {
            this(data, model, batch, UPDATERS.getOrDefault(String.valueOf(model.get("updater")), 0.001));
        }

        /** At half its rate. */
        Case slower() {
            return new Case(data, model, batch, rate / 2);
        }

        Settings asked() {
            return new Settings(Map.of("model", model, "learning_rate", rate, "batch_size", batch, "epochs", 3L));
        }

        Settings completed() {
            return COMPILED.complete(asked(), shape());
        }

        Trainer.Shape shape() {
            return new Trainer.Shape(
                    data.features(), data.outputs(), data.classification(), data.trainingLabels().length);
        }
    }

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

    /** Two epochs from the start. */
    static void assertSame(Case some) {
        assertSame(some, Optional.empty());
    }

    /** Two epochs: each report, and the checkpoint at the end. */
    private static void assertSame(Case some, Optional<Checkpoint> from) {
        Settings settings = some.completed();
        try (Training theirs = DL4J.start(settings, some.data(), SEED, from);
                Training ours = COMPILED.start(settings, some.data(), SEED, from)) {
            assertTrue(ours instanceof CompiledTraining, "compiled");
            for (int epoch = 0; epoch < 2; epoch++) {
                assertSame(theirs.next(), ours.next());
            }
            assertSame(theirs.checkpoint(), ours.checkpoint());
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

    /** One epoch of each, and two of both on from there. */
    static void assertEachGoesOnFromACheckpointOfTheOther(Case some) {
        for (Trainer first : List.of(DL4J, COMPILED)) {
            try (Training training = first.start(some.completed(), some.data(), SEED, Optional.empty())) {
                training.next();
                assertSame(some, Optional.of(training.checkpoint()));
            }
        }
    }

    /** Steps of a learning-rate range test at rates that rise. */
    static void assertSameSteps(Case some) {
        Settings settings = some.completed();
        try (Steps theirs = DL4J.steps(settings, some.data(), SEED).orElseThrow();
                Steps ours = COMPILED.steps(settings, some.data(), SEED).orElseThrow()) {
            assertTrue(ours instanceof CompiledSteps, "compiled");
            for (double rate = 1e-4; rate < 0.05; rate *= 1.5) {
                assertEquals(theirs.next(rate), ours.next(rate), TOLERANCE, "at " + rate);
            }
        }
    }

    /** In long trainings roundings grow; what is measured must not: the mean difference over folds is below two standard errors. */
    static void assertSameAccuracy(DataSet rows, Function<FoldData, Case> cases) {
        double sum = 0;
        double squares = 0;
        for (int fold = 0; fold < 5; fold++) {
            FoldData data = fold(rows, fold);
            Settings settings = cases.apply(data).completed();
            double accuracy = accuracy(COMPILED, settings, data);
            double difference = accuracy - accuracy(DL4J, settings, data);
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
}
