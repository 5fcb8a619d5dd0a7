/**
 * The commands that train: {@code run}, {@code resume} and {@code verify}.
 *
 * <p>Start at {@link dev.plateau.cli.train.RunCommand}; what it does is in {@code live}.
 *
 * <p>Decided: {@code resume} reads the experiment from the database and counts the path of its data from where the file was,
 * so that it is the same search even if the file has changed or is gone since.
 */
@NullMarked
package dev.plateau.cli.train;

import org.jspecify.annotations.NullMarked;
