package dev.plateau.train.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

class LogitLossTest {

    /** By Python's decimal of 60 digits: {@code 1 / (1 + exp(-z))} and {@code -log(1 + exp(-z))}. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.5, -0.69314718055994530942",
        "2, 0.88079707797788244406, -0.12692801104297249644",
        "-2, 0.11920292202211755594, -2.1269280110429724964",
        "-40, 4.2483542552915889773e-18, -40.000000000000000004",
        "40, 1, -4.2483542552915889773e-18",
        "-100, 3.7200759760208359630e-44, -100"
    })
    void probabilitiesAndLogarithmsAreExactFarFromZero(float z, BigDecimal probability, BigDecimal logarithm) {
        assertEquals(probability.floatValue(), Logit.probability(z), Math.ulp(probability.floatValue()));
        assertEquals(logarithm.floatValue(), Logit.logarithm(z), Math.ulp(logarithm.floatValue()));
        assertEquals(-Logit.slope(-z, 1), Logit.slope(z, 0));
    }

    @Test
    void whatIsNotANumberStaysThat() {
        float[] both = new float[2];
        Logit.logarithms(Float.NaN, both);
        assertTrue(Float.isNaN(both[0]) && Float.isNaN(both[1]));
        assertTrue(Float.isNaN(Logit.slope(Float.NaN, 0)) && Float.isNaN(Logit.slope(Float.NaN, 1)));
    }

    @Test
    void lossAndSlopeAreThoseOfDeeplearning4jWhereItDoesNotClip() {
        INDArray labels = Nd4j.createFromArray(new float[][] {{0}, {1}, {0}, {1}, {1}});
        INDArray sums = Nd4j.createFromArray(new float[][] {{-5}, {-1.5f}, {0}, {0.25f}, {5}});
        ILossFunction theirs = new LossBinaryXENT();
        ILossFunction ours = new LogitLoss();
        assertArrayEquals(
                theirs.computeGradient(labels, sums.dup(), new ActivationSigmoid(), null)
                        .toFloatVector(),
                ours.computeGradient(labels, sums, new ActivationIdentity(), null)
                        .toFloatVector(),
                2e-7f);
        for (boolean average : new boolean[] {true, false}) {
            assertEquals(
                    theirs.computeScore(labels, sums.dup(), new ActivationSigmoid(), null, average),
                    ours.computeScore(labels, sums, new ActivationIdentity(), null, average),
                    2e-6);
        }
    }

    /** And Deeplearning4j's own does not: the reason why there is another. */
    @Test
    void theSlopeOfARowThatIsMostWrongIsOne() {
        INDArray labels = Nd4j.createFromArray(new float[][] {{1}, {0}});
        INDArray sums = Nd4j.createFromArray(new float[][] {{-30}, {30}});
        assertArrayEquals(
                new float[] {-1, 1},
                new LogitLoss()
                        .computeGradient(labels, sums, new ActivationIdentity(), null)
                        .toFloatVector());
        float[] theirs = new LossBinaryXENT()
                .computeGradient(labels, sums.dup(), new ActivationSigmoid(), null)
                .toFloatVector();
        assertTrue(Math.abs(theirs[0]) < 1e-6 && Math.abs(theirs[1]) < 1e-6, () -> theirs[0] + " and " + theirs[1]);
    }

    private static MultiLayerNetwork network(ILossFunction loss, Activation activation) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(6)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(loss)
                        .nIn(6)
                        .nOut(1)
                        .activation(activation)
                        .build())
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /** Their sigmoid layer with their binary cross-entropy, and ours, which has the sigmoid in the loss. */
    @Test
    void aTrainingIsThatOfASigmoidLayerAndBinaryCrossEntropy() {
        Random random = new Random(5);
        float[][] rows = new float[16][4];
        float[][] labels = new float[16][1];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < 4; i++) {
                rows[row][i] = (float) random.nextGaussian();
            }
            labels[row][0] = rows[row][0] + rows[row][1] * rows[row][2] > 0 ? 1 : 0;
        }
        INDArray features = Nd4j.createFromArray(rows);
        INDArray truths = Nd4j.createFromArray(labels);
        MultiLayerNetwork theirs = network(new LossBinaryXENT(), Activation.SIGMOID);
        MultiLayerNetwork ours = network(new LogitLoss(), Activation.IDENTITY);
        for (int step = 0; step < 30; step++) {
            theirs.fit(features, truths);
            ours.fit(features, truths);
            assertEquals(theirs.score(), ours.score(), 1e-5);
        }
        assertArrayEquals(theirs.params().toFloatVector(), ours.params().toFloatVector(), 1e-5f);
        theirs.close();
        ours.close();
    }
}
