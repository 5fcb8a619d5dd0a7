/**
 * What commands tell of a search: its plan, its trials in order, the epoch count, its points.
 *
 * <p>Start at {@link dev.plateau.cli.report.Leaderboard}, {@link dev.plateau.cli.report.Recommendation} and {@link dev.plateau.cli.report.Honest}. Reads the store,
 * writes nothing. Values first: each report is a record that is JSON as it is and text through {@code lines}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>The epoch count of a trial is advised from its stage, all folds and all epochs of it: the trial itself may have
 *       been read before the best epoch.
 *   <li>Only folds that have ended count, so that the advice does not wander while others train.
 *   <li>The honest score of a nested search stands beside the optimistic one, which the leaderboard calls so, and does not replace it.
 *   <li>An exported point of a stage that several trials read stands once under each of them: whoever filters by trial gets
 *       its whole curve.
 * </ul>
 */
@NullMarked
package dev.plateau.cli.report;

import org.jspecify.annotations.NullMarked;
