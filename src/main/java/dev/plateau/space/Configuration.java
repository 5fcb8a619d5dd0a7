package dev.plateau.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One full assignment of hyperparameters, in the order of the experiment file. A value is a Long, Double, Boolean or
 * String, or for a parameter that chooses among structures an immutable List or Map of those. Immutable.
 */
public record Configuration(Map<String, Object> values) {

    public Configuration {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of a parameter; empty when the configuration has no such parameter. */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** {@code name=value} pairs separated by two spaces, numbers in their shortest form. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : "  ").append(name).append('=').append(shown(value)));
        return text.toString();
    }

    /** A value as a person writes it: 0.001 rather than 0.0010, 32 rather than 32.0. */
    public static String shown(Object value) {
        return value instanceof Double number
                ? String.format(java.util.Locale.ROOT, "%.4g", number).replaceFirst("\\.?0+($|e)", "$1")
                : String.valueOf(value);
    }
}
