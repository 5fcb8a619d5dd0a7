package dev.plateau.train;

import dev.plateau.space.Configuration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that decides how a training goes, apart from its data, fold and seed: a tree of plain values (Long, Double,
 * Boolean, String, List, Map) under {@code model}, {@code learning_rate}, {@code batch_size} and, only for a training whose
 * early epochs depend on the total, {@code epochs}. Two configurations with equal settings share their training. Keys are
 * sorted. Immutable.
 */
public record Settings(Map<String, Object> values) {

    public Settings {
        values = sorted(values);
    }

    /**
     * The settings of a configuration: its values laid over the fixed {@code model} of the file. {@code learning_rate},
     * {@code batch_size} and {@code epochs} stay on top, {@code model.dropout} and {@code dropout} both go to the field of
     * the model.
     */
    public static Settings of(Map<String, Object> model, Configuration configuration) {
        Map<String, Object> top = new TreeMap<>();
        top.put("model", new TreeMap<>(model));
        configuration.values().forEach((name, value) -> {
            if (List.of("learning_rate", "batch_size", "epochs").contains(name)) {
                top.put(name, value);
            } else {
                put(top, name.startsWith("model.") ? name : "model." + name, value);
            }
        });
        return new Settings(top);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> tree, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            tree.put(path, value);
            return;
        }
        Object child = tree.get(path.substring(0, dot));
        Map<String, Object> copy =
                child instanceof Map<?, ?> map ? new TreeMap<>((Map<String, Object>) map) : new TreeMap<>();
        put(copy, path.substring(dot + 1), value);
        tree.put(path.substring(0, dot), copy);
    }

    /** The value at a path such as {@code model.schedule.type}; empty if there is none. */
    public Optional<Object> value(String path) {
        Object at = values;
        for (String key : path.split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return Optional.ofNullable(at);
    }

    /** The same settings with one value replaced or added. */
    public Settings with(String path, Object value) {
        Map<String, Object> copy = new TreeMap<>(values);
        put(copy, path, value);
        return new Settings(copy);
    }

    /** The same settings without a value at the top. */
    public Settings without(String key) {
        Map<String, Object> copy = new TreeMap<>(values);
        copy.remove(key);
        return new Settings(copy);
    }

    private static Map<String, Object> sorted(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        new TreeMap<Object, Object>(map).forEach((key, value) -> copy.put(String.valueOf(key), frozen(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object frozen(Object value) {
        if (value instanceof Map<?, ?> map) {
            return sorted(map);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Settings::frozen).toList();
        }
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }
}
