package dev.plateau.train.dl4j;

import dev.plateau.train.Schedule;
import dev.plateau.train.Trainer.Shape;
import dev.plateau.train.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.ConvolutionLayerSpace;
import org.deeplearning4j.arbiter.layers.DenseLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.layers.SubsamplingLayerSpace;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Turns a {@link Network} into DL4J's configuration through Arbiter's {@link MultiLayerSpace}. */
final class Networks {

    private Networks() {}

    /**
     * @param seed of the initial weights
     * @param totalEpochs of the training, for a schedule that spans it
     */
    static MultiLayerConfiguration configuration(Network network, Shape data, long seed, int totalEpochs) {
        IUpdater updater = updater(network);
        MultiLayerConfiguration configuration = network.keras()
                .map(model -> KerasLayers.configuration(network, model, data, new KerasLayers.Start(seed, updater)))
                .orElseGet(() -> layers(network, data, seed, updater));
        if (network.schedule().type() != Schedule.Type.CONSTANT) {
            int steps = (data.trainingRows() + network.batchSize() - 1) / network.batchSize();
            StepRate rate = new StepRate(network.schedule(), network.learningRate(), steps, totalEpochs);
            configuration.getConfs().forEach(layer -> schedule(layer, network, rate));
        }
        if (network.weightDecay() > 0) {
            configuration.getConfs().forEach(layer -> decay(layer, network.weightDecay()));
        }
        return configuration;
    }

    private static MultiLayerConfiguration layers(Network network, Shape data, long seed, IUpdater updater) {
        MultiLayerSpace.Builder space = new MultiLayerSpace.Builder()
                .seed(seed)
                .activation(Activation.valueOf(network.activation().name()))
                .weightInit(WeightInit.valueOf(network.weightInit().name()))
                .updater(updater)
                .convolutionMode(ConvolutionMode.Same);
        if (network.l1() > 0) {
            space.l1(network.l1());
        }
        if (network.l2() > 0) {
            space.l2(network.l2());
        }
        if (network.gradientClipping() > 0) {
            space.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                    .gradientNormalizationThreshold(network.gradientClipping());
        }
        space.setInputType(convolutions(network, data, space));
        denseLayers(network, data, space);
        return space.build().getValue(new double[0]).getMultiLayerConfiguration();
    }

    private static InputType convolutions(Network network, Shape data, MultiLayerSpace.Builder space) {
        if (network.convolution().isEmpty()) {
            return InputType.feedForward(data.features());
        }
        Network.Convolution layers = network.convolution().get();
        for (int filters : layers.filters()) {
            space.addLayer(new ConvolutionLayerSpace.Builder()
                    .kernelSize(layers.kernel(), layers.kernel())
                    .nOut(filters)
                    .build());
            if (layers.pool() > 1) {
                space.addLayer(new SubsamplingLayerSpace.Builder()
                        .poolingType(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(layers.pool(), layers.pool())
                        .stride(layers.pool(), layers.pool())
                        .build());
            }
        }
        List<Integer> shape = layers.shape();
        return InputType.convolutionalFlat(shape.get(0), shape.get(1), shape.get(2));
    }

    /** DL4J drops inputs of a layer, the field drops outputs of hidden layers: so the layer after each one does it. */
    private static void denseLayers(Network network, Shape data, MultiLayerSpace.Builder space) {
        boolean first = true;
        for (int width : network.hidden()) {
            DenseLayerSpace.Builder layer = new DenseLayerSpace.Builder().nOut(width);
            if (!first && network.dropout() > 0) {
                layer.dropOut(1 - network.dropout());
            }
            space.addLayer(layer.build());
            first = false;
        }
        OutputLayerSpace.Builder output = new OutputLayerSpace.Builder()
                .nOut(data.outputs())
                .lossFunction(data.classification() ? LossFunction.MCXENT : LossFunction.MSE)
                .activation(data.classification() ? Activation.SOFTMAX : Activation.IDENTITY);
        if (!first && network.dropout() > 0) {
            output.dropOut(1 - network.dropout());
        }
        space.addLayer(output.build());
    }

    /** Arbiter's space has no weight decay, so it is added to what the space gave; biases are left alone, as usual. */
    private static void decay(NeuralNetConfiguration layer, double factor) {
        if (layer.getLayer() instanceof BaseLayer weights) {
            List<Regularization> all = new ArrayList<>(weights.getRegularization());
            all.add(new WeightDecay(factor, true));
            weights.setRegularization(all);
        }
    }

    /** Each layer has a copy of the updater, and a copy of {@link AdaGrad} forgets a schedule: so it is set on the copies. */
    private static void schedule(NeuralNetConfiguration layer, Network network, StepRate rate) {
        if (layer.getLayer() instanceof BaseLayer weights
                && weights.getIUpdater().hasLearningRate()) {
            weights.getIUpdater().setLrAndSchedule(network.learningRate(), rate);
        }
    }

    private static IUpdater updater(Network network) {
        double rate = network.learningRate();
        Map<String, Double> constants = network.updaterConstants();
        double beta1 = constants.getOrDefault("beta1", 0.0);
        double beta2 = constants.getOrDefault("beta2", 0.0);
        double epsilon = constants.getOrDefault("epsilon", 0.0);
        double rho = constants.getOrDefault("rho", 0.0);
        return switch (network.updater()) {
            case SGD -> new Sgd(rate);
            case NESTEROVS -> new Nesterovs(rate, constants.getOrDefault("momentum", 0.0));
            case ADAM -> new Adam(rate, beta1, beta2, epsilon);
            case ADAMAX -> new AdaMax(rate, beta1, beta2, epsilon);
            case NADAM -> new Nadam(rate, beta1, beta2, epsilon);
            case AMSGRAD -> new AMSGrad(rate, beta1, beta2, epsilon);
            case RMSPROP -> new RmsProp(rate, rho, epsilon);
            case ADAGRAD -> new AdaGrad(rate, epsilon);
            case ADADELTA -> new AdaDelta(rho, epsilon);
        };
    }
}
