/**
 * A listener that logs plain Deeplearning4j trainings.
 *
 * <p>Start at {@link dev.plateau.api.dl4j.Dl4jListener}.
 *
 * <p>Decided: epochs are counted here and not asked of the network, whose own count goes on over several trainings and differs between its two
 * kinds in whether the epoch that ends is in it.
 */
@NullMarked
package dev.plateau.api.dl4j;

import org.jspecify.annotations.NullMarked;
