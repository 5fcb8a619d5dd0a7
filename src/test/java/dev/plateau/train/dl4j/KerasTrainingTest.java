package dev.plateau.train.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.FoldData;
import dev.plateau.data.Folds;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.ClassTally;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Predictor;
import dev.plateau.train.Settings;
import dev.plateau.train.Steps;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import dev.plateau.train.keras.KerasModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real trainings of networks that Keras definitions describe. */
class KerasTrainingTest {

    private static final FoldData FOLD = fold("experiments/data/digits.csv");
    private static final Trainer.Shape SHAPE =
            new Trainer.Shape(FOLD.features(), FOLD.outputs(), true, FOLD.trainingLabels().length);

    private final Trainer trainer = new Dl4jTrainer();

    private static FoldData fold(String path) {
        DataSet data = DataSet.read(
                Path.of(path),
                new DataSource(
                        path,
                        "label",
                        DataSource.Task.CLASSIFICATION,
                        true,
                        DataSource.Missing.ERROR,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
        CrossValidation split = new CrossValidation(5, CrossValidation.Strategy.STRATIFIED, 1, 0.2);
        return FoldData.of(data, Folds.split(data, split, 42).get(0));
    }

    private static KerasModel keras(String name) {
        try (InputStream stream = Objects.requireNonNull(KerasModel.class.getResourceAsStream(name))) {
            return KerasModel.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, Object> model(String name, Object... more) {
        Map<String, Object> model =
                new LinkedHashMap<>(Map.of("keras", keras(name).settings()));
        for (int i = 0; i < more.length; i += 2) {
            model.put((String) more[i], more[i + 1]);
        }
        return model;
    }

    private Settings settings(Map<String, Object> model) {
        return trainer.complete(new Settings(Map.of("model", model, "learning_rate", 0.003, "batch_size", 64L)), SHAPE);
    }

    private List<EpochReport> train(Settings settings, int epochs) {
        List<EpochReport> reports = new ArrayList<>();
        try (Training training = trainer.start(settings, FOLD, 7, Optional.empty())) {
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

    private static Map<String, Object> hidden() {
        return new LinkedHashMap<>(
                Map.of("hidden", List.of(64L), "activation", "relu", "dropout", 0.2, "weight_init", "xavier_uniform"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras2.json", "keras3.json"})
    void aDefinitionTrainsWithTheBitsOfTheSameNetworkWrittenAsHidden(String name) {
        assertEquals(withoutSeconds(train(settings(hidden()), 3)), withoutSeconds(train(settings(model(name)), 3)));
    }

    @Test
    void updaterPenaltiesClippingDropoutAndScheduleOfTheExperimentApplyToADefinition() {
        Map<String, Object> more = Map.of(
                "updater", "nesterovs",
                "l2", 1e-3,
                "l1", 1e-4,
                "weight_decay", 1e-3,
                "gradient_clipping", 0.5,
                "schedule", "exponential",
                "dropout", 0.4);
        Map<String, Object> hidden = hidden();
        hidden.putAll(more);
        Map<String, Object> keras = model("keras3.json");
        keras.putAll(more);
        assertEquals(withoutSeconds(train(settings(hidden), 3)), withoutSeconds(train(settings(keras), 3)));
    }

    @Test
    void keras2AndKeras3AreOneTrainingWithOneSetOfSettings() {
        Settings settings = settings(model("keras2.json"));
        assertEquals(settings, settings(model("keras3.json")));
        assertEquals(settings, trainer.complete(settings, SHAPE));
        assertEquals(settings, settings(model("keras2.json", "dropout", 0.2)), "what the file says already");
        assertTrue(settings.value("model.hidden").isEmpty(), "what has no say is no setting");
    }

    @Test
    void aConvolutionalDefinitionWithBatchNormalizationLearnsDigits() {
        List<EpochReport> reports = train(settings(model("convolution.json")), 8);
        Map<String, Double> last = reports.get(7).metrics();
        assertTrue(last.getOrDefault("val_accuracy", 0.0) > 0.95, last::toString);
        assertEquals(0.003, last.getOrDefault("learning_rate", 0.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras3.json", "convolution.json"})
    void aResumedTrainingGivesTheBitsOfAnUninterruptedOne(String name) {
        Settings settings = settings(model(name, "schedule", "exponential"));
        byte[] whole;
        List<EpochReport> reports = new ArrayList<>();
        try (Training training = trainer.start(settings, FOLD, 7, Optional.empty())) {
            training.next();
            reports.add(training.next());
            reports.add(training.next());
            whole = training.checkpoint().state();
        }
        Checkpoint checkpoint;
        try (Training first = trainer.start(settings, FOLD, 7, Optional.empty())) {
            first.next();
            checkpoint = first.checkpoint();
        }
        try (Training second = trainer.start(settings, FOLD, 7, Optional.of(checkpoint))) {
            assertEquals(withoutSeconds(reports), withoutSeconds(List.of(second.next(), second.next())));
            assertArrayEquals(whole, second.checkpoint().state());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras3.json", "convolution.json"})
    void aModelPredictsTheAccuracyThatTheTrainingReported(String name) {
        Settings settings = settings(model(name));
        byte[] weights;
        double reported;
        try (Training training = trainer.start(settings, FOLD, 7, Optional.empty())) {
            training.next();
            reported = training.next().metrics().getOrDefault("val_accuracy", Double.NaN);
            weights = trainer.model(training.checkpoint());
        }
        int rows = FOLD.validationLabels().length;
        int right = 0;
        try (Predictor predictor = trainer.load(weights, settings, SHAPE)) {
            float[] outputs = predictor.predict(FOLD.validationFeatures());
            for (int row = 0; row < rows; row++) {
                int best = 0;
                for (int i = 1; i < 10; i++) {
                    best = outputs[row * 10 + i] > outputs[row * 10 + best] ? i : best;
                }
                right += best == (int) FOLD.validationLabels()[row] ? 1 : 0;
            }
        }
        assertEquals(reported, (double) right / rows, 1e-12);
    }

    @Test
    void aRangeTestStepsThroughADefinition() {
        try (Steps steps =
                trainer.steps(settings(model("convolution.json")), FOLD, 7).orElseThrow()) {
            assertTrue(Double.isFinite(steps.next(0.01)));
            assertTrue(Double.isFinite(steps.next(0.01)));
        }
    }

    @Test
    void oneSigmoidPredictsTwoProbabilitiesWithTheMetricsThatTheTrainingReported() {
        FoldData rows = fold("experiments/data/breast_cancer.csv");
        Trainer.Shape shape = new Trainer.Shape(rows.features(), 2, true, rows.trainingLabels().length);
        Map<String, Object> keras = Map.of(
                "input",
                List.of(30L),
                "layers",
                List.of(
                        Map.of("layer", "dense", "units", 8L, "activation", "relu"),
                        Map.of("layer", "dense", "units", 1L, "activation", "sigmoid")));
        Settings settings = trainer.complete(
                new Settings(Map.of("model", Map.of("keras", keras), "learning_rate", 0.01, "batch_size", 32L)), shape);
        Map<String, Double> reported = Map.of();
        byte[] weights;
        try (Training training = trainer.start(settings, rows, 7, Optional.empty())) {
            for (int epoch = 0; epoch < 8; epoch++) {
                reported = training.next().metrics();
            }
            weights = trainer.model(training.checkpoint());
        }
        assertEquals((30 * 8 + 8 + 8 + 1) * Float.BYTES, weights.length);
        assertTrue(reported.getOrDefault("val_accuracy", 0.0) > 0.95, reported::toString);
        ClassTally tally = new ClassTally(2);
        try (Predictor predictor = trainer.load(weights, settings, shape)) {
            float[] outputs = predictor.predict(rows.validationFeatures());
            assertEquals(2 * rows.validationLabels().length, outputs.length);
            for (int row = 0; row < rows.validationLabels().length; row++) {
                float[] probabilities = {outputs[2 * row], outputs[2 * row + 1]};
                assertEquals(1, probabilities[0] + probabilities[1], 1e-6);
                tally.add(
                        new float[] {(float) Math.log(probabilities[0]), (float) Math.log(probabilities[1])},
                        0,
                        rows.validationLabels()[row]);
            }
        }
        for (String name : List.of("loss", "accuracy", "f1")) {
            assertEquals(
                    reported.getOrDefault("val_" + name, Double.NaN),
                    tally.metrics().getOrDefault(name, Double.NaN),
                    1e-6,
                    name);
        }
    }

    @Test
    void fieldsThatDescribeLayersAreRefusedBesideADefinition() {
        for (String field : List.of("hidden", "activation", "type", "weight_init", "filters")) {
            assertEquals(
                    "model." + field
                            + " has no say beside model.keras, which describes the layers; leave one of them out",
                    mistake(model("keras3.json", field, "relu")));
        }
        assertEquals(
                "model.keras must be a definition that was read from a file of model.keras, found model.json",
                mistake(Map.of("keras", "model.json")));
    }

    private String mistake(Map<String, Object> model) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> settings(model))
                .getMessage());
    }
}
