package dev.plateau.experiment;

import dev.plateau.space.Configuration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the file left out and was decided for it: field, value as text. Nothing is decided without a line in here. */
final class Assumed {

    private final Map<String, String> values = new LinkedHashMap<>();

    Map<String, String> values() {
        return values;
    }

    void put(String field, String value) {
        values.put(field, value);
    }

    /** What was given, else the default, which is written down if the field is not there at all. */
    <T> T or(Optional<T> given, Section section, String key, T otherwise) {
        if (!section.has(key)) {
            String text = Configuration.exact(otherwise);
            put(section.path(key), otherwise instanceof Enum<?> ? text.toLowerCase(Locale.ROOT) : text);
        }
        return given.orElse(otherwise);
    }
}
