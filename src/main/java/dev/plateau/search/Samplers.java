package dev.plateau.search;

import dev.plateau.space.Configuration;
import dev.plateau.space.Space;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;

/** The samplers by name. */
public final class Samplers {

    /**
     * So many repeats in a row mean that the space is exhausted, as far as a random draw can tell: a last value of
     * probability 1/5,000 is overlooked once in 5e8 searches. A tenth of a second of drawing.
     */
    private static final int MAX_REPEATS = 100_000;

    private Samplers() {}

    /**
     * Every point of the grid, the first parameter changing fastest.
     *
     * @throws IllegalArgumentException for a range without count, or a grid of more than {@link Space#MAX_GRID} points
     */
    public static Sampler grid(Space space) {
        ParameterSpace<Configuration> points = space.grid();
        return new ArbiterSampler(
                points,
                new GridSearchCandidateGenerator(
                        new Points(points), 1, GridSearchCandidateGenerator.Mode.Sequential, Map.of()),
                Space.MAX_GRID);
    }

    /** Independent draws from the space, repeats left out: a space of few values ends when all were drawn. */
    public static Sampler random(Space space, long seed) {
        ParameterSpace<Configuration> points = space.continuous();
        RandomSearchGenerator generator = new RandomSearchGenerator(new Points(points), Map.of());
        generator.setRngSeed(seed);
        return new ArbiterSampler(points, generator, MAX_REPEATS);
    }
}
