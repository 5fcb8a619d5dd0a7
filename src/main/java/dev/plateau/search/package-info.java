/**
 * Who proposes configurations: samplers.
 *
 * <p>Start at {@link dev.plateau.search.Samplers}. May import {@code space}; besides it the only room that knows
 * Arbiter, of which it uses the candidate generators.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A sampler is asked for the next configuration and never told its number, so that a resumed search asks again from
 *       the start with the same seed and gets the same list. Samplers that learn will be told results as well.
 *   <li>Arbiter's generators give coordinates only, and the configuration is read off them here: a generator copies each
 *       value through Java's serialisation, which is slow and refuses values that are not serialisable.
 *   <li>A grid ends with its last point, a random search also after 100,000 repeats in a row; a shared bound ended grids
 *       early whose conditions drop many points.
 * </ul>
 */
@NullMarked
package dev.plateau.search;

import org.jspecify.annotations.NullMarked;
