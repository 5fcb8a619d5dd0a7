/**
 * What is wrong with a training, told from its curves: each finding with its evidence and a next step.
 *
 * <p>Start at {@link dev.plateau.diagnosis.Diagnoses}. Values only: no files, no threads, no clock. May import {@code curve} and
 * {@code forecast}.
 *
 * <p>Decided: a finding must be beyond chance and large enough to matter; silence is a good answer. Refused: a t test over folds alone for
 * overfitting, which missed mean rises of half because folds differ in how far they rise.
 */
@NullMarked
package dev.plateau.diagnosis;

import org.jspecify.annotations.NullMarked;
