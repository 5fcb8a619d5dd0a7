/**
 * SQLite files of other programs, read as tables of values.
 *
 * <p>Start at {@link dev.plateau.store.foreign.ForeignDatabase}. Knows no table: what the rows of others mean is the business of {@code transfer}.
 *
 * <p>Decided: these few lines of SQL stand below {@code store}, which alone says SQL and knows JDBC, and not in {@code transfer}: one room keeps the
 * driver, and the importers stay free of it. A foreign file is only ever read, from real tables (a view can be a
 * calculation without end), and a value is what it is and not what its column promises.
 */
@NullMarked
package dev.plateau.store.foreign;

import org.jspecify.annotations.NullMarked;
