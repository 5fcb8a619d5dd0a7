package dev.plateau.train.keras;

import dev.plateau.train.Fields;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A chain of layers that ends in a dense one. Immutable; whatever it was made from, its size is within bounds.
 *
 * @param input length of a row, or rows, columns and channels of it; values are ordered as Keras orders them, channels last
 * @param layers without any that does nothing: no dropout of 0, no linear activation
 */
public record KerasModel(List<Integer> input, List<Layer> layers) {

    /** Deeper than anything that one thread trains in a search. */
    static final int MOST_LAYERS = 100;

    /** 80 MB of weights, of which training keeps up to five times as much. */
    static final long MOST_PARAMETERS = 20_000_000;

    /** Values of one row between two layers: 4 MB, times the batch. */
    static final long MOST_VALUES = 1 << 20;

    /** @throws IllegalArgumentException one sentence about the layer that is wrong */
    public KerasModel {
        input = List.copyOf(input);
        layers = layers.stream().filter(layer -> !idle(layer)).toList();
        checkInput(input);
        if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
            throw new IllegalArgumentException("a network has 1 to " + MOST_LAYERS + " layers, found " + layers.size());
        }
        if (!(layers.get(layers.size() - 1) instanceof Layer.Dense)) {
            throw new IllegalArgumentException("the last layer must be Dense, found "
                    + layers.get(layers.size() - 1).settings().get("layer"));
        }
        Sum.of(input, layers);
        for (Layer layer : layers.subList(0, layers.size() - 1)) {
            if (activation(layer) == Layer.Activation.SOFTMAX) {
                throw new IllegalArgumentException("softmax is known only as the activation of the last layer");
            }
        }
    }

    /**
     * Reads what {@code model.to_json()} of Keras 2 or 3 wrote.
     *
     * @throws IllegalArgumentException one sentence about the first thing that is wrong or has no counterpart here
     */
    public static KerasModel parse(String json) {
        return new KerasJson().read(json);
    }

    /**
     * The model that {@link #settings} gave.
     *
     * @param path of the settings, for messages
     */
    public static KerasModel from(String path, Object settings) {
        Fields fields = new Fields(path, map(path, settings));
        List<Layer> layers = new ArrayList<>();
        if (!(fields.value("layers", List.of()) instanceof List<?> items) || items.size() > MOST_LAYERS) {
            throw new IllegalArgumentException(path + ".layers must be a list of at most " + MOST_LAYERS + " layers");
        }
        for (Object item : items) {
            String at = path + ".layers[" + layers.size() + "]";
            layers.add(Layer.from(at, map(at, item)));
        }
        List<Integer> input = fields.wholes("input", List.of());
        fields.refuseOthers();
        return new KerasModel(input, layers);
    }

    private static Map<String, Object> map(String path, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(path + " must be a mapping");
        }
        Map<String, Object> fields = new TreeMap<>();
        map.forEach((key, field) -> fields.put(String.valueOf(key), field));
        return fields;
    }

    private static void checkInput(List<Integer> input) {
        boolean known = input.size() == 1 || input.size() == 3;
        if (!known || input.stream().anyMatch(side -> side < 1 || side > MOST_VALUES)) {
            throw new IllegalArgumentException(
                    "the input must be a number of values or rows, columns and channels, found " + input);
        }
        if (input.size() == 3 && input.get(2) != 1) {
            throw new IllegalArgumentException("an image must have 1 channel, found " + input.get(2));
        }
    }

    private static boolean idle(Layer layer) {
        return layer.equals(new Layer.Dropout(0)) || layer.equals(new Layer.Activate(Layer.Activation.LINEAR));
    }

    private static Layer.Activation activation(Layer layer) {
        if (layer instanceof Layer.Dense dense) {
            return dense.weights().activation();
        }
        if (layer instanceof Layer.Convolution convolution) {
            return convolution.weights().activation();
        }
        return layer instanceof Layer.Activate activate ? activate.activation() : Layer.Activation.LINEAR;
    }

    /** Parameters of all layers. */
    public long parameters() {
        return Sum.of(input, layers).parameters();
    }

    /** Values of a row where it is widest. */
    public long widest() {
        return Sum.of(input, layers).widest();
    }

    /** The last layer, which gives the outputs. */
    public Layer.Dense output() {
        return (Layer.Dense) layers.get(layers.size() - 1);
    }

    /** @throws IllegalArgumentException if rows of this data cannot go in, or what comes out is no prediction of theirs */
    public void check(Shape data) {
        long values = Sum.start(input).values();
        if (values != data.features()) {
            throw new IllegalArgumentException("the input of model.keras has " + values + " values, but the data has "
                    + data.features() + " features");
        }
        checkUnits(data);
        checkActivation(data);
    }

    private void checkUnits(Shape data) {
        int units = output().units();
        if (units == data.outputs() || (units == 1 && data.outputs() == 2)) {
            return;
        }
        String expected = !data.classification()
                ? "1 unit"
                : data.outputs() + " units, one for each class"
                        + (data.outputs() == 2 ? ", or 1 unit with sigmoid for both" : "");
        throw new IllegalArgumentException("the last layer of model.keras must have " + expected + ", found " + units
                + (units == 1 ? "; 1 unit is enough for two classes alone" : ""));
    }

    private void checkActivation(Shape data) {
        Layer.Activation last = output().weights().activation();
        boolean one = output().units() == 1;
        Layer.Activation known = one ? Layer.Activation.SIGMOID : Layer.Activation.SOFTMAX;
        if (last == Layer.Activation.LINEAR || (data.classification() && last == known)) {
            return;
        }
        String expected = "linear";
        if (data.classification()) {
            expected = one
                    ? "sigmoid or linear (the loss is taken of its sigmoid) where it has 1 unit"
                    : "softmax or linear (the loss is taken of its softmax)"
                            + (data.outputs() == 2 ? ", or 1 unit with sigmoid" : "");
        }
        throw new IllegalArgumentException("the last layer of model.keras must be " + expected + ", found "
                + last.name().toLowerCase(java.util.Locale.ROOT)
                + (one && last == Layer.Activation.SOFTMAX ? ", which is always 1 for 1 unit" : ""));
    }

    /**
     * The same with another rate in each of its dropout layers.
     *
     * @throws IllegalArgumentException if it has none
     */
    public KerasModel withDropout(double rate) {
        if (layers.stream().noneMatch(Layer.Dropout.class::isInstance)) {
            throw new IllegalArgumentException(
                    "model.dropout has no say, as model.keras has no Dropout layer whose rate it could be");
        }
        return new KerasModel(
                input,
                layers.stream()
                        .map(layer -> layer instanceof Layer.Dropout ? new Layer.Dropout(rate) : layer)
                        .toList());
    }

    /** The model as settings hold it: all that decides a training, and nothing else. */
    public Map<String, Object> settings() {
        return new Settings(Map.of(
                        "input",
                        input,
                        "layers",
                        layers.stream().map(Layer::settings).toList()))
                .values();
    }

    /** What the layers come to, one after the other. */
    private record Sum(long parameters, long widest) {

        static Extent start(List<Integer> input) {
            return input.size() == 1
                    ? Extent.vector(input.get(0))
                    : new Extent(input.get(0), input.get(1), input.get(2));
        }

        static Sum of(List<Integer> input, List<Layer> layers) {
            Extent at = start(input);
            long parameters = 0;
            long widest = at.values();
            for (int i = 0; i < layers.size() && widest <= MOST_VALUES && parameters <= MOST_PARAMETERS; i++) {
                parameters += layers.get(i).parameters(at);
                at = after(layers, i, at);
                widest = Math.max(widest, at.values());
            }
            if (widest > MOST_VALUES || parameters > MOST_PARAMETERS) {
                throw new IllegalArgumentException("the network is too large: at most " + MOST_PARAMETERS
                        + " weights and " + MOST_VALUES + " values between two layers");
            }
            return new Sum(parameters, widest);
        }

        private static Extent after(List<Layer> layers, int index, Extent before) {
            try {
                return layers.get(index).after(before);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "layer " + (index + 1) + " ("
                                + layers.get(index).settings().get("layer") + ") " + e.getMessage(),
                        e);
            }
        }
    }
}
