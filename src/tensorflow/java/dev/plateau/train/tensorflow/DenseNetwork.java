package dev.plateau.train.tensorflow;

import dev.plateau.train.Fields;
import dev.plateau.train.Schedule;
import dev.plateau.train.Settings;
import dev.plateau.train.Trainer.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code model} part of settings, with the learning rate and the batch size: those fields of the dl4j trainer that this one has as well,
 * under the same names and with the same meaning.
 *
 * @param hidden widths of the dense layers before the output, first to last; may be empty for a linear model
 * @param updaterConstants constants of the updater by name
 * @param dropout probability that an activation of a hidden layer is dropped while training, in [0, 1)
 * @param l1 factor of the sum of absolute weights, l2 of half the sum of squared weights, in the gradient
 */
record DenseNetwork(
        List<Integer> hidden,
        Activation activation,
        Updater updater,
        Map<String, Double> updaterConstants,
        double dropout,
        double l1,
        double l2,
        WeightInit weightInit,
        Schedule schedule,
        double learningRate,
        int batchSize) {

    enum Type {
        MLP
    }

    enum Activation {
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

    enum WeightInit {
        XAVIER,
        XAVIER_UNIFORM,
        RELU,
        RELU_UNIFORM,
        LECUN_NORMAL
    }

    /** Each with its constants, what they are when a file leaves them out, and the values that it keeps for each weight. */
    enum Updater {
        SGD(0, Map.of()),
        NESTEROVS(1, Map.of("momentum", 0.9)),
        ADAM(2, Map.of("beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8)),
        RMSPROP(1, Map.of("rho", 0.9, "epsilon", 1e-7)),
        ADAGRAD(1, Map.of("epsilon", 1e-6));

        private final int slots;

        @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
        private final Map<String, Double> defaults;

        Updater(int slots, Map<String, Double> defaults) {
            this.slots = slots;
            this.defaults = defaults;
        }

        int slots() {
            return slots;
        }
    }

    /** @throws IllegalArgumentException one sentence about the first setting that is wrong, or that this trainer does not have */
    static DenseNetwork from(Settings settings, Shape data) {
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
        return model(new Fields("model", fields), fields, rate, batch);
    }

    private static DenseNetwork model(Fields model, Map<String, Object> fields, double rate, int batch) {
        model.oneOf("type", Type.class, Type.MLP);
        Updater updater = model.oneOf("updater", Updater.class, Updater.ADAM);
        Map<String, Double> constants = new TreeMap<>();
        updater.defaults.forEach((name, assumed) -> constants.put(
                name, model.number(name, assumed, 0, name.equals("epsilon") ? Double.POSITIVE_INFINITY : 1)));
        double any = Double.POSITIVE_INFINITY;
        DenseNetwork network = new DenseNetwork(
                model.has("hidden") && fields.get("hidden") instanceof List<?> list && list.isEmpty()
                        ? List.of()
                        : model.wholes("hidden", List.of(64)),
                model.oneOf("activation", Activation.class, Activation.RELU),
                updater,
                constants,
                model.number("dropout", 0, 0, 1),
                model.number("l1", 0, 0, any),
                model.number("l2", 0, 0, any),
                model.oneOf("weight_init", WeightInit.class, WeightInit.XAVIER),
                Schedule.from(model.value("schedule", "constant")),
                rate,
                batch);
        model.refuseOthers();
        return network;
    }

    /** The settings that {@link #from} reads as this network, with every field that has a say. */
    Settings settings() {
        Map<String, Object> model = new TreeMap<>(updaterConstants);
        model.put("type", "mlp");
        model.put("hidden", hidden);
        model.put("activation", lower(activation));
        model.put("updater", lower(updater));
        model.put("dropout", dropout);
        model.put("l1", l1);
        model.put("l2", l2);
        model.put("weight_init", lower(weightInit));
        model.put("schedule", schedule.toMap());
        return new Settings(Map.of("model", model, "learning_rate", learningRate, "batch_size", batchSize));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Widths from the features to the outputs. */
    List<Integer> widths(Shape data) {
        List<Integer> widths = new ArrayList<>(List.of(data.features()));
        widths.addAll(hidden);
        widths.add(data.outputs());
        return widths;
    }

    /** Weights and biases of all layers, in a double, which made-up widths cannot make overflow. */
    double parameters(Shape data) {
        List<Integer> widths = widths(data);
        double parameters = 0;
        for (int i = 1; i < widths.size(); i++) {
            parameters += (widths.get(i - 1) + 1.0) * widths.get(i);
        }
        return parameters;
    }

    /** A constant of the updater. */
    double constant(String name) {
        return updaterConstants.getOrDefault(name, 0.0);
    }
}
