package dev.plateau.train.keras;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a Sequential model, as Keras 2 and 3 write it, into a {@link KerasModel}. For one text only. */
final class KerasJson {

    /** A model's JSON has 8 or 9 levels. */
    private static final int MOST_LEVELS = 32;

    /** Names of layers and of types; nothing else in the JSON is long. */
    private static final int LONGEST_TEXT = 10_000;

    /** Of a message, as it may quote the file. */
    private static final int LONGEST_MESSAGE = 300;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_LEVELS)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNumberLength(50)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<Layer> layers = new ArrayList<>();
    private List<Integer> input = List.of();

    /** @throws IllegalArgumentException one sentence about the first thing that is wrong or has no counterpart here */
    KerasModel read(String json) {
        try {
            return model(JSON.readValue(json, Object.class));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new IllegalArgumentException(
                    "is not the JSON that Keras's model.to_json() writes: it cannot be read"
                            + (at == null ? "" : " on line " + at.getLineNr() + ", column " + at.getColumnNr())
                            + (json.startsWith("PK")
                                    ? "; a .keras file is an archive of which this takes config.json"
                                    : ""),
                    e);
        } catch (IllegalArgumentException e) {
            String sentence = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", " ");
            throw new IllegalArgumentException(
                    sentence.length() <= LONGEST_MESSAGE ? sentence : sentence.substring(0, LONGEST_MESSAGE) + "...",
                    e);
        }
    }

    private KerasModel model(@Nullable Object root) {
        Map<?, ?> top = map("the file", root);
        if (!"Sequential".equals(top.get("class_name"))) {
            throw new IllegalArgumentException(
                    "class_name must be Sequential, a chain of layers, found " + top.get("class_name"));
        }
        Object config = top.get("config");
        // Keras before 2.2.3 wrote the layers without a name around them.
        Object items =
                config instanceof List<?> ? config : map("config", config).get("layers");
        if (!(items instanceof List<?> list) || list.isEmpty() || list.size() > KerasModel.MOST_LAYERS) {
            throw new IllegalArgumentException("config.layers must be a list of 1 to " + KerasModel.MOST_LAYERS
                    + " layers" + (items instanceof List<?> many ? ", found " + many.size() : ""));
        }
        if (config instanceof Map<?, ?> fields) {
            shape(fields.get("batch_input_shape"));
            shape(fields.get("build_input_shape"));
        }
        for (int i = 0; i < list.size(); i++) {
            add(i, map("layer " + (i + 1), list.get(i)));
        }
        if (input.isEmpty()) {
            throw new IllegalArgumentException(
                    "says nothing of its input; begin the model with keras.Input(shape=(64,)),"
                            + " with the number of features");
        }
        return new KerasModel(input, layers);
    }

    private static Map<?, ?> map(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(name + " must be an object, as Keras writes it");
    }

    private void add(int index, Map<?, ?> item) {
        String kind = String.valueOf(item.get("class_name"));
        String name = "layer " + (index + 1) + " (" + kind + ")";
        Object module = item.get("module");
        // Keras 3 says where a class comes from. A class of the user's may have the name of one of Keras's.
        boolean own = module != null && !String.valueOf(module).matches("keras(\\.src)?\\.layers(\\..*)?");
        if (own || item.get("registered_name") != null) {
            throw new IllegalArgumentException(name + " is no layer of Keras's own, and programs are never loaded");
        }
        KerasLayer layer = new KerasLayer(name, kind, map(name + ".config", item.get("config")));
        if (index == 0) {
            shape(layer.value("batch_input_shape"));
            shape(layer.value("batch_shape"));
        }
        if (kind.equals("InputLayer")) {
            inputLayer(index, layer);
        } else if (kind.equals("Reshape")) {
            reshape(layer);
        } else {
            put(layer.read());
        }
        layer.refuseOthers();
    }

    private void inputLayer(int index, KerasLayer layer) {
        if (index > 0) {
            throw layer.mistake("must be the first layer");
        }
        layer.only("sparse", false);
        layer.only("ragged", false);
        layer.only("optional", false);
    }

    /** A Reshape at the beginning says how a row is an image; later there is none that does anything. */
    private void reshape(KerasLayer layer) {
        List<Integer> target = sides(layer.value("target_shape"));
        if (!layers.isEmpty() || target.size() != 3 || input.size() != 1 || product(target) != input.get(0)) {
            throw layer.mistake("is known only as the first layer, from " + input
                    + " values to an image of as many, found " + target);
        }
        input = target;
    }

    private static long product(List<Integer> sides) {
        return sides.stream().mapToLong(side -> side).reduce(1, Math::multiplyExact);
    }

    /** The shape of a row; the first entry is the batch's, which Keras leaves open. */
    private void shape(@Nullable Object value) {
        if (value instanceof List<?> sides && sides.size() > 1 && input.isEmpty()) {
            input = sides(sides.subList(1, sides.size()));
        }
    }

    private static List<Integer> sides(@Nullable Object value) {
        List<Integer> sides = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object side : list) {
                if (!(side instanceof Integer number) || number < 1 || number > KerasModel.MOST_VALUES) {
                    throw new IllegalArgumentException("the shape of the input must be of whole numbers from 1 to "
                            + KerasModel.MOST_VALUES + ", found " + list);
                }
                sides.add(number);
            }
        }
        return sides;
    }

    /** An activation right behind a linear layer is that layer's: both ways of writing it are one training. */
    private void put(Layer layer) {
        int last = layers.size() - 1;
        if (layer instanceof Layer.Activate activate && last >= 0) {
            if (layers.get(last) instanceof Layer.Dense dense
                    && dense.weights().activation() == Layer.Activation.LINEAR) {
                layers.set(last, new Layer.Dense(dense.units(), dense.weights().with(activate.activation())));
                return;
            }
            if (layers.get(last) instanceof Layer.Convolution convolution
                    && convolution.weights().activation() == Layer.Activation.LINEAR) {
                Layer.Weights weights = convolution.weights().with(activate.activation());
                layers.set(last, new Layer.Convolution(convolution.filters(), convolution.window(), weights));
                return;
            }
        }
        layers.add(layer);
    }
}
