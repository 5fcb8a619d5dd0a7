package dev.plateau.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * The composite that Arbiter's generators search: one leaf a parameter, a {@link Configuration} as value. Not thread-safe
 * and for one generator only, as its leaves hold the index of their coordinate.
 */
final class ConfigurationSpace implements ParameterSpace<Configuration> {

    private final Map<Parameter, ParameterSpace<?>> leaves;

    ConfigurationSpace(Map<Parameter, ParameterSpace<?>> leaves) {
        this.leaves = leaves;
    }

    @Override
    public Configuration getValue(double[] cube) {
        Map<Parameter, Object> values = new LinkedHashMap<>();
        leaves.forEach((parameter, leaf) -> values.put(parameter, plain(parameter, leaf.getValue(cube))));
        return Space.active(values);
    }

    private static Object plain(Parameter parameter, Object value) {
        return parameter instanceof Range range && value instanceof Number number && !(value instanceof Long)
                ? range.allowed(number.doubleValue())
                : value;
    }

    @Override
    public int numParameters() {
        return leaves.values().stream().mapToInt(ParameterSpace::numParameters).sum();
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public List<ParameterSpace> collectLeaves() {
        return new ArrayList<>(leaves.values());
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public Map<String, ParameterSpace> getNestedSpaces() {
        Map<String, ParameterSpace> named = new LinkedHashMap<>();
        leaves.forEach((parameter, leaf) -> named.put(parameter.name(), leaf));
        return named;
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new IllegalStateException("indices belong to the leaves");
    }
}
