/**
 * A trained network as a file: how it is written, read by somebody who does not trust it, and asked.
 *
 * <p>Start at {@link dev.plateau.model.ModelFile} and {@link dev.plateau.model.Predictions}. May import {@code data}, {@code train} and
 * {@code spelling}. Knows no experiments and no store: a model works on a machine that has neither.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>The format is our own: a zip of {@code model.json} (settings, columns with their statistics, where it comes from) and {@code
 *       weights.bin} (plain floats). The network is built again from its settings by its trainer. Refused: DL4J's model zip and
 *       ND4J's files, because reading those from a stranger can run a program of his.
 *   <li>Nothing in a file is believed: sizes are bounded before they are read, every field is checked, and each mistake has its sentence.
 *   <li>Statistics of standardisation travel with the weights: a network without them is worth nothing.
 * </ul>
 */
@NullMarked
package dev.plateau.model;

import org.jspecify.annotations.NullMarked;
