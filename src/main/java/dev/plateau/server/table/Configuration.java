package dev.plateau.server.table;

import dev.plateau.server.http.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The hyperparameters of one trial, read once.
 *
 * @param values those that it has, in their order: numbers, texts, flags, or lists and maps of them
 * @param text of all of them in small letters, as a search looks for them
 */
record Configuration(Map<String, Object> values, String text) {

    static Configuration of(String json) {
        Map<String, Object> values = new LinkedHashMap<>(Json.object(json));
        values.values().removeIf(value -> value == null);
        String text = values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                .collect(Collectors.joining(" "));
        return new Configuration(values, text.toLowerCase(Locale.ROOT));
    }

    /** As a person writes it: whole numbers without a point. */
    static String text(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return String.valueOf(number.longValue());
        }
        return String.valueOf(value);
    }
}
