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
 *   <li>Runs that have not begun are trained in the order of what they are expected to take, the longest first, so that no slot is left alone with
 *       a long one; folds of one stage, and stages that take about as long, keep their order, so that the first trial is complete
 *       early ({@code Expense}). Seconds that were measured before a search was taken up again count more than the estimate. Refused: to
 *       order again during the search, as the folds of a stage train beside each other anyway.
 *   <li>A run is taken as it stood when it was enlisted, and is looked up again only where somebody may have changed it: two reads a run less.
 *   <li>{@code trainer: auto} is settled once, when a search is prepared, for all of its trainings together: results of two trainers could not be told
 *       from differences of configurations. The definition of a search has the trainer that it came to, so what a search was begun with, and when
 *       there was nothing to choose, is what it goes on with; a machine's lanes have no part in it, as they change no bit.
 *   <li>A run that fails fails the trials that it has not scored, and the other folds of its stage go on: what a trial of fewer epochs
 *       needs does not depend on who was faster.
 *   <li>A trial is scored at its last epoch, or where early stopping ended the run, and not at its best: the best epoch of a fold is known only
 *       to the rows that choose it.
 *   <li>With {@code epochs: auto} all folds of a stage train to a rung and wait, and the last to arrive decides for all of them from the
 *       stored curves. A rung is not stored, as it follows from the epochs that are; so what is decided depends neither on the order of
 *       runs nor on the number of workers nor on crashes. Runs that go on come before those that have not begun, and of these the
 *       ones of the best stage first: few trials are under way at a time and the first results are early. A slot that finds nothing waits while another one trains.
 *   <li>A training that stops so is trained past the epoch it is read at: the trial is scored at the recommended epoch, chosen on the same
 *       folds, and its {@code epochs} become that one. The score is as optimistic as that of the best of a grid of epochs.
 *   <li>A stage that loses a fold stops at the rung of the others: its trial has no score whatever they do, so that no epoch more is worth
 *       its cost. Under given epochs the others go on, as trials of fewer epochs may need them.
 *   <li>Early stopping together with {@code epochs: auto} is refused: folds that end at different epochs cannot be pooled at one, and
 *       both decide the same thing.
 *   <li>{@code timeout} is for one attempt, and each rung begins a new one.
 * </ul>
 */
@NullMarked
package dev.plateau.run;

import org.jspecify.annotations.NullMarked;
