/**
 * Who proposes configurations: samplers.
 *
 * <p>Start at {@link dev.plateau.search.Samplers}. May import {@code space}; besides it the only room that knows
 * Arbiter, of which it uses the candidate generators.
 *
 * <p>Decided: a sampler is asked for the next configuration and never told its number, so that a resumed search asks
 * again from the start with the same seed and gets the same list. Samplers that learn will be told results as well.
 */
@NullMarked
package dev.plateau.search;

import org.jspecify.annotations.NullMarked;
