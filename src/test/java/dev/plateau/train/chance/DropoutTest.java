package dev.plateau.train.chance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plateau.data.CrossValidation;
import dev.plateau.data.DataSet;
import dev.plateau.data.DataSource;
import dev.plateau.data.FoldData;
import dev.plateau.data.Folds;
import dev.plateau.kernel.Matrix;
import dev.plateau.train.Seeds;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer;
import dev.plateau.train.Training;
import dev.plateau.train.dl4j.Dl4jTrainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.DropOutInverted;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Compares with ND4J's operation and with what DL4J does with it in a step and in an epoch. */
class DropoutTest {

    /** The purpose of the seed of an epoch with which {@link Dl4jTrainer} seeds dropout. */
    private static final int DROPOUT = 2;

    /** A matrix of ones with a padding of zeros. */
    private static Matrix ones(int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int row = 0; row < rows; row++) {
            Arrays.fill(matrix.values(), row * matrix.stride(), row * matrix.stride() + columns, 1);
        }
        return matrix;
    }

    private static float[] unpadded(Matrix matrix) {
        float[] values = new float[matrix.rows() * matrix.columns()];
        for (int row = 0; row < matrix.rows(); row++) {
            System.arraycopy(matrix.values(), row * matrix.stride(), values, row * matrix.columns(), matrix.columns());
        }
        return values;
    }

    private static float[] padding(Matrix matrix) {
        float[] values = matrix.values().clone();
        for (int row = 0; row < matrix.rows(); row++) {
            Arrays.fill(values, row * matrix.stride(), row * matrix.stride() + matrix.columns(), 0);
        }
        return values;
    }

    private static float[] nd4jMask(int rows, int columns, double probability) {
        INDArray mask = Nd4j.ones(DataType.FLOAT, rows, columns);
        Nd4j.getExecutioner().exec(new DropOutInverted(mask, mask, 1 - probability));
        return mask.dup('c').data().asFloat();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.1, 0.3, 0.25, 1e-3, 1e-9, 0.999})
    void masksAreThoseOfTheOperationStepAfterStep(double probability) {
        for (long seed : new long[] {42, -3, Long.MAX_VALUE}) {
            for (int columns : new int[] {1, 7, 16, 33, 64}) {
                Nd4jRandom random = new Nd4jRandom(seed);
                Nd4j.getRandom().setSeed(seed);
                Dropout dropout = new Dropout(probability, random, Matrix.zeros(40, columns));
                for (int rows : new int[] {40, 40, 13, 1}) {
                    Matrix activations = ones(rows, columns);
                    dropout.next(activations);
                    assertArrayEquals(nd4jMask(rows, columns, probability), unpadded(activations));
                    assertArrayEquals(new float[activations.values().length], padding(activations));
                }
            }
        }
    }

    @Test
    void multipliesErrorsWithTheMaskOfTheLastStep() {
        Dropout dropout = new Dropout(0.4, new Nd4jRandom(5), Matrix.zeros(6, 10));
        dropout.next(ones(6, 10));
        Matrix activations = ones(4, 10);
        dropout.next(activations);
        Matrix errors = ones(4, 10);
        dropout.apply(errors);
        assertArrayEquals(activations.values(), errors.values());
    }

    @Test
    void refusesToDropEverything() {
        assertThrows(IllegalArgumentException.class, () -> new Dropout(1, new Nd4jRandom(5), Matrix.zeros(1, 1)));
        assertThrows(
                IllegalArgumentException.class, () -> new Dropout(Double.NaN, new Nd4jRandom(5), Matrix.zeros(1, 1)));
    }

    /** DL4J's dropout, with a record of what went in and what came out, row by row. */
    private static final class Recorded extends org.deeplearning4j.nn.conf.dropout.Dropout {

        private static final long serialVersionUID = 1;

        private final transient List<float[]> given = new ArrayList<>();
        private final transient List<float[]> dropped = new ArrayList<>();

        Recorded(double retain) {
            super(retain);
        }

        @Override
        public INDArray applyDropout(
                INDArray input, INDArray output, int iteration, int epoch, LayerWorkspaceMgr workspace) {
            given.add(input.dup('c').data().asFloat());
            INDArray result = super.applyDropout(input, output, iteration, epoch, workspace);
            dropped.add(result.dup('c').data().asFloat());
            return result;
        }

        @Override
        public Recorded clone() {
            return this;
        }
    }

    private static MultiLayerNetwork network(Recorded second, Recorded output) {
        MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(42)
                .activation(Activation.SOFTPLUS)
                .list()
                .layer(new DenseLayer.Builder().nIn(3).nOut(7).build())
                .layer(new DenseLayer.Builder().nIn(7).nOut(20).dropOut(second).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .nIn(20)
                        .nOut(2)
                        .dropOut(output)
                        .build())
                .build());
        net.init();
        return net;
    }

    /** Numbers that no generator made: even ND4J's {@code linspace} moves it. */
    private static float[] someRows(int rows) {
        float[] values = new float[rows * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 10f - 1;
        }
        return values;
    }

    private static Matrix padded(float[] values, int columns) {
        Matrix matrix = Matrix.zeros(values.length / columns, columns);
        for (int row = 0; row < matrix.rows(); row++) {
            System.arraycopy(values, row * columns, matrix.values(), row * matrix.stride(), columns);
        }
        return matrix;
    }

    @Test
    void dropsWhatDl4jDropsInEachLayerOfEachStep() {
        Recorded second = new Recorded(0.7);
        Recorded output = new Recorded(0.5);
        int[] batches = {9, 9, 4, 1};
        MultiLayerNetwork net = network(second, output);
        Nd4j.getRandom().setSeed(77);
        for (int rows : batches) {
            INDArray labels = Nd4j.zeros(DataType.FLOAT, rows, 2);
            labels.getColumn(0).assign(1);
            net.fit(Nd4j.create(someRows(rows), new long[] {rows, 3}, 'c'), labels);
        }
        net.close();
        assertEquals(batches.length, second.given.size());
        assertEquals(batches.length, output.given.size());
        Nd4jRandom random = new Nd4jRandom(77);
        Dropout first = new Dropout(0.3, random, Matrix.zeros(9, 7));
        Dropout last = new Dropout(0.5, random, Matrix.zeros(9, 20));
        for (int step = 0; step < batches.length; step++) {
            Matrix activations = padded(second.given.get(step), 7);
            first.next(activations);
            assertArrayEquals(second.dropped.get(step), unpadded(activations));
            activations = padded(output.given.get(step), 20);
            last.next(activations);
            assertArrayEquals(output.dropped.get(step), unpadded(activations));
        }
    }

    private static FoldData digits() {
        String path = "experiments/data/digits.csv";
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

    @Test
    void leavesTheGeneratorAsAnEpochOfDl4jDoesAlsoWhenAnEarlierEpochWasNotDrawn() {
        FoldData fold = digits();
        int rows = fold.trainingLabels().length;
        Trainer trainer = new Dl4jTrainer();
        Settings settings = trainer.complete(
                new Settings(Map.of("model", Map.of("hidden", List.of(20, 12), "dropout", 0.3), "batch_size", 100L)),
                new Trainer.Shape(fold.features(), fold.outputs(), fold.classification(), rows));
        try (Training training = trainer.start(settings, fold, 7, Optional.empty())) {
            training.next();
            training.next();
            Nd4jRandom random = new Nd4jRandom(Seeds.epoch(7, 2, DROPOUT));
            Dropout second = new Dropout(0.3, random, Matrix.zeros(100, 20));
            Dropout output = new Dropout(0.3, random, Matrix.zeros(100, 12));
            for (int from = 0; from < rows; from += 100) {
                int batch = Math.min(100, rows - from);
                second.next(ones(batch, 20));
                output.next(ones(batch, 12));
            }
            assertEquals(Nd4j.getRandom().nodeState(), random.state());
        }
    }
}
