/**
 * What the stored scores of trials say about each other: which cannot be told from the best, how two or more differ, which
 * parameters decide.
 *
 * <p>Start at {@link dev.plateau.compare.Standing} for a whole search, {@link dev.plateau.compare.Comparison} for chosen
 * trials, {@link dev.plateau.compare.Influence} for parameters, {@link dev.plateau.compare.BestEpochs} for what decides the epoch
 * count, {@link dev.plateau.compare.Honest} for the score of a nested search. Reads the store and hands its numbers to {@code stats}; both the
 * command line and the dashboard show what comes back. May import {@code curve}, {@code epoch}, {@code nested}, {@code stats}, {@code store}, and {@code run} to
 * read configurations.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Trials are compared on the same folds of the same data or not at all: an unpaired test of scores that share a fifth of
 *       their rows would be neither here nor there.
 *   <li>A trial that lacks a fold, or is not a number on one, takes no part.
 *   <li>That a score is optimistic is said by {@link dev.plateau.compare.Optimism} and nowhere else.
 * </ul>
 */
@NullMarked
package dev.plateau.compare;

import org.jspecify.annotations.NullMarked;
