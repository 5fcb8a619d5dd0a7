package dev.plateau.train.compiled;

import dev.plateau.kernel.Activation;
import dev.plateau.train.keras.KerasModel;
import dev.plateau.train.keras.Layer;
import dev.plateau.train.network.Network;
import dev.plateau.train.network.Network.WeightInit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the layers of a network, as far as they are dense. */
final class DenseLayers {

    private final List<DenseLayer> layers = new ArrayList<>();
    private int width;
    private double dropped;

    private DenseLayers(int features) {
        width = features;
    }

    /**
     * The layers, first to last.
     *
     * @param features of a row
     * @param outputs of the network
     * @throws NotCompiled if a layer is none that is compiled
     */
    static List<DenseLayer> of(Network network, int features, int outputs) throws NotCompiled {
        DenseLayers read = new DenseLayers(features);
        if (network.keras().isPresent()) {
            read.addAll(network.keras().get());
        } else if (network.convolution().isPresent()) {
            throw new NotCompiled("model.type cnn is not compiled");
        } else {
            for (int next : network.hidden()) {
                read.add(next, activation(network), true, network.weightInit());
                read.dropped = network.dropout();
            }
            read.add(outputs, Activation.IDENTITY, true, network.weightInit());
        }
        return List.copyOf(read.layers);
    }

    private static Activation activation(Network network) throws NotCompiled {
        return switch (network.activation()) {
            case RELU -> Activation.RELU;
            case LEAKYRELU -> Activation.LEAKYRELU;
            case ELU -> Activation.ELU;
            case TANH -> Activation.TANH;
            case SIGMOID -> Activation.SIGMOID;
            case SOFTPLUS -> Activation.SOFTPLUS;
            case SWISH -> Activation.SWISH;
            case IDENTITY -> Activation.IDENTITY;
            case SELU, GELU ->
                throw new NotCompiled("model.activation " + lower(network.activation()) + " is not compiled");
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void addAll(KerasModel model) throws NotCompiled {
        if (model.input().size() != 1) {
            throw new NotCompiled("model.keras with images is not compiled");
        }
        for (Layer layer : model.layers().subList(0, model.layers().size() - 1)) {
            if (layer instanceof Layer.Dense dense) {
                add(
                        dense.units(),
                        activation(dense.weights().activation()),
                        dense.weights().bias(),
                        initial(dense.weights().initial()));
            } else if (layer instanceof Layer.Dropout dropout && dropped == 0) {
                dropped = dropout.rate();
            } else if (layer instanceof Layer.Activate activate && dropped == 0 && !layers.isEmpty()) {
                activateLast(activation(activate.activation()));
            } else {
                throw new NotCompiled("model.keras with a layer " + lower(layer.kind()) + " there is not compiled");
            }
        }
        Layer.Dense output = model.output();
        add(
                output.units(),
                Activation.IDENTITY,
                output.weights().bias(),
                initial(output.weights().initial()));
    }

    private static Activation activation(Layer.Activation activation) throws NotCompiled {
        return switch (activation) {
            case LINEAR -> Activation.IDENTITY;
            case RELU -> Activation.RELU;
            case ELU -> Activation.ELU;
            case TANH -> Activation.TANH;
            case SIGMOID -> Activation.SIGMOID;
            case SOFTPLUS -> Activation.SOFTPLUS;
            case SILU -> Activation.SWISH;
            case SELU, GELU, SOFTMAX ->
                throw new NotCompiled("model.keras with a hidden " + lower(activation) + " is not compiled");
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

    private void add(int outputs, Activation activation, boolean bias, WeightInit initial) {
        layers.add(new DenseLayer(width, outputs, activation, bias, initial, dropped));
        width = outputs;
        dropped = 0;
    }

    private void activateLast(Activation activation) throws NotCompiled {
        DenseLayer last = layers.remove(layers.size() - 1);
        if (last.activation() != Activation.IDENTITY) {
            throw new NotCompiled("model.keras with two activations in a row is not compiled");
        }
        layers.add(
                new DenseLayer(last.inputs(), last.outputs(), activation, last.bias(), last.initial(), last.dropout()));
    }

    /** Why such a network is not compiled, as the end of a sentence; empty if it is. */
    static Optional<String> refusal(Network network, int features, int outputs) {
        try {
            of(network, features, outputs);
            return Optional.empty();
        } catch (NotCompiled e) {
            return Optional.of(e.reason);
        }
    }

    /** A layer that is not compiled, for a reason that the plan tells. */
    static final class NotCompiled extends Exception {

        private static final long serialVersionUID = 1;

        private final String reason;

        NotCompiled(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
