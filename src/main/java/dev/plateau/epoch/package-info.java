/**
 * How many epochs: choosing the count from cross-validated curves.
 *
 * <p>Start at {@link dev.plateau.epoch.Advisor}; {@link dev.plateau.epoch.Extension} decides while a training is under way. Values only: no I/O, no threads, no clock. May import {@code curve}.
 *
 * <p>Decided: folds are pooled at the same epoch before choosing. Refused: the mean of the folds' best epochs, which other
 * tools take; it lost nearly twice as much where we measured (see Advisor).
 */
@NullMarked
package dev.plateau.epoch;

import org.jspecify.annotations.NullMarked;
