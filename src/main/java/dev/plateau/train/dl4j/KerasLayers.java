package dev.plateau.train.dl4j;

import dev.plateau.train.Trainer.Shape;
import dev.plateau.train.keras.KerasModel;
import dev.plateau.train.keras.Layer;
import dev.plateau.train.keras.Window;
import dev.plateau.train.network.Network;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Turns the layers of a Keras definition into DL4J's configuration. A dropout drops the inputs of the layer with weights behind it, as that
 * of {@link Networks} does: so the same network gives the same bits whichever way it was written.
 */
final class KerasLayers {

    private final NeuralNetConfiguration.ListBuilder list;
    private double dropped;

    private KerasLayers(NeuralNetConfiguration.ListBuilder list) {
        this.list = list;
    }

    static MultiLayerConfiguration configuration(Network network, KerasModel model, Shape data, Start start) {
        NeuralNetConfiguration.Builder all =
                new NeuralNetConfiguration.Builder().seed(start.seed()).updater(start.updater());
        if (network.l1() > 0) {
            all.l1(network.l1());
        }
        if (network.l2() > 0) {
            all.l2(network.l2());
        }
        if (network.gradientClipping() > 0) {
            all.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                    .gradientNormalizationThreshold(network.gradientClipping());
        }
        KerasLayers layers = new KerasLayers(all.list());
        model.layers().subList(0, model.layers().size() - 1).forEach(layers::add);
        layers.addOutput(model.output(), data);
        List<Integer> input = model.input();
        layers.list.setInputType(
                input.size() == 1
                        ? InputType.feedForward(input.get(0))
                        : InputType.convolutionalFlat(input.get(0), input.get(1), input.get(2)));
        return layers.list.build();
    }

    /** What the initial weights and every step come from. */
    record Start(long seed, IUpdater updater) {}

    private void add(Layer layer) {
        if (layer instanceof Layer.Dense dense) {
            list.layer(new DenseLayer.Builder()
                    .nOut(dense.units())
                    .activation(activation(dense.weights().activation()))
                    .weightInit(initial(dense.weights().initial()))
                    .hasBias(dense.weights().bias())
                    .dropOut(kept())
                    .build());
        } else if (layer instanceof Layer.Convolution convolution) {
            addConvolution(convolution);
        } else if (layer instanceof Layer.Dropout dropout) {
            addPending();
            dropped = dropout.rate();
        } else if (!(layer instanceof Layer.Flatten)) {
            // DL4J flattens by itself where a dense layer follows an image.
            addPending();
            addWithoutDropout(layer);
        }
    }

    private void addWithoutDropout(Layer layer) {
        if (layer instanceof Layer.Pooling pooling) {
            Window window = pooling.window();
            list.layer(new SubsamplingLayer.Builder(
                            pooling.max() ? SubsamplingLayer.PoolingType.MAX : SubsamplingLayer.PoolingType.AVG)
                    .kernelSize(window.size().get(0), window.size().get(1))
                    .stride(window.stride().get(0), window.stride().get(1))
                    .convolutionMode(mode(window))
                    .build());
        } else if (layer instanceof Layer.BatchNormalization norm) {
            list.layer(new BatchNormalization.Builder()
                    .decay(norm.momentum())
                    .eps(norm.epsilon())
                    .activation(Activation.IDENTITY)
                    .build());
        } else if (layer instanceof Layer.Activate activate) {
            list.layer(new ActivationLayer.Builder()
                    .activation(activation(activate.activation()))
                    .build());
        } else {
            throw new IllegalStateException("unknown layer " + layer);
        }
    }

    private void addConvolution(Layer.Convolution convolution) {
        Window window = convolution.window();
        list.layer(
                new ConvolutionLayer.Builder(window.size().get(0), window.size().get(1))
                        .stride(window.stride().get(0), window.stride().get(1))
                        .convolutionMode(mode(window))
                        .nOut(convolution.filters())
                        .activation(activation(convolution.weights().activation()))
                        .weightInit(initial(convolution.weights().initial()))
                        .hasBias(convolution.weights().bias())
                        .dropOut(kept())
                        .build());
    }

    private static ILossFunction loss(Shape data, boolean softmax) {
        if (data.classification() && !softmax) {
            return new LogitLoss();
        }
        return (softmax ? LossFunction.MCXENT : LossFunction.MSE).getILossFunction();
    }

    private void addOutput(Layer.Dense dense, Shape data) {
        boolean softmax = data.classification() && dense.units() > 1;
        list.layer(new OutputLayer.Builder()
                .nOut(dense.units())
                .weightInit(initial(dense.weights().initial()))
                .hasBias(dense.weights().bias())
                .dropOut(kept())
                .lossFunction(loss(data, softmax))
                .activation(softmax ? Activation.SOFTMAX : Activation.IDENTITY)
                .build());
    }

    /** The share of the inputs that the layer at hand keeps; in DL4J 0 stands for all of them. */
    private double kept() {
        double kept = dropped > 0 ? 1 - dropped : 0;
        dropped = 0;
        return kept;
    }

    /** A dropout that no layer with weights follows becomes a layer of its own. */
    private void addPending() {
        if (dropped > 0) {
            list.layer(new DropoutLayer.Builder(kept()).build());
        }
    }

    private static ConvolutionMode mode(Window window) {
        return window.same() ? ConvolutionMode.Same : ConvolutionMode.Truncate;
    }

    private static Activation activation(Layer.Activation activation) {
        return switch (activation) {
            case LINEAR -> Activation.IDENTITY;
            case RELU -> Activation.RELU;
            case ELU -> Activation.ELU;
            case SELU -> Activation.SELU;
            case GELU -> Activation.GELU;
            case TANH -> Activation.TANH;
            case SIGMOID -> Activation.SIGMOID;
            case SOFTPLUS -> Activation.SOFTPLUS;
            case SILU -> Activation.SWISH;
            case SOFTMAX -> Activation.SOFTMAX;
        };
    }

    private static WeightInit initial(Layer.Initial initial) {
        return switch (initial) {
            case GLOROT_UNIFORM -> WeightInit.XAVIER_UNIFORM;
            case GLOROT_NORMAL -> WeightInit.XAVIER;
            case HE_UNIFORM -> WeightInit.RELU_UNIFORM;
            case HE_NORMAL -> WeightInit.RELU;
            case LECUN_NORMAL -> WeightInit.LECUN_NORMAL;
        };
    }
}
