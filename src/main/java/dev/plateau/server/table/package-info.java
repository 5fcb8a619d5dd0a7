/**
 * The trials of an experiment as a table in memory, so that sorting and filtering 10,000 of them takes milliseconds.
 *
 * <p>Start at {@link dev.plateau.server.table.TrialTables}. May import the store, {@code curve}, {@code compare} and {@code server.http};
 * knows no answer.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Sorted and filtered here and not in SQL: parameters are JSON texts to the database, and values at an epoch are means over curves.
 *   <li>A table is read anew when the store's version is another one. What cannot change is kept: configurations, and epochs once stored.
 *       Refused: tables that are up to a second old, because the last epoch of a search would then wait for an event that never comes.
 *   <li>The goal of another metric is what its name tells, or else the experiment's.
 * </ul>
 */
@NullMarked
package dev.plateau.server.table;

import org.jspecify.annotations.NullMarked;
