/**
 * What is kept: experiments, trials, stages, runs and their curves in SQLite.
 *
 * <p>Start at {@link dev.plateau.store.Store}. May import {@code space}, {@code curve} and {@code train}; the only room that says SQL and that
 * knows JDBI, Flyway and JDBC. The migrations are in {@code db/}.
 */
@NullMarked
package dev.plateau.store;

import org.jspecify.annotations.NullMarked;
