/**
 * Runs that other tools have logged: MLflow, Optuna, TensorBoard and Keras, each read by a class of its own and all logged by one.
 *
 * <p>Start at {@link dev.plateau.transfer.logged.Imports}. Decided: a source says what its runs are first and hands over the contents of one at a time, so that a
 * database of any size fits into memory.
 */
@NullMarked
package dev.plateau.transfer.logged;

import org.jspecify.annotations.NullMarked;
