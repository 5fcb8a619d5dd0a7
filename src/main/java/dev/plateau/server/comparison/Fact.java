package dev.plateau.server.comparison;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table of differences.
 *
 * @param group parameter, model, data or code
 * @param name of a parameter, or what the fact is about
 * @param values of each trial, null where it has none
 * @param differs whether they are not all the same
 */
record Fact(String group, String name, List<@Nullable Object> values, boolean differs) {

    Fact {
        values = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(values));
    }

    static Fact of(String group, String name, List<@Nullable Object> values) {
        return new Fact(group, name, values, values.stream().distinct().count() > 1);
    }
}
