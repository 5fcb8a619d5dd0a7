package dev.plateau.cli.train;

import dev.plateau.cli.command.Mistake;
import dev.plateau.space.Choice;
import dev.plateau.space.Configuration;
import dev.plateau.space.Parameter;
import dev.plateau.space.Range;
import dev.plateau.space.Space;
import dev.plateau.spelling.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of searched parameters as they are typed: {@code --set name=value}. */
final class Chosen {

    private Chosen() {}

    /**
     * The values by name.
     *
     * @param excluded names that cannot be chosen
     * @throws Mistake for a name that is not searched or a value that the search does not have
     */
    static Map<String, Object> of(Space space, Map<String, String> typed, List<String> excluded) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        typed.forEach((name, value) -> {
            if (excluded.contains(name)) {
                throw new Mistake("--set " + name + ": it has no say in this test, so it cannot be chosen");
            }
            Parameter parameter = space.parameter(name).orElseThrow(() -> {
                List<String> names = space.names().stream()
                        .filter(other -> !excluded.contains(other))
                        .toList();
                String nearest = Spelling.nearest(name, names)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
                return new Mistake("--set " + name + ": the file does not search it" + nearest);
            });
            chosen.put(name, value(parameter, value));
        });
        return chosen;
    }

    private static Object value(Parameter parameter, String typed) {
        if (parameter instanceof Range range) {
            return number(range, typed);
        }
        List<Object> values = ((Choice) parameter).values();
        return values.stream()
                .filter(value -> bare(Configuration.exact(value)).equals(bare(typed)))
                .findFirst()
                .orElseThrow(() -> new Mistake("--set " + parameter.name() + ": expected one of "
                        + Configuration.exact(values) + ", found " + typed));
    }

    private static String bare(String value) {
        return value.replaceAll("\\s", "");
    }

    private static Object number(Range range, String typed) {
        try {
            double value = Double.parseDouble(typed);
            if (value >= range.min() && value <= range.max() && (!range.integral() || value == Math.rint(value))) {
                return range.integral() ? (Object) Math.round(value) : (Object) value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is outside.
        }
        throw new Mistake("--set " + range.name() + ": expected a " + (range.integral() ? "whole " : "")
                + "number from " + Configuration.exact(range.min()) + " to " + Configuration.exact(range.max())
                + ", found " + typed);
    }
}
