/**
 * What may be searched: parameters, the space they span, and configurations, which are points of it.
 *
 * <p>Start at {@link dev.plateau.space.Space}. Values only: no I/O, no threads, no clock. Imports no other room; the only
 * room besides {@code search} that knows Arbiter's parameter spaces.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A space is one Arbiter {@code ParameterSpace} from the unit cube to a {@link
 *       dev.plateau.space.Configuration}, so every sampler only has to propose numbers in [0, 1].
 *   <li>A conditional parameter always has its coordinate of the cube and is dropped from the configuration when its
 *       condition does not hold. The alternative, a cube that changes its dimension, would need a sampler of its own.
 *   <li>On a grid a range becomes a list of {@code count} values before Arbiter sees it, because its grid generator has
 *       one count for all ranges.
 *   <li>A drawn cube has its coordinates in the order of the parameters' names, so that moving a line of the experiment
 *       file does not draw other configurations.
 *   <li>A range with a step is drawn from half a step outside its bounds and rounded, as Optuna does; drawn between the
 *       bounds, the first and last value came up half as often as the others.
 * </ul>
 */
@NullMarked
package dev.plateau.space;

import org.jspecify.annotations.NullMarked;
