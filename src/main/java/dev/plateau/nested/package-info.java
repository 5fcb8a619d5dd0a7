/**
 * Nested cross-validation: what the whole procedure is worth on rows that had no say in it.
 *
 * <p>A score that chose its own configuration and epoch count is optimistic: the best of many is partly lucky (Cawley and Talbot 2010). The
 * honest score repeats the choice for every fold on the other folds' rows alone, on inner folds of those, and then reads the fold.
 *
 * <p>Start at {@link dev.plateau.nested.Procedure}, which is the choice, and {@link dev.plateau.nested.NestedScore}, which is what it is
 * worth. Values only: no I/O, no threads, no clock. May import {@code curve} and {@code epoch}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Nothing is retrained on the training rows of an outer fold. The ordinary run of that fold trains on exactly these rows and is
 *       measured on its validation rows after each epoch, so it is the retraining, for every configuration and epoch count at once.
 *   <li>The same choice for all and for one fold: the best mean score of the folds that it may see, then the advisor's epoch of the
 *       curves of that trial's training. What is measured is the procedure that the user gets, the choice of the epoch included.
 *   <li>The honest score is compared with the mean of the ordinary folds at the recommended epoch, and not with the score in the leaderboard,
 *       which is read at the trial's own last epoch: else half of the difference would be between two epochs.
 *   <li>A configuration that fails on one inner fold is out of the choice of that outer fold, as a trial is that fails on one of its folds.
 *       One that is chosen and then fails on the outer fold leaves no honest score: to pass over that fold would be the optimism that
 *       all this is against.
 *   <li>Early stopping that ends an outer run before the chosen epoch counts as it does everywhere: the run is read at its last
 *       epoch. That run was stopped by the rows that score it, so such folds are named.
 *   <li>A room of its own and not a part of {@code epoch}: it chooses among configurations as well, which {@code epoch} knows nothing of.
 * </ul>
 */
@NullMarked
package dev.plateau.nested;

import org.jspecify.annotations.NullMarked;
