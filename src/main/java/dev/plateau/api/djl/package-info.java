/**
 * A listener that logs trainings of the Deep Java Library.
 *
 * <p>Start at {@link dev.plateau.api.djl.DjlListener}. Whoever uses it has {@code ai.djl:api} already; Plateau compiles against it
 * and does not bring it along.
 *
 * <p>Decided: the numbers are those that DJL's own listeners compute. Accumulators of our own would be independent of the order of listeners, and
 * would evaluate every batch a second time.
 */
@NullMarked
package dev.plateau.api.djl;

import org.jspecify.annotations.NullMarked;
