package dev.plateau.train.chance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plateau.train.network.Network.WeightInit;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Compares with what {@code MultiLayerNetwork.init()} draws. */
class InitialWeightsTest {

    private static final long[] SEEDS = {42, -1, 1L << 40, Long.MIN_VALUE};

    /** Widths before and after each layer: one weight, odd counts of weights, one layer, several. */
    private static final List<List<Integer>> NETWORKS =
            List.of(List.of(1, 1), List.of(3, 5, 1), List.of(7, 9, 11, 2), List.of(64, 64, 10), List.of(130, 257, 3));

    private static float[] dl4j(WeightInit init, List<Integer> widths, long seed) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(org.deeplearning4j.nn.weights.WeightInit.valueOf(init.name()))
                .list();
        int last = widths.size() - 1;
        for (int i = 1; i < last; i++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(widths.get(i - 1))
                    .nOut(widths.get(i))
                    .build());
        }
        layers.layer(new OutputLayer.Builder(LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .nIn(widths.get(last - 1))
                .nOut(widths.get(last))
                .build());
        MultiLayerNetwork net = new MultiLayerNetwork(layers.build());
        net.init();
        float[] parameters = net.params().toFloatVector();
        net.close();
        return parameters;
    }

    /** With room for biases, which stay 0. */
    private static float[] ours(WeightInit init, List<Integer> widths, long seed) {
        InitialWeights weights = new InitialWeights(seed);
        float[] all = new float[0];
        for (int i = 1; i < widths.size(); i++) {
            float[] layer = weights.next(init, widths.get(i - 1), widths.get(i));
            int from = all.length;
            all = Arrays.copyOf(all, from + layer.length + widths.get(i));
            System.arraycopy(layer, 0, all, from, layer.length);
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(names = {"XAVIER_UNIFORM", "RELU_UNIFORM", "LECUN_UNIFORM"})
    void drawsUniformWeightsToTheLastBit(WeightInit init) {
        for (long seed : SEEDS) {
            for (List<Integer> widths : NETWORKS) {
                assertArrayEquals(dl4j(init, widths, seed), ours(init, widths, seed), seed + " " + widths);
            }
        }
    }

    /** The C library's logarithm, cosine and sine of floats are not always rounded to the nearest; glibc 2.36 gives 1.5 % and 3. */
    @ParameterizedTest
    @EnumSource(names = {"XAVIER", "RELU", "LECUN_NORMAL"})
    void drawsNormalWeightsUpToTheRoundingOfTheLibraryOfTheMachine(WeightInit init) {
        int all = 0;
        int different = 0;
        for (long seed : SEEDS) {
            for (List<Integer> widths : NETWORKS) {
                float[] expected = dl4j(init, widths, seed);
                float[] drawn = ours(init, widths, seed);
                assertEquals(expected.length, drawn.length);
                for (int i = 0; i < drawn.length; i++) {
                    assertEquals(expected[i], drawn[i], 4 * Math.ulp(expected[i]), seed + " " + widths + " at " + i);
                    different += expected[i] == drawn[i] ? 0 : 1;
                }
                all += drawn.length;
            }
        }
        assertTrue(different < 0.03 * all, different + " of " + all + " differ");
    }

    @Test
    void drawsEachLayerAsItSaysWithOrWithoutBiases() {
        MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(42)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(3)
                        .nOut(5)
                        .hasBias(false)
                        .weightInit(org.deeplearning4j.nn.weights.WeightInit.RELU_UNIFORM)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .nIn(5)
                        .nOut(2)
                        .weightInit(org.deeplearning4j.nn.weights.WeightInit.LECUN_UNIFORM)
                        .build())
                .build());
        net.init();
        float[] expected = net.params().toFloatVector();
        net.close();
        InitialWeights weights = new InitialWeights(42);
        assertArrayEquals(Arrays.copyOf(expected, 15), weights.next(WeightInit.RELU_UNIFORM, 3, 5));
        assertArrayEquals(Arrays.copyOfRange(expected, 15, 25), weights.next(WeightInit.LECUN_UNIFORM, 5, 2));
    }
}
