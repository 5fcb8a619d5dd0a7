package dev.plateau.space;

import java.util.List;
import java.util.Map;

/**
 * When a conditional parameter exists: the parameter that it hangs on is itself in the configuration and has one of the
 * values.
 */
public record Condition(String parameter, List<Object> values) {

    public Condition {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("when." + parameter + " must list at least one value");
        }
    }

    /** @param configuration the values of the parameters before this one */
    boolean holds(Map<String, Object> configuration) {
        Object value = configuration.get(parameter);
        return value != null && values.contains(value);
    }
}
