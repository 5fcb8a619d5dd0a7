/** Trains by a program of the user's: one process for each run, whose epochs are read from what it prints, writes or sends. */
@NullMarked
package dev.plateau.script;

import org.jspecify.annotations.NullMarked;
