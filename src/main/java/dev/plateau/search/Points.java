package dev.plateau.search;

import dev.plateau.space.Configuration;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * A space as Arbiter's generators see it: its coordinates without their value. A generator copies every value through
 * Java's serialisation, which takes 30 µs a configuration; the sampler reads the configuration off the coordinates instead.
 */
final class Points implements ParameterSpace<Boolean> {

    private final ParameterSpace<Configuration> space;

    Points(ParameterSpace<Configuration> space) {
        this.space = space;
    }

    @Override
    public Boolean getValue(double[] cube) {
        return true;
    }

    @Override
    public int numParameters() {
        return space.numParameters();
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public List<ParameterSpace> collectLeaves() {
        return space.collectLeaves();
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public Map<String, ParameterSpace> getNestedSpaces() {
        return space.getNestedSpaces();
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
