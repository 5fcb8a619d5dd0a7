/**
 * What is wrong with a training, told from its curves: each finding with its evidence and a next step.
 *
 * <p>Values only: no files, no threads, no clock. May import {@code curve} and {@code forecast}.
 */
@NullMarked
package dev.plateau.diagnosis;

import org.jspecify.annotations.NullMarked;
