package dev.plateau.space;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;

/** A parameter with listed values, equally likely; one value makes it a constant. */
public record Choice(String name, List<Object> values, Optional<Condition> when) implements Parameter {

    /** @throws IllegalArgumentException for no value or one that is listed twice */
    public Choice {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException(name + ".values must list at least one value, found an empty list");
        }
        if (values.stream().distinct().count() != values.size()) {
            throw new IllegalArgumentException(
                    name + ".values must differ from each other, found " + Configuration.exact(values));
        }
    }

    @Override
    public List<Object> grid() {
        return values;
    }

    @Override
    public ParameterSpace<?> leaf() {
        return leafOf(values);
    }

    @Override
    public Object middle() {
        boolean numbers = values.stream().allMatch(Number.class::isInstance);
        return numbers
                ? values.stream()
                        .sorted(Comparator.comparingDouble(value -> ((Number) value).doubleValue()))
                        .toList()
                        .get((values.size() - 1) / 2)
                : values.get(0);
    }

    /** Arbiter's grid generator gives a space of a single value no coordinate, so a constant must be a FixedValue. */
    static ParameterSpace<?> leafOf(List<Object> values) {
        return values.size() == 1 ? new FixedValue<>(values.get(0)) : new DiscreteParameterSpace<>(values);
    }
}
