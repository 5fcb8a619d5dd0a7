package dev.plateau.train.keras;

import dev.plateau.train.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One layer of the JSON, whose fields are asked for by name. Each must be one that is understood or have the value that Keras gives it
 * when nobody asks for another; so nothing of a definition is left out unseen.
 */
final class KerasLayer {

    private static final String KNOWN =
            "known are Dense, Dropout, Flatten, Activation, ReLU, Softmax, BatchNormalization, "
                    + "Conv2D, MaxPooling2D, AveragePooling2D, InputLayer and, at the beginning, Reshape";

    private final String name;
    private final String kind;
    private final Map<String, Object> config = new TreeMap<>();
    private final Fields fields;

    /** @param name of the layer in messages */
    KerasLayer(String name, String kind, Map<?, ?> config) {
        this.name = name;
        this.kind = kind;
        config.forEach((key, value) -> {
            if (value != null) {
                this.config.put(String.valueOf(key), value);
            }
        });
        fields = new Fields(name, this.config);
        // Without a say: how a layer is called, and the seeds, as each run has its own.
        fields.has("name");
        fields.has("seed");
        only("trainable", true);
        if (!List.of("float32", "nothing").contains(named("dtype", "nothing"))) {
            throw fields.mistake("dtype", "float32");
        }
    }

    /** The layer. */
    Layer read() {
        return switch (kind) {
            case "Dense" -> new Layer.Dense(units("units"), weights());
            case "Conv2D", "Convolution2D" -> convolution();
            case "MaxPooling2D", "MaxPool2D" -> new Layer.Pooling(true, window("pool_size", "pool_size"));
            case "AveragePooling2D", "AvgPool2D" -> new Layer.Pooling(false, window("pool_size", "pool_size"));
            case "Flatten" -> flatten();
            case "Dropout" -> new Layer.Dropout(fields.number("rate", 0, 0, 1));
            case "BatchNormalization" -> batchNormalization();
            case "Activation" -> new Layer.Activate(activation());
            case "ReLU" -> relu();
            case "Softmax" -> softmax();
            case "Lambda" -> throw mistake("is a program in the file, and programs are never loaded");
            default -> throw mistake("is not known; " + KNOWN);
        };
    }

    private int units(String field) {
        if (!fields.has(field)) {
            throw fields.mistake(field, "given");
        }
        int units = fields.whole(field, 0, 1);
        if (units > Layer.MOST_UNITS) {
            throw fields.mistake(field, "at most " + Layer.MOST_UNITS);
        }
        return units;
    }

    private Layer.Weights weights() {
        for (String part : List.of("kernel", "bias")) {
            if (fields.has(part + "_regularizer")) {
                throw mistake(
                        "has a " + part + "_regularizer; leave it out and give model.l1 or model.l2 in the experiment");
            }
            only(part + "_constraint", "none");
        }
        only("activity_regularizer", "none");
        only("bias_initializer", "Zeros");
        return new Layer.Weights(activation(), fields.flag("use_bias", true), initial());
    }

    private Layer convolution() {
        only("data_format", "channels_last");
        only("dilation_rate", 1);
        only("groups", 1);
        return new Layer.Convolution(units("filters"), window("kernel_size", "strides of 1"), weights());
    }

    /** @param otherwise the field whose value strides have when they are left out */
    private Window window(String size, String otherwise) {
        only("data_format", "channels_last");
        if (!fields.has(size)) {
            throw fields.mistake(size, "given");
        }
        List<Integer> sides = pair(size, List.of());
        List<Integer> strides = pair("strides", otherwise.equals(size) ? sides : List.of(1, 1));
        String padding = named("padding", "valid");
        if (!List.of("valid", "same").contains(padding)) {
            throw fields.mistake("padding", "valid or same");
        }
        return new Window(sides, strides, padding.equals("same"));
    }

    private List<Integer> pair(String field, List<Integer> assumed) {
        List<Integer> sides = fields.wholes(field, assumed);
        if (sides.isEmpty() || sides.size() > 2) {
            throw fields.mistake(field, "one or two whole numbers");
        }
        return sides.size() == 1 ? List.of(sides.get(0), sides.get(0)) : sides;
    }

    private Layer flatten() {
        only("data_format", "channels_last");
        return new Layer.Flatten();
    }

    private Layer batchNormalization() {
        for (String flag : List.of("center", "scale")) {
            only(flag, true);
        }
        for (String flag : List.of("renorm", "synchronized", "virtual_batch_size")) {
            only(flag, false);
        }
        only("beta_initializer", "Zeros");
        only("gamma_initializer", "Ones");
        only("moving_mean_initializer", "Zeros");
        only("moving_variance_initializer", "Ones");
        for (String part : List.of("beta", "gamma")) {
            only(part + "_regularizer", "none");
            only(part + "_constraint", "none");
        }
        Object axis = fields.value("axis", -1);
        // The last one, counted from the end or, behind a vector or an image, from the batch.
        if (!List.of("-1", "[-1]", "1", "[1]", "3", "[3]").contains(String.valueOf(axis))) {
            throw fields.mistake("axis", "-1, the last one");
        }
        return new Layer.BatchNormalization(fields.number("momentum", 0.99), fields.number("epsilon", 1e-3));
    }

    private Layer relu() {
        only("max_value", "none");
        only("negative_slope", 0);
        only("threshold", 0);
        return new Layer.Activate(Layer.Activation.RELU);
    }

    private Layer softmax() {
        only("axis", -1);
        return new Layer.Activate(Layer.Activation.SOFTMAX);
    }

    private Layer.Activation activation() {
        String asked = named("activation", "linear");
        if (asked.equals("swish")) {
            return Layer.Activation.SILU;
        }
        for (Layer.Activation activation : Layer.Activation.values()) {
            if (activation.name().toLowerCase(Locale.ROOT).equals(asked)) {
                return activation;
            }
        }
        throw mistake("has the activation " + asked + ", which is not known; known are "
                + String.join(", ", words(Layer.Activation.values())));
    }

    private Layer.Initial initial() {
        String asked =
                named("kernel_initializer", "GlorotUniform").replace("_", "").toLowerCase(Locale.ROOT);
        for (Layer.Initial initial : Layer.Initial.values()) {
            if (initial.name().replace("_", "").toLowerCase(Locale.ROOT).equals(asked)) {
                return initial;
            }
        }
        throw mistake("has the kernel_initializer " + asked + ", which is not known; known are "
                + String.join(", ", words(Layer.Initial.values())));
    }

    private static List<String> words(Enum<?>[] constants) {
        return java.util.Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** A word, or the name in {@code {class_name: ..., config: {name: ...}}}, which is how Keras writes what could have settings. */
    private String named(String field, String assumed) {
        Object value = fields.value(field, assumed);
        if (!(value instanceof Map<?, ?> map)) {
            return String.valueOf(value);
        }
        if (map.get("registered_name") != null) {
            throw mistake("has a " + field + " that is no part of Keras, and programs are never loaded");
        }
        String type = String.valueOf(map.get("class_name"));
        return type.equals("DTypePolicy") && map.get("config") instanceof Map<?, ?> policy
                ? String.valueOf(policy.get("name"))
                : type;
    }

    /** Refuses every value but one; a pair of it is the same. */
    void only(String field, Object expected) {
        Object value = fields.value(field, expected);
        String found = value instanceof Map<?, ?> ? named(field, "") : String.valueOf(value);
        String word = String.valueOf(expected);
        boolean zero = expected.equals(0) && value instanceof Number number && number.doubleValue() == 0;
        if (!zero && !found.equalsIgnoreCase(word) && !found.equals("[" + word + ", " + word + "]")) {
            throw fields.mistake(field, word);
        }
    }

    /** A field as it is; null if there is none. */
    @Nullable
    Object value(String field) {
        fields.has(field);
        return config.get(field);
    }

    /** Called when all that is known was asked for. */
    void refuseOthers() {
        // Only the first layer's shapes have a say, and Keras repeats them.
        value("batch_input_shape");
        value("batch_shape");
        fields.refuseOthers();
    }

    IllegalArgumentException mistake(String rule) {
        return new IllegalArgumentException(name + " " + rule);
    }
}
