package dev.plateau.train.keras;

import dev.plateau.train.Fields;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One layer of a network. Immutable; its records refuse what is out of range with a sentence. */
public sealed interface Layer {

    /** Wider than any layer that one thread trains. */
    int MOST_UNITS = 65_536;

    enum Kind {
        DENSE,
        CONVOLUTION,
        MAX_POOLING,
        AVERAGE_POOLING,
        FLATTEN,
        BATCH_NORMALIZATION,
        DROPOUT,
        ACTIVATION
    }

    /** Under the names that Keras gives them, where these mean the same. */
    enum Activation {
        LINEAR,
        RELU,
        ELU,
        SELU,
        GELU,
        TANH,
        SIGMOID,
        SOFTPLUS,
        SILU,
        SOFTMAX
    }

    /** How weights start; biases start at 0. */
    enum Initial {
        GLOROT_UNIFORM,
        GLOROT_NORMAL,
        HE_UNIFORM,
        HE_NORMAL,
        LECUN_NORMAL
    }

    Kind kind();

    /**
     * What a row is after the layer.
     *
     * @throws IllegalArgumentException if such rows cannot go in; the sentence goes on after the layer's name
     */
    Extent after(Extent before);

    /** Weights, biases and running means that it keeps. */
    default long parameters(Extent before) {
        return 0;
    }

    /** The fields of the layer, its kind left out. */
    void put(Map<String, Object> settings);

    /** The layer as settings hold it. */
    default Map<String, Object> settings() {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("layer", kind().name().toLowerCase(Locale.ROOT));
        put(settings);
        return settings;
    }

    /** The same layer from settings. */
    static Layer from(String path, Map<String, Object> settings) {
        Fields fields = new Fields(path, settings);
        if (!fields.has("layer")) {
            throw fields.mistake("layer", "the kind of a layer");
        }
        Layer layer = read(fields.oneOf("layer", Kind.class, Kind.FLATTEN), fields);
        fields.refuseOthers();
        return layer;
    }

    private static Layer read(Kind kind, Fields fields) {
        return switch (kind) {
            case DENSE -> new Dense(fields.whole("units", 0, 1), Weights.from(fields));
            case CONVOLUTION ->
                new Convolution(fields.whole("filters", 0, 1), Window.from(fields), Weights.from(fields));
            case MAX_POOLING -> new Pooling(true, Window.from(fields));
            case AVERAGE_POOLING -> new Pooling(false, Window.from(fields));
            case FLATTEN -> new Flatten();
            case BATCH_NORMALIZATION ->
                new BatchNormalization(fields.number("momentum", 0.99), fields.number("epsilon", 1e-3));
            case DROPOUT -> new Dropout(fields.number("rate", 0));
            case ACTIVATION -> new Activate(fields.oneOf("activation", Activation.class, Activation.LINEAR));
        };
    }

    private static void checkUnits(String name, int units) {
        if (units < 1 || units > MOST_UNITS) {
            throw new IllegalArgumentException(name + " must be from 1 to " + MOST_UNITS + ", found " + units);
        }
    }

    private static Extent onImage(Extent before) {
        if (!before.image()) {
            throw new IllegalArgumentException("needs an image of rows, columns and channels, and gets "
                    + before.channels() + " plain values; Reshape gives it one");
        }
        return before;
    }

    /** What a layer with weights has beside them. */
    record Weights(Activation activation, boolean bias, Initial initial) {

        static Weights from(Fields fields) {
            return new Weights(
                    fields.oneOf("activation", Activation.class, Activation.LINEAR),
                    fields.flag("bias", true),
                    fields.oneOf("initial", Initial.class, Initial.GLOROT_UNIFORM));
        }

        Weights with(Activation other) {
            return new Weights(other, bias, initial);
        }

        void put(Map<String, Object> settings) {
            settings.put("activation", activation.name().toLowerCase(Locale.ROOT));
            settings.put("bias", bias);
            settings.put("initial", initial.name().toLowerCase(Locale.ROOT));
        }
    }

    record Dense(int units, Weights weights) implements Layer {

        public Dense {
            checkUnits("units", units);
        }

        @Override
        public Kind kind() {
            return Kind.DENSE;
        }

        @Override
        public Extent after(Extent before) {
            if (before.image()) {
                throw new IllegalArgumentException("gets an image; Flatten must come before it");
            }
            return Extent.vector(units);
        }

        @Override
        public long parameters(Extent before) {
            return (before.values() + (weights.bias() ? 1 : 0)) * units;
        }

        @Override
        public void put(Map<String, Object> settings) {
            settings.put("units", units);
            weights.put(settings);
        }
    }

    record Convolution(int filters, Window window, Weights weights) implements Layer {

        public Convolution {
            checkUnits("filters", filters);
        }

        @Override
        public Kind kind() {
            return Kind.CONVOLUTION;
        }

        @Override
        public Extent after(Extent before) {
            return onImage(before).windowed(window, filters);
        }

        @Override
        public long parameters(Extent before) {
            long inputs = (long) window.size().get(0) * window.size().get(1) * before.channels();
            return (inputs + (weights.bias() ? 1 : 0)) * filters;
        }

        @Override
        public void put(Map<String, Object> settings) {
            settings.put("filters", filters);
            window.put(settings);
            weights.put(settings);
        }
    }

    /** The greatest value of each window, or the mean of those that are no padding. */
    record Pooling(boolean max, Window window) implements Layer {

        @Override
        public Kind kind() {
            return max ? Kind.MAX_POOLING : Kind.AVERAGE_POOLING;
        }

        @Override
        public Extent after(Extent before) {
            return onImage(before).windowed(window, before.channels());
        }

        @Override
        public void put(Map<String, Object> settings) {
            window.put(settings);
        }
    }

    record Flatten() implements Layer {

        @Override
        public Kind kind() {
            return Kind.FLATTEN;
        }

        @Override
        public Extent after(Extent before) {
            // What is too much for one layer is refused by the model before its length could overflow.
            return Extent.vector((int) Math.min(Integer.MAX_VALUE, before.values()));
        }

        @Override
        public void put(Map<String, Object> settings) {
            // There is nothing to say of it.
        }
    }

    /**
     * @param momentum share of the running mean and variance that a step keeps, in [0, 1)
     * @param epsilon added to the variance, above 0
     */
    record BatchNormalization(double momentum, double epsilon) implements Layer {

        public BatchNormalization {
            if (!(momentum >= 0 && momentum < 1) || !(epsilon > 0 && epsilon < 1)) {
                throw new IllegalArgumentException("momentum must be from 0 to below 1 and epsilon above 0 and below 1,"
                        + " found " + momentum + " and " + epsilon);
            }
        }

        @Override
        public Kind kind() {
            return Kind.BATCH_NORMALIZATION;
        }

        @Override
        public Extent after(Extent before) {
            return before;
        }

        @Override
        public long parameters(Extent before) {
            return 4L * before.channels();
        }

        @Override
        public void put(Map<String, Object> settings) {
            settings.put("momentum", momentum);
            settings.put("epsilon", epsilon);
        }
    }

    /** @param rate probability that a value is dropped while training, in [0, 1) */
    record Dropout(double rate) implements Layer {

        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("rate must be from 0 to below 1, found " + rate);
            }
        }

        @Override
        public Kind kind() {
            return Kind.DROPOUT;
        }

        @Override
        public Extent after(Extent before) {
            return before;
        }

        @Override
        public void put(Map<String, Object> settings) {
            settings.put("rate", rate);
        }
    }

    /** An activation function as a layer of its own. */
    record Activate(Activation activation) implements Layer {

        @Override
        public Kind kind() {
            return Kind.ACTIVATION;
        }

        @Override
        public Extent after(Extent before) {
            return before;
        }

        @Override
        public void put(Map<String, Object> settings) {
            settings.put("activation", activation.name().toLowerCase(Locale.ROOT));
        }
    }
}
