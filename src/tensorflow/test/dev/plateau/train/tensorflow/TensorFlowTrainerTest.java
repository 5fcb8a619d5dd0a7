package dev.plateau.train.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.FoldData;
import dev.plateau.data.Folds;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Predictor;
import dev.plateau.train.Settings;
import dev.plateau.train.Steps;
import dev.plateau.train.Trainer;
import dev.plateau.train.Trainers;
import dev.plateau.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFlowTrainerTest {

    private static final FoldData DIGITS = fold("experiments/data/digits.csv", DataSource.Task.CLASSIFICATION);

    private final Trainer trainer = Trainers.byName("tensorflow").orElseThrow();

    private static FoldData fold(String path, DataSource.Task task) {
        DataSource source = new DataSource(
                path, "label", task, true, DataSource.Missing.ERROR, List.of(), Optional.empty(), Optional.empty());
        DataSet data = DataSet.read(Path.of(path), source);
        CrossValidation.Strategy strategy =
                data.classification() ? CrossValidation.Strategy.STRATIFIED : CrossValidation.Strategy.KFOLD;
        return FoldData.of(
                data,
                Folds.split(data, new CrossValidation(5, strategy, 1, 0.2), 42).get(0));
    }

    private static Trainer.Shape shape(FoldData fold) {
        return new Trainer.Shape(fold.features(), fold.outputs(), fold.classification(), fold.trainingLabels().length);
    }

    private Settings settings(FoldData fold, Map<String, Object> model, double rate, long batch) {
        return trainer.complete(
                new Settings(Map.of("model", model, "learning_rate", rate, "batch_size", batch)), shape(fold));
    }

    private static List<EpochReport> train(Trainer trainer, FoldData fold, Settings settings, int epochs) {
        List<EpochReport> reports = new ArrayList<>();
        try (Training training = trainer.start(settings, fold, 7, Optional.empty())) {
            for (int i = 0; i < epochs; i++) {
                reports.add(training.next());
            }
        }
        return reports;
    }

    private static List<Map<String, Double>> withoutSeconds(List<EpochReport> reports) {
        return reports.stream()
                .map(report -> {
                    Map<String, Double> metrics = new LinkedHashMap<>(report.metrics());
                    metrics.remove("seconds");
                    return metrics;
                })
                .toList();
    }

    private static double last(List<EpochReport> reports, String metric) {
        return reports.get(reports.size() - 1).metrics().getOrDefault(metric, Double.NaN);
    }

    @Test
    void learnsDigitsAsWellAsTheOtherTrainerDoes() {
        Map<String, Object> model = Map.of("hidden", List.of(64L), "weight_init", "xavier_uniform");
        List<EpochReport> reports = train(trainer, DIGITS, settings(DIGITS, model, 0.003, 32), 15);
        assertTrue(last(reports, "val_accuracy") > 0.95, () -> "val_accuracy " + last(reports, "val_accuracy"));
        assertEquals(15 * 45, reports.get(14).step(), "1,437 rows in batches of 32 are 45 steps an epoch");
        assertEquals(15 * 1437, reports.get(14).samples());
        Trainer other = Trainers.byName("dl4j").orElseThrow();
        Settings same = other.complete(
                new Settings(Map.of("model", model, "learning_rate", 0.003, "batch_size", 32L)), shape(DIGITS));
        List<EpochReport> others = train(other, DIGITS, same, 15);
        // 360 rows: two standard errors of an accuracy of 0.97 are 0.018.
        assertEquals(last(others, "val_accuracy"), last(reports, "val_accuracy"), 0.025);
        assertEquals(other.metrics(shape(DIGITS)), trainer.metrics(shape(DIGITS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "nesterovs", "sgd", "rmsprop", "adagrad"})
    void aResumedTrainingGivesTheBitsOfAnUninterruptedOne(String updater) {
        Map<String, Object> model = Map.of(
                "dropout",
                0.3,
                "l1",
                1e-5,
                "l2",
                1e-4,
                "schedule",
                "exponential",
                "hidden",
                List.of(32L, 16L),
                "updater",
                updater);
        Settings settings = settings(DIGITS, model, 0.01, 64);
        byte[] whole;
        List<EpochReport> reports = new ArrayList<>();
        try (Training training = trainer.start(settings, DIGITS, 7, Optional.empty())) {
            for (int i = 0; i < 4; i++) {
                reports.add(training.next());
            }
            whole = training.checkpoint().state();
        }
        List<EpochReport> parts = new ArrayList<>();
        Checkpoint checkpoint;
        try (Training first = trainer.start(settings, DIGITS, 7, Optional.empty())) {
            parts.add(first.next());
            parts.add(first.next());
            checkpoint = first.checkpoint();
        }
        try (Training second = trainer.start(settings, DIGITS, 7, Optional.of(checkpoint))) {
            parts.add(second.next());
            parts.add(second.next());
            assertArrayEquals(whole, second.checkpoint().state());
        }
        assertEquals(withoutSeconds(reports), withoutSeconds(parts));
        assertTrue(last(reports, "loss") < reports.get(0).metrics().getOrDefault("loss", 0.0), "it learns");
    }

    @Test
    void checkpointingDoesNotChangeTheTrainingAndASeedDecidesIt() {
        Settings settings = settings(DIGITS, Map.of("dropout", 0.2), 0.01, 128);
        byte[] undisturbed;
        try (Training training = trainer.start(settings, DIGITS, 7, Optional.empty())) {
            training.next();
            training.next();
            undisturbed = training.checkpoint().state();
        }
        try (Training training = trainer.start(settings, DIGITS, 7, Optional.empty())) {
            training.next();
            training.checkpoint();
            training.next();
            assertArrayEquals(undisturbed, training.checkpoint().state());
        }
        double one = last(train(trainer, DIGITS, settings, 1), "val_loss");
        try (Training training = trainer.start(settings, DIGITS, 8, Optional.empty())) {
            assertNotEquals(one, training.next().metrics().get("val_loss"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"relu", "leakyrelu", "elu", "selu", "gelu", "tanh", "sigmoid", "softplus", "swish", "identity"})
    void everyActivationLearns(String activation) {
        Settings settings = settings(DIGITS, Map.of("activation", activation, "hidden", List.of(32L)), 0.005, 64);
        List<EpochReport> reports = train(trainer, DIGITS, settings, 4);
        assertTrue(last(reports, "val_accuracy") > 0.85, () -> "val_accuracy " + last(reports, "val_accuracy"));
    }

    /**
     * Against the same formulas in doubles, on a linear model of one feature: rows x = -1 and x = 1 in one batch, mean squared error, so each weight
     * has a gradient of its own. The initial weight is read from the trainer. Floats: 1e-5 after three steps.
     */
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "nesterovs", "adam", "rmsprop", "adagrad"})
    void anUpdaterStepsAsItsFormulaSays(String updater, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("two.csv"), "a,label\n" + "-1,-3\n1,3\n".repeat(10));
        FoldData fold = fold(file.toString(), DataSource.Task.REGRESSION);
        Map<String, Object> model = Map.of("hidden", List.of(), "updater", updater, "l2", 0.1);
        Settings settings = settings(fold, model, 0.05, fold.trainingLabels().length);
        double[] state = weights(trainer.start(settings, fold, 7, Optional.empty()), 0);
        Reference reference = new Reference(updater, state[0]);
        double mean = 0;
        double square = 0;
        double product = 0;
        int rows = fold.trainingLabels().length;
        for (int i = 0; i < rows; i++) {
            mean += fold.trainingFeatures()[i] / rows;
            square += fold.trainingFeatures()[i] * fold.trainingFeatures()[i] / rows;
            product += fold.trainingFeatures()[i] * fold.trainingLabels()[i] / rows;
        }
        assertEquals(0, mean, 1e-6, "so that the bias has no say");
        for (int step = 1; step <= 3; step++) {
            reference.step(2 * (square * reference.weight - product) + 0.1 * reference.weight, 0.05, step);
        }
        double[] after = weights(trainer.start(settings, fold, 7, Optional.empty()), 3);
        assertEquals(reference.weight, after[0], 1e-5);
        assertNotEquals(state[0], after[0]);
    }

    private double[] weights(Training started, int epochs) {
        try (Training training = started) {
            for (int i = 0; i < epochs; i++) {
                training.next();
            }
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(trainer.model(training.checkpoint()))
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN);
            return new double[] {bytes.getFloat(), bytes.getFloat()};
        }
    }

    /** The updaters of one weight, as the papers have them. */
    private static final class Reference {

        private final String updater;
        private double weight;
        private double first;
        private double second;

        Reference(String updater, double weight) {
            this.updater = updater;
            this.weight = weight;
        }

        void step(double gradient, double rate, int step) {
            switch (updater) {
                case "sgd" -> weight -= rate * gradient;
                case "nesterovs" -> {
                    double before = first;
                    first = 0.9 * first - rate * gradient;
                    weight += -0.9 * before + 1.9 * first;
                }
                case "adam" -> {
                    first = 0.9 * first + 0.1 * gradient;
                    second = 0.999 * second + 0.001 * gradient * gradient;
                    double mean = first / (1 - Math.pow(0.9, step));
                    double variance = second / (1 - Math.pow(0.999, step));
                    weight -= rate * mean / (Math.sqrt(variance) + 1e-8);
                }
                case "rmsprop" -> {
                    first = 0.9 * first + 0.1 * gradient * gradient;
                    weight -= rate * gradient / Math.sqrt(first + 1e-7);
                }
                default -> {
                    first += gradient * gradient;
                    weight -= rate * gradient / (Math.sqrt(first) + 1e-6);
                }
            }
        }
    }

    @Test
    void aNetworkForRegressionLearnsALineAndReportsInTheTargetsUnit(@TempDir Path folder) throws IOException {
        Random random = new Random(3);
        StringBuilder csv = new StringBuilder("a,b,label\n");
        for (int i = 0; i < 200; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            csv.append(a)
                    .append(',')
                    .append(b)
                    .append(',')
                    .append(100 + 30 * a - 20 * b)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("line.csv"), csv);
        FoldData fold = fold(file.toString(), DataSource.Task.REGRESSION);
        List<EpochReport> reports = train(trainer, fold, settings(fold, Map.of("hidden", List.of()), 0.05, 16), 40);
        assertTrue(last(reports, "val_r2") > 0.999, () -> "val_r2 " + last(reports, "val_r2"));
        assertTrue(last(reports, "val_mae") < 1, () -> "val_mae " + last(reports, "val_mae"));
    }

    @Test
    void aRateThatIsFarTooLargeGivesALossThatIsNoNumberAndNoException() {
        Settings settings = settings(DIGITS, Map.of("updater", "sgd", "hidden", List.of(8L, 8L)), 1e9, 16);
        double loss = last(train(trainer, DIGITS, settings, 2), "loss");
        assertTrue(!Double.isFinite(loss) || loss > 2, () -> "loss " + loss);
    }

    @Test
    void aModelPredictsTheLossThatTheTrainingReported() {
        Settings settings = settings(DIGITS, Map.of("dropout", 0.2), 0.01, 64);
        byte[] model;
        double reported;
        try (Training training = trainer.start(settings, DIGITS, 7, Optional.empty())) {
            training.next();
            reported = training.next().metrics().getOrDefault("val_loss", Double.NaN);
            model = trainer.model(training.checkpoint());
        }
        double loss = 0;
        try (Predictor predictor = trainer.load(model, settings, shape(DIGITS))) {
            float[] outputs = predictor.predict(DIGITS.validationFeatures());
            float[] labels = DIGITS.validationLabels();
            for (int row = 0; row < labels.length; row++) {
                loss -= Math.log(outputs[row * 10 + (int) labels[row]]) / labels.length;
            }
        }
        assertEquals(reported, loss, 1e-6);
    }

    @Test
    void aModelOfAnotherNetworkIsRefusedBeforeItIsBuilt() {
        Settings settings = settings(DIGITS, Map.of("hidden", List.of(2L)), 0.01, 64);
        byte[] model = new byte[4 * (64 * 2 + 2 + 2 * 10 + 10)];
        trainer.load(model, settings, shape(DIGITS)).close();
        Settings huge = settings.with("model.hidden", List.of(2_000_000_000L, 2_000_000_000L));
        assertTrue(refusal(() -> trainer.load(model, huge, shape(DIGITS)))
                .startsWith("the weights do not fit the network: 640 bytes, but its settings ask for "));
        model[2] = (byte) 0xC0;
        model[3] = (byte) 0x7F;
        assertEquals("a weight is not a finite number", refusal(() -> trainer.load(model, settings, shape(DIGITS))));
    }

    @Test
    void stepsAtOneRateAreTheEpochsOfATrainingAtThatRate() {
        FoldData iris = fold("experiments/data/iris.csv", DataSource.Task.CLASSIFICATION);
        Settings settings = settings(iris, Map.of("hidden", List.of(8L), "dropout", 0.2), 0.02, 20);
        List<EpochReport> epochs = train(trainer, iris, settings, 3);
        try (Steps steps =
                trainer.steps(settings.with("learning_rate", 0.5), iris, 7).orElseThrow()) {
            for (EpochReport epoch : epochs) {
                double sum = 0;
                for (int step = 0; step < 6; step++) {
                    sum += steps.next(0.02);
                }
                assertEquals(epoch.metrics().getOrDefault("loss", Double.NaN), sum / 6, 1e-12);
            }
        }
    }

    @Test
    void completingNamesEveryFieldAndCompletingAgainChangesNothing() {
        Settings once = settings(DIGITS, Map.of(), 0.01, 32);
        assertEquals(once, trainer.complete(once, shape(DIGITS)));
        assertEquals(Optional.of(0.999), once.value("model.beta2"));
        Settings cosine = new Settings(
                Map.of("model", Map.of("schedule", "cosine"), "batch_size", 32L, "epochs", 3L, "learning_rate", 0.01));
        assertEquals(Optional.of(3L), trainer.complete(cosine, shape(DIGITS)).value("epochs"));
        assertTrue(trainer.dependsOnTotal(cosine).isPresent());
    }

    @Test
    void whatThisTrainerDoesNotHaveIsRefusedByName() {
        assertMistake(Map.of("type", "cnn"), "model.type must be one of mlp, found cnn");
        assertMistake(Map.of("filters", List.of(8L)), "model.filters is not known here; known: activation,");
        assertMistake(Map.of("weight_decay", 0.1), "model.weight_decay is not known here; known: activation,");
        assertMistake(Map.of("keras", Map.of()), "model.keras is not known here; known: activation,");
        assertMistake(
                Map.of("updater", "adadelta"),
                "model.updater must be one of sgd, nesterovs, adam, rmsprop, adagrad, found adadelta");
        assertMistake(
                Map.of("hidden", List.of(100_000L, 100_000L)),
                "model.hidden must be of at most 20,000,000 weights in all, found [100000, 100000]");
    }

    private void assertMistake(Map<String, Object> model, String start) {
        String message = refusal(() -> settings(DIGITS, model, 0.01, 32));
        assertTrue(message.startsWith(start), message);
    }

    private static String refusal(org.junit.jupiter.api.function.Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
