package dev.plateau.train.network;

import dev.plateau.train.Fields;
import dev.plateau.train.Schedule;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer.Shape;
import dev.plateau.train.keras.KerasModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The {@code model} part of settings, with the learning rate and the batch size: every field of it, none left out.
 *
 * @param hidden widths of the dense layers before the output, first to last; may be empty for a linear model
 * @param updaterConstants constants of the updater by name
 * @param dropout probability that an activation of a hidden dense layer is dropped while training, in [0, 1)
 * @param l1 factor of the sum of absolute weights, l2 of half the sum of squared weights, in the gradient
 * @param weightDecay decoupled from the gradient: weights shrink by learning rate x weightDecay a step
 * @param gradientClipping largest L2 norm of a layer's gradient, 0 for none
 * @param convolution the layers before the dense ones; empty for a network of dense layers
 * @param keras all layers as a Keras definition gives them; hidden, activation, dropout, weightInit and convolution then have no say
 * @param exactTrainMetrics whether metrics of the training rows are measured after each epoch instead of during it
 */
public record Network(
        List<Integer> hidden,
        Activation activation,
        Updater updater,
        Map<String, Double> updaterConstants,
        double dropout,
        double l1,
        double l2,
        double weightDecay,
        double gradientClipping,
        WeightInit weightInit,
        Schedule schedule,
        Optional<Convolution> convolution,
        Optional<KerasModel> keras,
        boolean exactTrainMetrics,
        double learningRate,
        int batchSize) {

    /** The fields that describe layers, which a Keras definition does as well. */
    private static final List<String> LAYERS =
            List.of("type", "hidden", "activation", "weight_init", "shape", "filters", "kernel", "pool");

    public enum Type {
        MLP,
        CNN
    }

    public enum Activation {
        RELU,
        LEAKYRELU,
        ELU,
        SELU,
        GELU,
        TANH,
        SIGMOID,
        SOFTPLUS,
        SWISH,
        IDENTITY
    }

    public enum WeightInit {
        XAVIER,
        XAVIER_UNIFORM,
        RELU,
        RELU_UNIFORM,
        LECUN_NORMAL,
        LECUN_UNIFORM
    }

    /** Each with its constants and what they are when a file leaves them out (the values of the papers and of Keras). */
    public enum Updater {
        SGD(Map.of()),
        NESTEROVS(Map.of("momentum", 0.9)),
        ADAM(Map.of("beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8)),
        ADAMAX(Map.of("beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8)),
        NADAM(Map.of("beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8)),
        AMSGRAD(Map.of("beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8)),
        RMSPROP(Map.of("rho", 0.9, "epsilon", 1e-7)),
        ADAGRAD(Map.of("epsilon", 1e-6)),
        ADADELTA(Map.of("rho", 0.95, "epsilon", 1e-6));

        @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
        private final Map<String, Double> defaults;

        Updater(Map<String, Double> defaults) {
            this.defaults = defaults;
        }
    }

    /**
     * Convolutions with same padding, each followed by max pooling.
     *
     * @param shape height, width and channels of a row, whose values are ordered by channel, then row, then column
     * @param filters of each convolution
     * @param kernel side of the square kernel
     * @param pool side and stride of the pooling, 1 for none
     */
    public record Convolution(List<Integer> shape, List<Integer> filters, int kernel, int pool) {}

    /** @throws IllegalArgumentException one sentence about the first setting that is wrong */
    public static Network from(Settings settings, Shape data) {
        Fields top = new Fields("", settings.values());
        top.has("model");
        top.has("epochs");
        double rate = top.number("learning_rate", 0.001, 0, Double.POSITIVE_INFINITY);
        if (rate == 0) {
            throw top.mistake("learning_rate", "above 0");
        }
        int batch = top.whole("batch_size", Math.min(32, data.trainingRows()), 1);
        if (batch > data.trainingRows()) {
            throw top.mistake("batch_size", "at most " + data.trainingRows() + ", the training rows of a fold");
        }
        top.refuseOthers();
        Map<String, Object> fields = new TreeMap<>();
        if (settings.value("model").orElse(Map.of()) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> fields.put(String.valueOf(key), value));
        } else {
            throw top.mistake("model", "a map of fields");
        }
        return model(new Fields("model", fields), fields, data, rate, batch);
    }

    private static Network model(Fields model, Map<String, Object> fields, Shape data, double rate, int batch) {
        Optional<KerasModel> keras = keras(model, fields, data);
        Type type = model.oneOf("type", Type.class, Type.MLP);
        Updater updater = model.oneOf("updater", Updater.class, Updater.ADAM);
        Map<String, Double> constants = new TreeMap<>();
        updater.defaults.forEach((name, assumed) -> constants.put(
                name, model.number(name, assumed, 0, name.equals("epsilon") ? Double.POSITIVE_INFINITY : 1)));
        double any = Double.POSITIVE_INFINITY;
        Network network = new Network(
                model.has("hidden") && fields.get("hidden") instanceof List<?> list && list.isEmpty()
                        ? List.of()
                        : model.wholes("hidden", List.of(64)),
                model.oneOf("activation", Activation.class, Activation.RELU),
                updater,
                constants,
                model.number("dropout", 0, 0, 1),
                model.number("l1", 0, 0, any),
                model.number("l2", 0, 0, any),
                model.number("weight_decay", 0, 0, any),
                model.number("gradient_clipping", 0, 0, any),
                model.oneOf("weight_init", WeightInit.class, WeightInit.XAVIER),
                Schedule.from(model.value("schedule", "constant")),
                type == Type.CNN ? Optional.of(convolution(model, data)) : Optional.empty(),
                keras,
                model.flag("exact_train_metrics", false),
                rate,
                batch);
        model.refuseOthers();
        return network;
    }

    private static Optional<KerasModel> keras(Fields model, Map<String, Object> fields, Shape data) {
        if (!model.has("keras")) {
            return Optional.empty();
        }
        for (String name : LAYERS) {
            if (fields.containsKey(name)) {
                throw new IllegalArgumentException("model." + name
                        + " has no say beside model.keras, which describes the layers; leave one of them out");
            }
        }
        if (!(fields.get("keras") instanceof Map<?, ?> definition)) {
            throw model.mistake("keras", "a definition that was read from a file of model.keras");
        }
        KerasModel keras = KerasModel.from("model.keras", definition);
        keras.check(data);
        return Optional.of(model.has("dropout") ? keras.withDropout(model.number("dropout", 0, 0, 1)) : keras);
    }

    private static Convolution convolution(Fields model, Shape data) {
        List<Integer> shape = model.wholes("shape", squareOf(data.features()));
        if (shape.size() != 3
                || shape.stream().mapToDouble(side -> side).reduce(1, (a, b) -> a * b) != data.features()) {
            throw model.mistake(
                    "shape",
                    "[height, width, channels] with a product of " + data.features() + ", the number of features");
        }
        int pool = model.whole("pool", 2, 1);
        List<Integer> filters = model.wholes("filters", List.of(16));
        double pooled = Math.pow(pool, filters.size());
        if (pooled > Math.min(shape.get(0), shape.get(1))) {
            throw model.mistake(
                    "pool",
                    "small enough that " + filters.size() + " poolings leave at least one value of a " + shape.get(0)
                            + " x " + shape.get(1) + " image");
        }
        return new Convolution(shape, filters, model.whole("kernel", 3, 1), pool);
    }

    private static List<Integer> squareOf(int features) {
        int side = (int) Math.round(Math.sqrt(features));
        return List.of(side, side, 1);
    }

    /**
     * How many outputs the last layer has: one for each class, or for the target. For two classes it may be 1, whose sigmoid is the
     * probability of the second class.
     */
    public int units(Shape data) {
        return keras.map(model -> model.output().units()).orElse(data.outputs());
    }

    /** Whether one unit tells two classes apart. */
    public boolean hasLogit(Shape data) {
        return data.classification() && units(data) == 1;
    }

    /** The settings that {@link #from} reads as this network, with every field that has a say. */
    public Settings settings() {
        Map<String, Object> model = new TreeMap<>(updaterConstants);
        model.putAll(keras.map(layers -> Map.<String, Object>of("keras", layers.settings()))
                .orElseGet(this::layers));
        model.put("updater", lower(updater));
        model.put("l1", l1);
        model.put("l2", l2);
        model.put("weight_decay", weightDecay);
        model.put("gradient_clipping", gradientClipping);
        model.put("schedule", schedule.toMap());
        model.put("exact_train_metrics", exactTrainMetrics);
        return new Settings(Map.of("model", model, "learning_rate", learningRate, "batch_size", batchSize));
    }

    private Map<String, Object> layers() {
        Map<String, Object> model = new TreeMap<>();
        model.put("type", lower(convolution.isPresent() ? Type.CNN : Type.MLP));
        model.put("hidden", hidden);
        model.put("activation", lower(activation));
        model.put("dropout", dropout);
        model.put("weight_init", lower(weightInit));
        convolution.ifPresent(layers -> {
            model.put("shape", layers.shape());
            model.put("filters", layers.filters());
            model.put("kernel", layers.kernel());
            model.put("pool", layers.pool());
        });
        return model;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The updaters' constants, any of them, for messages and schemas. */
    public static List<String> constants() {
        return Stream.of(Updater.values())
                .flatMap(updater -> updater.defaults.keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
