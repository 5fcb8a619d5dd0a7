/**
 * One SQLite file: how it is opened and brought up to date, who may write it, and how statements reach it.
 *
 * <p>Start at {@link dev.plateau.store.sqlite.Database}, {@link dev.plateau.store.sqlite.Writer} and {@link
 * dev.plateau.store.sqlite.Readers}. Knows no table but Flyway's: what is kept in the file is the business of {@code store} and its other rooms,
 * which alone may import this one.
 */
@NullMarked
package dev.plateau.store.sqlite;

import org.jspecify.annotations.NullMarked;
