/**
 * The curve beyond the last epoch: what more epochs are worth.
 *
 * <p>Values only: no files, no threads, no clock. May import {@code curve}.
 */
@NullMarked
package dev.plateau.forecast;

import org.jspecify.annotations.NullMarked;
