package dev.plateau.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.Fold;
import dev.plateau.data.FoldData;
import dev.plateau.data.Folds;
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

/** What a trainer of networks that Plateau describes must keep. */
public abstract class TrainerContract {

    protected static final DataSet DIGITS = data("experiments/data/digits.csv", DataSource.Task.CLASSIFICATION);

    protected abstract Trainer trainer();

    protected static DataSet data(String path, DataSource.Task task) {
        return DataSet.read(
                Path.of(path),
                new DataSource(
                        path,
                        "label",
                        task,
                        true,
                        DataSource.Missing.ERROR,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    protected static FoldData fold(DataSet data) {
        CrossValidation.Strategy strategy =
                data.classification() ? CrossValidation.Strategy.STRATIFIED : CrossValidation.Strategy.KFOLD;
        return FoldData.of(
                data,
                Folds.split(data, new CrossValidation(5, strategy, 1, 0.2), 42).get(0));
    }

    protected static Trainer.Shape shape(FoldData fold) {
        return new Trainer.Shape(fold.features(), fold.outputs(), fold.classification(), fold.trainingLabels().length);
    }

    protected Settings settings(FoldData fold, Map<String, Object> model, double rate, long batch) {
        return trainer()
                .complete(
                        new Settings(Map.of("model", model, "learning_rate", rate, "batch_size", batch)), shape(fold));
    }

    protected List<EpochReport> train(FoldData fold, Settings settings, int epochs) {
        List<EpochReport> reports = new ArrayList<>();
        try (Training training = trainer().start(settings, fold, 7, Optional.empty())) {
            for (int i = 0; i < epochs; i++) {
                reports.add(training.next());
            }
        }
        return reports;
    }

    protected static List<Map<String, Double>> withoutSeconds(List<EpochReport> reports) {
        return reports.stream()
                .map(report -> {
                    Map<String, Double> metrics = new LinkedHashMap<>(report.metrics());
                    metrics.remove("seconds");
                    return metrics;
                })
                .toList();
    }

    protected static double last(List<EpochReport> reports, String metric) {
        return reports.get(reports.size() - 1).metrics().getOrDefault(metric, Double.NaN);
    }

    @Test
    void learnsDigits() {
        FoldData fold = fold(DIGITS);
        List<EpochReport> reports = train(fold, settings(fold, Map.of("hidden", List.of(64L)), 0.003, 32), 15);
        assertTrue(last(reports, "val_accuracy") > 0.95, () -> "val_accuracy " + last(reports, "val_accuracy"));
        assertTrue(last(reports, "val_loss") < 0.2, () -> "val_loss " + last(reports, "val_loss"));
        assertEquals(15 * 45, reports.get(14).step(), "1,437 rows in batches of 32 are 45 steps an epoch");
        assertEquals(15 * 1437, reports.get(14).samples());
    }

    /** Both see the same batches: the loss of an epoch is then the mean of the losses of its steps. To float rounding of the sums. */
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "nesterovs", "adam", "amsgrad", "rmsprop", "adagrad"})
    void stepsAtOneRateAreTheEpochsOfATrainingAtThatRate(String updater) {
        FoldData fold = fold(data("experiments/data/iris.csv", DataSource.Task.CLASSIFICATION));
        Map<String, Object> model =
                Map.of("hidden", List.of(8L), "dropout", 0.2, "weight_decay", 0.01, "updater", updater);
        List<EpochReport> epochs = train(fold, settings(fold, model, 0.02, 20), 3);
        Settings other = settings(fold, model, 0.5, 20).with("model.schedule", "cosine");
        try (Steps steps = trainer().steps(other, fold, 7).orElseThrow()) {
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
    void anUpdaterWithoutALearningRateHasNoSteps() {
        FoldData fold = fold(data("experiments/data/iris.csv", DataSource.Task.CLASSIFICATION));
        Settings settings = settings(fold, Map.of("updater", "adadelta"), 0.02, 20);
        assertEquals(
                "model.updater adadelta has no learning rate, so there is none to test",
                assertThrows(IllegalArgumentException.class, () -> trainer().steps(settings, fold, 7))
                        .getMessage());
    }

    @Test
    void aResumedTrainingGivesTheBitsOfAnUninterruptedOneWithDropoutMomentumAndASchedule() {
        FoldData fold = fold(DIGITS);
        Map<String, Object> model = Map.of(
                "dropout",
                0.3,
                "l2",
                1e-4,
                "weight_decay",
                1e-4,
                "schedule",
                "exponential",
                "hidden",
                List.of(32L, 16L));
        for (String updater : List.of("adam", "nesterovs", "sgd", "rmsprop", "adadelta")) {
            Map<String, Object> full = new LinkedHashMap<>(model);
            full.put("updater", updater);
            Settings settings = settings(fold, full, 0.01, 64);
            List<EpochReport> whole = train(fold, settings, 4);
            List<EpochReport> parts = new ArrayList<>();
            Checkpoint checkpoint;
            try (Training first = trainer().start(settings, fold, 7, Optional.empty())) {
                parts.add(first.next());
                parts.add(first.next());
                checkpoint = first.checkpoint();
            }
            try (Training second = trainer().start(settings, fold, 7, Optional.of(checkpoint))) {
                parts.add(second.next());
                parts.add(second.next());
            }
            assertEquals(withoutSeconds(whole), withoutSeconds(parts), updater);
        }
    }

    @Test
    void checkpointingDoesNotChangeTheTraining() {
        FoldData fold = fold(DIGITS);
        Settings settings = settings(fold, Map.of("dropout", 0.2), 0.01, 128);
        byte[] undisturbed;
        try (Training training = trainer().start(settings, fold, 7, Optional.empty())) {
            training.next();
            training.next();
            undisturbed = training.checkpoint().state();
        }
        try (Training training = trainer().start(settings, fold, 7, Optional.empty())) {
            training.next();
            training.checkpoint();
            training.next();
            assertArrayEquals(undisturbed, training.checkpoint().state());
        }
    }

    @Test
    void trainingMetricsAreThoseOfTheEpochAndExactOnesAreOfItsEnd() {
        FoldData fold = fold(DIGITS);
        List<EpochReport> during = train(fold, settings(fold, Map.of(), 0.003, 32), 2);
        List<EpochReport> exact = train(fold, settings(fold, Map.of("exact_train_metrics", true), 0.003, 32), 2);
        assertEquals(last(during, "val_loss"), last(exact, "val_loss"), "the same training");
        assertTrue(
                last(exact, "loss") < last(during, "loss"),
                () -> "a loss that falls is lower at the end of an epoch: " + last(exact, "loss") + ", "
                        + last(during, "loss"));
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
        FoldData fold = fold(data(file.toString(), DataSource.Task.REGRESSION));
        List<EpochReport> reports = train(fold, settings(fold, Map.of("hidden", List.of()), 0.05, 16), 40);
        assertTrue(last(reports, "val_r2") > 0.999, () -> "val_r2 " + last(reports, "val_r2"));
        assertTrue(last(reports, "val_mae") < 1, () -> "val_mae " + last(reports, "val_mae"));
    }

    @Test
    void aRateThatIsFarTooLargeGivesALossThatIsNoNumberAndNoException(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("line.csv"), "a,label\n1,1\n2,2\n3,3\n4,4\n5,5\n6,6\n7,7\n8,8\n9,9\n10,10\n");
        FoldData fold = fold(data(file.toString(), DataSource.Task.REGRESSION));
        List<EpochReport> reports =
                train(fold, settings(fold, Map.of("hidden", List.of(8L, 8L), "updater", "sgd"), 1e6, 2), 30);
        assertTrue(
                !Double.isFinite(last(reports, "loss")) || last(reports, "loss") > 1e6,
                () -> "loss " + last(reports, "loss"));
    }

    @Test
    void anotherSeedIsAnotherTraining() {
        FoldData fold = fold(DIGITS);
        Settings settings = settings(fold, Map.of(), 0.003, 128);
        double one = last(train(fold, settings, 1), "val_loss");
        try (Training training = trainer().start(settings, fold, 8, Optional.empty())) {
            assertNotEquals(one, training.next().metrics().get("val_loss"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "exponential", "polynomial", "inverse", "cosine", "one_cycle", "warmup"})
    void everyScheduleReachesTheUpdater(String schedule) {
        FoldData fold = fold(DIGITS);
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("type", schedule));
        if (schedule.equals("step")) {
            fields.put("every", 1L);
        }
        Settings asked = new Settings(Map.of(
                "model",
                Map.of("schedule", fields, "hidden", List.of(4L)),
                "learning_rate",
                0.01,
                "batch_size",
                256L,
                "epochs",
                3L));
        Settings settings = trainer().complete(asked, shape(fold));
        List<EpochReport> reports = train(fold, settings, 3);
        assertNotEquals(
                reports.get(0).metrics().get("learning_rate"),
                reports.get(2).metrics().get("learning_rate"));
        boolean spans = List.of("polynomial", "cosine", "one_cycle").contains(schedule);
        assertEquals(spans, trainer().dependsOnTotal(settings).isPresent());
        assertEquals(spans, settings.value("epochs").isPresent(), "epochs are a setting only where they matter");
    }

    @Test
    void completingNamesEveryFieldAndCompletingAgainChangesNothing() {
        FoldData fold = fold(DIGITS);
        Settings once = settings(fold, Map.of(), 0.01, 32);
        assertEquals(once, trainer().complete(once, shape(fold)));
        assertEquals(Optional.of("relu"), once.value("model.activation"));
        assertEquals(Optional.of(0.999), once.value("model.beta2"));
    }

    @Test
    void equalSeedsGiveEqualBits() {
        FoldData fold = fold(DIGITS);
        Settings settings = settings(fold, Map.of("dropout", 0.2), 0.01, 100);
        List<byte[]> states = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (Training training = trainer().start(settings, fold, -3, Optional.empty())) {
                training.next();
                states.add(training.checkpoint().state());
            }
        }
        assertArrayEquals(states.get(0), states.get(1));
    }

    @Test
    void withoutValidationRowsNothingIsSaidOfThem() {
        FoldData fold = FoldData.of(DIGITS, Fold.all(DIGITS.rows()));
        EpochReport report = train(fold, settings(fold, Map.of("hidden", List.of(4L)), 0.01, 256), 1)
                .get(0);
        assertEquals(
                List.of("loss", "accuracy", "f1", "gradient_norm", "learning_rate", "seconds"),
                List.copyOf(report.metrics().keySet()));
    }

    @Test
    void aCheckpointOfAnotherNetworkIsRefused() {
        FoldData fold = fold(DIGITS);
        Checkpoint checkpoint;
        try (Training training =
                trainer().start(settings(fold, Map.of("hidden", List.of(4L)), 0.01, 256), fold, 7, Optional.empty())) {
            training.next();
            checkpoint = training.checkpoint();
        }
        Settings other = settings(fold, Map.of("hidden", List.of(5L)), 0.01, 256);
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> trainer().start(other, fold, 7, Optional.of(checkpoint)))
                .getMessage());
        assertTrue(message.startsWith("the checkpoint is not one of this network: it has "), message);
    }

    @Test
    void aModelPredictsWhatTheTrainingMeasured() {
        FoldData fold = fold(DIGITS);
        Settings settings = settings(fold, Map.of("activation", "swish"), 0.01, 64);
        try (Training training = trainer().start(settings, fold, 7, Optional.empty())) {
            EpochReport report = training.next();
            byte[] model = trainer().model(training.checkpoint());
            try (Predictor predictor = trainer().load(model, settings, shape(fold))) {
                ClassTally tally = new ClassTally(10);
                float[] probabilities = predictor.predict(fold.validationFeatures());
                for (int row = 0; row < fold.validationLabels().length; row++) {
                    float[] logarithms = new float[10];
                    for (int i = 0; i < 10; i++) {
                        logarithms[i] = (float) Math.log(probabilities[row * 10 + i]);
                    }
                    tally.add(logarithms, 0, fold.validationLabels()[row]);
                }
                tally.metrics()
                        .forEach((name, value) -> assertEquals(
                                report.metrics().getOrDefault("val_" + name, Double.NaN), value, 1e-5, name));
            }
        }
    }
}
