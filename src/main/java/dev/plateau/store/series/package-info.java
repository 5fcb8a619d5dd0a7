/**
 * How the epochs of runs get into the tables: rows of epochs and points in batches, and the summaries of series beside them.
 *
 * <p>Start at {@link dev.plateau.store.series.EpochWrites}. May import {@code train} and {@code store.sqlite}; not {@code store}, which imports this one. What is
 * logged from outside is packed another way, see {@code store.track}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Summaries are computed here and written once a batch, not merged by an upsert for each point: what a series was before is remembered for the
 *       runs that report, and forgotten when a transaction was undone. Nobody else writes series of searches: a lock file sees to that.
 *   <li>Points go in by statements of 32, 8 and 1 rows: twice the rate of one row a statement, as half of the time went into handing over values.
 *   <li>A point of an epoch that is new cannot be there yet, so only epochs that were reported before look for what they have.
 * </ul>
 */
@NullMarked
package dev.plateau.store.series;

import org.jspecify.annotations.NullMarked;
