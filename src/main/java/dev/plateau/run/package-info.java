/**
 * The engine: prepares a search, sends its runs to an executor, and reports to the store.
 *
 * <p>Start at {@link dev.plateau.run.Prepared}, which plans a search without writing anything, and {@link dev.plateau.run.Engine}.
 * May import every room but {@code server} and {@code cli}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A stage is one training, however many epochs it is read at, and a run is a stage on a fold. DESIGN also has a tree of stages; it
 *       comes with the first feature that branches.
 *   <li>A run that fails fails the trials that it has not scored, and the other folds of its stage go on: what a trial of fewer epochs
 *       needs does not depend on who was faster.
 *   <li>A trial is scored at its last epoch, or where early stopping ended the run, and not at its best: the best epoch of a fold is known only
 *       to the rows that choose it.
 * </ul>
 */
@NullMarked
package dev.plateau.run;

import org.jspecify.annotations.NullMarked;
