/**
 * What a message says of a name that does not exist: what was probably meant, and what there is.
 *
 * <p>Start at {@link dev.plateau.spelling.Spelling}. Imports nothing.
 *
 * <p>Decided: a room of its own, since columns of data, keys of a file, experiments and commands are all misspelt in the same way and none of
 * their rooms should have to import another one for it.
 */
@NullMarked
package dev.plateau.spelling;

import org.jspecify.annotations.NullMarked;
