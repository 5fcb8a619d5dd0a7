/**
 * What a training leaves behind: series of a metric over epochs, and their mean and spread over folds.
 *
 * <p>Start at {@link dev.plateau.curve.Curve} and {@link dev.plateau.curve.Band}. Values only: no I/O, no threads, no clock.
 * Imports nothing.
 */
@NullMarked
package dev.plateau.curve;

import org.jspecify.annotations.NullMarked;
