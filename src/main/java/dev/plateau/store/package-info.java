/**
 * What is kept: experiments, trials, stages, runs and their curves in SQLite.
 *
 * <p>Start at {@link dev.plateau.store.Store}, {@link dev.plateau.store.Desk} and {@link dev.plateau.store.Stores}; what programs log from outside is in {@code
 * store.track}, how epochs are written in {@code store.series}. May import {@code space}, {@code curve}, {@code train} and {@code track}; the only room that says SQL and that knows Flyway and JDBC, also for
 * the files of others ({@code store.foreign}). The migrations are in {@code db/}.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>One writer thread and group commit instead of a pool of writers: SQLite has one writer at a time anyway, and many
 *       reporters then share one commit.
 *   <li>WAL with {@code synchronous=NORMAL}: what was acknowledged survives kill -9 and every crash of the process. A power
 *       loss or a crash of the operating system may take the last seconds, never more and never the file. FULL would keep
 *       those at a tenth of the speed; epochs that are lost are trained again, bit for bit the same.
 *   <li>JDBC and the 100 lines of {@code Sql} instead of JDBI: JDBI took 0.17 to 0.19 s of every start,
 *       about all that a command on an existing database otherwise needs, and each point would go around it.
 *   <li>Flyway is started (0.2 s) only when its own table says that a migration is missing.
 *   <li>Summaries are columns, updated with the points. No page scans points to sort a table.
 *   <li>No statement looks through trials, runs, series or points of what it was not asked for: a test has SQLite explain each of them.
 *   <li>Points stay rows when their run has ended. Packed, as logged ones are, they would take half of the file and be read faster many thousands at
 *       once; but a run may go on after its end, and whoever reads a point by its epoch would have to know both kinds.
 *   <li>A lock file instead of SQLite's own locks keeps a second writer out: it frees itself with the process, and it can say
 *       who has it.
 *   <li>Inner folds of nested cross-validation and their runs stand in the tables of all others, marked by the fold that they are
 *       inside of. Reads leave them out unless they ask for nothing else: whoever averages folds cannot take one in by mistake.
 *   <li>What people write (notes, a request to stop) goes around the lock of the process that trains, in short transactions: they
 *       wait for it and not for the end of its search. A run that is cancelled so is fenced off like one that was begun anew.
 *   <li>-0.0 is read back as 0.0, which is how SQLite stores it.
 * </ul>
 */
@NullMarked
package dev.plateau.store;

import org.jspecify.annotations.NullMarked;
