/**
 * One trial: what it is, how each of its runs went, where it comes from, what it gave, its values epoch by epoch and its logs.
 *
 * <p>Start at {@link dev.plateau.server.trial.TrialDetails}; {@link dev.plateau.server.trial.TrialSeries} has the values, {@link
 * dev.plateau.server.trial.RunLogTail} the end of a log. May import {@code server.http} and {@code server.epochs}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>No path of this machine leaves: of a file its name alone, and in what people or programs wrote (commands, messages, logs) an
 *       absolute path is cut down to its last name. What else a trainer prints into its log is its user's, and is shown.
 *   <li>The end of a log is read from the end of its file, so that a long one costs no more than a short one.
 * </ul>
 */
@NullMarked
package dev.plateau.server.trial;

import org.jspecify.annotations.NullMarked;
