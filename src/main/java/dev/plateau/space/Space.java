package dev.plateau.space;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** The parameters of an experiment, in the order of its file. Immutable. */
public record Space(List<Parameter> parameters) {

    /** The most points that a grid may have: Arbiter lists them in memory before it starts, 24 bytes each. */
    public static final int MAX_GRID = 10_000_000;

    /** The most values that a grid takes of one parameter. */
    public static final int MAX_COUNT = 100_000;

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

    /** A new Arbiter space from the unit cube to configurations; coordinates are in the order of the names, not of the file. */
    public ParameterSpace<Configuration> continuous() {
        List<ParameterSpace<?>> leaves = leaves(Parameter::leaf);
        List<ParameterSpace<?>> byName = IntStream.range(0, leaves.size())
                .boxed()
                .sorted(Comparator.comparing(i -> parameters.get(i).name()))
                .<ParameterSpace<?>>map(leaves::get)
                .toList();
        return new ConfigurationSpace(parameters, leaves, byName);
    }

    /**
     * The same with each range replaced by its grid and coordinates in the order of the file.
     *
     * @throws IllegalArgumentException for a range without count, or a grid of more than {@link #MAX_GRID} points
     */
    public ParameterSpace<Configuration> grid() {
        BigInteger size = gridSize();
        if (size.compareTo(BigInteger.valueOf(MAX_GRID)) > 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the grid has %,d points, and the most is %,d; take fewer values, or method: random with max_trials",
                    size,
                    MAX_GRID));
        }
        List<ParameterSpace<?>> leaves = leaves(parameter -> Choice.leafOf(parameter.grid()));
        return new ConfigurationSpace(parameters, leaves, leaves);
    }

    private List<ParameterSpace<?>> leaves(Function<Parameter, ParameterSpace<?>> leaf) {
        return parameters.stream().<ParameterSpace<?>>map(leaf).toList();
    }

    /**
     * The configuration of each parameter's middle value.
     *
     * @param chosen values to take instead, by name; they are not checked
     */
    public Configuration middle(Map<String, Object> chosen) {
        return active(
                parameters,
                parameters.stream()
                        .map(parameter -> chosen.getOrDefault(parameter.name(), parameter.middle()))
                        .toList());
    }

    /** Drops the values whose condition does not hold; a value may hang on one that was itself dropped. */
    static Configuration active(List<Parameter> parameters, List<Object> values) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            Optional<Condition> condition = parameters.get(i).when();
            if (condition.isEmpty() || condition.get().holds(kept)) {
                kept.put(parameters.get(i).name(), values.get(i));
            }
        }
        return new Configuration(kept);
    }

    /** The names, for messages. */
    public List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }
}
