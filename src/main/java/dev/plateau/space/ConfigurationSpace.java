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

    private final List<Parameter> parameters;
    private final List<ParameterSpace<?>> leaves;
    private final List<ParameterSpace<?>> coordinates;

    /**
     * @param parameters in the order of the experiment file, which conditions follow
     * @param leaves one a parameter, in the same order
     * @param coordinates the leaves in the order of the cube's coordinates
     */
    ConfigurationSpace(
            List<Parameter> parameters, List<ParameterSpace<?>> leaves, List<ParameterSpace<?>> coordinates) {
        this.parameters = parameters;
        this.leaves = leaves;
        this.coordinates = coordinates;
    }

    @Override
    public Configuration getValue(double[] cube) {
        List<Object> values = new ArrayList<>(leaves.size());
        for (int i = 0; i < leaves.size(); i++) {
            values.add(plain(parameters.get(i), leaves.get(i).getValue(cube)));
        }
        return Space.active(parameters, values);
    }

    private static Object plain(Parameter parameter, Object value) {
        return parameter instanceof Range range && value instanceof Number number && !(value instanceof Long)
                ? range.allowed(number.doubleValue())
                : value;
    }

    @Override
    public int numParameters() {
        return leaves.stream().mapToInt(ParameterSpace::numParameters).sum();
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public List<ParameterSpace> collectLeaves() {
        return new ArrayList<>(coordinates);
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public Map<String, ParameterSpace> getNestedSpaces() {
        Map<String, ParameterSpace> named = new LinkedHashMap<>();
        for (int i = 0; i < leaves.size(); i++) {
            named.put(parameters.get(i).name(), leaves.get(i));
        }
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
