/**
 * What differences mean: significance between configurations, intervals, importance of parameters.
 *
 * <p>Start at {@link dev.plateau.stats.CorrectedTTest} for two configurations, {@link dev.plateau.stats.BestGroup} for many,
 * {@link dev.plateau.stats.Importance} for parameters. Values only: no files, no threads, no clock. May import {@code curve}.
 * Every number is held to an independent source by its test.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>NaN among differences is refused, never dropped: a fold that diverged is no fold that was not there. Whoever
 *       compares says first which trials have all their scores.
 *   <li>What a sample cannot tell at all, such as the variance of one fold, is an empty Optional and not a NaN.
 *   <li>Wilcoxon's test does not know that training sets overlap, so its p is too small; it stands beside the corrected
 *       test and decides nothing.
 *   <li>Importance is PED-ANOVA's, which asks what makes a trial one of the best, and not fANOVA's, which asks what moves
 *       the score: a few learning rates that diverge move it most and say nothing about where to search next. It also
 *       needs no forest.
 * </ul>
 */
@NullMarked
package dev.plateau.stats;

import org.jspecify.annotations.NullMarked;
