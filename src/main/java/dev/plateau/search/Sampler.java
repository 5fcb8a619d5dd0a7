package dev.plateau.search;

import dev.plateau.space.Configuration;
import java.util.Optional;

/** Proposes configurations, the same ones in the same order for the same space and seed. Not thread-safe. */
public interface Sampler {

    /** The next configuration, never one that was given before; empty when there is none left. */
    Optional<Configuration> ask();
}
