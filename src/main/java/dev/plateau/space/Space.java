package dev.plateau.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** The parameters of an experiment, in the order of its file. Immutable. */
public record Space(List<Parameter> parameters) {

    /** @throws IllegalArgumentException for two parameters of one name, or a condition on one that does not come before */
    public Space {
        parameters = List.copyOf(parameters);
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : parameters) {
            parameter.when().ifPresent(condition -> {
                if (!seen.contains(condition.parameter())) {
                    throw new IllegalArgumentException(parameter.name() + ".when names " + condition.parameter()
                            + ", which is not a parameter that comes before it");
                }
            });
            if (!seen.add(parameter.name())) {
                throw new IllegalArgumentException("parameter " + parameter.name() + " is given twice");
            }
        }
    }

    public Optional<Parameter> parameter(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /**
     * The number of points of the grid before conditions drop any: the product of the parameters' grid sizes.
     *
     * @throws IllegalArgumentException for a range without count
     */
    public BigInteger gridSize() {
        return parameters.stream()
                .map(p -> BigInteger.valueOf(p.grid().size()))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /** A new Arbiter space from the unit cube to configurations. */
    public ParameterSpace<Configuration> continuous() {
        return composite(false);
    }

    /** The same with each range replaced by its grid. */
    public ParameterSpace<Configuration> grid() {
        return composite(true);
    }

    private ParameterSpace<Configuration> composite(boolean grid) {
        Map<Parameter, ParameterSpace<?>> leaves = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            leaves.put(parameter, grid ? Choice.leafOf(parameter.grid()) : parameter.leaf());
        }
        return new ConfigurationSpace(leaves);
    }

    /** Drops the values whose condition does not hold; a value may hang on one that was itself dropped. */
    static Configuration active(Map<Parameter, Object> all) {
        Map<String, Object> kept = new LinkedHashMap<>();
        all.forEach((parameter, value) -> {
            if (parameter.when().map(c -> c.holds(new Configuration(kept))).orElse(true)) {
                kept.put(parameter.name(), value);
            }
        });
        return new Configuration(kept);
    }

    /** The names, for messages. */
    public List<String> names() {
        return new ArrayList<>(parameters.stream().map(Parameter::name).toList());
    }
}
