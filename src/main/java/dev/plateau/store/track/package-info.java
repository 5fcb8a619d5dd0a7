/**
 * What programs log, in the tables of searches and a few of its own.
 *
 * <p>Start at {@link dev.plateau.store.track.SqliteTracker}; {@link dev.plateau.store.track.LoggedCurves} is what the pages read. May import {@code track},
 * {@code curve} and {@code store.sqlite}; not {@code store}, which imports this one.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>A logged run is a row of trial, stage, run and series as those of a search are: pages show it without knowing. Which rows a page must not
 *       see (deleted runs, trials whose run is a fold of another) is a column, and readers have views that leave them out.
 *   <li>Points are packed, 64 a row: about 12 bytes a point against 40 in the tables point and epoch, and a batch of 1,000 writes 16 rows. Curves
 *       are unpacked when they are read.
 *   <li>What the writer needs to append (the last row of points, the summary) it remembers for the runs that logged last, and forgets when any other
 *       connection has written or a transaction was undone.
 *   <li>A mistake of the client is found before the first write of its task: a batch is all or nothing without an own transaction.
 *   <li>An experiment is RUNNING while a run of it is. No process holds a lock for it, so it is never LOST.
 *   <li>The experiment 0, Default, which clients take for granted, is there for whoever asks for it by id or name; it becomes a row, and is listed, with
 *       its first run.
 *   <li>Searches of Plateau's own cannot be renamed, deleted or logged to: a process may be training them, and the experiment file names them.
 * </ul>
 */
@NullMarked
package dev.plateau.store.track;

import org.jspecify.annotations.NullMarked;
