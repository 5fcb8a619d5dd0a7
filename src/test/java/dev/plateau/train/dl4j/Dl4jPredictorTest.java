package dev.plateau.train.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.Fold;
import dev.plateau.data.FoldData;
import dev.plateau.train.Checkpoint;
import dev.plateau.train.ClassTally;
import dev.plateau.train.EpochReport;
import dev.plateau.train.Predictor;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import dev.plateau.train.network.Network;
import dev.plateau.train.network.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Models of trained networks: written, read by somebody who trusts nothing, asked. */
class Dl4jPredictorTest {

    private static final DataSet IRIS = read("experiments/data/iris.csv");
    private static final DataSet DIGITS = read("experiments/data/digits.csv");

    private final Trainer trainer = new Dl4jTrainer();

    private static DataSet read(String path) {
        return DataSet.read(
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
    }

    private static Trainer.Shape shape(FoldData rows) {
        return new Trainer.Shape(rows.features(), rows.outputs(), rows.classification(), rows.trainingLabels().length);
    }

    private Settings settings(FoldData rows, Map<String, Object> model) {
        return trainer.complete(
                new Settings(Map.of("model", model, "learning_rate", 0.01, "batch_size", 16L)), shape(rows));
    }

    private record Trained(Checkpoint checkpoint, EpochReport last) {}

    private Trained train(FoldData rows, Settings settings, int epochs) {
        try (Training training = trainer.start(settings, rows, 7, Optional.empty())) {
            EpochReport last = training.next();
            for (int epoch = 2; epoch <= epochs; epoch++) {
                last = training.next();
            }
            return new Trained(training.checkpoint(), last);
        }
    }

    private static FoldData all(DataSet data) {
        return FoldData.of(data, Fold.all(data.rows()));
    }

    @Test
    void trainsOnAllRowsWithoutMetricsOfValidationRows() {
        FoldData rows = all(IRIS);
        assertEquals(150, rows.trainingLabels().length);
        assertEquals(0, rows.validationFeatures().length);
        EpochReport last = train(rows, settings(rows, Map.of()), 2).last();
        assertEquals(300, last.samples());
        assertEquals(20, last.step(), "150 rows in batches of 16 are 10 steps an epoch");
        assertTrue(last.metrics().keySet().stream().noneMatch(name -> name.startsWith("val_")), () -> "" + last);
        assertTrue(last.metrics().containsKey("accuracy"), () -> "" + last);
    }

    @Test
    void givesTheBitsOfTheNetworkThatWasTrained() {
        FoldData rows = all(IRIS);
        Settings settings = settings(rows, Map.of("hidden", List.of(8L, 5L), "dropout", 0.2));
        Checkpoint checkpoint = train(rows, settings, 3).checkpoint();
        MultiLayerNetwork trained =
                new MultiLayerNetwork(Networks.configuration(Network.from(settings, shape(rows)), shape(rows), 1, 1));
        trained.init();
        States.restore(trained, checkpoint, 0);
        float[] expected = trained.output(
                        Nd4j.createFromArray(rows.trainingFeatures()).reshape('c', 150, 4), false)
                .dup('c')
                .data()
                .asFloat();
        try (Predictor predictor = trainer.load(trainer.model(checkpoint), settings, shape(rows))) {
            assertArrayEquals(expected, predictor.predict(rows.trainingFeatures()));
        }
    }

    @Test
    void scoresAsTheTrainingDid() {
        // Every row to train and to validate on: the training measures the very rows that are asked.
        FoldData rows = FoldData.ofTwoClasses(
                new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, new float[] {0, 0, 1, 0, 0, 1, 1, 1, 0, 1});
        Settings settings = trainer.complete(new Settings(Map.of("batch_size", 3L)), shape(rows));
        Trained trained = train(rows, settings, 5);
        ClassTally tally = new ClassTally(2);
        try (Predictor predictor = trainer.load(trainer.model(trained.checkpoint()), settings, shape(rows))) {
            float[] given = predictor.predict(rows.validationFeatures());
            for (int row = 0; row < 10; row++) {
                tally.add(
                        new float[] {(float) Math.log(given[2 * row]), (float) Math.log(given[2 * row + 1])},
                        0,
                        rows.validationLabels()[row]);
            }
        }
        assertEquals(trained.last().metrics().get("val_loss"), tally.metrics().get("loss"));
        assertEquals(trained.last().metrics().get("val_f1"), tally.metrics().get("f1"));
    }

    @Test
    void theParametersOfAConvolutionalNetworkAreCountedWithoutBuildingIt() {
        FoldData rows = all(DIGITS);
        Map<String, Object> model =
                Map.of("type", "cnn", "filters", List.of(3L, 5L), "hidden", List.of(7L), "kernel", 3L);
        Settings settings = settings(rows, model);
        // (3*3*1+1)*3 + (3*3*3+1)*5 + (2*2*5+1)*7 + (7+1)*10 by hand
        assertEquals(
                30 + 140 + 147 + 80,
                Size.of(Network.from(settings, shape(rows)), shape(rows)).parameters());
        byte[] parameters = trainer.model(train(rows, settings, 1).checkpoint());
        assertEquals(4 * (30 + 140 + 147 + 80), parameters.length);
        try (Predictor predictor = trainer.load(parameters, settings, shape(rows))) {
            float[] row = Arrays.copyOf(rows.trainingFeatures(), 64);
            double sum = 0;
            for (float probability : predictor.predict(row)) {
                sum += probability;
            }
            assertEquals(1, sum, 1e-6, "probabilities add up to 1, up to the rounding of floats");
        }
    }

    @Test
    void aRowsPredictionDoesNotDependOnItsNeighbours() {
        FoldData rows = all(DIGITS);
        Settings settings = settings(rows, Map.of("hidden", List.of(33L)));
        byte[] parameters = trainer.model(train(rows, settings, 1).checkpoint());
        try (Predictor predictor = trainer.load(parameters, settings, shape(rows))) {
            float[] together = predictor.predict(Arrays.copyOf(rows.trainingFeatures(), 64 * 100));
            for (int row : new int[] {0, 1, 50, 99}) {
                float[] alone =
                        predictor.predict(Arrays.copyOfRange(rows.trainingFeatures(), 64 * row, 64 * (row + 1)));
                assertArrayEquals(Arrays.copyOfRange(together, 10 * row, 10 * (row + 1)), alone, 1e-6f);
            }
        }
    }

    @Test
    void weightsThatAreNotOfTheNetworkAreRefused() {
        FoldData rows = all(IRIS);
        Settings settings = settings(rows, Map.of("hidden", List.of(8L)));
        byte[] good = trainer.model(train(rows, settings, 1).checkpoint());
        assertEquals(4 * ((4 + 1) * 8 + (8 + 1) * 3), good.length);
        assertEquals(
                "the weights do not fit the network: 264 bytes, but its settings ask for 268 (67 floats)",
                refusal(Arrays.copyOf(good, 264), settings, rows));
        assertEquals(
                "the weights do not fit the network: 267 bytes, but its settings ask for 268 (67 floats)",
                refusal(Arrays.copyOf(good, 267), settings, rows));
        ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).putFloat(4 * 5, Float.NaN);
        assertEquals("weight 6 is not a finite number", refusal(good, settings, rows));
    }

    @Test
    void madeUpWidthsTakeNoMemory() {
        FoldData rows = all(IRIS);
        for (Map<String, Object> model : List.<Map<String, Object>>of(
                Map.of("hidden", List.of(2_000_000_000L, 2_000_000_000L, 2_000_000_000L)),
                Map.of(
                        "hidden",
                        IntStream.range(0, 1000).mapToObj(i -> 2_000_000_000L).toList()),
                Map.of("type", "cnn", "shape", List.of(2L, 2L, 1L), "kernel", 2_000_000_000L, "pool", 1L))) {
            Settings settings = new Settings(Map.of("model", model, "batch_size", 1L));
            String refusal = refusal(new byte[400], settings, rows);
            assertTrue(refusal.startsWith("the weights do not fit the network: 400 bytes"), refusal);
        }
        Settings overflow = new Settings(
                Map.of("model", Map.of("type", "cnn", "shape", List.of(65_536L, 65_536L, 1L)), "batch_size", 1L));
        assertTrue(refusal(new byte[400], overflow, rows).startsWith("model.shape must be"), "65536^2 is 0 as an int");
    }

    private String refusal(byte[] parameters, Settings settings, FoldData rows) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> trainer.load(parameters, settings, shape(rows)))
                        .getMessage());
    }

    @Test
    void noRowsAndHalfRowsAreRefused() {
        FoldData rows = all(IRIS);
        Settings settings = settings(rows, Map.of());
        try (Predictor predictor =
                trainer.load(trainer.model(train(rows, settings, 1).checkpoint()), settings, shape(rows))) {
            assertEquals(1024, predictor.mostRows());
            assertFalse(predictor.predict(new float[4]).length == 0);
            assertThrows(IllegalArgumentException.class, () -> predictor.predict(new float[0]));
            assertThrows(IllegalArgumentException.class, () -> predictor.predict(new float[5]));
            assertThrows(IllegalArgumentException.class, () -> predictor.predict(new float[4 * 1025]));
        }
    }
}
