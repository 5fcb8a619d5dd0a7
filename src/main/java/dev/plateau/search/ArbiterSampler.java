package dev.plateau.search;

import dev.plateau.space.Configuration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** Reads configurations off one of Arbiter's candidate generators and leaves out the ones that were seen. */
final class ArbiterSampler implements Sampler {

    private final ParameterSpace<Configuration> space;
    private final CandidateGenerator generator;
    private final int maxRepeats;
    private final Set<Configuration> seen = new HashSet<>();

    /**
     * @param space maps the generator's points to configurations; its leaves are the generator's
     * @param maxRepeats after so many repeats in a row the generator counts as exhausted
     */
    ArbiterSampler(ParameterSpace<Configuration> space, CandidateGenerator generator, int maxRepeats) {
        this.space = space;
        this.generator = generator;
        this.maxRepeats = maxRepeats;
    }

    @Override
    public Optional<Configuration> ask() {
        for (int repeats = 0; repeats < maxRepeats && generator.hasMoreCandidates(); repeats++) {
            Configuration configuration =
                    space.getValue(generator.getCandidate().getFlatParameters());
            if (seen.add(configuration)) {
                return Optional.of(configuration);
            }
        }
        return Optional.empty();
    }
}
