package dev.plateau.search;

import dev.plateau.space.Space;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;

/** The samplers by name. */
public final class Samplers {

    private Samplers() {}

    /**
     * Every point of the grid, the first parameter changing fastest.
     *
     * @throws IllegalArgumentException for a range without count, or a grid of 2^31 points or more
     */
    public static Sampler grid(Space space) {
        if (space.gridSize().bitLength() > 31) {
            throw new IllegalArgumentException("the grid has " + space.gridSize()
                    + " points; the most that can be listed is " + Integer.MAX_VALUE);
        }
        return new ArbiterSampler(new GridSearchCandidateGenerator(
                space.grid(), 1, GridSearchCandidateGenerator.Mode.Sequential, Map.of()));
    }

    /** Independent draws from the space, repeats left out: a space of few values ends when all were drawn. */
    public static Sampler random(Space space, long seed) {
        RandomSearchGenerator generator = new RandomSearchGenerator(space.continuous(), Map.of());
        generator.setRngSeed(seed);
        return new ArbiterSampler(generator);
    }
}
