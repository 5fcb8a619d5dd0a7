package dev.plateau.search;

import dev.plateau.space.Configuration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;

/** Reads configurations off one of Arbiter's candidate generators and leaves out the ones that were seen. */
final class ArbiterSampler implements Sampler {

    /** So many repeats in a row mean that the space is exhausted, as far as a random draw can tell. */
    private static final int MAX_REPEATS = 10_000;

    private final CandidateGenerator generator;
    private final Set<Configuration> seen = new HashSet<>();

    ArbiterSampler(CandidateGenerator generator) {
        this.generator = generator;
    }

    @Override
    public Optional<Configuration> ask() {
        for (int repeats = 0; repeats < MAX_REPEATS && generator.hasMoreCandidates(); repeats++) {
            Candidate<?> candidate = generator.getCandidate();
            if (candidate.getException() != null) {
                throw new IllegalStateException("Arbiter could not map a point of the space", candidate.getException());
            }
            Configuration configuration = (Configuration) candidate.getValue();
            if (seen.add(configuration)) {
                return Optional.of(configuration);
            }
        }
        return Optional.empty();
    }
}
