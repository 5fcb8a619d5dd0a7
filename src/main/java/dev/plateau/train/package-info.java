/**
 * How a network is trained for one more epoch: the interface that every trainer implements.
 *
 * <p>Start at {@link dev.plateau.train.Trainer}. May import {@code space}, {@code curve} and {@code data}. Each trainer lives
 * in a sub-package with its library.
 *
 * <p>Decided: the engine owns the epoch loop. A trainer knows nothing of epochs to go, early stopping, pruning, storing or
 * other runs; so each of these is written once for all trainers.
 * A learning-rate range test is the one thing that looks into an epoch; for it a trainer may give {@link dev.plateau.train.Steps}, whose loop is
 * not its own either.
 */
@NullMarked
package dev.plateau.train;

import org.jspecify.annotations.NullMarked;
