package dev.plateau.space;

import java.util.List;

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

    boolean holds(Configuration configuration) {
        return configuration.value(parameter).filter(values::contains).isPresent();
    }
}
