package dev.plateau.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plateau.data.DataSource;
import dev.plateau.data.Preparation;
import dev.plateau.data.Scale;
import dev.plateau.train.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The file {@code model.json} of a model: written, and read field by field. */
final class Manifest {

    private static final String FORMAT = "plateau model";

    /** Of the format. A reader refuses every other one. */
    private static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String file;
    private final JsonNode root;

    /** @throws ModelException if the bytes are no manifest of this version */
    Manifest(String file, byte[] bytes) {
        this.file = file;
        try {
            root = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new ModelException(
                    file + " is not a model: its " + ModelFile.MANIFEST + " is no JSON (" + e.getOriginalMessage()
                            + ")",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("reading bytes failed", e);
        }
        if (!root.path("format").asText().equals(FORMAT)) {
            throw new ModelException(
                    file + " is not a model: its " + ModelFile.MANIFEST + " has no \"format\": \"" + FORMAT + "\"");
        }
        if (whole(root, "version") != VERSION) {
            throw new ModelException(file + " is a model of version " + whole(root, "version")
                    + " and this Plateau reads version " + VERSION + "; use the Plateau that wrote it, or refit");
        }
    }

    static byte[] write(Description model, int weightBytes, String weightHash) {
        Preparation preparation = model.preparation();
        ObjectNode root = JSON.createObjectNode().put("format", FORMAT).put("version", VERSION);
        root.putObject("trainer").put("name", model.trainer()).put("version", model.trainerVersion());
        root.set("settings", JSON.valueToTree(model.settings().values()));
        root.put("rows", model.rows()).put("epochs", model.epochs()).put("seed", model.seed());
        root.put("metric", model.metric()).put("task", lower(preparation.task()));
        root.put("label", preparation.label()).put("missing", lower(preparation.missing()));
        preparation.classes().forEach(root.putArray("classes")::add);
        put(root.putObject("target"), preparation.target());
        var features = root.putArray("features");
        preparation
                .features()
                .forEach(feature -> put(features.addObject().put("name", feature.name()), feature.scale()));
        root.putObject("weights").put("bytes", weightBytes).put("sha256", weightHash);
        root.set("provenance", JSON.valueToTree(model.provenance()));
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a model that cannot be described", e);
        }
    }

    private static void put(ObjectNode node, Scale scale) {
        node.put("mean", scale.mean()).put("deviation", scale.deviation()).put("fill", scale.fill());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** @throws ModelException if a field is missing or wrong */
    Description description() {
        JsonNode trainer = field(root, "trainer", JsonNode::isObject, "an object");
        try {
            return new Description(
                    text(trainer, "name"),
                    text(trainer, "version"),
                    new Settings(map("settings")),
                    preparation(),
                    whole(root, "rows"),
                    whole(root, "epochs"),
                    field(root, "seed", JsonNode::canConvertToLong, "a whole number")
                            .longValue(),
                    text(root, "metric"),
                    map("provenance"));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Preparation preparation() {
        List<String> classes = new ArrayList<>();
        for (JsonNode name : field(root, "classes", JsonNode::isArray, "a list of names")) {
            if (!name.isTextual()) {
                throw wrong("classes must be a list of names, found " + shown(name));
            }
            classes.add(name.textValue());
        }
        List<Preparation.Feature> features = new ArrayList<>();
        for (JsonNode feature : field(root, "features", JsonNode::isArray, "a list of columns")) {
            features.add(new Preparation.Feature(text(feature, "name"), scale(feature)));
        }
        return new Preparation(
                oneOf("task", DataSource.Task.class),
                text(root, "label"),
                classes,
                features,
                scale(field(root, "target", JsonNode::isObject, "an object")),
                oneOf("missing", DataSource.Missing.class));
    }

    private Scale scale(JsonNode node) {
        return new Scale(number(node, "mean"), number(node, "deviation"), number(node, "fill"));
    }

    /** @throws ModelException unless these are the weights that were written */
    void checkWeights(int bytes, String hash) {
        JsonNode weights = field(root, "weights", JsonNode::isObject, "an object");
        int expected = whole(weights, "bytes");
        if (expected != bytes) {
            throw new ModelException(
                    file + " is damaged: its " + ModelFile.WEIGHTS + " has " + bytes + " bytes, expected " + expected);
        }
        if (!text(weights, "sha256").equals(hash)) {
            throw new ModelException(
                    file + " is damaged: its " + ModelFile.WEIGHTS + " is not what was written (SHA-256 differs)");
        }
    }

    private Map<String, Object> map(String name) {
        JsonNode node = field(root, name, JsonNode::isObject, "an object");
        return JSON.convertValue(node, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    private <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        String found = text(root, name);
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (lower(constant).equals(found)) {
                return constant;
            }
            known.add(lower(constant));
        }
        throw wrong(name + " must be one of " + String.join(", ", known) + ", found \"" + found + "\"");
    }

    private int whole(JsonNode parent, String name) {
        return field(parent, name, node -> node.isIntegralNumber() && node.canConvertToInt(), "a whole number")
                .intValue();
    }

    private double number(JsonNode parent, String name) {
        return field(parent, name, JsonNode::isNumber, "a number").doubleValue();
    }

    private String text(JsonNode parent, String name) {
        return field(parent, name, JsonNode::isTextual, "a text").textValue();
    }

    private JsonNode field(JsonNode parent, String name, Predicate<JsonNode> right, String expected) {
        return Optional.ofNullable(parent.get(name))
                .filter(right)
                .orElseThrow(() -> wrong(name + " must be " + expected + ", found " + shown(parent.path(name))));
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private ModelException wrong(String what) {
        return new ModelException(file + " is not a model: in its " + ModelFile.MANIFEST + " " + what);
    }
}
