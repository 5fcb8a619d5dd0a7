/** Plateau in a Java program: build an experiment, give it a trainer, run it, read the result; and listeners for trainings of others. */
@NullMarked
package dev.plateau.api;

import org.jspecify.annotations.NullMarked;
