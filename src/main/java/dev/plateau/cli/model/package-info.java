/**
 * The commands of the final model: {@code refit} makes it, {@code predict} uses it.
 *
 * <p>Start at {@link dev.plateau.cli.model.RefitCommand}; the training is {@code run.Refit}, the file is {@code model}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Refit trains as many epochs as were chosen on folds, not as many steps: with more rows an epoch has more steps, and the
 *       curve that was judged is one over epochs.
 *   <li>A schedule that spans the whole training keeps the span it had in the search, because the count was read from that very curve;
 *       stopping inside the span is then what was measured. The note says so.
 *   <li>Refit holds the right to write the database from its start, so that a long training cannot fail at its last step.
 *   <li>Predict never opens a database: the file is enough.
 * </ul>
 */
@NullMarked
package dev.plateau.cli.model;

import org.jspecify.annotations.NullMarked;
