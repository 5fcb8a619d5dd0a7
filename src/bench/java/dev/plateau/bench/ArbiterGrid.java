package dev.plateau.bench;

import dev.plateau.space.Choice;
import dev.plateau.space.Configuration;
import dev.plateau.space.Parameter;
import dev.plateau.space.Space;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.DenseLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The grid as Arbiter searches it. Its {@link MultiLayerSpace} has no batch size and knows no folds, so both are parameters beside the network: a
 * candidate is a configuration on one fold.
 */
final class ArbiterGrid extends AbstractParameterSpace<ArbiterGrid.Work> {

    private static final String FOLD = "fold";
    private static final int HIDDEN = 64;

    private final ParameterSpace<Configuration> points;
    private final int features;
    private final int classes;

    /**
     * One training, in a form that Arbiter can copy through Java's serialisation.
     *
     * @param configuration what it is called: the same on all folds
     * @param fold from 0
     */
    record Work(DL4JConfiguration network, String configuration, int batchSize, int fold) implements Serializable {}

    /**
     * @param space with learning_rate, batch_size and epochs
     * @param folds how many of the folds are trained
     */
    ArbiterGrid(Space space, int folds, int features, int classes) {
        List<Object> numbers =
                new ArrayList<>(LongStream.range(0, folds).boxed().toList());
        List<Parameter> parameters = new ArrayList<>(space.parameters());
        parameters.add(new Choice(FOLD, numbers, Optional.empty()));
        points = new Space(parameters).grid();
        this.features = features;
        this.classes = classes;
    }

    @Override
    public Work getValue(double[] cube) {
        Configuration configuration = points.getValue(cube);
        int epochs = number(configuration, "epochs").intValue();
        String name = number(configuration, "learning_rate") + " " + number(configuration, "batch_size") + " " + epochs;
        DL4JConfiguration network =
                network(number(configuration, "learning_rate").doubleValue(), epochs);
        return new Work(
                network,
                name,
                number(configuration, "batch_size").intValue(),
                number(configuration, FOLD).intValue());
    }

    private static Number number(Configuration configuration, String name) {
        return (Number) configuration.value(name).orElseThrow();
    }

    /** As Plateau sets it: Glorot's weights, ReLU, Adam with the constants of its paper, softmax and cross-entropy. */
    private DL4JConfiguration network(double learningRate, int epochs) {
        return new MultiLayerSpace.Builder()
                .seed(42)
                .activation(Activation.RELU)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(learningRate, 0.9, 0.999, 1e-8))
                .setInputType(InputType.feedForward(features))
                .addLayer(new DenseLayerSpace.Builder().nOut(HIDDEN).build())
                .addLayer(new OutputLayerSpace.Builder()
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .lossFunction(LossFunction.MCXENT)
                        .build())
                .numEpochs(epochs)
                .build()
                .getValue(new double[0]);
    }

    @Override
    public int numParameters() {
        return points.numParameters();
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public List<ParameterSpace> collectLeaves() {
        return points.collectLeaves();
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new IllegalStateException("indices belong to the leaves");
    }
}
