/**
 * What training programs write, read as epochs: lines of text, Keras CSVLogger files, TensorBoard event files; and event files written.
 *
 * <p>Start at {@link dev.plateau.logs.EpochAssembler}, which makes epochs of the {@link dev.plateau.logs.Seen} that the readers give. Imports no other
 * room.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Readers say what a program wrote, the assembler what it means: from which number it counts, what belongs to one epoch, when an epoch is
 *       complete. So five ways of writing share one answer.
 *   <li>Everything that is read is somebody else's: lines, names, records and the number of metrics have bounds, links are not followed, and a
 *       regular expression never goes back over what it has read.
 *   <li>Protobuf and TFRecord by hand: four messages of TensorBoard's do not justify the library and its generated code.
 * </ul>
 */
@NullMarked
package dev.plateau.logs;

import org.jspecify.annotations.NullMarked;
